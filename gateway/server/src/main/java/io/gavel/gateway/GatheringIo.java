package io.gavel.gateway;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The sockets of an event loop, looked at again as long as commands wait and more comes in, before the batch is decided.
 *
 * <p>The loop that drains the ring does not see a socket while it waits for the disk and answers. Two things follow, and one
 * more look, which costs a microsecond and never waits, mends both:
 * <ul>
 *   <li>Who writes while others are read shares their sync instead of waiting for it and then for the next one.
 *   <li>The kernel keeps a socket that was handed out in its list until it is asked again and finds nothing there. Were it
 *       asked only after the answers, a client that was just answered and bids again would stand before all who bid during
 *       the sync. Asked before, it forgets the socket, and from then on they stand in the order in which they came.
 * </ul>
 *
 * <p>It also sleeps until the next task is due, not until the last half millisecond before it: a selector counts whole
 * milliseconds, rounds, and would be asked over and over for the rest. So tasks may be up to one late. The event loop's
 * thread, but for {@link #wakeup}.
 */
final class GatheringIo implements IoHandler {
    /** After so long a batch is closed though more may come. */
    private static final long MOST_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long MILLI_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final IoHandlerContext NOW = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    };

    private final IoHandler io;
    private final BooleanSupplier hasWaiting;
    private final WholeMillis whole = new WholeMillis();

    /**
     * @param io asks the sockets
     * @param hasWaiting whether commands were read that are not decided yet
     */
    GatheringIo(IoHandler io, BooleanSupplier hasWaiting) {
        this.io = io;
        this.hasWaiting = hasWaiting;
    }

    /** The same for each loop that a group makes. */
    static IoHandlerFactory factory(IoHandlerFactory io, BooleanSupplier hasWaiting) {
        return executor -> new GatheringIo(io.newHandler(executor), hasWaiting);
    }

    @Override
    public void initialize() {
        io.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        int handled = io.run(whole.of(context));
        if (hasWaiting.getAsBoolean()) {
            long startNs = System.nanoTime();
            int more;
            do {
                more = io.run(NOW);
                handled += more;
            } while (more > 0 && System.nanoTime() - startNs < MOST_NS);
        }
        return handled;
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return io.register(handle);
    }

    @Override
    public void wakeup() {
        io.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }

    /** Another context, whose delays end with a millisecond that is full. */
    private static final class WholeMillis implements IoHandlerContext {
        private IoHandlerContext exact;

        IoHandlerContext of(IoHandlerContext context) {
            exact = context;
            return this;
        }

        @Override
        public boolean canBlock() {
            return exact.canBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            long delayNs = exact.delayNanos(currentTimeNanos);
            return (delayNs + MILLI_NS - 1) / MILLI_NS * MILLI_NS;
        }

        @Override
        public long deadlineNanos() {
            return exact.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            exact.reportActiveIoTime(activeNanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return exact.shouldReportActiveIoTime();
        }
    }
}
