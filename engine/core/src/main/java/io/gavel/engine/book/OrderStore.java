package io.gavel.engine.book;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.wire.types.Side;

/**
 * Every resting order of every instrument: an order is an int handle, reused once freed.
 *
 * <p>An order is 64 bytes, what matching and finding need in front:
 *
 * <pre>
 *   0                8           16             24       32            40         48              56
 *   +----------------+-----------+--------------+--------+-------------+----------+---------------+--------+
 *   | the one before | lots of   | next of      | key of | account,    | qty lots,| tag, flags,   | order  |
 *   | in its queue,  | the level,| chain, place | the id | instrument  | leaves   | length of id, | id     |
 *   | the one behind | in the    | of the level |        |             | lots     | side          |        |
 *   |                | last one  |              |        |             |          |               |        |
 *   +----------------+-----------+--------------+--------+-------------+----------+---------------+--------+
 * </pre>
 *
 * <p>Quantities of 2^31 lots or more are kept elsewhere ({@link WideLots}). The orders of a level are a circle: behind the
 * last one is the first. What stands before the first means nothing, so that who comes or goes elsewhere need not touch it.
 *
 * <p>Finds an order by account and client order id ({@link OrderIndex}). An id of up to eight bytes is its own key; of a
 * longer one its hash is, and the id itself is kept elsewhere ({@link LongIds}). Allocates only to grow. Thread: the
 * market's.
 */
public final class OrderStore extends Records {
    /** No order. */
    public static final int NONE = Words.NONE;

    /** Longest client order id, bytes. */
    public static final int MAX_ID_LENGTH = LongIds.MAX_LENGTH;

    /** Flag of an order that has {@link OrderExtras}. */
    public static final int SPECIAL = 1;

    /** Flags of the market's own. */
    public static final int FIRST_MARK = 2;

    public static final int SECOND_MARK = 4;

    /** Of a handle that is no order's. */
    private static final int FREE = 8;

    private static final int MARKS = FIRST_MARK | SECOND_MARK;

    private static final int LINKS = 0;
    private static final int LEVEL_LOTS = 1;
    private static final int LEVEL = OrderIndex.CHAIN;
    private static final int OWNER = OrderIndex.ACCOUNT;
    private static final int LOTS = 5;
    private static final int TRAITS = 6;
    private static final int ORDER_ID = 7;

    /** Lots of a level that are more than a long holds. */
    private static final long TOO_MANY = -1;

    /** Ids up to this length are their own keys. */
    private static final int SHORT = Long.BYTES;

    private static final int LENGTH_SHIFT = 8;
    private static final int FLAGS_SHIFT = 16;
    private static final int BYTE = 0xFF;
    /** The length of the id, and above it whether there are extras. */
    private static final int HAS_MORE = BYTE << LENGTH_SHIFT | SPECIAL << FLAGS_SHIFT;

    private final LevelChunks chunks = new LevelChunks();
    private final OrderIndex index;
    private final WideLots wide = new WideLots();
    private final LongIds longIds = new LongIds();
    private final OrderExtras extras = new OrderExtras();

    /** @param room the coming of an order costs memory only where so many rest */
    public OrderStore(int room) {
        super(room);
        index = new OrderIndex(this, room);
    }

    /** Bytes outside the heap that orders and their levels use. */
    public long usedBytes() {
        return wordBytes() + index.wordBytes() + chunks.usedBytes();
    }

    /** How many orders rest. */
    public int size() {
        return index.size();
    }

    /** Of an order, from 1 on, next to dense: for tables that have something about each order. */
    public static int number(int order) {
        return order >>> Records.ORDER_BITS;
    }

    /** What special orders have beyond the rest. */
    public OrderExtras extras() {
        return extras;
    }

    public long orderId(int order) {
        return get(order, ORDER_ID);
    }

    public int accountId(int order) {
        return high(get(order, OWNER));
    }

    public int instrumentId(int order) {
        return (int) get(order, OWNER);
    }

    public Side side(int order) {
        return isBuy(order) ? Side.BUY : Side.SELL;
    }

    public long qtyLots(int order) {
        long lots = get(order, LOTS);
        return lots >= 0 ? lots >>> Integer.SIZE : wide.qty(lots);
    }

    public long leavesLots(int order) {
        long lots = get(order, LOTS);
        return lots >= 0 ? lots & LOW : wide.leaves(lots);
    }

