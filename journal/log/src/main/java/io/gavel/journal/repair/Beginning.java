package io.gavel.journal.repair;

import io.gavel.journal.DamageReason;
import io.gavel.journal.DamagedJournal;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.NamedReader;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Where a damaged journal begins, and whether anything could start from what a repair would leave: where the first
 * generations were dropped that needs a good snapshot. Listens to a scan of the records that would stay.
 */
final class Beginning implements TransactionListener {
    private final DamagedJournal journal;
    private final JournalDamaged flaw;
    private final boolean isReadable;
    private final List<SnapshotHeader> snapshots = new ArrayList<>();
    private boolean isProven;

    private Beginning(DamagedJournal journal) {
        this.journal = journal;
        flaw = journal.beginningFlaw();
        isReadable = flaw == null || journal.assumeBeginning();
        if (isReadable && journal.droppedSeq() > 0) {
            readSnapshots();
        }
    }

    /** From now on the journal is read from where its generations begin, if it does not say so rightly itself. */
    static Beginning of(DamagedJournal journal) {
        return new Beginning(journal);
    }

    /** Only a snapshot tells a beginning that was dropped from one that was lost, where nothing was written down. */
    boolean isBelieved() {
        return flaw == null || flaw.reason() != DamageReason.MISSING_GENERATION || isProven;
    }

    /** Whether the journal says it itself, rightly. */
    boolean isNoted() {
        return flaw == null;
    }

    /**
     * The first sequence before those that are kept of which retention would have kept the generation: a snapshot is good for
     * the excerpt that ends with it, a named reader for what it has not passed. 0: there is none.
     *
     * @param journalId only who speaks of this journal counts
     */
    long lostFromSeq(UUID journalId) {
        if (isNoted() || journalId == null) {
            return 0;
        }
        LongStream bySnapshots = snapshots.stream()
                .filter(snapshot -> snapshot.journalId().equals(journalId))
                .mapToLong(SnapshotHeader::seq);
        LongStream byReaders = NamedReader.list(journal.root()).stream()
                .filter(reader -> journalId.equals(reader.journalId()))
                .mapToLong(reader -> reader.position().seq() + 1);
        return LongStream.concat(bySnapshots, byReaders)
                .filter(seq -> seq < firstSeq())
                .min()
                .orElse(0);
    }

    /** The first sequence that is kept. */
    long firstSeq() {
        return isReadable ? journal.droppedSeq() + 1 : 1;
    }

    /** That generations were dropped and no snapshot stands in for them, though all that is there is good; else null. */
    JournalDamaged missing(JournalReport good) {
        String obstacle = good == null ? null : obstacle(good.lastSeq());
        return obstacle == null
                ? null
                : new JournalDamaged(
                        DamageReason.MISSING_GENERATION, obstacle, journal.generations(), 0, good.lastSeq());
    }

    /** Why nothing could start from what would stay; null where something can. */
    String obstacle(long lastGoodSeq) {
        if (!isReadable) {
            return "expected " + journal.beginningFile()
                    + " or the first record of the first generation to say where the"
                    + " journal begins; put back a copy of one of them";
        }
        if (flaw != null && Files.isDirectory(journal.beginningFile())) {
            return "expected no folder in the place of a file; move it away, folder=" + journal.beginningFile();
        }
        long droppedSeq = journal.droppedSeq();
        if (droppedSeq == 0 || isProven) {
            return null;
        }
        return lastGoodSeq <= droppedSeq
                ? "expected good records: the journal begins behind seq " + droppedSeq
                        + ", and nothing could start without them; put back a copy of its first generation"
                : "expected a good snapshot of what stays: generations before were dropped, and nothing could start; put"
                        + " back a copy of one, firstSeq=" + (droppedSeq + 1) + ", lastGoodSeq=" + lastGoodSeq;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        // Where excerpts end is enough.
    }

    @Override
    public void onExcerptEnd(long seq, long chain, long generation) {
        for (SnapshotHeader snapshot : snapshots) {
            isProven |= snapshot.seq() == seq && snapshot.chain() == chain;
        }
    }

    private void readSnapshots() {
        SnapshotStore store = SnapshotStore.of(journal.root());
        for (Path file : store.list()) {
            try {
                SnapshotFile good = store.verify(file, ScanProgress.NONE);
                snapshots.add(good.header());
            } catch (SnapshotBad bad) {
                // It proves nothing.
                continue;
            }
        }
    }
}
