package io.gavel.perf.load;

import com.sun.management.ThreadMXBean;
import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Layout;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.wire.Durability;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * In process: commands of a flow go through ring, decision, journal and acknowledgement. Nothing else runs; there is no
 * network and no database. With layout inline one thread makes the commands and does all the work, with compact the
 * pipeline's thread does it and the caller only makes commands.
 */
public final class PipelineRun implements AutoCloseable {
    private static final int BURST = 64;
    private static final String PIPELINE_THREAD = "gavel-pipeline";
    private static final long ANCHOR_NS = System.currentTimeMillis() * 1_000_000L - System.nanoTime();
    private static final LongSupplier CLOCK = () -> ANCHOR_NS + System.nanoTime();

    private final CommandFlow flow;
    private final Layout layout;
    private final AckCounter acks = new AckCounter();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Pipeline pipeline;
    private final long decider;
    private long offered;

    /** @param directory of a new journal; unused with {@link Durability#MEMORY} */
    public PipelineRun(CommandFlow flow, Layout layout, Durability durability, Path directory, JournalConfig config) {
        this(flow, layout, market -> {
            if (durability == Durability.MEMORY) {
                return Journal.none();
            }
            JournalConfig leveled = config.withLevel(durability);
            return JournaledMarket.open(directory, leveled, market, CLOCK, transaction -> {})
                    .journal();
        });
    }

    /** @param opener makes the journal of a new market */
    public PipelineRun(CommandFlow flow, Layout layout, Function<Market, Journal> opener) {
        this.flow = flow;
        this.layout = layout;
        Market market = new Market(MarketConfig.defaults());
        PipelineConfig pipelineConfig = layout == Layout.INLINE ? PipelineConfig.inline() : PipelineConfig.compact();
        pipeline = new Pipeline(pipelineConfig, market, opener.apply(market), acks, CLOCK);
        decider = decider();
        flow.setUp(command -> offer(command.buffer(), command.length(), 0));
        awaitAcks();
    }

    /**
     * What one stretch of load showed; times in ns. Processor time and allocation are those of the thread that decides
     * and journals: on a busy machine the first tells more than the clock.
     */
    public record Result(
            long commands, long elapsedNs, long processorNs, long allocatedBytes, double bytesPerTransaction) {
        public double perSecond() {
            return commands * 1e9 / elapsedNs;
        }

        public double processorNsPerCommand() {
            return processorNs / (double) commands;
        }

        public double allocatedPerCommand() {
            return allocatedBytes / (double) commands;
        }
    }

    /** So many commands of the flow, as fast as they go. */
    public void offer(int count) {
        for (int i = 0; i < count; i++) {
            offer(flow.buffer(), flow.next(), 0);
            if (i % BURST == 0) {
                drainInline();
            }
        }
        awaitAcks();
    }

    /** As many commands as go through, for about this long. */
    public Result flatOut(long durationNs) {
        Mark before = new Mark();
        while (System.nanoTime() - before.atNs < durationNs) {
            for (int i = 0; i < BURST; i++) {
                offer(flow.buffer(), flow.next(), 0);
            }
            drainInline();
        }
        awaitAcks();
        return before.until(System.nanoTime());
    }

    /** Commands at a fixed rate, latency from the intended send time to the acknowledgement. */
    public Histogram openLoop(long perSecond, long durationNs) {
        acks.startTiming();
        long start = System.nanoTime();
        long sent = 0;
        long total = perSecond * durationNs / 1_000_000_000L;
        while (sent < total) {
            long intended = start + sent * 1_000_000_000L / perSecond;
            if (System.nanoTime() >= intended) {
                offer(flow.buffer(), flow.next(), intended);
                sent++;
            } else {
                drainInline();
            }
        }
        awaitAcks();
        return acks.latency();
    }

    /**
     * So many commands in flight for about this long: a new one is made when one was acknowledged; waits for all.
     *
     * @param latency gets the time of each from its offer to its acknowledgement
     */
    public Result closedLoop(int inFlight, long durationNs, Histogram latency) {
        acks.startTiming();
        Mark before = new Mark();
        for (long now = before.atNs; now - before.atNs < durationNs; now = System.nanoTime()) {
            while (offered - acks.commands() < inFlight) {
                offer(flow.buffer(), flow.next(), now);
            }
            drainInline();
        }
        awaitAcks();
        Result result = before.until(System.nanoTime());
        latency.add(acks.latency());
        return result;
    }

    @Override
    public void close() {
        pipeline.close();
    }

    private void offer(DirectBuffer command, int length, long correlationId) {
        while (!pipeline.offerCommand(1, correlationId, Pipeline.NO_TIME, command, 0, length)) {
            if (pipeline.isHalted()) {
                throw new IllegalStateException(pipeline.haltReason());
            }
            drainInline();
            Thread.onSpinWait();
        }
        offered++;
    }

    private void drainInline() {
        if (layout == Layout.INLINE) {
            pipeline.drain();
        }
    }

    private void awaitAcks() {
        while (acks.commands() < offered && !pipeline.isHalted()) {
            drainInline();
            Thread.onSpinWait();
        }
        if (pipeline.isHalted()) {
            throw new IllegalStateException(pipeline.haltReason());
        }
    }

    /** The thread that decides and journals. */
    private long decider() {
        if (layout == Layout.INLINE) {
            return Thread.currentThread().getId();
        }
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().equals(PIPELINE_THREAD)) {
                return id;
            }
        }
        throw new IllegalStateException("expected a thread named " + PIPELINE_THREAD);
    }

    /** Where a stretch of load began. */
    private final class Mark {
        private final long commands = acks.commands();
        private final long transactions = acks.transactions();
        private final long bytes = acks.bytes();
        private final long allocatedBytes = threads.getThreadAllocatedBytes(decider);
        private final long processorNs = threads.getThreadCpuTime(decider);
        private final long atNs = System.nanoTime();

        Result until(long endNs) {
            return new Result(
                    acks.commands() - commands,
                    endNs - atNs,
                    threads.getThreadCpuTime(decider) - processorNs,
                    threads.getThreadAllocatedBytes(decider) - allocatedBytes,
                    (acks.bytes() - bytes) / (double) (acks.transactions() - transactions));
        }
    }
}
