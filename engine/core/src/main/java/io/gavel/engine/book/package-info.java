/**
 * Continuous matching: price-time priority over resting limit orders.
 *
 * <p>{@link io.gavel.engine.book.OrderStore} keeps every resting order of every instrument,
 * {@link io.gavel.engine.book.OrderBook} queues one instrument's by price and time and matches what comes in. Money,
 * ids and refusals are the market's business. Imports nothing of Gavel but {@code io.gavel.wire.types} and the check
 * of laws. Thread: the market's.
 */
package io.gavel.engine.book;