    /** Eight bits kept with the order, none set in a new one: {@link #SPECIAL} and marks. */
    public int flags(int order) {
        return (int) get(order, TRAITS) >>> FLAGS_SHIFT & BYTE;
    }

    public void flags(int order, int flags) {
        set(order, TRAITS, get(order, TRAITS) & ~((long) BYTE << FLAGS_SHIFT) | (long) flags << FLAGS_SHIFT);
    }

    /** Whether it has {@link #extras}. */
    public boolean isSpecial(int order) {
        return (get(order, TRAITS) & (long) SPECIAL << FLAGS_SHIFT) != 0;
    }

    /** Whether it has no {@link #extras}, and an id of so many bytes, at most eight. */
    public boolean isPlain(int order, int idLength) {
        return ((int) get(order, TRAITS) & HAS_MORE) == idLength << LENGTH_SHIFT;
    }

    /** A number of the market's own, kept with the order. */
    public int tag(int order) {
        return high(get(order, TRAITS));
    }

    /** Gives an order a tag and these marks, no others. */
    public void mark(int order, int tag, int marks) {
        set(
                order,
                TRAITS,
                (long) tag << 32
                        | get(order, TRAITS) & LOW & ~((long) MARKS << FLAGS_SHIFT)
                        | (long) marks << FLAGS_SHIFT);
    }

    /** Gives an order without marks a tag. */
    public void tag(int order, int tag) {
        setHigh(order, TRAITS, tag);
    }

    /** Whether a handle is an order's that has this tag and these marks, no others. */
    public boolean isMarked(int order, int tag, int marks) {
        long traits = get(order, TRAITS);
        return high(traits) == tag && ((int) traits >>> FLAGS_SHIFT & (MARKS | FREE)) == marks;
    }

    /**
     * Copies the client order id.
     *
     * @param to has room for {@link #MAX_ID_LENGTH} bytes
     * @return its length
     */
    public int copyId(int order, byte[] to, int at) {
        int length = idLength(order);
        if (length <= SHORT) {
            Bytes.write(to, Bytes.place(at), get(order, OrderIndex.KEY));
        } else {
            longIds.copy(order, length, to, at);
        }
        return length;
    }

    private int idLength(int order) {
        return (int) get(order, TRAITS) >>> LENGTH_SHIFT & BYTE;
    }

    /** A hash of a client order id. */
    public static long idHash(byte[] bytes, int offset, int length) {
        return Hash64.of(0, bytes, offset, length);
    }

    /** The resting order of an account with this client order id, or {@link #NONE}. */
    public int find(int accountId, byte[] idBytes, int idOffset, int idLength) {
        if (idLength <= SHORT) {
            return index.find(accountId, shortKey(idBytes, idOffset, idLength));
        }
        long idHash = idHash(idBytes, idOffset, idLength);
        int order = index.find(accountId, idHash);
        while (order != NONE && !(idLength(order) == idLength && longIds.is(order, idBytes, idOffset, idLength))) {
            order = index.findNext(order, accountId, idHash);
        }
        return order;
    }

    /** The same by an id of eight bytes, which is its own key: the first byte lowest. */
    public int find(int accountId, long id) {
        return index.find(accountId, id);
    }

    /** The order that a look for an id of eight bytes begins with. */
    int head(int accountId, long id) {
        return index.head(accountId, id);
    }

    /** Keeps an order that rests from now on and returns its handle. Its id must be free ({@link #find}). */
    public int add(
            long orderId,
            int accountId,
            int instrumentId,
            Side side,
            long qty,
            long leaves,
            byte[] idBytes,
            int idOffset,
            int idLength) {
        long key = key(idBytes, idOffset, idLength);
        int hash = OrderIndex.hash(accountId, key);
        int bucket = index.bucketToAdd(hash);
        int order = add(orderId, accountId, instrumentId, side.value(), qty, leaves, key, idLength, hash, bucket);
        if (idLength > SHORT) {
            longIds.put(order, idBytes, idOffset, idLength);
        }
        return order;
    }

    /** The same with an id of eight bytes, which is its own key: the first byte lowest. */
    public int add(long orderId, int accountId, int instrumentId, Side side, long qty, long leaves, long id) {
        int hash = OrderIndex.hash(accountId, id);
        int bucket = index.bucketToAdd(hash);
        return add(orderId, accountId, instrumentId, side.value(), qty, leaves, id, Long.BYTES, hash, bucket);
    }

