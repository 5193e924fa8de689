/**
 * The price of a call auction: pure functions from the levels of both sides to a print.
 *
 * <p>{@link io.gavel.engine.book.call.CallPricing} sums up what is demanded and offered at each price,
 * {@link io.gavel.engine.book.call.CallProfile} picks one of the prices, a ladder of tie-breaks a venue. Who trades with
 * whom is not decided here. Imports nothing of Gavel but {@code io.gavel.wire.types}. No allocation but to grow. Thread:
 * the market's.
 */
package io.gavel.engine.book.call;
