package io.gavel.engine.market.facts;

/**
 * The ids that one account used lately, oldest first, with what each was answered: a ring in which a new id overwrites
 * the oldest. All of it is one array of longs, whose first line of memory says how it is laid out: what is far costs by the
 * line, and of an account among thousands everything is.
 *
 * <p>An id has a position, which counts up, and lies at the slot that its last bits name. An entry is five longs:
 *
 * <pre>
 *   0       8             16       24     28       32      36      40
 *   +-------+-------------+--------+------+--------+-------+-------+
 *   | id    | seq 52 bits | value1 | body | number | order | next  |
 *   | hash  | answer 12   |        | hash | of all |       | older |
 *   +-------+-------------+--------+------+--------+-------+-------+
 * </pre>
 *
 * <p>The order is the one that rested under the id when it was answered, or {@code OrderStore.NONE}; its lowest bit, which
 * no handle has, says that the answer has two more values, which few have and which stand behind all entries.
 *
 * <p>Entries are found through chains from the newest to the oldest of a bucket. What lies behind an entry that is no longer
 * kept is older still, so a look ends there, and forgetting an entry touches nothing at all. A bucket is the last
 * bits of its newest position below and two of 16 bits above for each id of its chain, as a Bloom filter has them: so a look
 * for an id that is new, as most are, reads a bucket and next to never an entry, and the processor expects that. Positions may overflow: only their distances count, and
 * a bucket that was not touched for 65,536 ids leads to entries of other ids at worst.
 *
 * <p>Doubles as the account's ids come, up to the most that are kept. Thread: the market's.
 */
final class AnswerRing {
    /** No slot. */
    static final int NONE = -1;

    /** Most entries. */
    static final int MOST = 1 << 15;

    /** Of an entry. */
    static final int WORDS = 5;

    static final int ID_HASH = 0;
    static final int SEQ_AND_ANSWER = 1;
    static final int VALUE_1 = 2;
    static final int BODY_AND_NUMBER = 3;
    static final int ORDER_AND_OLDER = 4;

    /** More values of an answer. */
    static final int MORE = 2;

    /** In front: the position of the next entry; there is none at 0 in the beginning, where empty buckets lead. */
    private static final int NEXT = 0;

    private static final int COUNT = 1;
    private static final int MASK = 2;
    private static final int BUCKET_SHIFT = 3;
    private static final int PINNED = 4;
    private static final int BUCKETS = 6;

    private static final int LEAST_CAPACITY = 4;
    /** Two ints in a long. */
    private static final int BUCKETS_AN_ENTRY = 2;

    private static final int POSITION_MASK = 0xFFFF;
    private static final int FIRST_FILTER_BIT = 1 << 16;

    private static final int HAS_MORE = 1;
    private static final long LOW = 0xFFFF_FFFFL;

    private AnswerRing() {}

    static long[] make() {
        return make(LEAST_CAPACITY);
    }

    static int count(long[] ring) {
        return (int) ring[COUNT];
    }

    /** How many ids of the account are kept elsewhere, with their orders. */
    static int pinned(long[] ring) {
        return (int) ring[PINNED];
    }

    static void pinned(long[] ring, int count) {
        ring[PINNED] = count;
    }

    /** The slot of an id, or {@link #NONE}. */
    static int find(long[] ring, long idHash) {
        long hash = spread(idHash);
        int bucket = bucket(ring, hash);
        int newest = (int) ring[NEXT] - 1;
        int back = newest - bucket & POSITION_MASK;
        int allIfKept = back - (int) ring[COUNT] >> Integer.SIZE - 1;
        // One branch for both, as each alone would often be guessed wrong.
        return (filter(hash) & ~bucket | ~allIfKept) != 0 ? NONE : seek(ring, newest - back, idHash);
    }

    /** The slot of the entry that came so many after the oldest. */
    static int behindOldest(long[] ring, int steps) {
        return (int) (ring[NEXT] - ring[COUNT]) + steps & (int) ring[MASK];
    }

    /** The slot at which the entry of a position lies. */
    static int slot(long[] ring, int position) {
        return position & (int) ring[MASK];
    }

    /** The position of the oldest entry. */
    static int oldest(long[] ring) {
        return (int) (ring[NEXT] - ring[COUNT]);
    }

    /** The position of the entry that came last. */
    static int last(long[] ring) {
        return (int) ring[NEXT] - 1;
    }

    /** The entry at a slot begins here. */
    static int at(long[] ring, int slot) {
        return BUCKETS + ((int) ring[MASK] + 1) * (BUCKETS_AN_ENTRY / 2) + slot * WORDS;
    }

    /** The order that rested under an id when it was answered, or {@code OrderStore.NONE}. */
    static int order(long orderAndOlder) {
        return (int) (orderAndOlder >>> 32) & ~HAS_MORE;
    }

    /** Whether an answer has more values than one. */
    static boolean hasMore(long orderAndOlder) {
        return (orderAndOlder >>> 32 & HAS_MORE) != 0;
    }

