/**
 * Money: who owns what, what is held for open orders and bids, and how a fact moves it.
 *
 * <p>Double entry: every fact becomes legs that sum to zero per asset ({@link io.gavel.engine.account.Postings}); the
 * market's {@link io.gavel.engine.account.Ledger} takes them as they are decided, every reader of the journal derives
 * the same ones ({@link io.gavel.engine.account.LedgerLegs}). Imports {@code io.gavel.wire} and the check of laws. Thread: the market's.
 */
package io.gavel.engine.account;
