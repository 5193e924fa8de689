package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.testing.PowerCutDisk;
import io.gavel.testing.Waiting;
import io.gavel.wire.Durability;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Level disk against a device that loses power: the journal lies on a file system in an image file, and a copy of the
 * image is what the disk held at that moment. Needs root, ext4 and loop devices; skipped, and said so, without them.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PowerCutTest {
    private static final int GENERATION_BYTES = 1 << 20;
    private static final long IMAGE_BYTES = 96L << 20;
    private static final int CUTS = Integer.getInteger("gavel.cuts", 5);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JournalConfig DISK = JournalConfig.small().withLevel(Durability.DISK);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private final Sample expected = new Sample();
    private PowerCutDisk disk;

    @BeforeEach
    void mountADisk() {
        disk = PowerCutDisk.create(directory, IMAGE_BYTES);
    }

    @AfterEach
    void unmountAll() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void whatWasToldIsOnTheDiskAtEveryMoment() {
        cutAgainAndAgain(DISK);
    }

    @Test
    void whatWasToldIsOnTheDiskAcrossPreparedGenerations() {
        cutAgainAndAgain(DISK.withGenerationBytes(GENERATION_BYTES));
        assertTrue(new JournalDirectory(disk.root().resolve("journal")).lastGeneration() > 3, "expected handovers");
    }

    private void cutAgainAndAgain(JournalConfig config) {
        try (ChronicleJournal journal = ChronicleJournal.open(disk.root().resolve("journal"), config)) {
            for (int round = 0; round < 4; round++) {
                // Enough to make the file grow in between.
                sample.appendInBatches(journal, journal.lastSeq() + 1, 9_000, 300);
                assertHoldsAfterACut(journal.durableSeq());
            }
        }
        try (ChronicleJournal journal = ChronicleJournal.open(disk.root().resolve("journal"), config)) {
            assertHoldsAfterACut(journal.durableSeq());
            sample.append(journal, journal.lastSeq() + 1, 1);
            assertHoldsAfterACut(journal.durableSeq());
        }
    }

    /** Most cuts fall into a write or a sync, some into a handover. */
    @Test
    void whatWasToldBeforeTheCutIsOnTheDiskWhoeverWritesOn() throws Exception {
        JournalConfig config = DISK.withGenerationBytes(GENERATION_BYTES);
        AtomicBoolean isOver = new AtomicBoolean();
        try (ChronicleJournal journal = ChronicleJournal.open(disk.root().resolve("journal"), config)) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                SplittableRandom random = new SplittableRandom(7);
                while (!isOver.get()) {
                    sample.append(journal, journal.lastSeq() + 1, 1 + random.nextInt(400));
                }
            });
            try {
                for (int cut = 0; cut < CUTS; cut++) {
                    long enough = journal.durableSeq() + 1_500;
                    Waiting.until(LIMIT, () -> journal.durableSeq() >= enough || writer.isDone());
                    assertHoldsAfterACut(journal.durableSeq());
                }
            } finally {
                isOver.set(true);
                writer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertTrue(journal.space().handovers() > 1, "expected handovers");
        }
    }

    @Test
    void withoutTheSyncTheSameCutLosesWhatWasTold() {
        OtherStorage forgetful = new OtherStorage() {
            @Override
            public void sync(FileChannel channel) {
                // says that it did
            }
        };
        JournalDirectory unsynced = new JournalDirectory(disk.root().resolve("journal"), forgetful);
        try (ChronicleJournal journal = ChronicleJournal.open(unsynced, DISK)) {
            sample.appendInBatches(journal, 1, 9_000, 300);
            Verification verification = JournalVerifier.verify(disk.cutPower().resolve("journal"));
            assertTrue(
                    verification.report() == null || verification.report().lastSeq() < journal.durableSeq(),
                    String.valueOf(verification));
        }
    }

    private void assertHoldsAfterACut(long toldSeq) {
        Path journal = disk.cutPower().resolve("journal");
        Verification verification = JournalVerifier.verify(
                journal, transaction -> assertTrue(expected.isRight(transaction), "seq=" + transaction.seq()));
        assertNotEquals(Status.DAMAGED, verification.status(), String.valueOf(verification));
        assertTrue(verification.report().lastSeq() >= toldSeq, "told=" + toldSeq + ", " + verification);
        try (ChronicleJournal back = ChronicleJournal.open(journal, DISK)) {
            expected.append(back, back.lastSeq() + 1, 1);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
    }
}
