/**
 * Decides orders: {@link io.gavel.engine.market.orders.OrderDesk} takes new ones,
 * {@link io.gavel.engine.market.orders.ReplaceDesk} changes and {@link io.gavel.engine.market.orders.CancelDesk} ends
 * them; what nothing stands in the way of {@link io.gavel.engine.market.orders.ExpressDesk} decides before;
 * {@link io.gavel.engine.market.orders.PhaseDesk} moves instruments through the day and uncrosses calls. Where an
 * order begins and ends, its money, limits and timers follow in one place,
 * {@link io.gavel.engine.market.orders.OpenOrders}. Imports {@code state}, {@code command}, {@code facts} and
 * {@code book}. Thread: the market's.
 */
package io.gavel.engine.market.orders;
