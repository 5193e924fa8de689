package io.gavel.gateway;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Engine time: the monotonic clock, anchored at the wall clock when the server starts and slewed slowly after it. A jump
 * of the wall clock is told to the operator and never becomes a jump of engine time. One thread, the draining one.
 */
final class MachineClock implements LongSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(MachineClock.class);
    private static final long LOOK_EVERY_NS = 1_000_000_000L;
    /** Most correction at one look: 1 part in 2,000, so that a deadline is never felt to move. */
    private static final long MAX_STEP_NS = 500_000;

    private static final long ALARM_NS = 1_000_000_000L;

    private final LongSupplier monotonicNs;
    private final LongSupplier wallNs;
    private long offsetNs;
    private long lastLookNs;
    private long lastNs;
    private boolean isAlarmed;

    MachineClock() {
        this(System::nanoTime, () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    }

    MachineClock(LongSupplier monotonicNs, LongSupplier wallNs) {
        this.monotonicNs = monotonicNs;
        this.wallNs = wallNs;
        lastLookNs = monotonicNs.getAsLong();
        offsetNs = wallNs.getAsLong() - lastLookNs;
    }

    @Override
    public long getAsLong() {
        long monotonic = monotonicNs.getAsLong();
        if (monotonic - lastLookNs >= LOOK_EVERY_NS) {
            lastLookNs = monotonic;
            slew(wallNs.getAsLong() - (monotonic + offsetNs));
        }
        lastNs = Math.max(lastNs, monotonic + offsetNs);
        return lastNs;
    }

    private void slew(long errorNs) {
        boolean isOff = Math.abs(errorNs) >= ALARM_NS;
        if (isOff && !isAlarmed) {
            LOG.warn("the wall clock jumped: engine time follows slowly, differenceMs={}", errorNs / 1_000_000);
        }
        isAlarmed = isOff;
        offsetNs += Math.max(-MAX_STEP_NS, Math.min(MAX_STEP_NS, errorNs));
    }
}
