package io.gavel.journal.tool;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalReport;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A market as it was: brought to a sequence or a time of a journal, from the newest good snapshot before it where there is
 * one, else from the beginning. Every decision on the way is compared with the recorded one.
 *
 * <p>A command is never cut: the point is the end of the last one that began by then. What time made due by then has
 * happened. One thread.
 */
public final class TimeTravel {
    private final Path journal;
    private final JournalReport good;
    private Market market = new Market(MarketConfig.defaults());
    private ViewState views = new ViewState();
    private long replayed;
    private SnapshotFile begin;

    /** @param good what a verification of the journal found good; no other point can be gone to */
    public TimeTravel(Path journal, JournalReport good) {
        this.journal = journal;
        this.good = good;
    }

    /**
     * Goes to the last transaction of a sequence at most {@code untilSeq} and a time at most {@code untilNs}; once.
     *
     * @param onTheWay told each transaction before it is decided again, behind the snapshot if one is used
     * @param mayUseSnapshot whether the way may begin with one
     * @throws JournalDamaged where the journal cannot be trusted
     * @throws IllegalArgumentException where the journal no longer reaches back as far
     * @throws ReplayDiverged where the market decides differently
     */
    public void goTo(long untilSeq, long untilNs, boolean mayUseSnapshot, TransactionListener onTheWay) {
        boolean isBeginningDropped = KnownNames.isBeginningDropped(journal);
        if (mayUseSnapshot || isBeginningDropped) {
            beginWithSnapshot(Math.min(untilSeq, good.lastSeq()), untilNs);
        }
        if (isBeginningDropped && begin == null) {
            throw new IllegalArgumentException("expected a point behind the oldest snapshot, as the journal's beginning"
                    + " was dropped, journal=" + journal);
        }
        Replayer replayer = new Replayer(market);
        try (JournalReader reader = JournalReader.open(journal, good)) {
            if (begin != null) {
                reader.seek(market.lastSeq() + 1);
            }
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                boolean isWithin = transaction.seq() <= untilSeq && transaction.timeNs() <= untilNs;
                if (isWithin) {
                    onTheWay.onTransaction(transaction);
                } else if (transaction.seq() > market.lastSeq()) {
                    // Up to there the market has decided it with the one before.
                    break;
                }
                replayer.onTransaction(transaction.rewind());
                views.onTransaction(transaction);
            }
        } finally {
            replayed = replayer.replayed();
        }
    }

    /** As it is at that point. */
    public Market market() {
        return market;
    }

    /** What was then, for questions. */
    public StateThen state() {
        return new StateThen(market, views);
    }

    /** Where the way began; null: at the journal's beginning. */
    public SnapshotFile begin() {
        return begin;
    }

    /** Transactions that were decided on the way. */
    public long replayed() {
        return replayed;
    }

    /** A bad snapshot is passed over: there is always another way, from farther back. */
    private void beginWithSnapshot(long untilSeq, long untilNs) {
        SnapshotStore store = SnapshotStore.of(journal);
        for (Path file : store.list()) {
            if (SnapshotStore.seq(file) <= untilSeq && Files.exists(file)) {
                try {
                    SnapshotFile snapshot = store.verify(file, ScanProgress.NONE);
                    if (isOfThisJournal(snapshot) && snapshot.header().timeNs() <= untilNs) {
                        snapshot.load(market);
                        snapshot.forEachRecord((buffer, offset, length) -> views.onSnapshotRecord(buffer, offset));
                        begin = snapshot;
                        return;
                    }
                } catch (SnapshotBad bad) {
                    // It may have come to half of a state.
                    market = new Market(MarketConfig.defaults());
                    views = new ViewState();
                }
            }
        }
    }

    private boolean isOfThisJournal(SnapshotFile snapshot) {
        return snapshot.header().journalId().equals(good.journalId());
    }
}
