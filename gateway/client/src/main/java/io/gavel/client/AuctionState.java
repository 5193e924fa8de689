package io.gavel.client;

import java.math.BigDecimal;

/**
 * Where an auction stands, told after every bid, and whenever a clock falls. Where bids are hidden only the end is told.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price null before the first bid; of a clock what it shows
 * @param leader an alias; null before the first bid
 * @param minNext the least that the next bid must offer; of a clock what takes it; null where bids are hidden
 * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: not yet known
 * @param bids how many were accepted
 * @param reserveMet false too while a clock runs
 * @param remaining units that a clock still sells; 0: no clock runs
 * @param nextAtUs when the clock falls again, microseconds since the epoch; {@link Event#NO_TIME}: no clock runs
 */
public record AuctionState(
        long seq,
        long atUs,
        String auction,
        BigDecimal price,
        String leader,
        BigDecimal minNext,
        long endsAtUs,
        long bids,
        boolean reserveMet,
        long remaining,
        long nextAtUs)
        implements Event {}
