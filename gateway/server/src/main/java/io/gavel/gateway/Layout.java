package io.gavel.gateway;

/** Who drains the ring. */
public enum Layout {
    /** One event loop reads, decides, journals and answers: best on 1 or 2 cores. */
    INLINE,
    /** Several event loops read and write, one thread of its own decides, journals and publishes. */
    COMPACT,
    /** {@link #INLINE} below 4 processors, else {@link #COMPACT}. */
    AUTO;

    private static final int PROCESSORS_FOR_COMPACT = 4;

    /** What {@code AUTO} means on a machine with that many processors; the others mean themselves. */
    public Layout resolve(int processors) {
        if (this != AUTO) {
            return this;
        }
        return processors < PROCESSORS_FOR_COMPACT ? INLINE : COMPACT;
    }
}
