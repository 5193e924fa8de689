package io.gavel.engine.auction;

/**
 * How a price falls by itself: of a Dutch auction, and of the second part of a hybrid one.
 *
 * @param floor the lowest price of a Dutch clock; a hybrid's follows from its bids
 * @param step by how much the price falls, above zero
 * @param intervalNs how long each price stands
 * @param restartUp by how much a Dutch clock rises when units were taken, or {@link AuctionTerms#NO_AMOUNT}: it goes on
 * @param add how far above the best bid a hybrid's clock starts
 */
public record ClockTerms(long floor, long step, long intervalNs, long restartUp, long add) {}
