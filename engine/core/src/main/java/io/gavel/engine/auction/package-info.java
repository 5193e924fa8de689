/**
 * Timed auctions: English, with proxy maxima, reserve, buy-now and soft close.
 *
 * <p>{@link io.gavel.engine.auction.AuctionTerms} is what was agreed at the start,
 * {@link io.gavel.engine.auction.EnglishAuction} the state machine of one lot. Time comes in with every call. Money, ids
 * and timers are the market's business; rules are cited by the ids of docs/RULES.md. Imports {@code io.gavel.wire} and the
 * check of laws. Thread: the market's.
 */
package io.gavel.engine.auction;
