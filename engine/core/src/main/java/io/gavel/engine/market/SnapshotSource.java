package io.gavel.engine.market;

/** Gives back the records of a snapshot in the order in which they were written. */
@FunctionalInterface
public interface SnapshotSource {
    void readInto(SnapshotSink sink);
}
