package io.gavel.client;

import java.math.BigDecimal;

/**
 * An auction, asked for. Where bids are hidden nothing but state and times are told before the end.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param state "scheduled", "open", "closed" or "canceled"
 * @param price null before the first bid; of a clock what it shows
 * @param leader the own account, or another's alias; null before the first bid
 * @param minNext the least that the next bid must offer; of a clock what takes it; once it is over, the least that one
 *     had to
 * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: not yet known
 * @param opensAtUs microseconds since the epoch; {@link Event#NO_TIME}: it has opened, or that is not yet known
 * @param remaining units that a clock still sells; 0: no clock runs
 * @param nextAtUs when the clock falls again, microseconds since the epoch; {@link Event#NO_TIME}: no clock runs
 * @param round of a reverse auction; 0: offers are collected, or there is none
 * @param turn whose turn it is in the round, the own account or another's alias; null: everybody's
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
        boolean reserveMet,
        long opensAtUs,
        long remaining,
        long nextAtUs,
        long round,
        String turn)
        implements Answer, Event {}
