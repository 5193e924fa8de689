package io.gavel.engine.scenario;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Pipeline;
import io.gavel.engine.ring.PipelineConfig;
import io.gavel.engine.ring.Publisher;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.agrona.DirectBuffer;

/** A market behind the ring, drained by the caller; what counts is what the publisher is told. */
final class RingStage implements Stage, Publisher {
    private static final long SESSION = 1;
    private static final int RING_SIZE = 64;

    private final Market market = new Market(MarketConfig.defaults());
    private final Pipeline pipeline =
            new Pipeline(PipelineConfig.inline().withRingSize(RING_SIZE), market, Journal.none(), this, () -> 0);
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private long firstSeq;
    private long correlation;

    @Override
    public Decided command(DirectBuffer command, int offset, int length, long timeNs) {
        return drain(pipeline.offerCommand(SESSION, ++correlation, timeNs, command, offset, length));
    }

    @Override
    public Decided time(long timeNs) {
        return drain(pipeline.offerTime(SESSION, ++correlation, timeNs));
    }

    private Decided drain(boolean isOffered) {
        if (!isOffered) {
            throw new IllegalStateException("expected a free slot, pending=" + pipeline.pending());
        }
        told.reset();
        pipeline.drain();
        if (pipeline.isHalted()) {
            throw new IllegalStateException(pipeline.haltReason());
        }
        return new Decided(told.toByteArray(), firstSeq);
    }

    @Override
    public void onTransactions(
            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        if (told.size() == 0) {
            this.firstSeq = firstSeq;
        }
        byte[] transactions = new byte[length];
        buffer.getBytes(offset, transactions);
        told.writeBytes(transactions);
    }

    @Override
    public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        throw new IllegalStateException("expected no question, correlationId=" + correlationId);
    }

    @Override
    public void onTime(long sessionId, long correlationId, long timeNs) {
        if (correlationId != correlation) {
            throw new IllegalStateException(
                    "expected the last offer answered, offered=" + correlation + ", answered=" + correlationId);
        }
    }

    @Override
    public void onBatchEnd(long durableSeq) {
        if (durableSeq != market.lastSeq()) {
            throw new IllegalStateException("expected all that is told to be durable, durableSeq=" + durableSeq
                    + ", lastSeq=" + market.lastSeq());
        }
    }

    @Override
    public void endLine() {
        market.verify();
    }

    @Override
    public List<byte[]> snapshot() {
        return SnapshotRecords.of(market).records();
    }

    @Override
    public long stateHash() {
        return market.stateHash();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
