package io.gavel.journal.sim.disk;

/** What is asked of the disk: each is a point at which it can fail, or the machine can stop. */
public enum Operation {
    OPEN,
    LIST,
    READ,
    /** Through a channel. */
    WRITE,
    /** Into mapped memory. */
    STORE,
    RESIZE,
    SYNC,
    SYNC_NAMES,
    MAKE,
    RENAME,
    REMOVE
}
