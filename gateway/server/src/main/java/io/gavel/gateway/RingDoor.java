package io.gavel.gateway;

import io.gavel.engine.ring.Pipeline;
import io.gavel.gateway.desk.EngineDoor;
import io.netty.channel.EventLoop;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The adapters' way into the ring.
 *
 * <p>With layout inline the one event loop drains what it offered: in a task that the first offer queues, so that it runs
 * once, after all connections that were ready have been read, and their commands share one batch. A ring that is half
 * full is drained at once.
 */
final class RingDoor implements EngineDoor {
    private static final DirectBuffer NO_BYTES = new UnsafeBuffer(new byte[0]);

    private final Pipeline pipeline;
    /** The loop that drains, or null where the pipeline has a thread of its own. */
    private final EventLoop drainingLoop;

    /** Moved by messages; null: the writer stamps ticks. */
    private final ManualClock clock;

    private final Runnable drainTask = this::drain;
    private boolean isQueued;
    private boolean isDraining;
    private volatile boolean isShut;

    RingDoor(Pipeline pipeline, EventLoop drainingLoop, ManualClock clock) {
        this.pipeline = pipeline;
        this.drainingLoop = drainingLoop;
        this.clock = clock;
    }

    @Override
    public boolean offerCommand(
            long sessionId, long correlationId, long timeNs, DirectBuffer command, int offset, int length) {
        return !isShut && offered(pipeline.offerCommand(sessionId, correlationId, timeNs, command, offset, length));
    }

    @Override
    public boolean offerQuestion(long sessionId, long correlationId) {
        return !isShut && offered(pipeline.offerQuery(sessionId, correlationId, NO_BYTES, 0, 0));
    }

    @Override
    public boolean offerTime(long sessionId, long correlationId, long timeNs) {
        return !isShut && offered(pipeline.offerTime(sessionId, correlationId, timeNs));
    }

    @Override
    public boolean isHalted() {
        return isShut || pipeline.isHalted();
    }

    /** Takes nothing more, for good; what is queued is still decided and told. */
    void shut() {
        isShut = true;
    }

    /** Whether all that was taken is told. */
    boolean isIdle() {
        return pipeline.pending() == 0;
    }

    /** Whether what was offered waits for the task that drains it. With layout inline, the draining loop's thread. */
    boolean isQueued() {
        return isQueued;
    }

    /** Lets time pass when nobody bids. */
    void tick() {
        if (isShut) {
            return;
        }
        // A queue that is busy lets time pass with its next command.
        offered(pipeline.pending() == 0 && offerTick());
    }

    /** Messages behind the tick may move a manual clock before it is drained; their time is not the tick's. */
    private boolean offerTick() {
        return clock == null ? pipeline.tick() : pipeline.offerTime(0, 0, clock.getAsLong());
    }

    private boolean offered(boolean isQueuedInRing) {
        if (drainingLoop == null) {
            return isQueuedInRing;
        }
        if (pipeline.remainingSlots() < pipeline.capacity() / 2 && !isDraining) {
            drain();
        } else if (isQueuedInRing && !isQueued) {
            isQueued = true;
            drainingLoop.execute(drainTask);
        }
        return isQueuedInRing;
    }

    private void drain() {
        isQueued = false;
        if (isDraining) {
            return;
        }
        isDraining = true;
        try {
            pipeline.drain();
        } finally {
            isDraining = false;
        }
    }
}
