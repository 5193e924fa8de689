package io.gavel.client;

import java.math.BigDecimal;

/**
 * An auction, asked for.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "scheduled", "open", "closed" or "canceled"
 * @param price null before the first bid
 * @param leader an alias; null before the first bid
 * @param minNext the least that the next bid must offer; once it is over, the least that one had to
 * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: not yet known
 */
public record Auction(
        long seq,
        long atUs,
        String auction,
        String state,
        BigDecimal price,
        String leader,
        BigDecimal minNext,
        long endsAtUs,
        long bids,
        boolean reserveMet)
        implements Answer, Event {}
