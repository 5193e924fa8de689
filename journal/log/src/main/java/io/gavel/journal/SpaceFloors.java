package io.gavel.journal;

/**
 * What a journal does before its disk is full.
 *
 * @param ballastBytes kept back in a file that is freed at {@code haltBytes}; 0: none
 * @param cancelOnlyBytes of free space: with less, only what makes nothing new should be taken
 * @param haltBytes of free space: with less, nothing should be taken any more
 */
public record SpaceFloors(long ballastBytes, long cancelOnlyBytes, long haltBytes) {
    /** Nothing is kept back and nobody looks. */
    public static final SpaceFloors NONE = new SpaceFloors(0, 0, 0);

    private static final long MIB = 1L << 20;

    public SpaceFloors {
        if (ballastBytes < 0 || haltBytes < 0 || cancelOnlyBytes < haltBytes) {
            throw new IllegalArgumentException(
                    "expected a ballast of 0 or more and 0 <= haltBytes <= cancelOnlyBytes, ballastBytes="
                            + ballastBytes + ", cancelOnlyBytes=" + cancelOnlyBytes + ", haltBytes=" + haltBytes);
        }
    }

    /** For a server: 64 MiB kept back, only cancels below 256 MiB, halted below 32 MiB. */
    public static SpaceFloors ofServer() {
        return new SpaceFloors(64 * MIB, 256 * MIB, 32 * MIB);
    }

    boolean isNone() {
        return equals(NONE);
    }
}
