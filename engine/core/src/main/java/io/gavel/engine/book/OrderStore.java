package io.gavel.engine.book;

import static io.gavel.engine.book.Records.HIGH;
import static io.gavel.engine.book.Records.LINKS;
import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.at;

import io.gavel.engine.Hash64;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/**
 * Every resting order of every instrument: an order is an int handle, reused once freed.
 *
 * <p>What matching and canceling need is one line of 64 bytes:
 *
 * <pre>
 *   0        8         16       24               32              40              48            56
 *   +--------+---------+--------+----------------+---------------+---------------+-------------+------+
 *   | order  | hash of | leaves | the one before | next of hash, | account,      | tag, length | qty  |
 *   | id     | the id  | lots   | in its queue,  | price level   | instrument    | of id, side | lots |
 *   |        |         |        | the one behind |               |               |             |      |
 *   +--------+---------+--------+----------------+---------------+---------------+-------------+------+
 * </pre>
 *
 * <p>Finds an order by account and client order id ({@link OrderIndex}); the ids themselves are kept as they came ({@link
 * ClOrdIds}). Allocates only to grow, in pages, so that growing copies nothing. Thread: the market's.
 */
public final class OrderStore {
    /** No order. */
    public static final int NONE = Records.NONE;

    /** Longest client order id, bytes. */
    public static final int MAX_ID_LENGTH = ClOrdIds.MAX_LENGTH;

    private static final int ORDER_ID = 0;
    private static final int LEAVES = 2;
    private static final int LEVEL = OrderIndex.CHAIN;
    private static final int OWNER = 5;
    private static final int TRAITS = 6;
    private static final int QTY = 7;

    private static final int LENGTH_SHIFT = 8;
    private static final int BYTE = 0xFF;
    private static final int BUY = 1;
    private static final int SELL = 2;

    private final Records records = new Records();
    private final OrderIndex index = new OrderIndex(records);
    private final ClOrdIds ids = new ClOrdIds();

    /** How many orders rest. */
    public int size() {
        return index.size();
    }

    public long orderId(int order) {
        return word(order, ORDER_ID);
    }

    public int accountId(int order) {
        return Records.high(word(order, OWNER));
    }

    public int instrumentId(int order) {
        return (int) word(order, OWNER);
    }

    public Side side(int order) {
        return isBuy(order) ? Side.BUY : Side.SELL;
    }

    public long qtyLots(int order) {
        return word(order, QTY);
    }

    public long leavesLots(int order) {
        return word(order, LEAVES);
    }

    /** A number of the market's own, kept with the order. */
    public int tag(int order) {
        return Records.high(word(order, TRAITS));
    }

    public void tag(int order, int tag) {
        long[] page = records.page(order);
        int at = at(order) + TRAITS;
        page[at] = (long) tag << 32 | page[at] & LOW;
    }

    /** Where the client order id is kept; see {@link #idOffset} and {@link #idLength}. */
    public DirectBuffer idBuffer(int order) {
        return ids.buffer(order, idLength(order));
    }

    public int idOffset(int order) {
        return ids.offset(order, idLength(order));
    }

    public int idLength(int order) {
        return (int) word(order, TRAITS) >>> LENGTH_SHIFT & BYTE;
    }

    /** The hash under which {@link #find} looks for a client order id. */
    public static long idHash(DirectBuffer buffer, int offset, int length) {
        return Hash64.of(0, buffer, offset, length);
    }

    /** The resting order of an account with this client order id, or {@link #NONE}. */
    public int find(int accountId, long idHash, DirectBuffer idBuffer, int idOffset, int idLength) {
        long hash = hash(accountId, idHash);
        int order = index.first(hash);
        while (order != NONE
                && !(isOf(order, hash, accountId) && ids.is(order, idLength(order), idBuffer, idOffset, idLength))) {
            order = index.next(order);
        }
        return order;
    }

    /** Reads what {@link #find} will read first, so that it is near when it does. What is returned means nothing. */
    public long touch(int accountId, long idHash) {
        int order = index.first(hash(accountId, idHash));
        return order == NONE ? 0 : word(order, LEAVES);
    }

    /** The resting order with this id hash and order id, or {@link #NONE}: what snapshots know of it. */
    public int findLive(int accountId, long idHash, long orderId) {
        long hash = hash(accountId, idHash);
        int order = index.first(hash);
        while (order != NONE && !(isOf(order, hash, accountId) && orderId(order) == orderId)) {
            order = index.next(order);
        }
        return order;
    }

    /** Keeps an order that rests from now on and returns its handle. Its id must be free ({@link #find}). */
    public int add(
            long orderId,
            int accountId,
            int instrumentId,
            Side side,
            long qty,
            long leaves,
            long idHash,
            DirectBuffer idBuffer,
            int idOffset,
            int idLength) {
        int order = records.take();
        long hash = hash(accountId, idHash);
        long[] page = records.page(order);
        int at = at(order);
        page[at + ORDER_ID] = orderId;
        page[at + OrderIndex.HASH] = hash;
        page[at + LEAVES] = leaves;
        page[at + OWNER] = Records.pair(accountId, instrumentId);
        page[at + TRAITS] = (long) idLength << LENGTH_SHIFT | (side == Side.BUY ? BUY : SELL);
        page[at + QTY] = qty;
        ids.put(order, idBuffer, idOffset, idLength);
        index.add(order, hash);
        return order;
    }

    /** Forgets an order that is out of its book. */
    public void free(int order) {
        index.remove(order);
        ids.free(order, idLength(order));
        records.free(order);
    }

    Records records() {
        return records;
    }

    boolean isBuy(int order) {
        return ((int) word(order, TRAITS) & BYTE) == BUY;
    }

    void reduce(int order, long byLots) {
        records.page(order)[at(order) + LEAVES] -= byLots;
    }

    /** The level in whose queue an order is. */
    int level(int order) {
        return (int) word(order, LEVEL);
    }

    /** The neighbours in its queue. */
    long links(int order) {
        return word(order, LINKS);
    }

    /** The order behind this one, or the level where this is the last. */
    int behind(int order) {
        return (int) links(order);
    }

    /** Makes an order the last of a level, behind another one or behind the level itself. */
    static void join(Records records, int order, int level, int last) {
        long[] page = records.page(order);
        int at = at(order);
        page[at + LINKS] = Records.pair(last, level);
        page[at + LEVEL] = page[at + LEVEL] & HIGH | level;
    }

    private boolean isOf(int order, long hash, int accountId) {
        return word(order, OrderIndex.HASH) == hash && accountId(order) == accountId;
    }

    private long word(int order, int word) {
        return records.page(order)[at(order) + word];
    }

    private static long hash(int accountId, long idHash) {
        return (idHash ^ accountId) * 0x9E3779B97F4A7C15L;
    }
}
