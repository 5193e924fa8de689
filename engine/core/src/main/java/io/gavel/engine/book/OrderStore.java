package io.gavel.engine.book;

import static io.gavel.engine.book.Records.HIGH;
import static io.gavel.engine.book.Records.LINKS;
import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.at;

import io.gavel.engine.Hash64;
import io.gavel.wire.types.Side;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Every resting order of every instrument: an order is an int handle, reused once freed.
 *
 * <p>What matching and canceling need is one line of 64 bytes:
 *
 * <pre>
 *   0        8         16       24               32              40              48            56
 *   +--------+---------+--------+----------------+---------------+---------------+-------------+------+
 *   | order  | key of  | leaves | the one before | next of chain,| account,      | tag, length | qty  |
 *   | id     | the id  | lots   | in its queue,  | price level   | instrument    | of id, side | lots |
 *   |        |         |        | the one behind |               |               |             |      |
 *   +--------+---------+--------+----------------+---------------+---------------+-------------+------+
 * </pre>
 *
 * <p>Finds an order by account and client order id ({@link OrderIndex}). An id of up to eight bytes is its own key; of a
 * longer one its hash is, and the id itself is kept elsewhere ({@link LongIds}). Allocates only to grow, in pages, so that growing copies nothing. Thread: the market's.
 */
public final class OrderStore {
    /** No order. */
    public static final int NONE = Records.NONE;

    /** Longest client order id, bytes. */
    public static final int MAX_ID_LENGTH = LongIds.MAX_LENGTH;

    private static final int ORDER_ID = 0;
    private static final int LEAVES = 2;
    private static final int LEVEL = OrderIndex.CHAIN;
    private static final int OWNER = OrderIndex.ACCOUNT;
    private static final int TRAITS = 6;
    private static final int QTY = 7;

    /** Ids up to this length are their own keys. */
    private static final int SHORT = Long.BYTES;

    private static final int LENGTH_SHIFT = 8;
    private static final int BYTE = 0xFF;
    private static final int BUY = 1;
    private static final int SELL = 2;

    private final Records records = new Records();
    private final OrderIndex index = new OrderIndex(records);
    private final LongIds longIds = new LongIds();

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

    /**
     * Copies the client order id.
     *
     * @param to has room for {@link #MAX_ID_LENGTH} bytes from 0 on
     * @return its length
     */
    public int copyId(int order, MutableDirectBuffer to) {
        int length = idLength(order);
        if (length <= SHORT) {
            to.putLong(0, word(order, OrderIndex.KEY), ByteOrder.LITTLE_ENDIAN);
        } else {
            longIds.copy(order, length, to);
        }
        return length;
    }

    private int idLength(int order) {
        return (int) word(order, TRAITS) >>> LENGTH_SHIFT & BYTE;
    }

    /** The hash under which {@link #find} looks for a client order id. */
    public static long idHash(DirectBuffer buffer, int offset, int length) {
        return Hash64.of(0, buffer, offset, length);
    }

    /** The resting order of an account with this client order id, or {@link #NONE}. */
    public int find(int accountId, long idHash, DirectBuffer idBuffer, int idOffset, int idLength) {
        if (idLength <= SHORT) {
            return index.find(accountId, shortKey(idBuffer, idOffset, idLength));
        }
        int order = index.find(accountId, idHash);
        while (order != NONE && !(idLength(order) == idLength && longIds.is(order, idBuffer, idOffset, idLength))) {
            order = index.findNext(order, accountId, idHash);
        }
        return order;
    }

    /** Reads what {@link #find} will read first, so that it is near when it does. What is returned means nothing. */
    public long touch(int accountId, long idHash, DirectBuffer idBuffer, int idOffset, int idLength) {
        return index.find(accountId, key(idHash, idBuffer, idOffset, idLength));
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
        long[] page = records.page(order);
        int at = at(order);
        page[at + ORDER_ID] = orderId;
        page[at + OrderIndex.KEY] = key(idHash, idBuffer, idOffset, idLength);
        page[at + LEAVES] = leaves;
        page[at + OWNER] = Records.pair(accountId, instrumentId);
        page[at + TRAITS] = (long) idLength << LENGTH_SHIFT | (side == Side.BUY ? BUY : SELL);
        page[at + QTY] = qty;
        if (idLength > SHORT) {
            longIds.put(order, idBuffer, idOffset, idLength);
        }
        index.add(order);
        return order;
    }

    /** Forgets an order that is out of its book. */
    public void free(int order) {
        index.remove(order);
        if (idLength(order) > SHORT) {
            longIds.free(order);
        }
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

    private static long key(long idHash, DirectBuffer id, int offset, int length) {
        return length <= SHORT ? shortKey(id, offset, length) : idHash;
    }

    /** The bytes themselves, the first of them lowest. */
    private static long shortKey(DirectBuffer id, int offset, int length) {
        if (length == Long.BYTES) {
            return id.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
        long key = 0;
        for (int i = 0; i < length; i++) {
            key |= (id.getByte(offset + i) & 0xFFL) << i * Byte.SIZE;
        }
        return key;
    }

    private long word(int order, int word) {
        return records.page(order)[at(order) + word];
    }
}
