package io.gavel.client;

/**
 * A late bid moved the end.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param endsAtUs the new end
 */
public record AuctionExtended(long seq, long atUs, String auction, long endsAtUs) implements Event {}
