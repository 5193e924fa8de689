/**
 * The single writer: commands in, events out, the same bytes on every machine.
 *
 * <p>{@link io.gavel.engine.market.Market} orders, times and dispatches; a desk a subject decides
 * ({@code OrderDesk}, {@code AuctionDesk}, {@code CashDesk}, {@code ListingDesk}): it asks everything first, then
 * changes state and states {@code Facts}, which write the event and post its ledger legs in one step. Imports
 * {@code io.gavel.wire}, {@code book}, {@code auction}, {@code account}. One thread at a time; time comes in with every
 * call; nothing here knows clocks, threads or files.
 */
package io.gavel.engine.market;
