package io.gavel.engine.market.facts;

/**
 * The ids that one account used lately, oldest first, with what each was answered: a ring in which a new id overwrites
 * the oldest. How it is laid out stands in the object, as those of many accounts are near together; buckets and entries are
 * far.
 *
 * <p>An id has a position, which counts up, and lies at the slot that its last bits name. An entry is seven longs:
 *
 * <pre>
 *   0       8             16       24     28       32      36      40               56
 *   +-------+-------------+--------+------+--------+-------+-------+--------+--------+
 *   | id    | seq 52 bits | value1 | body | number | order | next  | value2 | value3 |
 *   | hash  | answer 12   |        | hash | of all |       | older |        |        |
 *   +-------+-------------+--------+------+--------+-------+-------+--------+--------+
 * </pre>
 *
 * <p>The order is the one that rested under the id when it was answered, or {@code OrderStore.NONE}; its lowest bit, which
 * no handle has, says that the answer has the last two values, as bids have; else what stands there means nothing.
 *
 * <p>Entries are found through chains from the newest to the oldest of a bucket. What lies behind an entry that is no longer
 * kept is older still, so a look ends there, and forgetting an entry touches nothing at all. A bucket is the last
 * bits of its newest position below and two of 16 bits above for each id of its chain, as a Bloom filter has them: so a look
 * for an id that is new, as most are, reads a bucket and next to never an entry, and the processor expects that. Positions
 * may overflow: only their distances count, and a bucket that was not touched for 65,536 ids leads to entries of other ids
 * at worst.
 *
 * <p>Doubles as the account's ids come, up to the most that are kept. Thread: the market's.
 */
final class AnswerRing {
    /** No slot. */
    static final int NONE = -1;

    /** Most entries. */
    static final int MOST = 1 << 15;

    /** Of an entry. */
    static final int WORDS = 7;

    static final int ID_HASH = 0;
    static final int SEQ_AND_ANSWER = 1;
    static final int VALUE_1 = 2;
    static final int BODY_AND_NUMBER = 3;
    static final int ORDER_AND_OLDER = 4;

    /** Where the values beyond the first are. */
    static final int MORE = 5;

    private static final int LEAST_CAPACITY = 4;
    private static final int BUCKETS_AN_ENTRY = 2;

    private static final int POSITION_MASK = 0xFFFF;
    private static final int FIRST_FILTER_BIT = 1 << 16;
    /** Two of the upper 16 bits, by eight bits of a hash. */
    private static final int[] FILTERS = new int[256];

    static {
        for (int i = 0; i < FILTERS.length; i++) {
            FILTERS[i] = FIRST_FILTER_BIT << (i & 15) | FIRST_FILTER_BIT << (i >>> 4);
        }
    }

    private static final int HAS_MORE = 1;
    private static final long LOW = 0xFFFF_FFFFL;

    private long[] words;
    private int[] buckets;
    /** Of the slots, a power of two but one. */
    private int mask;

    private int bucketShift;
    /** The position of the next entry; there is none at 0 in the beginning, where empty buckets lead. */
    private int next = 1;

    private int count;
    /** Whether the next entry is one more. */
    private boolean isGrowing;

    private int pinned;

    AnswerRing() {
        makeWords(LEAST_CAPACITY);
    }

    /** Its memory, in which {@link #at} says what is where; another one once it was resized. */
    long[] words() {
        return words;
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
        long hash = spread(idHash);
        int bucket = buckets[bucketOf(hash)];
        int back = back(next, bucket);
        return mayLead(bucket, filter(hash), allIfKept(back)) ? seek(next - 1 - back, idHash) : NONE;
    }

    /** The slot of the entry that came so many after the oldest. */
    int behindOldest(int steps) {
        return slot(next - count + steps);
    }

    /** The slot at which the entry of a position lies. */
    int slot(int position) {
        return position & mask;
    }

    /** The position of the oldest entry. */
    int oldest() {
        return next - count;
    }

    /** The order that rested under the oldest id when that was answered, or {@code OrderStore.NONE}. */
    int oldestOrder() {
        return order(words[at(slot(oldest())) + ORDER_AND_OLDER]);
    }

    /** The position of the entry that comes next. */
    int next() {
        return next;
    }

    /** The entry at a slot begins here. */
    static int at(int slot) {
        return slot * WORDS;
    }

    /** The order that rested under an id when it was answered, or {@code OrderStore.NONE}. */
    static int order(long orderAndOlder) {
        return (int) (orderAndOlder >>> 32) & ~HAS_MORE;
    }

    /** Whether an answer has more values than one. */
    static boolean hasMore(long orderAndOlder) {
        return (orderAndOlder >>> 32 & HAS_MORE) != 0;
    }

    /** The next entry is one more; else it takes the place of the oldest. */
    void makeRoom() {
        if (count > mask) {
            resize(true);
        }
        isGrowing = true;
    }

