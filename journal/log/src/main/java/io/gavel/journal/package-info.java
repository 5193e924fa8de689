/**
 * Remembered: every decided transaction in a log that finds its own damage, and what reads it back.
 *
 * <p>A journal is a directory: {@code generations/NNNNNNNNNN/} with one Chronicle Queue file each, {@code durable} with
 * the last sequence that may be told, {@code lock}. {@link io.gavel.journal.ChronicleJournal} writes, one thread of one
 * process; {@link io.gavel.journal.JournalReader} follows from any process. Chronicle stores the excerpts, this package
 * adds what it does not promise: envelopes with sequence, CRC32C and chain, generations, the counter, verification.
 * May import {@code io.gavel.wire}, {@code io.gavel.engine}, Chronicle Queue and Agrona.
 */
package io.gavel.journal;
