package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A journal between lock and first append: locked, verified, not yet written to. Whoever replays does it now, so that a
 * journal that cannot be replayed stays as it was found.
 */
final class JournalOpening implements AutoCloseable {
    private final JournalDirectory directory;
    private final JournalLock lock;
    private final JournalReport report;
    private boolean isHandedOver;

    private JournalOpening(JournalDirectory directory, JournalLock lock, JournalReport report) {
        this.directory = directory;
        this.lock = lock;
        this.report = report;
    }

    /**
     * Takes the lock and verifies what is there.
     *
     * @throws JournalLocked if somebody else writes it
     * @throws JournalDamaged if it cannot be trusted
     */
    static JournalOpening of(Path root) {
        JournalDirectory directory = new JournalDirectory(root);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to be able to make the journal's folder, directory=" + root, e);
        }
        JournalLock lock = JournalLock.take(directory);
        try {
            return verified(directory, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    JournalDirectory directory() {
        return directory;
    }

    boolean isNew() {
        return report.transactions() == 0;
    }

    JournalReport report() {
        return report;
    }

    /** Starts the next generation. The journal owns the lock from now on. */
    ChronicleJournal begin(JournalConfig config, FileSync sync, Generation.Zeros zeros) {
        ChronicleJournal journal = ChronicleJournal.begin(directory, lock, report, config, sync, zeros);
        isHandedOver = true;
        return journal;
    }

    @Override
    public void close() {
        if (!isHandedOver) {
            lock.close();
        }
    }

    private static JournalOpening verified(JournalDirectory directory, JournalLock lock) {
        boolean hasCounter = Files.exists(directory.durableFile());
        long knownSeq = 0;
        UUID knownId = null;
        if (hasCounter) {
            try (DurableCounter counter = DurableCounter.openToRead(directory.durableFile())) {
                knownSeq = counter.seq();
                knownId = counter.journalId();
            }
        } else if (!JournalCursor.hasRecords(directory)) {
            JournalReport nothing = JournalReport.ofNothing(UUID.randomUUID(), directory.lastGeneration());
            return new JournalOpening(directory, lock, nothing);
        }
        try (JournalScan scan = new JournalScan(directory, JournalCursor.NO_LIMIT)) {
            JournalReport report = scan.run(knownSeq, TransactionListener.NONE);
            if (hasCounter && !report.journalId().equals(knownId)) {
                throw new JournalDamaged(
                        DamageReason.FOREIGN_FILE,
                        "expected the counter of journal " + report.journalId() + ", journalId=" + knownId,
                        directory.durableFile(),
                        0,
                        report.lastSeq());
            }
            return new JournalOpening(directory, lock, report);
        }
    }
}
