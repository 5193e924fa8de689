package io.gavel.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What operators decided about a journal, known before it is read: each decision is the second record of a generation of its
 * own, so only the first records of each are looked at.
 *
 * @param skips commands that were given up, in the order in which that was decided
 * @param repairs in the order in which they were made
 */
record SecondRecords(List<SkippedCommand> skips, List<RecordedRepair> repairs) {
    /**
     * Those of a generation and of all behind it. Damage is passed over: who reads the journal comes to it and names it, and
     * what the other generations say is known all the same.
     */
    static SecondRecords from(long fromGeneration, JournalDirectory directory) {
        SecondRecords found = new SecondRecords(new ArrayList<>(), new ArrayList<>());
        long last = lastGeneration(directory);
        for (long number = fromGeneration; number <= last; number++) {
            found.addOf(number, directory);
        }
        return found;
    }

    private static long lastGeneration(JournalDirectory directory) {
        try {
            return directory.lastGeneration();
        } catch (JournalDamaged beginning) {
            return JournalDirectory.NO_GENERATION;
        }
    }

    private void addOf(long generation, JournalDirectory directory) {
        try {
            Path file = directory.queueFile(generation);
            GenerationCursor cursor = file == null ? null : GenerationCursor.openIfThere(file);
            if (cursor != null) {
                try (cursor) {
                    add(generation, cursor);
                }
            }
        } catch (JournalDamaged named) {
            // By whoever reads it.
            return;
        }
    }

    private void add(long generation, GenerationCursor cursor) {
        boolean isSecond =
                cursor.next() == GenerationCursor.Step.EXCERPT && cursor.next() == GenerationCursor.Step.EXCERPT;
        short kind = isSecond ? cursor.envelope().kind() : EnvelopeDescriptor.BATCH;
        if (kind == EnvelopeDescriptor.SKIPPED) {
            skips.add(JournalSkips.decode(cursor));
        } else if (kind == EnvelopeDescriptor.REPAIRED) {
            repairs.add(RecordedRepair.decode(generation, cursor));
        }
    }
}
