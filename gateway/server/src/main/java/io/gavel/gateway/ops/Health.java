package io.gavel.gateway.ops;

/** Whether the server can serve, and why not. Any thread reads; the server's life cycle writes. */
public final class Health {
    /** A server's life. */
    public enum Phase {
        /** It replays its journal. */
        STARTING,
        READY,
        /** It finishes what was begun and takes nothing new. */
        STOPPING,
        /** A failure stopped the engine; only a restart helps. */
        HALTED
    }

    private volatile Phase phase = Phase.STARTING;
    private volatile String reason = "";
    private volatile long durableSeq;
    private volatile boolean hasJournal = true;

    public Phase phase() {
        return phase;
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    /** Why it halted; empty while it did not. */
    public String reason() {
        return reason;
    }

    /** The last sequence that was told. */
    public long durableSeq() {
        return durableSeq;
    }

    /** Whether what is told is written. */
    public boolean hasJournal() {
        return hasJournal;
    }

    public void hasJournal(boolean hasJournal) {
        this.hasJournal = hasJournal;
    }

    /** Everything up to this sequence was told. The publisher's thread. */
    public void told(long durableSeq) {
        this.durableSeq = durableSeq;
    }

    public void ready() {
        if (phase == Phase.STARTING) {
            phase = Phase.READY;
        }
    }

    public void stopping() {
        if (phase != Phase.HALTED) {
            phase = Phase.STOPPING;
        }
    }

    public void halted(String reason) {
        this.reason = reason;
        phase = Phase.HALTED;
    }
}