    /**
     * The same with an id of up to eight bytes, if no order of the account has it; else changes nothing and returns
     * {@link #NONE}.
     *
     * @param side the value of its side
     * @param lots all of which are left
     * @param id its bytes, the first of them lowest and zeros behind the last
     */
    public int addIfFree(long orderId, int accountId, int instrumentId, int side, long lots, long id, int idLength) {
        int hash = OrderIndex.hash(accountId, id);
        int bucket = index.bucketToAdd(hash);
        return index.findIn(bucket, hash, accountId, id) == NONE
                ? add(orderId, accountId, instrumentId, side, lots, lots, id, idLength, hash, bucket)
                : NONE;
    }

    private int add(
            long orderId,
            int accountId,
            int instrumentId,
            int side,
            long qty,
            long leaves,
            long key,
            int idLength,
            int hash,
            int bucket) {
        int order = takeRecord();
        int sameBucket = index.add(order, hash, bucket);
        long at = addressOf(order);
        write(at, OrderIndex.CHAIN, pair(sameBucket, 0));
        write(at, OrderIndex.KEY, key);
        write(at, OWNER, pair(accountId, instrumentId));
        write(at, LOTS, lots(qty, leaves));
        write(at, TRAITS, (long) idLength << LENGTH_SHIFT | side);
        write(at, ORDER_ID, orderId);
        return order;
    }

    /** An order that is in no queue goes on with other quantities; its side may be another one too. */
    public void change(int order, Side side, long qty, long leaves) {
        change(order, side.value(), qty, leaves);
    }

    /** The same by the value of the side. */
    public void change(int order, int side, long qty, long leaves) {
        freeWide(order);
        set(order, LOTS, lots(qty, leaves));
        set(order, TRAITS, get(order, TRAITS) & ~(long) BYTE | side);
    }

    /** Gives an order another client order id, which must be free ({@link #find}). */
    public void rename(int order, byte[] idBytes, int idOffset, int idLength) {
        rename(order, key(idBytes, idOffset, idLength), idLength);
        if (idLength > SHORT) {
            longIds.put(order, idBytes, idOffset, idLength);
        }
    }

    /**
     * The same where it is of up to eight bytes.
     *
     * @param id its bytes, the first of them lowest and zeros behind the last
     */
    public void rename(int order, long id, int idLength) {
        index.remove(order);
        if (idLength(order) > SHORT) {
            longIds.free(order);
        }
        set(order, OrderIndex.KEY, id);
        set(order, TRAITS, get(order, TRAITS) & ~((long) BYTE << LENGTH_SHIFT) | (long) idLength << LENGTH_SHIFT);
        int sameBucket = index.add(order, OrderIndex.hash(accountId(order), id));
        set(order, OrderIndex.CHAIN, pair(sameBucket, level(order)));
    }

    /** Forgets an order that is out of its book. */
    public void free(int order) {
        index.remove(order);
        freeUnindexed(order);
    }

    /** The same by its account and its id of up to eight bytes, as {@link #find(int, long)} has found it. */
    public void free(int order, int accountId, long id) {
        index.remove(order, OrderIndex.hash(accountId, id));
        freeUnindexed(order);
    }

    private void freeUnindexed(int order) {
        if (((int) get(order, TRAITS) & HAS_MORE) > SHORT << LENGTH_SHIFT) {
            freeMore(order);
        }
        freeWide(order);
        set(order, TRAITS, (long) FREE << FLAGS_SHIFT);
        freeRecord(order);
    }

    LevelChunks chunks() {
        return chunks;
    }

    boolean isBuy(int order) {
        return sideValue(order) == Side.BUY.value();
    }

    /** The value of its side. */
    public int sideValue(int order) {
        return (int) get(order, TRAITS) & BYTE;
    }

    /** All that is left of an order, what the book does not show included. */
    public long allLots(int order) {
        return isSpecial(order) ? leavesLots(order) + extras.hiddenLots(order) : leavesLots(order);
    }

    /** Its quantity falls: lots that were lost without a trade. */
    void lose(int order, long byLots) {
        long lots = get(order, LOTS);
        if (lots >= 0) {
            set(order, LOTS, lots - (byLots << Integer.SIZE));
        } else {
            wide.lose(lots, byLots);
        }
    }