    /** Where the values beyond the first of the entry at a slot are. */
    static int more(long[] ring, int slot) {
        return BUCKETS + ((int) ring[MASK] + 1) * (BUCKETS_AN_ENTRY / 2 + WORDS) + slot * MORE;
    }

    /** Whether one more entry needs a {@link #resized} ring. */
    static boolean isFull(long[] ring) {
        return ring[COUNT] > ring[MASK];
    }

    /**
     * Makes room for one more entry, behind all others, whose other words are for the caller to write; returns its slot.
     *
     * @param hasMore whether it has two more values
     */
    static int append(long[] ring, long idHash, int order, boolean hasMore) {
        int position = (int) ring[NEXT];
        link(ring, idHash, position, hasMore ? order | HAS_MORE : order);
        ring[NEXT] = position + 1;
        ring[COUNT]++;
        return slot(ring, position);
    }

    /** Forgets the oldest entry. */
    static void removeOldest(long[] ring) {
        ring[COUNT]--;
    }

    /** Whether little of its memory is used, so that half of it should be given back. */
    static boolean isWide(long[] ring) {
        return ring[COUNT] <= ring[MASK] >>> 2 && ring[MASK] >= LEAST_CAPACITY;
    }

    /** The same entries in a ring of twice or half the size. */
    static long[] resized(long[] ring, boolean isMore) {
        int capacity = (int) ring[MASK] + 1;
        long[] to = make(isMore ? capacity * 2 : capacity / 2);
        to[PINNED] = ring[PINNED];
        for (int position = oldest(ring); position != (int) ring[NEXT]; position++) {
            int slot = slot(ring, position);
            int from = at(ring, slot);
            System.arraycopy(ring, from, to, at(to, slot(to, position)), WORDS);
            System.arraycopy(ring, more(ring, slot), to, more(to, slot(to, position)), MORE);
            link(to, ring[from + ID_HASH], position, (int) (ring[from + ORDER_AND_OLDER] >>> 32));
            to[COUNT]++;
        }
        to[NEXT] = ring[NEXT];
        return to;
    }

    /** Reads what {@link #find} and {@link #append} of a new id will read. What is returned means nothing. */
    static long touch(long[] ring, long idHash) {
        int at = at(ring, slot(ring, (int) ring[NEXT]));
        return bucket(ring, spread(idHash)) + ring[at] + ring[at + ORDER_AND_OLDER];
    }

    private static int seek(long[] ring, int from, long idHash) {
        int position = from;
        do {
            int slot = slot(ring, position);
            int at = at(ring, slot);
            if (ring[at + ID_HASH] == idHash) {
                return slot;
            }
            position = (int) ring[at + ORDER_AND_OLDER];
        } while (Integer.compareUnsigned((int) ring[NEXT] - 1 - position, (int) ring[COUNT]) < 0);
        return NONE;
    }

    private static long spread(long idHash) {
        return idHash * 0x9E3779B97F4A7C15L;
    }

    private static int bucket(long[] ring, long hash) {
        int bucket = (int) (hash >>> ring[BUCKET_SHIFT]);
        return (int) (ring[BUCKETS + (bucket >>> 1)] >>> (bucket & 1) * Integer.SIZE);
    }

    /** Puts an entry in front of those of its bucket; the last one that came has the position before. */
    private static void link(long[] ring, long idHash, int position, int order) {
        long hash = spread(idHash);
        int bucket = (int) (hash >>> ring[BUCKET_SHIFT]);
        int word = BUCKETS + (bucket >>> 1);
        int shift = (bucket & 1) * Integer.SIZE;
        int before = (int) (ring[word] >>> shift);
        int back = position - 1 - before & POSITION_MASK;
        int allIfKept = back - (int) ring[COUNT] >> Integer.SIZE - 1;
        int filters = before & ~POSITION_MASK & allIfKept | filter(hash);
        ring[word] = ring[word] & LOW << Integer.SIZE - shift | ((filters | position & POSITION_MASK) & LOW) << shift;
        // What is not kept is never kept again.
        int older = position - 1 - (back & allIfKept | 2 * MOST & ~allIfKept);
        ring[at(ring, slot(ring, position)) + ORDER_AND_OLDER] = (long) order << 32 | older & LOW;
    }

    /** Two of the upper 16 bits. */
    private static int filter(long hash) {
        return FIRST_FILTER_BIT << (int) (hash >>> 16 & 15) | FIRST_FILTER_BIT << (int) (hash >>> 20 & 15);
    }

    private static long[] make(int capacity) {
        long[] ring = new long[BUCKETS + capacity * (BUCKETS_AN_ENTRY / 2 + WORDS + MORE)];
        ring[NEXT] = 1;
        ring[MASK] = capacity - 1;
        ring[BUCKET_SHIFT] = Long.numberOfLeadingZeros(capacity * BUCKETS_AN_ENTRY - 1);
        return ring;
    }
}
