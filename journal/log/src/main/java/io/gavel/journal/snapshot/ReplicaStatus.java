package io.gavel.journal.snapshot;

/**
 * How a replica does.
 *
 * @param seq the last sequence that it decided
 * @param lag durable transactions that it has not decided yet
 * @param snapshots written since its start
 * @param snapshotSeq of the newest in place that it knows, 0 if there is none
 * @param reason why it stopped, or why the last snapshot could not be written; empty if all is well
 */
public record ReplicaStatus(State state, long seq, long lag, long snapshots, long snapshotSeq, String reason) {
    /** A replica's life. */
    public enum State {
        /** It loads a snapshot. */
        STARTING,
        FOLLOWING,
        /** It decided otherwise than what is recorded; it writes no more snapshots. */
        DIVERGED,
        /** It cannot go on for another reason. */
        FAILED,
        CLOSED
    }
}