    void reduce(int order, long byLots) {
        long lots = get(order, LOTS);
        if (lots >= 0) {
            set(order, LOTS, lots - byLots);
        } else {
            wide.reduce(lots, byLots);
        }
    }

    /** The level in whose queue an order is. */
    int level(int order) {
        return (int) get(order, LEVEL);
    }

    /** The order behind this one, in a circle. */
    int behind(int order) {
        return (int) get(order, LINKS);
    }

    /** The order before this one, which is not the first. */
    int before(int order) {
        return high(get(order, LINKS));
    }

    /** Lots of all orders of a level, of which this is the last; negative where they were too many to count. */
    long levelLots(int last) {
        return get(last, LEVEL_LOTS);
    }

    void levelLots(int last, long lots) {
        set(last, LEVEL_LOTS, lots);
    }

    void takeLevelLots(int last, long byLots) {
        levelLots(last, rest(levelLots(last), byLots));
    }

    /** An order is the only one of a level. */
    void begin(int order, int level, long lots) {
        long at = addressOf(order);
        write(at, LINKS, pair(order, order));
        write(at, LEVEL_LOTS, lots);
        write(at, LEVEL, read(at, LEVEL) & HIGH | level);
    }

    /** An order comes behind the last of a level. */
    void join(int order, int level, int last, long lots) {
        long at = addressOf(order);
        long lastAt = addressOf(last);
        long links = read(lastAt, LINKS);
        write(lastAt, LINKS, links & HIGH | order);
        write(at, LINKS, pair(last, (int) links));
        write(at, LEVEL, read(at, LEVEL) & HIGH | level);
        long before = read(lastAt, LEVEL_LOTS);
        write(at, LEVEL_LOTS, before < 0 || before + lots < 0 ? TOO_MANY : before + lots);
    }

    /**
     * An order that is not the only one leaves its level.
     *
     * @return the one that is the last now
     */
    int leave(int order, int last, long lots) {
        long links = get(order, LINKS);
        int behind = (int) links;
        int before = order == behind(last) ? last : high(links);
        followedBy(before, behind);
        long rest = rest(levelLots(last), lots);
        if (order == last) {
            levelLots(before, rest);
            return before;
        }
        long at = addressOf(behind);
        write(at, LINKS, pair(before, (int) read(at, LINKS)));
        levelLots(last, rest);
        return last;
    }

    /** The first of a level leaves it; the one behind, whom this needs not touch, is the first now. */
    void leaveFirst(int behind, int last, long lots) {
        long at = addressOf(last);
        write(at, LINKS, read(at, LINKS) & HIGH | behind);
        write(at, LEVEL_LOTS, rest(read(at, LEVEL_LOTS), lots));
    }

    private void followedBy(int order, int behind) {
        long at = addressOf(order);
        write(at, LINKS, read(at, LINKS) & HIGH | behind);
    }

    private static long rest(long lots, long without) {
        return lots < 0 ? TOO_MANY : lots - without;
    }

    /** Both in one word, or where they are found. */
    private long lots(long qty, long leaves) {
        return (qty | leaves) >>> Integer.SIZE - 1 == 0 ? qty << Integer.SIZE | leaves : wide.take(qty, leaves);
    }

    private void freeWide(int order) {
        long lots = get(order, LOTS);
        if (lots < 0) {
            wide.free(lots);
        }
    }

    /** What an order with a long id or one with extras has elsewhere. */
    private void freeMore(int order) {
        if (idLength(order) > SHORT) {
            longIds.free(order);
        }
        if (isSpecial(order)) {
            extras.free(order);
        }
    }

    /** What an id is found by: itself where it is short, else its hash. */
    public static long key(byte[] id, int offset, int length) {
        return length <= SHORT ? shortKey(id, offset, length) : idHash(id, offset, length);
    }

    /** The bytes themselves, the first of them lowest. */
    private static long shortKey(byte[] id, int offset, int length) {
        if (length == Long.BYTES) {
            return Bytes.getLong(id, offset);
        }
        long key = 0;
        for (int i = 0; i < length; i++) {
            key |= (long) Bytes.getUnsignedByte(id, offset + i) << i * Byte.SIZE;
        }
        return key;
    }
}
