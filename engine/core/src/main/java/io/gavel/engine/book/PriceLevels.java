package io.gavel.engine.book;

import java.util.Arrays;

/**
 * One side of a book: its price levels in a sorted array with the best at the end, each a queue of orders.
 *
 * <p>Prices are kept as keys that grow towards the best: the price for bids, its negative for asks, so one code serves
 * both sides. Changes happen mostly near the best, so inserting moves few entries. Allocates only to grow.
 */
final class PriceLevels {
    private final int sign;
    private long[] keys = new long[16];
    private int[] heads = new int[16];
    private int[] tails = new int[16];
    private int size;

    /** @param sign 1 for bids, whose best price is the highest; -1 for asks */
    PriceLevels(int sign) {
        this.sign = sign;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The price of a level; 0 is the worst, {@code size - 1} the best. */
    long priceTicks(int level) {
        return sign * keys[level];
    }

    int head(int level) {
        return heads[level];
    }

    /** Whether the best level trades with an incoming order of the other side at this limit. */
    boolean meets(long limitTicks) {
        return size > 0 && keys[size - 1] >= sign * limitTicks;
    }

    /** Puts an order at the end of its level's queue. */
    void append(int order, OrderStore orders) {
        long key = sign * orders.priceTicks(order);
        int level = find(key);
        if (level < 0) {
            level = insert(~level, key);
            heads[level] = order;
            orders.queueBehind(OrderStore.NONE, order);
        } else {
            orders.queueBehind(tails[level], order);
        }
        tails[level] = order;
    }

    /** Takes an order out of its level's queue, and an empty level out of the book. */
    void remove(int order, OrderStore orders) {
        int level = find(sign * orders.priceTicks(order));
        int before = orders.previous(order);
        int after = orders.next(order);
        orders.leaveQueue(order);
        if (before == OrderStore.NONE) {
            heads[level] = after;
        }
        if (after == OrderStore.NONE) {
            tails[level] = before;
        }
        if (heads[level] == OrderStore.NONE) {
            delete(level);
        }
    }

    /** The level with this key, or the complement of where it belongs. Searches from the best. */
    private int find(long key) {
        int last = size - 1;
        if (last >= 0 && keys[last] == key) {
            return last;
        }
        return Arrays.binarySearch(keys, 0, size, key);
    }

    private int insert(int at, long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            heads = Arrays.copyOf(heads, size * 2);
            tails = Arrays.copyOf(tails, size * 2);
        }
        int moved = size - at;
        System.arraycopy(keys, at, keys, at + 1, moved);
        System.arraycopy(heads, at, heads, at + 1, moved);
        System.arraycopy(tails, at, tails, at + 1, moved);
        keys[at] = key;
        size++;
        return at;
    }

    private void delete(int at) {
        int moved = size - at - 1;
        System.arraycopy(keys, at + 1, keys, at, moved);
        System.arraycopy(heads, at + 1, heads, at, moved);
        System.arraycopy(tails, at + 1, tails, at, moved);
        size--;
    }
}
