package io.gavel.journal.snapshot;

/** Whoever wrote a snapshot was told to leave off. */
final class SnapshotLeftOff extends RuntimeException {
    SnapshotLeftOff() {
        super("the snapshot was left off", null, false, false);
    }
}
