package io.gavel.journal.snapshot;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A market of its own that follows a journal: from the newest good snapshot, or from the first transaction, it decides
 * every durable command again and compares. One thread.
 */
final class Follower implements AutoCloseable {
    private final SnapshotStore store;
    private final JournalReader reader;
    private final Transaction transaction = new Transaction();
    private final String engineVersion;

    private Market market;
    private ViewState outside;
    private Replayer replayer;
    private SnapshotFile from;
    private boolean isCommandWhole = true;

    private Follower(SnapshotStore store, JournalReader reader, String engineVersion) {
        this.store = store;
        this.reader = reader;
        this.engineVersion = engineVersion;
    }

    /**
     * Stands where the newest good snapshot is.
     *
     * @param skipped told of newer ones that cannot be trusted
     * @param pace of loading
     * @throws JournalDamaged if the journal cannot be read, or no longer begins at its beginning and has no snapshot
     */
    static Follower start(
            Path journal, MarketConfig limits, String engineVersion, Consumer<SnapshotBad> skipped, Pace pace) {
        SnapshotStore store = SnapshotStore.of(journal);
        Follower follower = new Follower(store, JournalReader.open(journal), engineVersion);
        boolean starts = false;
        try {
            follower.stand(journal, limits, skipped, pace);
            starts = true;
            return follower;
        } finally {
            if (!starts) {
                follower.close();
            }
        }
    }

    /** Decides the next durable transaction; false if there is none. */
    boolean next() {
        if (!reader.poll(transaction)) {
            return false;
        }
        replayer.onTransaction(transaction);
        outside.onTransaction(transaction.rewind());
        isCommandWhole = !transaction.continues();
        return true;
    }

    /** Whether a snapshot may be taken here: an excerpt ends and no command is half written. */
    boolean isAtRest() {
        return isCommandWhole && replayer.pendingCount() == 0 && reader.position() != null;
    }

    SnapshotFile write(String owner, Pace pace) {
        JournalPosition position = reader.position();
        SnapshotHeader header = new SnapshotHeader(
                reader.journalId(),
                position.seq(),
                position.chain(),
                position.generation(),
                market.lastTimeNs(),
                market.ruleSet(),
                engineVersion);
        return store.write(
                header,
                sink -> {
                    market.writeSnapshot(sink);
                    outside.writeSnapshot(sink);
                },
                owner,
                pace);
    }

    SnapshotStore store() {
        return store;
    }

    /** The snapshot that it began from; null: from the journal's beginning. */
    SnapshotFile from() {
        return from;
    }

    long seq() {
        return market.lastSeq() - replayer.pendingCount();
    }

    long durableSeq() {
        return reader.durableSeq();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void stand(Path journal, MarketConfig limits, Consumer<SnapshotBad> skipped, Pace pace) {
        for (Path file : store.list()) {
            try {
                standAt(store.verify(file, ScanProgress.NONE), limits, pace);
                return;
            } catch (SnapshotBad bad) {
                skipped.accept(bad);
            }
        }
        if (reader.firstSeq() > 1) {
            throw new JournalDamaged(
                    DamageReason.MISSING_GENERATION,
                    "expected a good snapshot, as the journal begins at seq " + reader.firstSeq(),
                    journal,
                    0,
                    0);
        }
        begin(null, new Market(limits), new ViewState());
        reader.seek(1);
    }

    private void standAt(SnapshotFile snapshot, MarketConfig limits, Pace pace) {
        if (!snapshot.header().journalId().equals(reader.journalId())) {
            throw new SnapshotBad(
                    SnapshotFlaw.FOREIGN_JOURNAL,
                    "expected a snapshot of journal " + reader.journalId() + ", journalId="
                            + snapshot.header().journalId(),
                    snapshot.file());
        }
        passPoint(snapshot);
        Market loaded = new Market(limits);
        snapshot.load(loaded, pace);
        ViewState state = new ViewState();
        snapshot.forEachRecord((buffer, offset, length) -> state.onSnapshotRecord(buffer, offset), pace);
        begin(snapshot, loaded, state);
    }

    /** Reads on to behind the snapshot's point, and compares. */
    private void passPoint(SnapshotFile snapshot) {
        long seq = snapshot.header().seq();
        if (seq < reader.firstSeq()) {
            throw new SnapshotBad(
                    SnapshotFlaw.BEFORE_JOURNAL,
                    "expected a snapshot behind the first sequence that is kept, firstSeq=" + reader.firstSeq(),
                    snapshot.file());
        }
        reader.seek(seq);
        JournalPosition position = reader.poll(transaction) ? reader.position() : null;
        if (position == null
                || position.seq() != seq
                || position.chain() != snapshot.header().chain()) {
            throw new SnapshotBad(
                    SnapshotFlaw.BROKEN_CHAIN,
                    "expected the journal's chain where an excerpt ends, seq=" + seq + ", journal's=" + position,
                    snapshot.file());
        }
    }

    private void begin(SnapshotFile snapshot, Market market, ViewState outside) {
        from = snapshot;
        this.market = market;
        this.outside = outside;
        replayer = new Replayer(market);
    }
}
