package io.gavel.engine.scenario;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import java.util.List;
import org.agrona.DirectBuffer;

/** A market called directly; with {@code restoring} a new one takes over from a snapshot after every line. */
final class DirectStage implements Stage {
    private final boolean restoring;
    private final TransactionBuffer out = new TransactionBuffer(64 * 1024);
    private Market market = new Market(MarketConfig.defaults());

    DirectStage(boolean restoring) {
        this.restoring = restoring;
    }

    @Override
    public Decided command(DirectBuffer command, int offset, int length, long timeNs) {
        out.clear();
        market.onCommand(command, offset, length, timeNs, out);
        return decided();
    }

    @Override
    public Decided time(long timeNs) {
        out.clear();
        market.onTime(timeNs, out);
        return decided();
    }

    private Decided decided() {
        byte[] bytes = new byte[out.length()];
        out.buffer().getBytes(0, bytes);
        return new Decided(bytes, out.firstSeq());
    }

    @Override
    public void endLine() {
        market.verify();
        if (restoring) {
            restore();
        }
    }

    private void restore() {
        long hash = market.stateHash();
        SnapshotRecords snapshot = SnapshotRecords.of(market);
        Market restored = new Market(MarketConfig.defaults());
        restored.readSnapshot(snapshot);
        restored.verify();
        if (restored.stateHash() != hash) {
            throw new IllegalStateException(
                    "expected the restored state to be the same, hash=" + hash + ", restored=" + restored.stateHash());
        }
        market = restored;
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
    public void close() {}
}
