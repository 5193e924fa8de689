/**
 * The single writer: commands in, events out, the same bytes on every machine.
 *
 * <p>{@link io.gavel.engine.market.Market} orders, times and dispatches; what is not frequent is decoded by
 * {@code VenueCommands}, {@code AccountCommands} and {@code AuctionCommands}; a desk a subject decides: it asks everything
 * first, then changes state and states facts, which write the event and post its ledger legs in one step. Here are the
 * market, its snapshots, and the desks of what is listed; orders and auctions have rooms of their own. Imports run one
 * way: {@code state} and {@code command} know nobody, {@code facts} knows both, {@code orders} and {@code auctions} know
 * these three and not each other, the market knows all.
 *
 * <p>Who embeds the engine needs {@link io.gavel.engine.market.Market}, {@link io.gavel.engine.market.MarketConfig}, the
 * two ports of snapshots and {@link io.gavel.engine.market.facts.TransactionBuffer}; what else is public in the rooms
 * below is so for the market alone. One thread at a time; time comes in with every call; nothing here knows clocks,
 * threads or files.
 */
package io.gavel.engine.market;
