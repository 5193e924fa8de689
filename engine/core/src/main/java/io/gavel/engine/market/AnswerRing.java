package io.gavel.engine.market;

/**
 * The ids that one account used lately, oldest first, with what each was answered: a ring in which a new id overwrites
 * the oldest. Together in memory, as an account that is busy comes back soon.
 *
 * <p>An id has a position, which counts up, and lies at the slot that its last bits name. An entry is seven longs, six of
 * which are what is known of the id:
 *
 * <pre>
 *   0       8             16       24       32       40     44       48      52      56
 *   +-------+-------------+--------+--------+--------+------+--------+-------+-------+
 *   | id    | seq 52 bits | value1 | value2 | value3 | body | number | order | next  |
 *   | hash  | answer 12   |        |        |        | hash | of all |       | older |
 *   +-------+-------------+--------+--------+--------+------+--------+-------+-------+
 * </pre>
 *
 * <p>The order is the one that rests under the id, or {@code OrderStore.NONE}.
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

    private static final int ORDER_AND_OLDER = 6;
    private static final int STRIDE = 7;
    private static final long LOW = 0xFFFF_FFFFL;

    private static final int LEAST_CAPACITY = 4;
    /** So that most looks for an id that is new meet no other one. */
    private static final int BUCKETS_AN_ENTRY = 4;

    private long[] words;
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
            if (words[at(slot) + ID_HASH] == idHash) {
                return slot;
            }
            position = (int) words[at(slot) + ORDER_AND_OLDER];
        }
        return NONE;
    }

    /** The slot of the entry that came so many after the oldest. */
    int behindOldest(int steps) {
        return next - count + steps & mask;
    }

    long word(int slot, int word) {
        return words[at(slot) + word];
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
        return (int) (words[at(slot) + ORDER_AND_OLDER] >>> 32);
    }

    /** No order rests under the id at a slot. */
    void ended(int slot) {
        words[at(slot) + ORDER_AND_OLDER] &= LOW;
    }

    /** The entry at a slot begins here in {@link #words}. */
    static int at(int slot) {
        return slot * STRIDE;
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
        link(idHash, next++, order);
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
        return newest[bucket(idHash)] + words[at(slot)] + words[at(slot) + ORDER_AND_OLDER];
    }

    private boolean isKept(int position) {
        return Integer.compareUnsigned(next - 1 - position, count) < 0;
    }

    private int bucket(long idHash) {
        return (int) (idHash * 0x9E3779B97F4A7C15L >>> shift);
    }

    private void link(long idHash, int position, int order) {
        int bucket = bucket(idHash);
        words[at(position & mask) + ORDER_AND_OLDER] = (long) order << 32 | newest[bucket] & LOW;
        newest[bucket] = position;
    }

    private void allocate(int capacity) {
        words = new long[at(capacity)];
        newest = new int[capacity * BUCKETS_AN_ENTRY];
        mask = capacity - 1;
        shift = Long.numberOfLeadingZeros(newest.length - 1);
    }

    private void resize(int capacity) {
        long[] wordsBefore = words;
        int maskBefore = mask;
        allocate(capacity);
        for (int position = next - count; position != next; position++) {
            int from = at(position & maskBefore);
            System.arraycopy(wordsBefore, from, words, at(position & mask), WORDS);
            link(wordsBefore[from + ID_HASH], position, (int) (wordsBefore[from + ORDER_AND_OLDER] >>> 32));
        }
    }
}
