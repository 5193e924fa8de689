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
    private volatile String cancelOnlyReason = "";
    private volatile Recovering recovering = new Recovering("starting", 0, 0);
    private volatile Snapshots snapshots = new Snapshots("off", "");

    /**
     * What a start is at.
     *
     * @param step in a word
     */
    public record Recovering(String step, long doneBytes, long totalBytes) {}

    /**
     * How the taking of snapshots goes.
     *
     * @param status {@code off}, {@code ok}, {@code failing} (tried again), {@code failed} or {@code diverged} (for good)
     * @param reason empty if all is well
     */
    public record Snapshots(String status, String reason) {}

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

    /** What the start is at, or was at last. */
    public Recovering recovering() {
        return recovering;
    }

    public void recovering(String step, long doneBytes, long totalBytes) {
        recovering = new Recovering(step, doneBytes, totalBytes);
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public void snapshots(String status, String reason) {
        snapshots = new Snapshots(status, reason);
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

    /** Whether what makes something new is refused, as the disk is nearly full. */
    public boolean isCancelOnly() {
        return !cancelOnlyReason.isEmpty();
    }

    /** Why; empty where everything is taken. */
    public String cancelOnlyReason() {
        return cancelOnlyReason;
    }

    /** @param reason empty: it is over */
    public void cancelOnly(String reason) {
        cancelOnlyReason = reason;
    }

    public void halted(String reason) {
        this.reason = reason;
        phase = Phase.HALTED;
    }
}
