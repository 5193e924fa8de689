package io.gavel.gateway.cli;

import io.gavel.gateway.ops.Health;
import io.gavel.wire.Durability;

/** What {@code gavel serve} says last: how far it came, and how much of that a start finds again. */
final class Farewell {
    private Farewell() {}

    /**
     * @param lastSeq the last sequence that was decided
     * @param health of the server, whose last told sequence is durable
     * @param level what durable is worth
     * @param problem why it could not be closed cleanly; null: it was
     */
    static String of(long lastSeq, Health health, Durability level, Throwable problem) {
        return "stopped      last seq " + lastSeq + ", " + kept(lastSeq, health, level)
                + (health.phase() == Health.Phase.HALTED ? "; it had halted: " + health.reason() : "")
                + (problem == null ? "" : "; not closed cleanly: " + problem.getMessage());
    }

    private static String kept(long lastSeq, Health health, Durability level) {
        if (level == Durability.MEMORY) {
            return "nothing of it is kept (memory)";
        }
        String durable = health.durableSeq() == lastSeq ? "all of it durable" : "durable up to " + health.durableSeq();
        return durable + " (" + level.word() + ")";
    }
}
