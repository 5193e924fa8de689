package io.gavel.engine.book;

import io.gavel.engine.Hash64;
import io.gavel.wire.types.Side;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Every resting order of every instrument, in columns: an order is an int handle, reused once freed.
 *
 * <p>Finds an order by account and client order id through chains of handles. Client order ids are kept as they came,
 * 1 to 32 ASCII bytes. Allocates only to grow. Thread: the market's.
 */
public final class OrderStore {
    /** No order. */
    public static final int NONE = -1;

    /** Longest client order id, bytes. */
    public static final int MAX_ID_LENGTH = 32;

    private long[] orderIds;
    private long[] idHashes;
    private long[] priceTicks;
    private long[] qtyLots;
    private long[] leavesLots;
    private int[] accountIds;
    private int[] instrumentIds;
    private int[] tags;
    private byte[] sides;
    private byte[] idLengths;
    private final ExpandableArrayBuffer ids;

    /** Neighbours in the queue of a price level; {@code next} also chains free handles. */
    private int[] next;

    private int[] previous;
    private int[] nextOfHash;
    private int[] buckets;

    private int firstFree = NONE;
    private int used;
    private int size;

    public OrderStore(int initialCapacity) {
        int capacity = Integer.highestOneBit(Math.max(16, initialCapacity) * 2 - 1);
        orderIds = new long[capacity];
        idHashes = new long[capacity];
        priceTicks = new long[capacity];
        qtyLots = new long[capacity];
        leavesLots = new long[capacity];
        accountIds = new int[capacity];
        instrumentIds = new int[capacity];
        tags = new int[capacity];
        sides = new byte[capacity];
        idLengths = new byte[capacity];
        ids = new ExpandableArrayBuffer(capacity * MAX_ID_LENGTH);
        next = new int[capacity];
        previous = new int[capacity];
        nextOfHash = new int[capacity];
        buckets = new int[capacity];
        Arrays.fill(buckets, NONE);
    }

    /** How many orders rest. */
    public int size() {
        return size;
    }

    public long orderId(int order) {
        return orderIds[order];
    }

    public int accountId(int order) {
        return accountIds[order];
    }

    public int instrumentId(int order) {
        return instrumentIds[order];
    }

    public Side side(int order) {
        return sides[order] == 1 ? Side.BUY : Side.SELL;
    }

    public long priceTicks(int order) {
        return priceTicks[order];
    }

    public long qtyLots(int order) {
        return qtyLots[order];
    }

    public long leavesLots(int order) {
        return leavesLots[order];
    }

    /** A number of the market's own, kept with the order. */
    public int tag(int order) {
        return tags[order];
    }

    public void tag(int order, int tag) {
        tags[order] = tag;
    }

    /** Where the client order ids are kept; see {@link #idOffset} and {@link #idLength}. */
    public DirectBuffer ids() {
        return ids;
    }

    public int idOffset(int order) {
        return order * MAX_ID_LENGTH;
    }

    public int idLength(int order) {
        return idLengths[order];
    }

    /** The hash under which {@link #find} looks for a client order id. */
    public static long idHash(DirectBuffer buffer, int offset, int length) {
        return Hash64.of(0, buffer, offset, length);
    }

    /** The resting order of an account with this client order id, or {@link #NONE}. */
    public int find(int accountId, long idHash, DirectBuffer idBuffer, int idOffset, int idLength) {
        int order = buckets[bucket(accountId, idHash)];
        while (order != NONE) {
            if (idHashes[order] == idHash
                    && accountIds[order] == accountId
                    && hasId(order, idBuffer, idOffset, idLength)) {
                return order;
            }
            order = nextOfHash[order];
        }
        return NONE;
    }

    /** Reads what {@link #find} will read first, so that it is near when it does. What is returned means nothing. */
    public long touch(int accountId, long idHash) {
        int order = buckets[bucket(accountId, idHash)];
        return order == NONE ? 0 : idHashes[order] + previous[order];
    }

