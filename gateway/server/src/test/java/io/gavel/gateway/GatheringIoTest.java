package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sockets are asked again while commands wait and more comes in, and the selector sleeps whole milliseconds. */
class GatheringIoTest {
    private final Sockets sockets = new Sockets();
    private boolean hasWaiting;
    private final GatheringIo io = new GatheringIo(sockets, () -> hasWaiting);

    @Test
    void asksAgainUntilNothingMoreCame() {
        hasWaiting = true;
        sockets.ready.addAll(List.of(3, 2, 1, 0, 7));
        assertEquals(6, io.run(new Context(0)));
        assertEquals(List.of(true, false, false, false), sockets.mayBlock);
    }

    @Test
    void asksOnceWhereNoCommandWaits() {
        sockets.ready.addAll(List.of(3, 2));
        assertEquals(3, io.run(new Context(0)));
        assertEquals(List.of(true), sockets.mayBlock);
    }

    @Test
    void peersThatNeverPauseDoNotKeepABatchOpen() {
        hasWaiting = true;
        sockets.isEndless = true;
        assertTrue(io.run(new Context(0)) >= 2);
    }

    @Test
    void delaysAreRoundedUpToTheMillisecondsThatASelectorCounts() {
        assertEquals(0, delayNs(0));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(1), delayNs(1));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(1), delayNs(400_000));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(2), delayNs(2_000_000));
        assertEquals(TimeUnit.MILLISECONDS.toNanos(3), delayNs(2_000_001));
    }

    private long delayNs(long exactNs) {
        sockets.ready.add(0);
        io.run(new Context(exactNs));
        return sockets.delayNs;
    }

    /** Hands out what it was told is ready, and notes how it was asked. */
    private static final class Sockets implements IoHandler {
        private final Queue<Integer> ready = new ArrayDeque<>();
        private final List<Boolean> mayBlock = new ArrayList<>();
        private boolean isEndless;
        private long delayNs;

        @Override
        public int run(IoHandlerContext context) {
            mayBlock.add(context.canBlock());
            delayNs = context.delayNanos(0);
            return isEndless ? 1 : ready.remove();
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }

    /** A loop with nothing to do for so long. */
    private record Context(long delayNs) implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return true;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return delayNs;
        }

        @Override
        public long deadlineNanos() {
            return delayNs;
        }
    }
}
