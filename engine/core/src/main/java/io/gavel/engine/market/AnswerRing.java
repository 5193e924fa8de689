package io.gavel.engine.market;

/**
 * The ids that one account used lately, oldest first, with what each was answered: a ring in which a new id overwrites
 * the oldest. Together in memory, as an account that is busy comes back soon.
 *
 * <p>An id has a position, which counts up, and lies at the slot that its last bits name. An entry is six longs:
 *
 * <pre>
 *   0       8             16       24       32       40     44       48
 *   +-------+-------------+--------+--------+--------+------+--------+
 *   | id    | seq 52 bits | value1 | value2 | value3 | body | number |
 *   | hash  | answer 12   |        |        |        | hash | of all |
 *   +-------+-------------+--------+--------+--------+------+--------+
 * </pre>
 *
 * <p>Entries are found through chains from the newest to the oldest of a bucket. What lies behind an entry that is no longer
 * kept is older still, so a look ends there, and forgetting an entry touches nothing at all. Positions may overflow: only
 * their distances count, and a bucket that was not touched for four billion ids leads to entries of other ids at worst.
 *
 * <p>Doubles as the account's ids come, up to the most that are kept. Thread: the market's.
 */
final class AnswerRing {
    /** No slot. */
    static final int NONE = -1;

    /** Most entries. */
    static final int MOST = 1 << 15;

    static final int WORDS = 6;
    static final int ID_HASH = 0;
    static final int SEQ_AND_ANSWER = 1;
    static final int VALUE_1 = 2;
    static final int VALUE_2 = 3;
    static final int VALUE_3 = 4;
    static final int BODY_AND_NUMBER = 5;

    private static final int LEAST_CAPACITY = 4;
    /** So that most looks for an id that is new meet no other one. */
    private static final int BUCKETS_AN_ENTRY = 4;

    private long[] words;
    /** By slot: the order that rests under the id, or {@code OrderStore.NONE}. */
    private int[] orders;
    /** By slot: the position of the next older entry of the same bucket. */
    private int[] older;
    /** By bucket: the position of the newest entry. */
    private int[] newest;

    private int mask;
    private int shift;
    /** The position of the next entry; there is none at 0 in the beginning, where empty buckets lead. */
    private int next = 1;

    private int count;
    private int pinned;

    AnswerRing() {
        allocate(LEAST_CAPACITY);
    }

    int count() {
        return count;
    }

    /** How many ids of the account are kept elsewhere, with their orders. */
    int pinned() {
        return pinned;
    }

    void pinned(int count) {
        pinned = count;
    }

    /** The slot of an id, or {@link #NONE}. */
    int find(long idHash) {
        int position = newest[bucket(idHash)];
        while (isKept(position)) {
            int slot = position & mask;
            if (words[slot * WORDS + ID_HASH] == idHash) {
                return slot;
            }
            position = older[slot];
        }
        return NONE;
    }

    /** The slot of the entry that came so many after the oldest. */
    int behindOldest(int steps) {
        return next - count + steps & mask;
    }

    long word(int slot, int word) {
        return words[slot * WORDS + word];
    }

    /** Where the entry of a position lies. */
    int slot(int position) {
        return position & mask;
    }

    /** The position of the entry that came last. */
    int last() {
        return next - 1;
    }

    /** The order that rests under the id at a slot, or {@code OrderStore.NONE}. */
    int order(int slot) {
        return orders[slot];
    }

    /** No order rests under the id at a slot. */
    void ended(int slot) {
        orders[slot] = 0;
    }

    /** The entry at a slot begins here in {@link #words}. */
    static int at(int slot) {
        return slot * WORDS;
    }

    long[] words() {
        return words;
    }

    /** Makes room for one more entry, behind all others, whose words are for the caller to write; returns its slot. */
    int append(long idHash, int order) {
        if (count > mask) {
            resize((mask + 1) * 2);
        }
        int slot = next & mask;
        orders[slot] = order;
        link(idHash, next++);
        count++;
        return slot;
    }

    /** Forgets the oldest entry. */
    void removeOldest() {
        count--;
    }

    /** Gives back memory of which little is used. */
    void trim() {
        if (count <= mask >>> 2 && mask >= LEAST_CAPACITY) {
            resize(mask + 1 >>> 1);
        }
    }

    /** Reads what {@link #find} and {@link #append} of a new id will read first. What is returned means nothing. */
    long touch(long idHash) {
        int slot = next & mask;
        return newest[bucket(idHash)] + words[slot * WORDS] + orders[slot] + older[slot];
    }

    private boolean isKept(int position) {
        return Integer.compareUnsigned(next - 1 - position, count) < 0;
    }

    private int bucket(long idHash) {
        return (int) (idHash * 0x9E3779B97F4A7C15L >>> shift);
    }

    private void link(long idHash, int position) {
        int bucket = bucket(idHash);
        older[position & mask] = newest[bucket];
        newest[bucket] = position;
    }

    private void allocate(int capacity) {
        words = new long[capacity * WORDS];
        orders = new int[capacity];
        older = new int[capacity];
        newest = new int[capacity * BUCKETS_AN_ENTRY];
        mask = capacity - 1;
        shift = Long.numberOfLeadingZeros(newest.length - 1);
    }

    private void resize(int capacity) {
        long[] wordsBefore = words;
        int[] ordersBefore = orders;
        int maskBefore = mask;
        allocate(capacity);
        for (int position = next - count; position != next; position++) {
            int from = position & maskBefore;
            int to = position & mask;
            System.arraycopy(wordsBefore, at(from), words, at(to), WORDS);
            orders[to] = ordersBefore[from];
            link(words[at(to) + ID_HASH], position);
        }
    }
}
