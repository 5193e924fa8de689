/**
 * Decides timed auctions: {@link io.gavel.engine.market.auctions.AuctionDesk} finds the auction, asks what all formats
 * ask, leaves the rest to the {@code FormatDesk} of the format, and moves the timer; sessions, second chances and bidders
 * have desks beside it. {@code BidChecks} asks, {@code AuctionFacts} and {@code SaleFacts} tell. Imports {@code state},
 * {@code command}, {@code facts} and {@code auction}; knows no orders. Thread: the market's.
 */
package io.gavel.engine.market.auctions;
