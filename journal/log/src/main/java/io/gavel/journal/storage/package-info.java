/**
 * What the journal needs from the machine beyond plain files: memory that processes share, a device that keeps its word, a
 * clock, a thread.
 *
 * <p>Two answers: {@link io.gavel.journal.storage.Storage#MACHINE}, which everybody gets, and the simulator's, which comes
 * with its own file system. Knows nothing of journals. May import Chronicle Queue and Agrona.
 */
package io.gavel.journal.storage;
