package io.gavel.journal.repair;

import io.gavel.journal.DamageReason;
import io.gavel.journal.DamagedJournal;
import io.gavel.journal.JournalDamaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one damage asks for: the good records of one file stay, and everything behind them goes aside.
 *
 * @param file the one of which only the first bytes stay; null where none is cut
 * @param keptBytes of it
 * @param aside folders and files within the generations that go as a whole
 */
record Cut(Path file, long keptBytes, List<Path> aside) {
    private static final String QUEUE_SUFFIX = ".cq4";
    /** What Chronicle calls the one file of a generation. */
    private static final String QUEUE_FILE = "19700101-00LX.cq4";

    static Cut of(DamagedJournal journal, JournalDamaged damage) throws IOException {
        Path file = damage.file();
        Path generations = journal.generations();
        if (file.equals(generations)) {
            return new Cut(null, 0, behind(journal, journal.lastGeneration()));
        }
        if (!file.startsWith(generations)) {
            return new Cut(null, 0, List.of());
        }
        if (file.getParent().equals(generations)) {
            return new Cut(null, 0, List.of(file));
        }
        List<Path> extra = extraFiles(file.getParent());
        if (!extra.isEmpty()) {
            return new Cut(null, 0, extra);
        }
        long number = journal.number(file.getParent());
        if (damage.position() == 0) {
            return new Cut(null, 0, behind(journal, number - 1));
        }
        // Its records are good to their end: only what should follow is missing.
        boolean isWhole = damage.reason() == DamageReason.SHORTER_THAN_KNOWN;
        return new Cut(isWhole ? null : file, damage.position(), behind(journal, number));
    }

    private static List<Path> behind(DamagedJournal journal, long number) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path entry : journal.entries()) {
            if (journal.number(entry) > number) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Queue files that a generation has beside its own. */
    private static List<Path> extraFiles(Path generation) throws IOException {
        List<Path> queues = new ArrayList<>();
        Path own = null;
        for (Path entry : DamagedJournal.list(generation)) {
            if (entry.getFileName().toString().endsWith(QUEUE_SUFFIX)) {
                queues.add(entry);
                boolean isNamed = entry.getFileName().toString().equals(QUEUE_FILE);
                own = Files.isRegularFile(entry) && (own == null || isNamed) ? entry : own;
            }
        }
        queues.remove(own);
        return queues;
    }
}
