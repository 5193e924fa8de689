package io.gavel.gateway;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until it is told: for the demo and tests. Never goes back. Any thread. */
public final class ManualClock implements LongSupplier {
    private final AtomicLong nowNs;

    public ManualClock(long startNs) {
        nowNs = new AtomicLong(startNs);
    }

    /** Now, in ns since the epoch. */
    @Override
    public long getAsLong() {
        return nowNs.get();
    }

    /** Moves on to that time; an earlier one changes nothing. */
    public void advanceTo(long timeNs) {
        nowNs.accumulateAndGet(timeNs, Math::max);
    }
}
