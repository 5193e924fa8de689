package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A journal between lock and first append: locked, then verified, not yet written to. Whoever replays does it on the way,
 * so that a journal that cannot be replayed stays as it was found.
 */
public final class JournalOpening implements AutoCloseable {
    private final JournalDirectory directory;
    private final JournalLock lock;
    private final List<EndWitness> witnesses;
    private JournalReport report;
    private boolean isHandedOver;

    private JournalOpening(JournalDirectory directory, JournalLock lock, List<EndWitness> witnesses) {
        this.directory = directory;
        this.lock = lock;
        this.witnesses = witnesses;
    }

    /**
     * Takes the lock and verifies what is there.
     *
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted
     */
    public static JournalOpening of(Path root) {
        return of(root, List.of(), ScanProgress.NONE);
    }

    /**
     * The same.
     *
     * @param witnesses who know from outside how far the journal went; it must reach as far
     * @param progress told how many bytes are verified, from this thread
     */
    public static JournalOpening of(Path root, List<EndWitness> witnesses, ScanProgress progress) {
        return of(new JournalDirectory(root), witnesses, progress);
    }

    static JournalOpening of(JournalDirectory directory, List<EndWitness> witnesses, ScanProgress progress) {
        JournalOpening opening = lock(directory, witnesses);
        try {
            opening.scan(Long.MAX_VALUE, TransactionListener.NONE, progress);
            return opening;
        } catch (RuntimeException | Error e) {
            opening.close();
            throw e;
        }
    }

    /**
     * Takes the lock and makes the folder if there is none; {@link #scan} follows.
     *
     * @param witnesses as above
     * @throws JournalLocked if somebody else writes it
     */
    public static JournalOpening lock(Path root, List<EndWitness> witnesses) {
        return lock(new JournalDirectory(root), witnesses);
    }

    /**
     * One pass over everything: verifies every record, and hands out the transactions behind a sequence as it comes to
     * them, before what follows them is verified. May be called again, if the listener threw.
     *
     * @param listener also told where excerpts end, from the journal's first on
     * @param progress told how many bytes are verified, from this thread
     * @throws JournalDamaged if it cannot be trusted
     */
    public void scan(long behindSeq, TransactionListener listener, ScanProgress progress) {
        scan(behindSeq, listener, progress, List.of());
    }

    /**
     * The same.
     *
     * @param others who know from outside how far the journal went, beside those who were named before
     */
    public void scan(long behindSeq, TransactionListener listener, ScanProgress progress, List<EndWitness> others) {
        List<EndWitness> all = new ArrayList<>(witnesses);
        all.addAll(others);
        KnownEnd known = KnownEnd.of(directory, all);
        if (!known.isAnyTold() && !JournalCursor.hasRecords(directory)) {
            directory.checkNames(0);
            // An opening that was cut before its first record may have left the counter, and with it the name.
            UUID journalId = known.journalId() == null ? directory.storage().newId() : known.journalId();
            report = JournalReport.ofNothing(journalId, directory.lastGeneration());
            return;
        }
        try (JournalScan scan = new JournalScan(directory, JournalCursor.NO_LIMIT, progress)) {
            report = scan.run(known, behindSeq, listener);
        } catch (JournalDamaged damage) {
            throw known.withoutRecords(damage);
        }
    }

    /** Names the journal as its first record does; null where there is none. Reads no further. */
    public UUID journalId() {
        if (!JournalCursor.hasRecords(directory)) {
            return null;
        }
        try (JournalCursor first = JournalCursor.atStart(directory, JournalCursor.NO_LIMIT)) {
            return first.journalId();
        }
    }

    /** The first sequence that is kept: 1, unless generations were dropped. Reads no further. */
    public long firstSeq() {
        if (!JournalCursor.hasRecords(directory)) {
            return 1;
        }
        try (JournalCursor first = JournalCursor.atStart(directory, JournalCursor.NO_LIMIT)) {
            return first.nextSeq();
        }
    }

    /** Whether there is no transaction in it. */
    public boolean isNew() {
        return report.lastSeq() == 0;
    }

    /** What was found whole; null before {@link #scan}. */
    public JournalReport report() {
        return report;
    }

    /**
     * Starts the next generation; the journal owns the lock from now on. What was read is not yet told to readers, so that
     * a command which was cut can be completed first: {@link ChronicleJournal#tellAll}.
     */
    public ChronicleJournal begin(JournalConfig config) {
        ChronicleJournal journal = ChronicleJournal.begin(directory, lock, report, config);
        isHandedOver = true;
        return journal;
    }

    /**
     * Writes that a command is given up, durably, in a generation of its own, and frees the folder. Whoever reads the
     * journal from now on is told that command's transactions as skipped.
     */
    public void skip(SkippedCommand skipped) {
        try (ChronicleJournal journal = begin(JournalConfig.small().withLevel(report.level()))) {
            journal.skip(skipped);
        }
    }

    @Override
    public void close() {
        if (!isHandedOver) {
            lock.close();
        }
    }

    private static JournalOpening lock(JournalDirectory directory, List<EndWitness> witnesses) {
        try {
            Files.createDirectories(directory.root());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected to be able to make the journal's folder, directory=" + directory.root(), e);
        }
        return new JournalOpening(directory, JournalLock.take(directory), List.copyOf(witnesses));
    }
}
