package io.gavel.journal;

/**
 * A recorded command that an operator has given up: it keeps its sequences and its time, and counts as if it had decided
 * nothing.
 *
 * @param fromSeq its first transaction
 * @param toSeq its last
 * @param skippedNs wall clock when it was given up
 * @param decidedBy who did
 * @param note why
 */
public record SkippedCommand(long fromSeq, long toSeq, long skippedNs, String decidedBy, String note) {
    boolean covers(long seq) {
        return seq >= fromSeq && seq <= toSeq;
    }
}
