package io.gavel.engine.book;

/**
 * Finds orders by account and a 64-bit key of the client order id, through chains whose links are words of the orders
 * themselves: an order more is two stores, an order less moves nothing.
 *
 * <p>A link, be it a bucket's or an order's, is the order's number and, in four bits above, a tag of its hash; where more
 * orders than one lie behind, the tag says so. So a look for a new id, as nearly all that come are, ends in the bucket:
 * seldom does it wait for the memory of somebody else's order, or guess wrong that there is none.
 *
 * <p>Two to four buckets an order, two thirds of that where there are very many: more of them would be farther, as few orders
 * are spread over all of them. When there are too few, the buckets are split one after the other, some with each order
 * that comes, so that no order waits for all of them; sized by what lives, not by a limit. The words are the buckets, two each:
 * those that are split make more of them behind the last, so none is ever copied. Thread: the market's.
 */
final class OrderIndex extends Words {
    /** Words of an order: the next of its chain above what others keep there, its key, its account above. */
    static final int CHAIN = 2;

    static final int KEY = 3;
    static final int ACCOUNT = 4;

    private static final int TAG_SHIFT = 28;
    private static final int TAG_BITS = Integer.SIZE - TAG_SHIFT;
    /** The tag of a link behind which there is more than one order. */
    private static final int MANY = (1 << TAG_BITS) - 1;

    /**
     * Many, as orders of buckets that are split together are waited for together: of those by which books grow one in 64 is
     * slow, where it would be each with two at once. Not more, as it waits the longer.
     */
    private static final int SPLITS_AT_ONCE = 128;

    /** What is split now, next and after that. */
    private static final int SPLITS_AHEAD = 3;

    private static final int BUCKETS_A_LINE = 16;
    private static final int LEAST_BUCKETS = 1024;
    /** Up to here there are half as many more for each order. */
    private static final int MANY_BUCKETS = 1 << 19;

    private final Records records;
    /** Buckets are this many, a power of two, and as many more as have been split just now. */
    private int whole = LEAST_BUCKETS;

    private int split;
    private int most = mostIn(LEAST_BUCKETS);
    private int size;
    /** Means nothing, and keeps what is read ahead from being left out. */
    private long seen;

    /** @param orders so many come before there is no memory for buckets; there are few at first, as few are near */
    OrderIndex(Records records, int orders) {
        super(words(bucketsFor(orders)));
        this.records = records;
    }

    private static int bucketsFor(int orders) {
        int buckets = LEAST_BUCKETS;
        while (mostIn(buckets) < orders) {
            buckets *= 2;
        }
        return buckets;
    }

    int size() {
        return size;
    }

    /** The first order of an account that has this key, or {@link Words#NONE}. */
    int find(int accountId, long key) {
        int hash = hash(accountId, key);
        return findIn(bucket(hash), hash, accountId, key);
    }

    /** The next one behind such an order: two ids may have one key. */
    int findNext(int order, int accountId, long key) {
        return seek(next(order), tag(hash(accountId, key)), accountId, key);
    }

    /** The order that a look for this id begins with, or {@link Words#NONE} where it ends in the bucket. */
    int head(int accountId, long key) {
        int hash = hash(accountId, key);
        int link = getInt(bucket(hash));
        return order(link) & -mayLead(link, tag(hash));
    }

    /** The order that a link leads to, or {@link Words#NONE}. */
    static int order(int link) {
        return link << TAG_BITS >>> TAG_BITS - Records.ORDER_BITS;
    }

    /** Returns the link to the next of its chain, which is for the caller to keep with the order. */
    int add(int order, int hash) {
        return add(order, hash, bucketToAdd(hash));
    }

    /** The bucket where an order with this hash belongs, if nothing else is asked or added before it comes. */
    int bucketToAdd(int hash) {
        if (size >= most) {
            grow();
        }
        return bucket(hash);
    }

    /** The same as {@link #find} in a bucket that is known. */
    int findIn(int bucket, int hash, int accountId, long key) {
        return seek(getInt(bucket), tag(hash), accountId, key);
    }

    /** The same as {@link #add} to a bucket that is known. */
    int add(int order, int hash, int bucket) {
        int next = getInt(bucket);
        setInt(bucket, link(order, hash, next));
        size++;
        return next;
    }

    void remove(int order) {
        remove(order, hash(order));
    }

