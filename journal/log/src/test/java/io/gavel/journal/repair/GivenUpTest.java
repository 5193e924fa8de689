package io.gavel.journal.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.Sample;
import io.gavel.journal.ScanProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenUpTest {
    private static final int CLOSE_RECORD_BYTES = 68;

    @TempDir
    Path journal;

    @Test
    void aGenerationThatBeginsBehindLostTransactionsKnowsOfThemIfNobodyElseDoes() throws IOException {
        for (int count : new int[] {40, 0}) {
            try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
                new Sample().appendInBatches(opened, opened.lastSeq() + 1, count, 4);
            }
        }
        // As a power cut leaves both: of some time before.
        JournalFiles.setDurable(journal, 30);
        Files.delete(journal.resolve("watermark"));
        Path file = JournalFiles.queueFile(journal, 1);
        JournalFiles.flipBit(file, JournalFiles.usedLength(file) - CLOSE_RECORD_BYTES - 20, 2);
        RepairPlan plan = JournalRepair.plan(journal, List.of(), ScanProgress.NONE);
        assertEquals(36, plan.lastGoodSeq());
        assertEquals(40, plan.knownSeq());
        assertFalse(plan.isLossless());
    }
}
