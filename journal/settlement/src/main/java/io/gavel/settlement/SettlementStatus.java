package io.gavel.settlement;

/**
 * Where settlement stands.
 *
 * @param settledSeq last sequence in the database
 * @param durableSeq last sequence that may be settled
 * @param batches database transactions since the start
 * @param rows rows written since the start
 * @param reason why it backs off or has halted; empty otherwise
 */
public record SettlementStatus(State state, long settledSeq, long durableSeq, long batches, long rows, String reason) {
    /** What settlement is waiting for. */
    public enum State {
        /** For its thread to begin. */
        STARTING,
        /** For transactions. */
        UP,
        /** For the database. */
        BACKING_OFF,
        /** For an operator: trying again would not help. */
        HALTED,
        /** For nothing. */
        CLOSED
    }

    /** Durable transactions that are not in the database yet. */
    public long lag() {
        return Math.max(0, durableSeq - settledSeq);
    }
}
