package io.gavel.journal.sim;

/**
 * One thing that happens. Whatever it leaves to chance follows from its own seed, so that steps can be left out.
 *
 * @param index in the whole script
 */
record Step(int index, Kind kind, long seed) {
    /** What can happen. */
    enum Kind {
        /** Some appends of a few commands. */
        WORK,
        /** An append that is cut into several excerpts, with a command that spans transactions. */
        SWEEP,
        TIME,
        /** The work beside the writer goes on. */
        BACKGROUND,
        /** Somebody reads what is durable. */
        READ,
        /** The journal is closed and opened again. */
        RESTART,
        /** The process is killed at one operation. */
        KILL,
        /** The power fails at one operation. */
        POWER_CUT,
        /** Some operations fail. */
        FAULT,
        /** There is no space left, and some time later there is. */
        DISK_FULL
    }
}
