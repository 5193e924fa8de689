package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.recovery.RecoveryListener.Step;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotFlaw;
import io.gavel.wire.Transaction;

/**
 * A market on its way back, from one snapshot or from nothing: led through a verified scan. Where the snapshot's point is
 * passed, the journal must have its chain; only then the listener is told what the snapshot holds.
 */
final class Candidate implements TransactionListener, ScanProgress {
    private final SnapshotFile snapshot;
    private final RecoveryListener listener;
    private final Replayer replayer;
    private boolean agrees;
    private long agreedNs;

    /**
     * @param snapshot that the market was loaded from; null: it is new
     */
    Candidate(SnapshotFile snapshot, Market market, RecoveryListener listener) {
        this.snapshot = snapshot;
        this.listener = listener;
        replayer = new Replayer(market);
        agrees = snapshot == null;
        agreedNs = System.nanoTime();
    }

    /** The last sequence that the market knew before. */
    long seq() {
        return snapshot == null ? 0 : snapshot.header().seq();
    }

    Replayer replayer() {
        return replayer;
    }

    /** When the scan had passed the snapshot's point. */
    long agreedNs() {
        return agreedNs;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        if (!agrees) {
            throw noExcerptEndsThere();
        }
        replayer.onTransaction(transaction);
        listener.onTransaction(transaction.rewind());
    }

    @Override
    public void onExcerptEnd(long seq, long chain, long generation) {
        if (agrees || seq != seq()) {
            return;
        }
        if (chain != snapshot.header().chain()) {
            throw new SnapshotBad(
                    SnapshotFlaw.BROKEN_CHAIN,
                    "expected the journal's chain, seq=" + seq + ", chain="
                            + Long.toHexString(snapshot.header().chain()) + ", journal's="
                            + Long.toHexString(chain),
                    snapshot.file());
        }
        snapshot.forEachRecord(listener::onSnapshotRecord);
        agrees = true;
        agreedNs = System.nanoTime();
    }

    @Override
    public void onBytes(long doneBytes, long totalBytes) {
        listener.onProgress(agrees ? Step.REPLAYING : Step.VERIFYING, doneBytes, totalBytes);
    }

    /** The scan is over: nothing can agree any more. */
    void checkAgrees() {
        if (!agrees) {
            throw noExcerptEndsThere();
        }
    }

    private SnapshotBad noExcerptEndsThere() {
        return new SnapshotBad(
                SnapshotFlaw.BROKEN_CHAIN,
                "expected an excerpt of the journal that ends with seq=" + seq(),
                snapshot.file());
    }
}
