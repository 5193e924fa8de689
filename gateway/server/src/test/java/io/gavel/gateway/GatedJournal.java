package io.gavel.gateway;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.Durability;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** A journal that keeps nothing and can be made to wait, or to fail. */
final class GatedJournal implements Journal {
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch waiting = new CountDownLatch(0);
    private volatile boolean isBroken;
    private volatile boolean failsToClose;
    private volatile long durableSeq;

    /** From now on appends wait. */
    void shut() {
        waiting = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    /** Waits until an append waits. */
    void awaitWaiting() {
        await(waiting);
    }

    /** From now on appends fail. */
    void breakDown() {
        isBroken = true;
    }

    /** From now on it cannot be closed. */
    void jam() {
        failsToClose = true;
    }

    @Override
    public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (isBroken) {
            throw new IllegalStateException("the disk is gone");
        }
        waiting.countDown();
        await(gate);
        durableSeq = firstSeq + count - 1;
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public Durability level() {
        return Durability.DISK;
    }

    @Override
    public void close() {
        if (failsToClose) {
            throw new IllegalStateException("the disk is full");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected the gate to open within 20 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
