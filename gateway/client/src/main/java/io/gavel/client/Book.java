package io.gavel.client;

import java.math.BigDecimal;
import java.util.List;

/**
 * An order book's levels, best first.
 *
 * @param atUs engine time, microseconds since the epoch
 */
public record Book(long seq, long atUs, String instrument, List<Level> bids, List<Level> asks)
        implements Answer, Event {

    /** Everything that rests at one price. */
    public record Level(BigDecimal price, BigDecimal qty, long orders) {}
}
