package io.gavel.engine.ring;

/** Who drains the ring. */
public enum Layout {
    /**
     * The thread that publishes, in {@link Pipeline#drain}: one event loop does everything. Best on one or two cores; a
     * single producer, checked.
     */
    INLINE,
    /** A thread of the pipeline's own; any number of producers. For more cores or loops, or slow syncs. */
    COMPACT
}
