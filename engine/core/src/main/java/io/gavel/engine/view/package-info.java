/**
 * What is now, seen from outside: books, auctions, balances and orders, built from durable events alone.
 *
 * <p>Gateways and {@code gavel pipe} answer questions from here; the market is never asked. Imports the words, the
 * ledger's legs, and from {@code auction} how steps follow from a price. Thread: the one that publishes.
 */
package io.gavel.engine.view;
