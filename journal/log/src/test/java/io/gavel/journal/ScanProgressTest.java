package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanProgressTest {
    @TempDir
    Path directory;

    private final List<Long> done = new ArrayList<>();
    private final List<Long> totals = new ArrayList<>();

    @Test
    void theScanTellsItsBytesInSmallStepsAndEndsWithAllOfThem() throws IOException {
        Sample sample = new Sample();
        for (int generation = 0; generation < 3; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                sample.appendInBatches(journal, 1 + 30_000L * generation, 30_000, 300);
            }
        }
        long bytes = 0;
        for (int generation = 1; generation <= 3; generation++) {
            bytes += Files.size(JournalFiles.queueFile(directory, generation));
        }
        JournalVerifier.verify(directory, TransactionListener.NONE, this::onBytes);
        assertEquals(0, done.get(0));
        assertEquals(bytes, done.get(done.size() - 1));
        assertTrue(totals.stream().allMatch(Long.valueOf(bytes)::equals), totals::toString);
        for (int i = 1; i < done.size() - 1; i++) {
            long step = done.get(i) - done.get(i - 1);
            assertTrue(step >= 0 && step < 2 << 20, "step=" + step);
        }
        assertTrue(done.size() > bytes >> 21, "steps=" + done.size());
    }

    @Test
    void anOpeningTellsItToo() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            new Sample().append(journal, 1, 3);
        }
        JournalOpening.of(directory, List.of(), this::onBytes).close();
        assertEquals(totals.get(0), done.get(done.size() - 1));
    }

    @Test
    void watchingDoesNotShortenTheValidPrefixBeforeAForeignFile() throws IOException {
        for (int generation = 0; generation < 2; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                new Sample().append(journal, 1 + 3L * generation, 3);
            }
        }
        Files.writeString(JournalFiles.generation(directory, 2).resolve("second.cq4"), "");
        JournalVerifier.Verification verification =
                JournalVerifier.verify(directory, TransactionListener.NONE, this::onBytes);
        assertEquals(DamageReason.FOREIGN_FILE, verification.damage().reason());
        assertEquals(3, verification.report().lastSeq());
    }

    private void onBytes(long doneBytes, long totalBytes) {
        done.add(doneBytes);
        totals.add(totalBytes);
    }
}
