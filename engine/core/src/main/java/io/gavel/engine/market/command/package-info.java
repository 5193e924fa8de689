/**
 * What comes in: {@link io.gavel.engine.market.command.Command} reads the frequent commands in place, as plain bytes, and
 * {@link io.gavel.engine.market.command.IncomingOrder} is an order that is being decided. Thread: the market's.
 */
package io.gavel.engine.market.command;
