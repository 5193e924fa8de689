package io.gavel.client;

import java.math.BigDecimal;

/**
 * Bids are taken from now on.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param endsAtUs microseconds since the epoch; {@link Event#NO_TIME}: it counts from the first bid
 */
public record AuctionOpened(long seq, long atUs, String auction, long endsAtUs, BigDecimal minNext) implements Event {}
