/**
 * Timed auctions of every format: how bids change them, and what they come to.
 *
 * <p>{@link io.gavel.engine.auction.AuctionTerms} is what was agreed at the start, {@link io.gavel.engine.auction.Auction}
 * what all formats have in common; each format is a state machine of its own behind it. Time comes in with every call.
 * Money, ids and timers are the market's business; rules are cited by the ids of docs/RULES.md. Imports {@code io.gavel.wire} and the
 * check of laws. Thread: the market's.
 */
package io.gavel.engine.auction;
