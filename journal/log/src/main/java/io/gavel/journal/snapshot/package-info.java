/**
 * Remembered at once: the whole state at one point of a journal, in a file of its own, and who writes it.
 *
 * <p>A snapshot is written by a replica that follows the journal, never by the market that is in service. Nothing here
 * is believed before its checksum is right and it agrees with the journal. May import {@code io.gavel.journal}, {@code
 * io.gavel.journal.replay} and what they may.
 */
package io.gavel.journal.snapshot;