    /** The resting order with this id hash and order id, or {@link #NONE}: what snapshots know of it. */
    public int findLive(int accountId, long idHash, long orderId) {
        int order = buckets[bucket(accountId, idHash)];
        while (order != NONE
                && (idHashes[order] != idHash || accountIds[order] != accountId || orderIds[order] != orderId)) {
            order = nextOfHash[order];
        }
        return order;
    }

    /** Keeps an order that rests from now on and returns its handle. Its id must be free ({@link #find}). */
    public int add(
            long orderId,
            int accountId,
            int instrumentId,
            Side side,
            long price,
            long qty,
            long leaves,
            long idHash,
            DirectBuffer idBuffer,
            int idOffset,
            int idLength) {
        int order = take();
        orderIds[order] = orderId;
        accountIds[order] = accountId;
        instrumentIds[order] = instrumentId;
        sides[order] = (byte) (side == Side.BUY ? 1 : 2);
        priceTicks[order] = price;
        qtyLots[order] = qty;
        leavesLots[order] = leaves;
        tags[order] = NONE;
        idHashes[order] = idHash;
        idLengths[order] = (byte) idLength;
        ids.putBytes(idOffset(order), idBuffer, idOffset, idLength);
        int bucket = bucket(accountId, idHash);
        nextOfHash[order] = buckets[bucket];
        buckets[bucket] = order;
        size++;
        return order;
    }

    /** Forgets an order that is out of its book. */
    public void free(int order) {
        int bucket = bucket(accountIds[order], idHashes[order]);
        if (buckets[bucket] == order) {
            buckets[bucket] = nextOfHash[order];
        } else {
            int before = buckets[bucket];
            while (nextOfHash[before] != order) {
                before = nextOfHash[before];
            }
            nextOfHash[before] = nextOfHash[order];
        }
        next[order] = firstFree;
        firstFree = order;
        size--;
    }

    void reduce(int order, long byLots) {
        leavesLots[order] -= byLots;
    }

    int next(int order) {
        return next[order];
    }

    int previous(int order) {
        return previous[order];
    }

    /** Puts an order last in a queue, behind {@code tail} or alone. */
    void queueBehind(int tail, int order) {
        previous[order] = tail;
        next[order] = NONE;
        if (tail != NONE) {
            next[tail] = order;
        }
    }

    /** Joins the neighbours of an order that leaves its queue. */
    void leaveQueue(int order) {
        if (previous[order] != NONE) {
            next[previous[order]] = next[order];
        }
        if (next[order] != NONE) {
            previous[next[order]] = previous[order];
        }
    }

    private boolean hasId(int order, DirectBuffer buffer, int offset, int length) {
        if (idLengths[order] != length) {
            return false;
        }
        int own = idOffset(order);
        for (int i = 0; i < length; i++) {
            if (ids.getByte(own + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private int bucket(int accountId, long idHash) {
        long hash = (idHash ^ accountId) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & (buckets.length - 1);
    }

    private int take() {
        if (firstFree != NONE) {
            int order = firstFree;
            firstFree = next[order];
            return order;
        }
        if (used == orderIds.length) {
            grow();
        }
        return used++;
    }

    private void grow() {
        int capacity = orderIds.length * 2;
        orderIds = Arrays.copyOf(orderIds, capacity);
        idHashes = Arrays.copyOf(idHashes, capacity);
        priceTicks = Arrays.copyOf(priceTicks, capacity);
        qtyLots = Arrays.copyOf(qtyLots, capacity);
        leavesLots = Arrays.copyOf(leavesLots, capacity);
        accountIds = Arrays.copyOf(accountIds, capacity);
        instrumentIds = Arrays.copyOf(instrumentIds, capacity);
        tags = Arrays.copyOf(tags, capacity);
        sides = Arrays.copyOf(sides, capacity);
        idLengths = Arrays.copyOf(idLengths, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        nextOfHash = new int[capacity];
        buckets = new int[capacity];
        Arrays.fill(buckets, NONE);
        // No handle is free when the store grows, so every one is chained anew.
        for (int order = 0; order < used; order++) {
            int bucket = bucket(accountIds[order], idHashes[order]);
            nextOfHash[order] = buckets[bucket];
            buckets[bucket] = order;
        }
    }
}
