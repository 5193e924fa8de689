package io.gavel.journal.snapshot;

/** Is told what a replica did; on its thread. */
public interface ReplicaListener {
    /** One that does not listen. */
    ReplicaListener NONE = new ReplicaListener() {};

    /** A snapshot is in place. */
    default void onSnapshot(SnapshotFile snapshot, long tookNs) {}

    /** A snapshot that is there cannot be trusted, and the replica did not begin from it. */
    default void onSkipped(SnapshotBad bad) {}

    /** A snapshot could not be written, or what is no longer needed not be removed; it is tried again. */
    default void onFailure(RuntimeException problem) {}

    /**
     * The replica has stopped for good: it decided otherwise than what is recorded ({@link
     * io.gavel.journal.replay.ReplayDiverged}), or cannot read the journal. An alarm: one of both engines is wrong.
     */
    default void onAlarm(Throwable problem) {}
}
