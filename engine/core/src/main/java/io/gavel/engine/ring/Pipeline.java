package io.gavel.engine.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventFactory;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The whole graph, in one place.
 *
 * <pre>
 *   offerCommand ─┐                  one batch at a time, by the thread that the layout names
 *   offerQuery  ──┼─► ring of slots ─►  decide  ──►  journal  ──►  publish
 *   offerTime   ──┘   (full: BUSY)      Market       Journal       Publisher
 *                                       events into  durable, or   only what
 *                                       the batch    halted        is durable
 * </pre>
 *
 * <p>A batch is whatever has piled up, closed at {@link Batch#MAX_SLOTS} slots or {@link Batch#MAX_BYTES} bytes. With
 * {@link Layout#INLINE} the producer's own thread drains the ring in {@link #drain}; with {@link Layout#COMPACT} a thread
 * of the pipeline does. There is no chain of threads: a hop costs more than a stage does until a machine with many cores
 * shows otherwise.
 *
 * <p>An exception anywhere is a bug or a failing disk: the pipeline halts, nothing of that batch is told, every later
 * offer is refused, and {@link #haltReason} names the sequence, and the command if it is one that cannot be decided
 * ({@link PoisonCommand}). Producers never wait: {@code offer…} answers false when
 * the ring is full or the pipeline has halted. Times are ns since the epoch.
 */
public final class Pipeline implements AutoCloseable {
    /** As a time: stamped by the writer, once a batch. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Most bytes of a command or question. */
    public static final int MAX_LENGTH = 16 * 1024;

    private static final long CLOSE_TIMEOUT_MS = 30_000;
    private static final String HALTED = "halted";
    private static final DirectBuffer EMPTY = new UnsafeBuffer(new byte[0]);

    private final PipelineConfig config;
    private final Market market;
    private final Journal journal;
    private final Publisher publisher;
    private final LongSupplier clock;
    private final RingBuffer<Slot> ring;
    private final SequenceBarrier published;
    private final Sequence drained = new Sequence();
    private final Batch batch = new Batch();
    private final Thread thread;

    private long batchTimeNs;

    private Thread producer;
    private boolean draining;
    private volatile String haltReason;
    private volatile boolean closing;
    private volatile long lastToDrain = Long.MAX_VALUE;

    /**
     * Builds a pipeline over a market that has been recovered; with {@link Layout#COMPACT} it starts at once.
     *
     * @param clock engine time in ns since the epoch, called once a batch by the draining thread; never going back
     */
    public Pipeline(PipelineConfig config, Market market, Journal journal, Publisher publisher, LongSupplier clock) {
        this.config = config;
        this.market = market;
        this.journal = journal;
        this.publisher = publisher;
        this.clock = clock;
        boolean inline = config.layout() == Layout.INLINE;
        // Nobody waits inline, and yielding costs a producer nothing.
        boolean yields = inline || config.spins();
        WaitStrategy wait = yields ? new YieldingWaitStrategy() : new BlockingWaitStrategy();
        EventFactory<Slot> slots = Slot.factory(config.ringSize());
        ring = inline
                ? RingBuffer.createSingleProducer(slots, config.ringSize(), wait)
                : RingBuffer.createMultiProducer(slots, config.ringSize(), wait);
        published = ring.newBarrier();
        ring.addGatingSequences(drained);
        thread = inline ? null : new Thread(this::run, "gavel-pipeline");
        if (!inline) {
            thread.start();
        }
    }

    /**
     * Queues a command: {@code CommandHead}, SBE header and body, already validated by its adapter.
     *
     * @param sessionId who gets the answer; 0: nobody
     * @param correlationId the sender's number, handed back with the answer
     * @param timeNs engine time of the command, or {@link #NO_TIME}
     * @param length at most {@link #MAX_LENGTH}
     * @return false if the ring is full or the pipeline has halted: nothing was queued
     */
    public boolean offerCommand(
            long sessionId, long correlationId, long timeNs, DirectBuffer buffer, int offset, int length) {
        return offer(Slot.Kind.COMMAND, sessionId, correlationId, timeNs, buffer, offset, length);
    }

    /** Queues a question behind what was offered before; its bytes reach {@link Publisher#onQuery} unread. */
    public boolean offerQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        return offer(Slot.Kind.QUERY, sessionId, correlationId, NO_TIME, buffer, offset, length);
    }

    /** Lets time pass up to {@code timeNs}, or {@link #NO_TIME}: now; then {@link Publisher#onTime} if a session asked. */
    public boolean offerTime(long sessionId, long correlationId, long timeNs) {
        return offer(Slot.Kind.TIME, sessionId, correlationId, timeNs, EMPTY, 0, 0);
    }

    /** Lets time pass when nobody bids: call it every few milliseconds. With {@link Layout#INLINE} drain afterwards. */
    public boolean tick() {
        return offerTime(0, 0, NO_TIME);
    }

    /**
     * Decides, journals and publishes all that is queued; {@link Layout#INLINE} only, the producer's thread.
     *
     * @return how many slots were drained
     */
    public int drain() {
        checkInline();
        long before = drained.get();
        // A publisher may offer while it is called, but what it offers waits for the next round.
        if (!draining) {
            draining = true;
            try {
                drainTo(ring.getCursor());
            } finally {
                draining = false;
            }
        }
        return (int) (drained.get() - before);
    }

    /** Slots that are queued and not yet published. */
    public long pending() {
        return config.ringSize() - ring.remainingCapacity();
    }

    public long remainingSlots() {
        return ring.remainingCapacity();
    }

    public int capacity() {
        return config.ringSize();
    }

    public boolean isHalted() {
        return haltReason != null;
    }

    /** Why the pipeline halted, with the sequence it had reached; null while it runs. */
    public String haltReason() {
        return haltReason;
    }

    /**
     * Drains what is queued, stops and closes the journal. Offers after it are refused; with {@link Layout#COMPACT} one
     * that races it may be taken and never decided, so producers stop first.
     */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        if (thread == null) {
            while (haltReason == null && pending() > 0) {
                drain();
            }
            closing = true;
        } else {
            closing = true;
            lastToDrain = ring.getCursor();
            published.alert();
            awaitThread();
        }
        journal.close();
    }

    private boolean offer(
            Slot.Kind kind,
            long sessionId,
            long correlationId,
            long timeNs,
            DirectBuffer buffer,
            int offset,
            int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("expected at most " + MAX_LENGTH + " bytes, length=" + length);
        }
        if (haltReason != null || closing) {
            return false;
        }
        if (thread == null) {
            checkInline();
        }
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException full) {
            return false;
        }
        try {
            ring.get(sequence).set(kind, sessionId, correlationId, timeNs, buffer, offset, length);
        } catch (Throwable problem) {
            // A claimed slot must be published, and an old command must not be decided twice: make it harmless.
            ring.get(sequence).set(Slot.Kind.TIME, 0, 0, NO_TIME, EMPTY, 0, 0);
            throw problem;
        } finally {
            ring.publish(sequence);
        }
        return true;
    }

    /** The loop of layout COMPACT: waits for slots and drains them, until told where to stop. */
    private void run() {
        long next = 0;
        while (haltReason == null && next <= lastToDrain) {
            try {
                drainTo(published.waitFor(next));
            } catch (AlertException stopping) {
                published.clearAlert();
            } catch (Throwable problem) {
                halt(problem);
            }
            next = drained.get() + 1;
        }
    }

    /** Drains the slots up to {@code last} a batch at a time, and frees those of a batch once it is told. */
    private void drainTo(long last) {
        try {
            long seen = drained.get();
            for (long next = seen + 1; next <= last && haltReason == null; next++) {
                if (next > seen) {
                    seen = Math.min(last, next + Market.MOST_AHEAD - 1);
                    lookAhead(next, seen);
                }
                decide(ring.get(next));
                if (batch.isFull() || next == last) {
                    journal();
                    publish(next - batch.size() + 1);
                    batch.clear();
                    drained.set(next);
                }
            }
        } catch (Throwable problem) {
            halt(problem);
        }
    }

    private void lookAhead(long from, long to) {
        if (from == to || !market.looksAhead()) {
            return;
        }
        for (long next = from; next <= to; next++) {
            Slot slot = ring.get(next);
            if (slot.kind() == Slot.Kind.COMMAND) {
                market.expect(slot.bytes(), slot.offset(), slot.length());
            }
        }
        market.lookAhead();
    }

    private void decide(Slot slot) {
        if (batch.isEmpty()) {
            batchTimeNs = clock.getAsLong();
        }
        long timeNs = slot.timeNs() == NO_TIME ? batchTimeNs : slot.timeNs();
        try {
            decide(slot, timeNs);
        } catch (RuntimeException problem) {
            throw poison(slot, timeNs, problem);
        }
        batch.add();
    }

    private void decide(Slot slot, long timeNs) {
        switch (slot.kind()) {
            case COMMAND -> market.onCommand(slot.bytes(), slot.offset(), slot.length(), timeNs, batch.transactions());
            case TIME -> market.onTime(timeNs, batch.transactions());
            case QUERY -> {
                // Answered from the views, once all before it is published.
            }
        }
    }

    /** What the market was deciding: the slot's command, or what was due before it. */
    private PoisonCommand poison(Slot slot, long timeNs, RuntimeException problem) {
        long seq = market.lastSeq() + 1;
        TransactionBuffer out = batch.transactions();
        return out.openCommandOffset() == TransactionBuffer.NONE
                ? new PoisonCommand(slot.bytes(), slot.offset(), slot.length(), seq, timeNs, problem)
                : new PoisonCommand(
                        out.buffer(),
                        out.openCommandOffset(),
                        out.openCommandLength(),
                        seq,
                        market.lastTimeNs(),
                        problem);
    }

    private void journal() {
        TransactionBuffer decided = batch.transactions();
        if (decided.count() > 0) {
            journal.append(decided.buffer(), 0, decided.length(), decided.firstSeq(), decided.count());
        }
    }

    private void publish(long firstSlot) {
        for (int i = 0; i < batch.size(); i++) {
            publish(ring.get(firstSlot + i), i);
        }
        publisher.onBatchEnd(journal.durableSeq());
    }

    private void publish(Slot slot, int index) {
        int count = batch.count(index);
        if (count > 0) {
            boolean isCommand = slot.kind() == Slot.Kind.COMMAND;
            publisher.onTransactions(
                    isCommand ? slot.sessionId() : 0,
                    isCommand ? slot.correlationId() : 0,
                    batch.transactions().buffer(),
                    batch.offset(index),
                    batch.length(index),
                    batch.transactions().firstSeq() + batch.countBefore(index),
                    count);
        }
        if (slot.kind() == Slot.Kind.QUERY) {
            publisher.onQuery(slot.sessionId(), slot.correlationId(), slot.bytes(), slot.offset(), slot.length());
        } else if (slot.kind() == Slot.Kind.TIME && slot.sessionId() != 0) {
            publisher.onTime(slot.sessionId(), slot.correlationId(), slot.timeNs());
        }
    }

    private void halt(Throwable problem) {
        if (haltReason != null) {
            return;
        }
        // First, and without a new object: where memory has run out there may be none for words, and a pipeline that
        // does not know that it has halted would decide the batch again.
        haltReason = HALTED;
        batch.clear();
        try {
            haltReason = HALTED + " after seq=" + journal.durableSeq() + ": "
                    + (problem instanceof PoisonCommand ? problem.getMessage() : problem);
        } finally {
            config.onHalt().accept(haltReason, problem);
        }
    }

    private void checkInline() {
        if (thread != null) {
            throw new IllegalStateException("expected layout=INLINE, layout=" + config.layout());
        }
        Thread current = Thread.currentThread();
        if (producer == null) {
            producer = current;
        } else if (producer != current) {
            throw new IllegalStateException("expected a single producer with layout=INLINE, producer="
                    + producer.getName() + ", caller=" + current.getName());
        }
    }

    private void awaitThread() {
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(
                    "expected the ring drained within ms=" + CLOSE_TIMEOUT_MS + ", pending=" + pending());
        }
    }
}
