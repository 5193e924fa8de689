package io.gavel.engine.market;

/**
 * The ids that one account used lately and whose orders do not rest, in the order in which they became evictable, with
 * what each was answered. Together in memory, as an account that is busy comes back soon: a new id overwrites the one
 * that it evicts.
 *
 * <p>An entry is six longs:
 *
 * <pre>
 *   0       8             16       24       32       40     44       48
 *   +-------+-------------+--------+--------+--------+------+--------+
 *   | id    | seq 52 bits | value1 | value2 | value3 | body | place  |
 *   | hash  | answer 12   |        |        |        | hash | in age |
 *   +-------+-------------+--------+--------+--------+------+--------+
 * </pre>
 *
 * <p>Entries are found through an open table of cells of (sixteen bits of the hash, entry + 1), at most half of them in
 * use. Doubles as the account's ids come, up to the most that are kept. Thread: the market's.
 */
final class AnswerRing {
    /** No entry. */
    static final int NONE = -1;

    /** Most entries that a cell can count. */
    static final int MOST = 1 << 15;

    static final int WORDS = 6;
    static final int ID_HASH = 0;
    static final int SEQ_AND_ANSWER = 1;
    static final int VALUE_1 = 2;
    static final int VALUE_2 = 3;
    static final int VALUE_3 = 4;
    static final int BODY_AND_PLACE = 5;

    private static final int FIRST_CAPACITY = 4;
    private static final int ENTRY_MASK = 0xFFFF;
    private static final long LOW = 0xFFFF_FFFFL;

    private long[] words = new long[FIRST_CAPACITY * WORDS];
    private int[] cells = new int[FIRST_CAPACITY * 2];
    private int mask = FIRST_CAPACITY - 1;
    private int oldest;
    private int count;

    int count() {
        return count;
    }

    /** The entry of an id, or {@link #NONE}. */
    int find(long idHash) {
        int hash = hash(idHash);
        int cellMask = cells.length - 1;
        for (int at = hash & cellMask; cells[at] != 0; at = at + 1 & cellMask) {
            int cell = cells[at];
            if (cell >>> 16 == hash) {
                int entry = (cell & ENTRY_MASK) - 1;
                if (words[entry * WORDS + ID_HASH] == idHash) {
                    return entry;
                }
            }
        }
        return NONE;
    }

    /** The entry that came so many after the first. */
    int behindOldest(int steps) {
        return oldest + steps & mask;
    }

    /** The entry that came first; there must be one. */
    int oldest() {
        return oldest;
    }

    long word(int entry, int word) {
        return words[entry * WORDS + word];
    }

    int place(int entry) {
        return (int) words[entry * WORDS + BODY_AND_PLACE];
    }

    void place(int entry, int place) {
        int at = entry * WORDS + BODY_AND_PLACE;
        words[at] = words[at] & ~LOW | place & LOW;
    }

    /** Takes over an entry from six longs, whose id must not be known, behind all others. */
    int append(long[] from, int at) {
        if (count > mask) {
            grow();
        }
        int entry = oldest + count & mask;
        System.arraycopy(from, at, words, entry * WORDS, WORDS);
        count++;
        insert(hash(from[at + ID_HASH]), entry);
        return entry;
    }

    /** Forgets the entry that came first. */
    void removeOldest() {
        delete(oldest);
        oldest = oldest + 1 & mask;
        count--;
    }

    /** Reads what {@link #find} and {@link #append} of a new id will read first. What is returned means nothing. */
    long touch(long idHash) {
        return cells[hash(idHash) & cells.length - 1] + words[(oldest + count & mask) * WORDS];
    }

    /** Reads what {@link #removeOldest} will read next. What is returned means nothing. */
    long touchOldest() {
        return cells[hash(words[oldest * WORDS + ID_HASH]) & cells.length - 1];
    }

    private static int hash(long idHash) {
        return (int) (idHash * 0x9E3779B97F4A7C15L >>> 48);
    }

    private void insert(int hash, int entry) {
        int cellMask = cells.length - 1;
        int at = hash & cellMask;
        while (cells[at] != 0) {
            at = at + 1 & cellMask;
        }
        cells[at] = hash << 16 | entry + 1;
    }

    /** Empties an entry's cell and moves those behind it that are no longer where they belong. */
    private void delete(int entry) {
        int cellMask = cells.length - 1;
        int hole = hash(words[entry * WORDS + ID_HASH]) & cellMask;
        while ((cells[hole] & ENTRY_MASK) != entry + 1) {
            hole = hole + 1 & cellMask;
        }
        for (int at = hole + 1 & cellMask; cells[at] != 0; at = at + 1 & cellMask) {
            int fromHome = at - (cells[at] >>> 16) & cellMask;
            if (fromHome >= (at - hole & cellMask)) {
                cells[hole] = cells[at];
                hole = at;
            }
        }
        cells[hole] = 0;
    }

    private void grow() {
        long[] before = words;
        int capacity = 2 * count;
        words = new long[capacity * WORDS];
        int behind = (count - oldest) * WORDS;
        System.arraycopy(before, oldest * WORDS, words, 0, behind);
        System.arraycopy(before, 0, words, behind, oldest * WORDS);
        cells = new int[capacity * 2];
        mask = capacity - 1;
        oldest = 0;
        for (int entry = 0; entry < count; entry++) {
            insert(hash(words[entry * WORDS + ID_HASH]), entry);
        }
    }
}
