package io.gavel.journal.sim.disk;

/** What becomes of an operation. */
public enum Fate {
    DONE,
    FAILED,
    STOPPED_BEFORE,
    /** Some of the bytes of a write are written. */
    STOPPED_HALFWAY,
    STOPPED_AFTER
}
