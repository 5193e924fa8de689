package io.gavel.engine.market.auctions;

import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * Something by two ids, which are walked in order. O(1) to find and to put; nothing is ever taken out. Allocates for what
 * is new, and to be walked.
 */
final class ByPair<V> {
    private final Long2ObjectHashMap<V> values = new Long2ObjectHashMap<>();
    private final LongArrayList keys = new LongArrayList();

    /** Receives values by the first id, then the second. */
    @FunctionalInterface
    interface Sink<V> {
        void onValue(int first, int second, V value);
    }

    /** What was put last, or null. */
    V get(int first, int second) {
        return values.get(key(first, second));
    }

    void put(int first, int second, V value) {
        long key = key(first, second);
        if (values.put(key, value) == null) {
            keys.addLong(key);
        }
    }

    void inOrder(Sink<V> sink) {
        long[] sorted = keys.toLongArray();
        Arrays.sort(sorted);
        for (long key : sorted) {
            sink.onValue((int) (key >>> 32), (int) key, values.get(key));
        }
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | second;
    }
}
