/**
 * Settled: what the journal holds, bulk-written to a database that can always be rebuilt from it.
 *
 * <p>A tailer turns durable transactions into rows; whatever has piled up is one database transaction that moves the
 * offset first. Rows are a function of the journal alone: no clock, no random, no default of the database. Never in the
 * ring's way: a database that is down only lets the lag grow. May import {@code io.gavel.wire}, the engine's ledger legs
 * and the journal's reader; {@link io.gavel.settlement.Settlement} is the door. Everything below it runs on its thread.
 */
package io.gavel.settlement;
