package io.gavel.journal;

import java.nio.file.Path;
import java.util.List;
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

        /** What a journal is of which this was found. */
        public static Status of(JournalDamaged damage) {
            return damage.reason() == DamageReason.NOT_A_JOURNAL ? NOT_A_JOURNAL : DAMAGED;
        }
    }

    /**
     * The answer.
     *
     * @param isLive whether somebody was writing it
     * @param report what was good; null where nothing was
     * @param damage what was not; null where all was
     * @param known who knows how far it went
     */
    public record Verification(
            Status status, boolean isLive, JournalReport report, JournalDamaged damage, KnownBy known) {
        /** The same journal, with something that speaks against it. */
        public Verification against(JournalDamaged other) {
            return new Verification(Status.of(other), isLive, report, other, known);
        }
    }

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
        return verify(directory, List.of(), listener, progress);
    }

    /** @param others who know from outside the folder how far the journal went; it must reach as far */
    public static Verification verify(
            Path directory, List<EndWitness> others, TransactionListener listener, ScanProgress progress) {
        JournalDirectory journal = new JournalDirectory(directory);
        KnownEnd known = KnownEnd.of(journal, others);
        if (!journal.exists()) {
            JournalDamaged damage = known.withoutRecords(journal.notAJournal());
            return new Verification(Status.of(damage), false, null, damage, known.knownBy());
        }
        boolean isLive = JournalLock.isHeld(journal);
        LongSupplier limit = isLive ? known::toldSeq : JournalCursor.NO_LIMIT;
        try (JournalScan scan = new JournalScan(journal, limit, progress)) {
            return run(scan, known, isLive, listener);
        } catch (JournalDamaged damage) {
            JournalDamaged meant = known.withoutRecords(damage);
            return new Verification(Status.of(meant), isLive, null, meant, known.knownBy());
        }
    }

    /** Whether somebody writes the journal now. */
    public static boolean isLive(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        return journal.exists() && JournalLock.isHeld(journal);
    }

    /**
     * Why nothing can be read here at all: there is no journal, or only what remembers one. Null where there are
     * generations, whatever is in them.
     *
     * @param others who know from outside the folder how far a journal went
     */
    public static JournalDamaged absence(Path directory, List<EndWitness> others) {
        JournalDirectory journal = new JournalDirectory(directory);
        return journal.exists() ? null : KnownEnd.of(journal, others).withoutRecords(journal.notAJournal());
    }

    /** Names the journal as its first record does; null where that cannot be read. Reads no further. */
    public static UUID journalId(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        if (!journal.exists()) {
            return null;
        }
        try (JournalCursor first = JournalCursor.atStart(journal, JournalCursor.NO_LIMIT)) {
            return first.journalId();
        } catch (JournalDamaged unreadable) {
            return null;
        }
    }

    /** Who in the folder knows how far the journal went; nobody, and nothing missing, where there is no journal. */
    public static KnownBy knownBy(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        return journal.exists() ? KnownEnd.of(journal, List.of()).knownBy() : KnownBy.NOBODY;
    }

    private static Verification run(JournalScan scan, KnownEnd known, boolean isLive, TransactionListener listener) {
        try {
            JournalReport report = scan.run(known, listener);
            Status status = report.tornBytes() > 0 ? Status.TORN_TAIL : Status.WHOLE;
            return new Verification(status, isLive, report, null, known.knownBy());
        } catch (JournalDamaged damage) {
            return new Verification(Status.of(damage), isLive, scan.report(), damage, known.knownBy());
        }
    }
}
