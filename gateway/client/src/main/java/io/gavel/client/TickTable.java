package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;

/**
 * The steps of an instrument's prices by their height, each a multiple of its tick. Not for sharing between threads while
 * it is being filled in.
 */
public final class TickTable {
    private final Bands ticks = new Bands();

    /** Prices below {@code below} are multiples of {@code tick}; call in rising order, {@link #tick} last. */
    public TickTable tickBelow(BigDecimal below, BigDecimal tick) {
        ticks.below(below, tick);
        return this;
    }

    /** Prices above the bands before are multiples of {@code tick}. */
    public TickTable tick(BigDecimal tick) {
        ticks.rest(tick);
        return this;
    }

    void writeTo(JsonWriter json) {
        ticks.writeTo(json, "ticks");
    }
}
