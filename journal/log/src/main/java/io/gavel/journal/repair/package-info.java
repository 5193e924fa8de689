/**
 * After damage: what can still be read is read, and a journal that lost something is made one that says so.
 *
 * <p>{@link io.gavel.journal.repair.JournalRepair} changes a folder, and only through
 * {@link io.gavel.journal.DamagedJournalWriter};
 * {@link io.gavel.journal.repair.Salvage} only reads. May import {@code io.gavel.journal},
 * {@code io.gavel.journal.snapshot} and what those may.
 */
package io.gavel.journal.repair;
