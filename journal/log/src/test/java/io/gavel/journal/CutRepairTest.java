package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.repair.JournalRepair;
import io.gavel.journal.repair.RepairOrder;
import io.gavel.journal.repair.RepairReport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repair that ends in the middle, wherever that is: the journal says so, and the next repair comes to the same end. */
class CutRepairTest {
    private static final RepairOrder ORDER = new RepairOrder("ann", "test", false);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();

    @Test
    void aRepairThatIsCutAnywhereIsFinishedByTheNextOne() throws IOException {
        Path original = damaged();
        long lastGoodSeq = JournalVerifier.verify(original).report().lastSeq();
        assertTrue(lastGoodSeq > 100 && lastGoodSeq < 200);
        int cuts = 0;
        for (int failing = 1; ; failing++) {
            Path journal = JournalFiles.copy(original, directory.resolve("cut"));
            FailingSync storage = new FailingSync(failing);
            if (!isCut(journal, storage)) {
                assertWhole(journal, lastGoodSeq);
                break;
            }
            cuts++;
            JournalDamaged said = JournalVerifier.verify(journal).damage();
            boolean isBegun = Files.exists(journal.resolve("repairing"));
            boolean isFinished = said == null;
            if (!isFinished) {
                assertThrows(JournalDamaged.class, () -> JournalOpening.of(journal), "cut at " + failing);
            } else {
                assertFalse(isBegun, "cut at " + failing);
            }
            RepairReport report = JournalRepair.repair(journal, ORDER, List.of(), ScanProgress.NONE);
            if (isFinished) {
                assertNull(report, "cut at " + failing);
            } else {
                assertEquals(isBegun, report.isResumed(), "cut at " + failing);
                assertTrue(JournalFiles.queueFile(report.folder(), 2) != null, "the evidence is aside");
                assertTrue(JournalFiles.queueFile(report.folder(), 3) != null, "the evidence is aside");
            }
            assertWhole(journal, lastGoodSeq);
        }
        assertTrue(cuts > 15, "cuts=" + cuts);
    }

    private static boolean isCut(Path journal, FailingSync storage) throws IOException {
        try (DamagedJournal damaged = DamagedJournal.take(new JournalDirectory(journal, storage))) {
            JournalRepair.repair(damaged, ORDER, List.of(), ScanProgress.NONE);
            return false;
        } catch (IOException expected) {
            assertEquals("planned", expected.getMessage());
            return true;
        }
    }

    private Path damaged() throws IOException {
        Path journal = directory.resolve("original");
        for (int generation = 0; generation < 4; generation++) {
            try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
                sample.appendInBatches(opened, 1 + 100L * generation, 100, 4);
            }
        }
        Path file = JournalFiles.queueFile(journal, 2);
        JournalFiles.flipBit(file, JournalFiles.usedLength(file) - 2_000, 3);
        Files.createDirectory(journal.resolve("generations").resolve("old"));
        return journal;
    }

    private void assertWhole(Path journal, long lastSeq) {
        JournalVerifier.Verification verification =
                JournalVerifier.verify(journal, transaction -> assertTrue(sample.isRight(transaction)));
        assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
        assertEquals(lastSeq, verification.report().lastSeq());
        try (ChronicleJournal opened = ChronicleJournal.open(journal, JournalConfig.small())) {
            sample.append(opened, lastSeq + 1, 1);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
    }

    /** Fails at its n-th sync, and then at every one, as a process that is killed there. */
    private static final class FailingSync extends OtherStorage {
        private int left;

        FailingSync(int failing) {
            left = failing;
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            count();
        }

        @Override
        public void syncDirectory(Path folder) throws IOException {
            count();
        }

        private void count() throws IOException {
            if (--left <= 0) {
                throw new IOException("planned");
            }
        }
    }
}
