package io.gavel.engine.market.auctions;

import java.util.HashMap;
import java.util.Map;

/**
 * Values that are equal are one: what a house says of all its lots alike lies in memory once, and near. Keeps what it was
 * given. Not for the hot path.
 *
 * @param <V> immutable
 */
final class Alike<V> {
    private final Map<V, V> values = new HashMap<>();

    /** The first value that was equal to this one; null where there is none. */
    V firstOf(V value) {
        return value == null ? null : values.computeIfAbsent(value, first -> first);
    }
}
