package io.gavel.journal;

/** The market decided a recorded command differently: a bug, another release, or a rewritten journal. */
public final class ReplayDiverged extends RuntimeException {
    private final long seq;

    ReplayDiverged(long seq, String difference) {
        super("expected the market to decide as recorded, seq=" + seq + ", " + difference);
        this.seq = seq;
    }

    /** The first transaction that differs. */
    public long seq() {
        return seq;
    }
}
