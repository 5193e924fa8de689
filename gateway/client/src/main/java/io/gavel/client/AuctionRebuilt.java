package io.gavel.client;

/**
 * Bids were taken back: the auction is as if they had never been; its state follows.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param bids how many went
 */
public record AuctionRebuilt(long seq, long atUs, String auction, long bids) implements Event {}
