/**
 * What a database must offer to be settled into, and what it is given: tables, rows, a transaction with a guard.
 *
 * <p>Each database lives in a package of its own behind {@link io.gavel.settlement.sink.SettlementSink}; nothing here
 * knows one. May import the JDK, Agrona, {@code io.gavel.wire} and the engine's hash. Thread: the settlement's, unless said otherwise.
 */
package io.gavel.settlement.sink;
