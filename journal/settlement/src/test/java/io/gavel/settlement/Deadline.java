package io.gavel.settlement;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never longer than said. */
final class Deadline {
    private static final long STEP_NS = 500_000;

    private Deadline() {}

    static void await(Duration limit, BooleanSupplier condition) {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("expected it within " + limit);
            }
            LockSupport.parkNanos(STEP_NS);
        }
    }
}
