package io.gavel.perf.load;

import io.gavel.engine.ring.Publisher;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/** Takes what is durable as a gateway would: counts it, checks that no sequence is missing, and times it. */
final class AckCounter implements Publisher {
    private static final long LONGEST_NS = 60_000_000_000L;

    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private volatile long commands;
    private long counted;
    private long transactions;
    private long bytes;
    private long nextSeq = 1;
    private boolean isTiming;

    /** From now on the correlation id of a command is its intended send time by {@link System#nanoTime}. */
    void startTiming() {
        latency.reset();
        isTiming = true;
    }

    Histogram latency() {
        return latency;
    }

    /** Commands acknowledged so far; readable from any thread. */
    long commands() {
        return commands;
    }

    long transactions() {
        return transactions;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void onTransactions(
            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (firstSeq != nextSeq) {
            throw new IllegalStateException("expected seq=" + nextSeq + ", firstSeq=" + firstSeq);
        }
        nextSeq = firstSeq + count;
        transactions += count;
        bytes += length;
        counted++;
        if (isTiming) {
            latency.recordValue(Math.min(LONGEST_NS, Math.max(0, System.nanoTime() - correlationId)));
        }
    }

    @Override
    public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {}

    @Override
    public void onTime(long sessionId, long correlationId, long timeNs) {}

    @Override
    public void onBatchEnd(long durableSeq) {
        if (durableSeq < nextSeq - 1) {
            throw new IllegalStateException(
                    "told before durable, durableSeq=" + durableSeq + ", told=" + (nextSeq - 1));
        }
        commands = counted;
    }
}
