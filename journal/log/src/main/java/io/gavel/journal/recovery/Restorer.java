package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.recovery.RecoveryListener.Step;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotFlaw;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.DirectBuffer;

/**
 * Brings a market to the end of a locked journal: tries snapshots, newest first, until one agrees with it, and without
 * one begins at the first transaction. Changes nothing in the folder.
 */
final class Restorer implements AutoCloseable {
    private final Path directory;
    private final MarketConfig limits;
    private final RecoveryListener listener;
    private final JournalOpening opening;
    private final List<SnapshotBad> skipped = new ArrayList<>();

    private Market market;
    private SnapshotFile snapshot;
    private Candidate chosen;
    private long loadNs;
    private long scanStartNs;
    private long scanEndNs;

    /** Finds a snapshot. */
    Restorer(Path directory, MarketConfig limits, RecoveryListener listener) {
        this.directory = directory;
        this.limits = limits;
        this.listener = listener;
        opening = JournalOpening.lock(directory, List.of());
    }

    /** Replays everything. */
    Restorer(Path directory, Market market, TransactionListener listener) {
        this.directory = directory;
        this.market = market;
        this.listener = new TransactionsOnly(listener);
        limits = null;
        opening = JournalOpening.lock(directory, List.of());
    }

    void restore() {
        boolean isDone = false;
        if (market == null) {
            UUID journalId = opening.journalId();
            List<Path> files = SnapshotStore.of(directory).list();
            if (journalId == null) {
                checkHadNoRecords();
                files = List.of();
            }
            for (int i = 0; i < files.size() && !isDone; i++) {
                isDone = isRestoredFrom(files.get(i), journalId);
            }
            if (!isDone) {
                market = new Market(limits);
            }
        }
        if (!isDone) {
            snapshot = null;
            checkIsWhole();
            scan();
        }
    }

    /** No generation has a record: then nobody may know of one. */
    private void checkHadNoRecords() {
        SnapshotFile newest = SnapshotStore.of(directory).newest(skipped::add, ScanProgress.NONE);
        opening.scan(0, TransactionListener.NONE, ScanProgress.NONE, witness(newest));
    }

    /** Without a snapshot. */
    private void checkIsWhole() {
        long firstSeq = opening.firstSeq();
        if (firstSeq > 1) {
            throw new JournalDamaged(
                    DamageReason.MISSING_GENERATION,
                    "expected a good snapshot, as the journal begins at seq " + firstSeq + ", skipped="
                            + skipped.size(),
                    directory,
                    0,
                    0);
        }
    }

    boolean isNew() {
        return opening.isNew();
    }

    Market market() {
        return market;
    }

    Replayer replayer() {
        return chosen.replayer();
    }

    RecoveryListener listener() {
        return listener;
    }

    ChronicleJournal begin(JournalConfig config) {
        return opening.begin(config);
    }

    /** Behind {@link #begin}: up to there nothing is changed. */
    void removeUnfinishedSnapshots() {
        SnapshotStore.of(directory).removeUnfinished();
    }

    Recovery recovery(int completed, long durationNs) {
        return new Recovery(
                opening.report(),
                snapshot,
                List.copyOf(skipped),
                replayer().replayed(),
                completed,
                loadNs,
                chosen.agreedNs() - scanStartNs,
                scanEndNs - chosen.agreedNs(),
                durationNs);
    }

    @Override
    public void close() {
        opening.close();
    }

    private boolean isRestoredFrom(Path file, UUID journalId) {
        try {
            load(file, journalId);
            scan();
            return true;
        } catch (SnapshotBad bad) {
            skipped.add(bad);
            return false;
        }
    }

    private void load(Path file, UUID journalId) {
        long startNs = System.nanoTime();
        try {
            snapshot = SnapshotStore.of(directory).verify(file, (done, total) -> {
                // Verifying is the smaller half: it is read once more to be loaded.
                listener.onProgress(Step.LOADING, done / 2, total);
            });
            if (!snapshot.header().journalId().equals(journalId)) {
                throw new SnapshotBad(
                        SnapshotFlaw.FOREIGN_JOURNAL,
                        "expected a snapshot of journal " + journalId + ", journalId="
                                + snapshot.header().journalId(),
                        file);
            }
            if (snapshot.header().seq() < opening.firstSeq()) {
                throw new SnapshotBad(
                        SnapshotFlaw.BEFORE_JOURNAL,
                        "expected a snapshot behind the first sequence that is kept, firstSeq=" + opening.firstSeq(),
                        file);
            }
            market = new Market(limits);
            snapshot.load(market);
            listener.onProgress(Step.LOADING, snapshot.bytes(), snapshot.bytes());
        } finally {
            loadNs += System.nanoTime() - startNs;
        }
    }

    private void scan() {
        chosen = new Candidate(snapshot, market, listener);
        scanStartNs = System.nanoTime();
        opening.scan(chosen.seq(), chosen, chosen, witness(snapshot));
        scanEndNs = System.nanoTime();
        chosen.checkAgrees();
    }

    private static List<EndWitness> witness(SnapshotFile snapshot) {
        return snapshot == null ? List.of() : List.of(snapshot.witness());
    }

    /** One that cannot be told of snapshots. */
    private record TransactionsOnly(TransactionListener listener) implements RecoveryListener {
        @Override
        public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
            throw new IllegalStateException("expected no snapshot");
        }

        @Override
        public void onTransaction(Transaction transaction) {
            listener.onTransaction(transaction);
        }
    }
}