    /** The same of an order with this hash. */
    void remove(int order, int hash) {
        int bucket = bucket(hash);
        int next = next(order);
        if (order(getInt(bucket)) == order) {
            setInt(bucket, next);
        } else {
            removeBehind(order(getInt(bucket)), order, next);
        }
        size--;
    }

    private void removeBehind(int head, int order, int next) {
        int before = head;
        while (order(next(before)) != order) {
            before = order(next(before));
        }
        next(before, next);
    }

    private int seek(int from, int tag, int accountId, long key) {
        int link = from;
        while (mayLead(link, tag) != 0) {
            int order = order(link);
            long at = records.addressOf(order);
            if (read(at, KEY) == key && high(read(at, ACCOUNT)) == accountId) {
                return order;
            }
            link = high(read(at, CHAIN));
        }
        return NONE;
    }

    /** The link to an order that comes in front of those of another link. */
    private static int link(int order, int hash, int behind) {
        int any = (behind | -behind) >> Integer.SIZE - 1 & MANY;
        return (tag(hash) | any) << TAG_SHIFT | OrderStore.number(order);
    }

    /** Of one order, by its hash: 1 to 14. */
    private static int tag(int hash) {
        return ((hash >>> 16) * (MANY - 1) >>> 16) + 1;
    }

    /** 1 where an order with this tag may lie behind a link, else 0: one answer, as each of two would be guessed. */
    private static int mayLead(int link, int tag) {
        return (1 << tag | 1 << MANY) >>> (link >>> TAG_SHIFT) & 1;
    }

    private int next(int order) {
        return high(records.get(order, CHAIN));
    }

    private int hash(int order) {
        return hash(high(records.get(order, ACCOUNT)), records.get(order, KEY));
    }

    /**
     * All of its bits depend on all of the key: what counts up in an id of eight bytes is in its highest ones. The account is
     * spread before it meets the key, as ids and accounts that go up together would cancel each other.
     */
    static int hash(int accountId, long key) {
        int high = (int) ((key + accountId * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L >>> 32);
        return high ^ high >>> 16;
    }

    private int bucket(int hash) {
        int bucket = hash & (whole - 1);
        return bucket < split ? hash & (2 * whole - 1) : bucket;
    }

    private void next(int order, int link) {
        records.set(order, CHAIN, (long) link << Integer.SIZE | records.get(order, CHAIN) & LOW);
    }

    /** In bursts, so that most of the time no bucket has to ask whether it was split. Once begun, goes on to its end. */
    private void grow() {
        most = 0;
        int end = Math.min(split + SPLITS_AT_ONCE * SPLITS_AHEAD, whole);
        makeRoom(words(whole + end));
        lookAhead(end);
        for (int i = 0; i < SPLITS_AT_ONCE; i++) {
            splitNext();
        }
        if (split == whole) {
            split = 0;
            whole *= 2;
            most = mostIn(whole);
        }
    }

    private static int words(int buckets) {
        return buckets / 2;
    }

    private static int mostIn(int buckets) {
        return buckets <= MANY_BUCKETS ? buckets / 2 : buckets / 4 * 3;
    }

    /**
     * Reads the first orders of the buckets that are split next time, and the buckets of the time after that: what is read
     * together is waited for together, and what is split then is near.
     */
    private void lookAhead(int end) {
        int from = Math.min(split + SPLITS_AT_ONCE, whole);
        int to = Math.min(from + SPLITS_AT_ONCE, whole);
        for (int bucket = from; bucket < to; bucket++) {
            seen += records.peek(order(getInt(bucket)) + KEY);
        }
        for (int bucket = to; bucket < end; bucket += BUCKETS_A_LINE) {
            seen += getInt(bucket) + getInt(bucket + whole);
        }
    }

    private void splitNext() {
        int head = getInt(split);
        if (head >>> TAG_SHIFT == MANY) {
            splitChain(order(head));
        } else {
            // One order or none, whose word of the hash is that of no order: both the same way, as nobody could guess.
            setInt(split, NONE);
            setInt(split + (hash(order(head)) & whole), head);
        }
        split++;
    }

    private void splitChain(int first) {
        int staying = NONE;
        int moving = NONE;
        for (int order = first; order != NONE; ) {
            int next = order(next(order));
            int hash = hash(order);
            if ((hash & whole) != 0) {
                next(order, moving);
                moving = link(order, hash, moving);
            } else {
                next(order, staying);
                staying = link(order, hash, staying);
            }
            order = next;
        }
        setInt(split, staying);
        setInt(split + whole, moving);
    }
}
