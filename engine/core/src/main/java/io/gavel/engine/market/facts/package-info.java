/**
 * What goes out: {@link io.gavel.engine.market.facts.Facts} writes each event into the open transaction of the
 * {@link io.gavel.engine.market.facts.TransactionBuffer} and posts its ledger legs in the same step;
 * {@link io.gavel.engine.market.facts.AnswerWindow} remembers the answers of client order ids, so that who asks twice is
 * told the same. Imports {@code state} and {@code command}. Thread: the market's.
 */
package io.gavel.engine.market.facts;
