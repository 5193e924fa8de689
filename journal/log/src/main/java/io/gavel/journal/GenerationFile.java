package io.gavel.journal;

import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One generation of a journal, as its first record and its file tell.
 *
 * @param firstSeq sequence of its first transaction, or of the next one if it has none
 * @param createdNs wall clock
 * @param fileBytes apparent size of its file, which may be sparse
 */
public record GenerationFile(long number, Durability level, long firstSeq, long createdNs, long fileBytes) {
    /** From the first on, without those that never got a record; ends where a first record is damaged. */
    public static List<GenerationFile> list(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        List<GenerationFile> all = new ArrayList<>();
        if (!journal.exists()) {
            return all;
        }
        try {
            long last = journal.lastGeneration();
            for (long number = journal.firstGeneration(); number <= last; number++) {
                try (JournalCursor cursor = JournalCursor.atGeneration(number, journal)) {
                    if (cursor != null) {
                        all.add(new GenerationFile(
                                number,
                                cursor.level(),
                                cursor.nextSeq(),
                                cursor.createdNs(),
                                Files.size(cursor.file())));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JournalDamaged damage) {
            // A verification names it; what was good so far is listed.
            return all;
        }
        return all;
    }
}
