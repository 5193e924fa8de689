package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Drops the first generations of a journal, whole ones only; for the process that writes it. What still needs them is for
 * the caller to know.
 */
public final class JournalRetention {
    private JournalRetention() {}

    /**
     * Drops every generation that ends before a sequence. The one that holds it stays, and the last one always does. Where
     * the journal begins then is written down before anything goes, so that whoever is stopped on the way leaves a journal
     * that is whole.
     *
     * @param neededSeq the first sequence that is still needed
     * @return how many were dropped
     */
    public static int dropBefore(Path journal, long neededSeq) {
        JournalDirectory directory = new JournalDirectory(journal);
        try {
            Retained before = Retained.read(directory);
            Retained after = keptFrom(neededSeq, before, directory);
            if (after.firstGeneration() > before.firstGeneration()) {
                after.write(directory);
            }
            return removeBefore(after.firstGeneration(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to be able to drop generations, journal=" + journal, e);
        }
    }

    /** The first sequence that is kept, by the journal's own note: 1, unless generations were dropped. */
    public static long firstSeq(Path journal) {
        return Retained.read(new JournalDirectory(journal)).previousLastSeq() + 1;
    }

    /** Begins with the newest generation that does not begin behind the sequence. */
    private static Retained keptFrom(long neededSeq, Retained before, JournalDirectory directory) {
        for (long number = directory.lastGeneration(); number > before.firstGeneration(); number--) {
            try (JournalCursor cursor = JournalCursor.atGeneration(number, directory)) {
                if (cursor != null && cursor.nextSeq() <= neededSeq) {
                    return new Retained(cursor.journalId(), number, cursor.nextSeq() - 1, cursor.previousChain());
                }
            }
        }
        return before;
    }

    /** Also what an earlier run left. Oldest first, so that there is never a gap. */
    private static int removeBefore(long first, JournalDirectory directory) throws IOException {
        int count = 0;
        for (long number = first - 1; number > 0 && directory.hasGeneration(number); number--) {
            count++;
        }
        for (long number = first - count; number < first; number++) {
            Path folder = directory.generation(number);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
        if (count > 0) {
            directory.storage().syncDirectory(directory.generations());
        }
        return count;
    }
}
