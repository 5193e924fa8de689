package io.gavel.journal.tool;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Hands transactions on at the pace at which they were decided, or at so many times that. Parks, never spins; who is
 * behind catches up. One thread.
 */
public final class PacedListener implements TransactionListener {
    /** How it waits; tests have a clock of their own. */
    interface Waiter {
        void parkNs(long ns);
    }

    private static final long LONGEST_PARK_NS = 100_000_000;

    private final double times;
    private final long maxGapNs;
    private final Runnable beforeWaiting;
    private final TransactionListener next;
    private final LongSupplier clockNs;
    private final Waiter waiter;

    private boolean hasBegun;
    private long lastTimeNs;
    private long dueNs;

    /**
     * @param times how many times as fast, above 0
     * @param maxGapNs longest time that is waited between two transactions, at this pace
     * @param beforeWaiting called before a wait begins, as there is time to show what was handed on
     */
    public PacedListener(double times, long maxGapNs, Runnable beforeWaiting, TransactionListener next) {
        this(times, maxGapNs, beforeWaiting, next, System::nanoTime, LockSupport::parkNanos);
    }

    PacedListener(
            double times,
            long maxGapNs,
            Runnable beforeWaiting,
            TransactionListener next,
            LongSupplier clockNs,
            Waiter waiter) {
        if (!(times > 0)) {
            throw new IllegalArgumentException("expected a pace above 0, times=" + times);
        }
        this.times = times;
        this.maxGapNs = maxGapNs;
        this.beforeWaiting = beforeWaiting;
        this.next = next;
        this.clockNs = clockNs;
        this.waiter = waiter;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        if (!hasBegun) {
            hasBegun = true;
            dueNs = clockNs.getAsLong();
        } else {
            double gapNs = (transaction.timeNs() - lastTimeNs) / times;
            dueNs += (long) Math.min(gapNs, maxGapNs);
            waitUntilDue();
        }
        lastTimeNs = transaction.timeNs();
        next.onTransaction(transaction);
    }

    private void waitUntilDue() {
        long leftNs = dueNs - clockNs.getAsLong();
        if (leftNs > 0) {
            beforeWaiting.run();
        }
        while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
            waiter.parkNs(Math.min(leftNs, LONGEST_PARK_NS));
            leftNs = dueNs - clockNs.getAsLong();
        }
    }
}
