package io.gavel.journal.snapshot;

import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalReport;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
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
    private final SnapshotStore store;
    private final List<Path> files;

    private WitnessedVerifier(Path journal) {
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
        if (JournalVerifier.isLive(journal)) {
            return JournalVerifier.verify(journal, listener, progress);
        }
        List<EndWitness> witnesses = verifier.newestGood(JournalVerifier.journalId(journal));
        if (!isBeginningDropped(journal)) {
            // Who only verifies is not told of each excerpt, which costs a tenth.
            return JournalVerifier.verify(journal, witnesses, listener, progress);
        }
        ExcerptEnds ends = new ExcerptEnds(listener, verifier.files);
        Verification found = JournalVerifier.verify(journal, witnesses, ends, progress);
        boolean isWhole = found.damage() == null;
        return isWhole && !found.isLive() && !verifier.isBeginningReplaced(found.report(), ends)
                ? found.against(verifier.beginningMissing(journal, found.report()))
                : found;
    }

    /** The newest good snapshot, as one who knows how far the journal went; none where there is no such one. */
    public static List<EndWitness> witnesses(Path journal) {
        return new WitnessedVerifier(journal).newestGood(JournalVerifier.journalId(journal));
    }

    /** Why nothing can be read here at all; null where there are generations ({@link JournalVerifier#absence}). */
    public static JournalDamaged absence(Path journal) {
        return JournalVerifier.absence(journal, witnesses(journal));
    }

    private List<EndWitness> newestGood(UUID journalId) {
        for (Path file : files) {
            SnapshotFile good = good(file, journalId);
            if (good != null) {
                return List.of(good.witness());
            }
        }
        return List.of();
    }

    /** Whether a snapshot holds what was dropped, and the journal agrees with it. */
    private boolean isBeginningReplaced(JournalReport report, ExcerptEnds ends) {
        for (Path file : files) {
            boolean isBehind = SnapshotStore.seq(file) >= report.firstSeq();
            SnapshotFile good = isBehind ? good(file, report.journalId()) : null;
            if (good != null && ends.agrees(good.header())) {
                return true;
            }
        }
        return false;
    }

    private JournalDamaged beginningMissing(Path journal, JournalReport report) {
        return new JournalDamaged(
                DamageReason.MISSING_GENERATION,
                "expected a good snapshot, as the journal begins at seq " + report.firstSeq() + ", snapshots="
                        + files.size(),
                journal,
                0,
                report.lastSeq());
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
