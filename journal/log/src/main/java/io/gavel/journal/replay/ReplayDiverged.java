package io.gavel.journal.replay;

/** The market decided a recorded command differently: a bug, another release, or a rewritten journal. */
public final class ReplayDiverged extends RuntimeException {
    private final transient Difference difference;

    ReplayDiverged(Difference difference) {
        this(difference, null);
    }

    /** @param cause what the market threw */
    ReplayDiverged(Difference difference, RuntimeException cause) {
        super(message(difference), cause);
        this.difference = difference;
    }

    /** The first transaction that differs. */
    public long seq() {
        return difference.seq();
    }

    /** What differs, in words. */
    public Difference difference() {
        return difference;
    }

    private static String message(Difference difference) {
        return "expected the market to decide as recorded, " + difference.inWords() + ", commandJson="
                + difference.commandJson() + ", recordedJson="
                + difference.recorded().json() + ", decidedJson="
                + difference.decided().json();
    }
}
