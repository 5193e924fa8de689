package io.gavel.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Says whether a journal is whole: one verified pass over everything, without a market and without changing a byte.
 *
 * <p>A journal that is being written is read up to what is durable at the start, and its end is not judged.
 */
public final class JournalVerifier {
    /** What a journal is found to be, with the exit status that tools give. */
    public enum Status {
        WHOLE(0),
        /** The last record was never finished; the next opening cuts it. */
        TORN_TAIL(1),
        DAMAGED(2),
        NOT_A_JOURNAL(3);

        private final int exitStatus;

        Status(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        public int exitStatus() {
            return exitStatus;
        }
    }

    /**
     * The answer.
     *
     * @param isLive whether somebody was writing it
     * @param report what was good; null where nothing was
     * @param damage what was not; null where all was
     */
    public record Verification(Status status, boolean isLive, JournalReport report, JournalDamaged damage) {}

    private JournalVerifier() {}

    /** Verifies; never throws for damage. */
    public static Verification verify(Path directory) {
        return verify(directory, TransactionListener.NONE);
    }

    /**
     * Verifies and hands out every good transaction on the way: the exact valid prefix.
     *
     * @param listener called from this thread, also for what stands before damage
     */
    public static Verification verify(Path directory, TransactionListener listener) {
        return verify(directory, listener, ScanProgress.NONE);
    }

    /** @param progress told how many bytes are verified, from this thread */
    public static Verification verify(Path directory, TransactionListener listener, ScanProgress progress) {
        JournalDirectory journal = new JournalDirectory(directory);
        KnownEnd known = KnownEnd.of(journal, List.of());
        if (!journal.exists()) {
            JournalDamaged damage = known.withoutRecords(notAJournal(directory));
            return new Verification(statusOf(damage), false, null, damage);
        }
        boolean isLive = JournalLock.isHeld(journal);
        LongSupplier limit = isLive ? known::toldSeq : JournalCursor.NO_LIMIT;
        try (JournalScan scan = new JournalScan(journal, limit, progress)) {
            return run(scan, known, isLive, listener);
        } catch (JournalDamaged damage) {
            JournalDamaged meant = known.withoutRecords(damage);
            return new Verification(statusOf(meant), isLive, null, meant);
        }
    }

    /**
     * Whether the journal knows which sequence was told last. Without, nobody can say whether records are missing at its
     * end. True where there is no journal.
     */
    public static boolean hasCounter(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        return !journal.exists() || Files.exists(journal.durableFile());
    }

    private static Verification run(JournalScan scan, KnownEnd known, boolean isLive, TransactionListener listener) {
        try {
            JournalReport report = scan.run(known, listener);
            return new Verification(report.tornBytes() > 0 ? Status.TORN_TAIL : Status.WHOLE, isLive, report, null);
        } catch (JournalDamaged damage) {
            return new Verification(statusOf(damage), isLive, scan.report(), damage);
        }
    }

    private static Status statusOf(JournalDamaged damage) {
        return damage.reason() == DamageReason.NOT_A_JOURNAL ? Status.NOT_A_JOURNAL : Status.DAMAGED;
    }

    private static JournalDamaged notAJournal(Path directory) {
        return new JournalDamaged(DamageReason.NOT_A_JOURNAL, "expected generations", directory, 0, 0);
    }
}
