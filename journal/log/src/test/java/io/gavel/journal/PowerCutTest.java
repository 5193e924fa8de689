package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
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
    private static final long IMAGE_BYTES = 96L << 20;
    private static final JournalConfig DISK = JournalConfig.small().withLevel(Durability.DISK);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private Path image;
    private Path mounted;
    private Path cutImage;
    private Path cut;

    @BeforeEach
    void mountADisk() throws IOException, InterruptedException {
        image = directory.resolve("disk");
        mounted = Files.createDirectory(directory.resolve("mounted"));
        cutImage = directory.resolve("disk-after-the-cut");
        cut = Files.createDirectory(directory.resolve("after-the-cut"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        boolean hasDisk = run("mkfs.ext4", "-q", "-F", image.toString())
                && run("mount", "-o", "loop,commit=300", image.toString(), mounted.toString());
        Assumptions.assumeTrue(hasDisk, "SKIPPED power cuts: they need root, mkfs.ext4 and loop devices");
    }

    @AfterEach
    void unmountAll() throws IOException, InterruptedException {
        unmount(cut);
        unmount(mounted);
    }

    @Test
    void whatWasToldIsOnTheDiskAtEveryMoment() throws IOException, InterruptedException {
        cutAgainAndAgain(DISK);
    }

    @Test
    void whatWasToldIsOnTheDiskAcrossPreparedGenerations() throws IOException, InterruptedException {
        cutAgainAndAgain(DISK.withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES));
        assertTrue(new JournalDirectory(mounted.resolve("journal")).lastGeneration() > 3, "expected handovers");
    }

    private void cutAgainAndAgain(JournalConfig config) throws IOException, InterruptedException {
        try (ChronicleJournal journal = ChronicleJournal.open(mounted.resolve("journal"), config)) {
            for (int round = 0; round < 4; round++) {
                // Enough to make the file grow in between.
                sample.appendInBatches(journal, journal.lastSeq() + 1, 9_000, 300);
                assertHoldsAfterACut(journal.durableSeq());
            }
        }
        try (ChronicleJournal journal = ChronicleJournal.open(mounted.resolve("journal"), config)) {
            assertHoldsAfterACut(journal.durableSeq());
            sample.append(journal, journal.lastSeq() + 1, 1);
            assertHoldsAfterACut(journal.durableSeq());
        }
    }

    @Test
    void withoutTheSyncTheSameCutLosesWhatWasTold() throws IOException, InterruptedException {
        FileSync forgotten = channel -> {};
        try (ChronicleJournal journal = ChronicleJournal.open(mounted.resolve("journal"), DISK, forgotten)) {
            sample.appendInBatches(journal, 1, 9_000, 300);
            cutPower();
            Verification verification = JournalVerifier.verify(cut.resolve("journal"));
            assertTrue(
                    verification.report() == null || verification.report().lastSeq() < journal.durableSeq(),
                    String.valueOf(verification));
        }
    }

    private void assertHoldsAfterACut(long toldSeq) throws IOException, InterruptedException {
        cutPower();
        Path journal = cut.resolve("journal");
        Verification verification = JournalVerifier.verify(
                journal, transaction -> assertTrue(sample.isRight(transaction), "seq=" + transaction.seq()));
        assertNotEquals(Status.DAMAGED, verification.status(), String.valueOf(verification));
        assertTrue(verification.report().lastSeq() >= toldSeq, "told=" + toldSeq + ", " + verification);
        try (ChronicleJournal back = ChronicleJournal.open(journal, DISK)) {
            sample.append(back, back.lastSeq() + 1, 1);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(journal).status());
    }

    /** The disk as it is at this moment, mounted beside the one that is in use. */
    private void cutPower() throws IOException, InterruptedException {
        unmount(cut);
        Files.copy(image, cutImage, StandardCopyOption.REPLACE_EXISTING);
        assertTrue(run("mount", "-o", "loop", cutImage.toString(), cut.toString()), "the copy can be mounted");
    }

    /** Chronicle lets go of a closed file's pages in its own time. */
    private static void unmount(Path mountPoint) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (isMounted(mountPoint) && !run("umount", mountPoint.toString())) {
            assertTrue(System.nanoTime() < deadlineNs, "expected to unmount, mountPoint=" + mountPoint);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean isMounted(Path mountPoint) throws IOException {
        Path table = Path.of("/proc/mounts");
        if (!Files.exists(table)) {
            return false;
        }
        try (Stream<String> mounts = Files.lines(table)) {
            return mounts.anyMatch(line -> line.contains(" " + mountPoint + " "));
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