    /**
     * One more entry, behind all others, whose other words are for the caller to write; returns its slot.
     *
     * @param hasMore whether it has two more values
     */
    int append(long idHash, int order, boolean hasMore) {
        int position = next;
        link(idHash, position, hasMore ? order | HAS_MORE : order);
        next = position + 1;
        if (isGrowing) {
            isGrowing = false;
            count++;
        }
        return slot(position);
    }

    /**
     * One more entry with one value in place of the oldest, unless its id is known: then changes nothing and returns
     * {@link #NONE}. The same as {@link #find} and {@link #append}, with one look at the bucket.
     */
    int replaceOldestIfNew(long idHash, int order) {
        long hash = spread(idHash);
        int position = next;
        int number = bucketOf(hash);
        int bucket = buckets[number];
        int filter = filter(hash);
        int back = back(position, bucket);
        int allIfKept = allIfKept(back);
        if (mayLead(bucket, filter, allIfKept) && seek(position - 1 - back, idHash) != NONE) {
            return NONE;
        }
        buckets[number] = bucket(bucket, filter, allIfKept, position);
        int slot = slot(position);
        words[at(slot) + ORDER_AND_OLDER] = orderAndOlder(order, older(position, back, allIfKept));
        next = position + 1;
        return slot;
    }

    /** Forgets the oldest entry. */
    void removeOldest() {
        count--;
    }

    /** Whether little of its memory is used, so that half of it should be given back. */
    boolean isWide() {
        return count <= mask >>> 2 && mask >= LEAST_CAPACITY;
    }

    /** Makes room for twice as many entries, or half. */
    void resize(boolean isMore) {
        long[] from = words;
        int fromSlots = mask + 1;
        makeWords(isMore ? fromSlots * 2 : fromSlots / 2);
        int kept = count;
        count = 0;
        for (int position = next - kept; position != next; position++) {
            int at = at(position & fromSlots - 1);
            System.arraycopy(from, at, words, at(slot(position)), WORDS);
            link(from[at + ID_HASH], position, (int) (from[at + ORDER_AND_OLDER] >>> 32));
            count++;
        }
    }

    /** Reads what {@link #find} and {@link #append} of a new id will read. What is returned means nothing. */
    long touch(long idHash) {
        int at = at(slot(next));
        return buckets[bucketOf(spread(idHash))] + words[at] + words[at + ORDER_AND_OLDER];
    }

    private int seek(int from, long idHash) {
        int position = from;
        do {
            int slot = slot(position);
            int at = at(slot);
            if (words[at + ID_HASH] == idHash) {
                return slot;
            }
            position = (int) words[at + ORDER_AND_OLDER];
        } while (Integer.compareUnsigned(next - 1 - position, count) < 0);
        return NONE;
    }

    private static long spread(long idHash) {
        return idHash * 0x9E3779B97F4A7C15L;
    }

    /** Puts an entry in front of those of its bucket; the last one that came has the position before. */
    private void link(long idHash, int position, int order) {
        long hash = spread(idHash);
        int number = bucketOf(hash);
        int bucket = buckets[number];
        int back = back(position, bucket);
        int allIfKept = allIfKept(back);
        buckets[number] = bucket(bucket, filter(hash), allIfKept, position);
        words[at(slot(position)) + ORDER_AND_OLDER] = orderAndOlder(order, older(position, back, allIfKept));
    }

    private int bucketOf(long hash) {
        return (int) (hash >>> bucketShift);
    }

    /** How far before the one in front of a position a bucket's newest is. */
    private static int back(int position, int bucket) {
        return position - 1 - bucket & POSITION_MASK;
    }

    /** All bits where a bucket's newest is still kept, else none. */
    private int allIfKept(int back) {
        return back - count >> Integer.SIZE - 1;
    }

    /** Whether an id may be found behind a bucket: one branch for both, as each alone would often be guessed wrong. */
    private static boolean mayLead(int bucket, int filter, int allIfKept) {
        return (filter & ~bucket | ~allIfKept) == 0;
    }

    /** A bucket with one more. */
    private static int bucket(int before, int filter, int allIfKept, int position) {
        return before & ~POSITION_MASK & allIfKept | filter | position & POSITION_MASK;
    }

    /** The position of the next in the chain of the one at a position. What is not kept is never kept again. */
    private static int older(int position, int back, int allIfKept) {
        return position - 1 - (back & allIfKept | 2 * MOST & ~allIfKept);
    }

    private static long orderAndOlder(int order, int older) {
        return (long) order << 32 | older & LOW;
    }

    private static int filter(long hash) {
        return FILTERS[(int) (hash >>> 16) & FILTERS.length - 1];
    }

    private void makeWords(int slots) {
        words = new long[slots * WORDS];
        buckets = new int[slots * BUCKETS_AN_ENTRY];
        mask = slots - 1;
        bucketShift = Long.numberOfLeadingZeros(slots * BUCKETS_AN_ENTRY - 1);
    }
}
