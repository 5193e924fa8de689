package io.gavel.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
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
        JournalDirectory journal = new JournalDirectory(directory);
        if (!journal.exists()) {
            return new Verification(Status.NOT_A_JOURNAL, false, null, notAJournal(directory));
        }
        boolean isLive = JournalLock.isHeld(journal);
        try {
            Known known = known(journal);
            long knownSeq = known.seq;
            LongSupplier limit = isLive ? () -> knownSeq : JournalCursor.NO_LIMIT;
            try (JournalScan scan = new JournalScan(journal, limit)) {
                return run(scan, known, isLive, listener);
            }
        } catch (JournalDamaged damage) {
            return new Verification(statusOf(damage), isLive, null, damage);
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

    private static Verification run(JournalScan scan, Known known, boolean isLive, TransactionListener listener) {
        try {
            JournalReport report = scan.run(known.seq, listener);
            known.checkIsOf(report);
            return new Verification(report.tornBytes() > 0 ? Status.TORN_TAIL : Status.WHOLE, isLive, report, null);
        } catch (JournalDamaged damage) {
            return new Verification(statusOf(damage), isLive, scan.report(), damage);
        }
    }

    /** What the counter knows; a journal without one can only be judged by its files. */
    private static Known known(JournalDirectory journal) {
        Path file = journal.durableFile();
        if (!Files.exists(file)) {
            return new Known(file, 0, null);
        }
        try (DurableCounter counter = DurableCounter.openToRead(file)) {
            return new Known(file, counter.seq(), counter.journalId());
        }
    }

    /** @param journalId null: there is no counter */
    private record Known(Path file, long seq, UUID journalId) {
        void checkIsOf(JournalReport report) {
            if (journalId != null && !journalId.equals(report.journalId())) {
                throw new JournalDamaged(
                        DamageReason.FOREIGN_FILE,
                        "expected the counter of journal " + report.journalId() + ", journalId=" + journalId,
                        file,
                        0,
                        report.lastSeq());
            }
        }
    }

    private static Status statusOf(JournalDamaged damage) {
        return damage.reason() == DamageReason.NOT_A_JOURNAL ? Status.NOT_A_JOURNAL : Status.DAMAGED;
    }

    private static JournalDamaged notAJournal(Path directory) {
        return new JournalDamaged(DamageReason.NOT_A_JOURNAL, "expected generations", directory, 0, 0);
    }
}
