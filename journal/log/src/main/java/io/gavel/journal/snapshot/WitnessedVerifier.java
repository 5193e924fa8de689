package io.gavel.journal.snapshot;

import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Says whether a journal is whole, as {@link JournalVerifier} does, and hears its snapshots as an opening would: one that
 * is good must not know more than the journal, and without the journal's beginning one must stand in for it. No market is
 * made: whether a snapshot's records give the state that they say is for the opening.
 *
 * <p>A journal that is being written is not held against them: its writer did so when it opened it.
 */
public final class WitnessedVerifier {
    private final Path journal;
    private final SnapshotStore store;
    private final List<Path> files;

    private WitnessedVerifier(Path journal) {
        this.journal = journal;
        store = SnapshotStore.of(journal);
        // Before the journal is read: what is written from now on may know more.
        files = store.list();
    }

    /** Verifies; never throws for damage. */
    public static Verification verify(Path journal) {
        return verify(journal, TransactionListener.NONE, ScanProgress.NONE);
    }

    /**
     * The same, and hands out every good transaction on the way.
     *
     * @param listener called from this thread, also for what stands before damage
     * @param progress told how many bytes of the journal are verified
     */
    public static Verification verify(Path journal, TransactionListener listener, ScanProgress progress) {
        WitnessedVerifier verifier = new WitnessedVerifier(journal);
        // Who only verifies is not told of each excerpt, which costs a tenth; without the beginning chains are needed.
        ExcerptEnds ends = isBeginningDropped(journal) ? new ExcerptEnds(listener, verifier.files) : null;
        Verification found = JournalVerifier.verify(journal, ends == null ? listener : ends, progress);
        JournalDamaged damage = found.isLive() ? null : verifier.damage(found, ends);
        return damage == null ? found : new Verification(Status.DAMAGED, false, found.report(), damage);
    }

    /** The newest good snapshot, as one who knows how far the journal went; none where the journal has no name any more. */
    public static List<EndWitness> witnesses(Path journal) {
        UUID journalId;
        try (JournalReader reader = JournalReader.open(journal)) {
            journalId = reader.journalId();
        } catch (JournalDamaged nameless) {
            return List.of();
        }
        WitnessedVerifier verifier = new WitnessedVerifier(journal);
        for (Path file : verifier.files) {
            SnapshotFile good = verifier.good(file, journalId);
            if (good != null) {
                return List.of(new EndWitness(
                        "snapshot", file, journalId, good.header().seq()));
            }
        }
        return List.of();
    }

    /** What the snapshots have against a journal in which nothing else was found; null if nothing. */
    private JournalDamaged damage(Verification found, ExcerptEnds ends) {
        boolean isNothing = found.status() == Status.NOT_A_JOURNAL;
        if (found.damage() != null && !isNothing) {
            return null;
        }
        JournalReport report = isNothing ? null : found.report();
        long lastSeq = report == null ? 0 : report.lastSeq();
        long firstSeq = report == null ? 1 : lastSeq - report.transactions() + 1;
        for (Path file : files) {
            SnapshotFile good = good(file, report == null ? null : report.journalId());
            if (good != null && good.header().seq() > lastSeq) {
                return good.shorterThanKnown(lastSeq);
            }
            boolean isInstead = good != null && good.header().seq() >= firstSeq;
            if (isInstead && (ends == null || ends.agrees(good.header()))) {
                return null;
            }
        }
        return firstSeq == 1
                ? null
                : new JournalDamaged(
                        DamageReason.MISSING_GENERATION,
                        "expected a good snapshot, as the journal begins at seq " + firstSeq + ", snapshots="
                                + files.size(),
                        journal,
                        0,
                        lastSeq);
    }

    /** @param journalId that it must be of; null for any */
    private SnapshotFile good(Path file, UUID journalId) {
        try {
            SnapshotFile snapshot = store.verify(file, ScanProgress.NONE);
            boolean isOfThis =
                    journalId == null || journalId.equals(snapshot.header().journalId());
            return isOfThis ? snapshot : null;
        } catch (SnapshotBad bad) {
            return null;
        }
    }

    private static boolean isBeginningDropped(Path journal) {
        try {
            return JournalRetention.firstSeq(journal) > 1;
        } catch (JournalDamaged unreadable) {
            // Which is damage that the verification will name.
            return false;
        }
    }
}
