package io.gavel.client;

import java.math.BigDecimal;

/**
 * Where an auction stands, told after every bid.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param price null before the first bid
 * @param leader an alias; null before the first bid
 * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: not yet known
 * @param bids how many were accepted
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
        boolean reserveMet)
        implements Event {}
