package io.gavel.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never longer than said. */
public final class Waiting {
    private static final long STEP_NS = 200_000;

    private Waiting() {}

    /** @param expected what is waited for, and how things stand: said when the time is up */
    public static void until(Duration limit, Supplier<String> expected, BooleanSupplier condition) {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                throw new AssertionError("expected within " + limit + ": " + expected.get());
            }
            LockSupport.parkNanos(STEP_NS);
        }
    }

    public static void until(Duration limit, BooleanSupplier condition) {
        until(limit, () -> "the condition", condition);
    }
}
