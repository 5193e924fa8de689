package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generations of a fixed size whose pages exist before their first append, and the way from one to the next. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PreparedGenerationsTest {
    private static final int GENERATION_BYTES = 1 << 20;
    private static final JournalConfig PREPARED = JournalConfig.small().withGenerationBytes(GENERATION_BYTES);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private final Transaction transaction = new Transaction();

    @Test
    void aFullGenerationHandsOverWhileAReaderFollows() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, PREPARED)) {
            try (JournalReader reader = JournalReader.open(directory)) {
                while (journal.generation() < 5) {
                    appendUntilHandedOver(journal);
                    while (reader.poll(transaction)) {
                        assertTrue(sample.isRight(transaction), "seq=" + transaction.seq());
                    }
                    assertEquals(journal.lastSeq() + 1, reader.nextSeq());
                }
            }
            assertEquals(4, journal.space().handovers());
            assertNull(journal.space().failure());
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void atLevelDiskTheHandoverIsSyncedAsWell() {
        JournalConfig disk = PREPARED.withLevel(Durability.DISK);
        try (ChronicleJournal journal = ChronicleJournal.open(directory, disk)) {
            appendUntilHandedOver(journal);
            appendUntilHandedOver(journal);
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void readersThatOpenDuringAHandoverFindTheirPlace() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicReference<Throwable> flaw = new AtomicReference<>();
        try (ChronicleJournal journal = ChronicleJournal.open(directory, PREPARED)) {
            sample.append(journal, 1, 1);
            Thread opener = new Thread(() -> {
                Sample expected = new Sample();
                Transaction into = new Transaction();
                try {
                    while (!isOver.get()) {
                        try (JournalReader reader = JournalReader.open(directory)) {
                            long seq = reader.durableSeq();
                            reader.seek(seq);
                            assertTrue(reader.poll(into), "seq=" + seq);
                            assertEquals(seq, into.seq());
                            assertTrue(expected.isRight(into), "seq=" + seq);
                        }
                    }
                } catch (RuntimeException | Error e) {
                    flaw.set(e);
                }
            });
            opener.start();
            while (journal.generation() < 9 && flaw.get() == null) {
                appendUntilHandedOver(journal);
            }
            isOver.set(true);
            opener.join();
            if (flaw.get() != null) {
                throw new AssertionError("a reader failed", flaw.get());
            }
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void anAppendLargerThanAGenerationStaysInOne() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, PREPARED)) {
            sample.append(journal, 1, 20_000);
            assertTrue(journal.space().unpreparedBytes() > GENERATION_BYTES, String.valueOf(journal.space()));
            appendUntilHandedOver(journal);
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void withoutSpaceForTheNextOneTheJournalEndsByNameAndWhole() {
        AtomicLong usable = new AtomicLong(GENERATION_BYTES);
        try (ChronicleJournal journal =
                ChronicleJournal.open(new JournalDirectory(directory, withSpace(usable)), PREPARED)) {
            sample.appendInBatches(journal, 1, 3_000, 100);
            awaitFailure(journal);
            JournalFull full = assertThrows(JournalFull.class, () -> appendUntilHandedOver(journal));
            assertTrue(full.getMessage().contains("free=" + GENERATION_BYTES), full.getMessage());
            assertEquals(1, journal.generation());
            assertEquals(journal.lastSeq(), journal.durableSeq(), "what did not fit was not written");
            assertThrows(IllegalStateException.class, () -> sample.append(journal, journal.lastSeq() + 1, 1));
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void spaceThatComesBackInTimeIsUsed() {
        AtomicLong usable = new AtomicLong(GENERATION_BYTES);
        try (ChronicleJournal journal =
                ChronicleJournal.open(new JournalDirectory(directory, withSpace(usable)), PREPARED)) {
            sample.appendInBatches(journal, 1, 3_000, 100);
            awaitFailure(journal);
            usable.set(Long.MAX_VALUE);
            appendUntilHandedOver(journal);
            awaitTrue(() -> journal.space().failure() == null, "the failure is over");
        }
        assertWholeAndClosed(directory);
    }

    @Test
    void withLittleSpaceTheNextOneIsSmaller() throws IOException {
        JournalConfig large = PREPARED.withGenerationBytes(16 * GENERATION_BYTES);
        AtomicLong usable = new AtomicLong(9L * GENERATION_BYTES);
        try (ChronicleJournal journal =
                ChronicleJournal.open(new JournalDirectory(directory, withSpace(usable)), large)) {
            appendUntilHandedOver(journal);
            appendUntilHandedOver(journal);
            Path second = new JournalDirectory(directory).queueFile(2);
            long used = JournalFiles.usedLength(second);
            assertTrue(used <= 4 * GENERATION_BYTES && used > 3 * GENERATION_BYTES, "used=" + used);
        }
        assertWholeAndClosed(directory);
    }

    /** Nobody prepares anything: the thread in the background never gets its turn. */
    @Test
    void aGenerationNeverExceedsItsSizeHoweverSlowTheNextOneIs() throws IOException {
        Storage neverInTime = new OtherStorage() {
            @Override
            public Background background(String name, Background.Work work) {
                return new Background() {
                    @Override
                    public void wake() {
                        // Later.
                    }

                    @Override
                    public void close() {
                        work.step();
                    }
                };
            }
        };
        try (ChronicleJournal journal = ChronicleJournal.open(new JournalDirectory(directory, neverInTime), PREPARED)) {
            for (int i = 0; i < 4; i++) {
                appendUntilHandedOver(journal);
            }
            assertEquals(4, journal.space().hastyHandovers());
            assertTrue(journal.space().unpreparedBytes() > 2 * GENERATION_BYTES, String.valueOf(journal.space()));
        }
        assertWholeAndClosed(directory);
        for (int number = 1; number <= 5; number++) {
            long used = JournalFiles.usedLength(JournalFiles.queueFile(directory, number));
            assertTrue(used <= GENERATION_BYTES + (64 << 10), "generation=" + number + ", used=" + used);
        }
    }

    @Test
    void whatWasPreparedAndNotUsedIsGivenBackAtTheClose() throws IOException {
        JournalConfig large = PREPARED.withGenerationBytes(8 * GENERATION_BYTES);
        ChronicleJournal journal = ChronicleJournal.open(directory, large);
        sample.appendInBatches(journal, 1, 20_000, 100);
        JournalDirectory files = new JournalDirectory(directory);
        awaitTrue(() -> files.hasGeneration(2), "the next generation is begun");
        journal.close();
        assertEquals(1, files.lastGeneration());
        Path file = files.queueFile(1);
        assertTrue(Files.size(file) < JournalFiles.usedLength(file) + GENERATION_BYTES, "size=" + Files.size(file));
        assertWholeAndClosed(directory);
    }

    @Test
    void theZerosOfAPreparedGenerationAreItsEnd() throws IOException {
        Path killed = killedWithPreparedSpace();
        JournalDirectory files = new JournalDirectory(killed);
        Verification verification = JournalVerifier.verify(killed);
        assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
        long last = files.lastGeneration();
        Path usedFile = files.queueFile(last - 1);
        assertTrue(Files.size(usedFile) >= 8L * GENERATION_BYTES);
        long lastSeq = verification.report().lastSeq();
        try (ChronicleJournal back = ChronicleJournal.open(killed, PREPARED)) {
            assertEquals(last + 1, back.generation());
            assertEquals(lastSeq, back.lastSeq());
            sample.append(back, lastSeq + 1, 10);
        }
        for (long number = 1; number <= last; number++) {
            Path file = files.queueFile(number);
            assertTrue(Files.size(file) < JournalFiles.usedLength(file) + GENERATION_BYTES, "generation=" + number);
        }
        assertWholeAndClosed(killed);
    }

    @Test
    void aTornRecordInPreparedSpaceIsFoundAndCut() throws IOException {
        Path killed = killedWithPreparedSpace();
        JournalDirectory files = new JournalDirectory(killed);
        Path file = files.queueFile(files.lastGeneration() - 1);
        long end = (JournalFiles.usedLength(file) + 3) & -4;
        JournalFiles.write(file, end + 4, new byte[] {1, 2, 3, 4, 5});
        Verification torn = JournalVerifier.verify(killed);
        assertEquals(Status.TORN_TAIL, torn.status(), String.valueOf(torn));
        assertEquals(9, torn.report().tornBytes());
        long lastSeq = torn.report().lastSeq();
        try (ChronicleJournal back = ChronicleJournal.open(killed, PREPARED)) {
            assertEquals(lastSeq, back.lastSeq());
            sample.append(back, lastSeq + 1, 1);
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(killed).status());
        assertEquals(1, JournalFiles.read(file, end + 4, 1)[0], "what was torn stays for who wants to look");
    }

    @Test
    void aZeroedPageBehindWhichRecordsFollowIsAHoleAlsoInPreparedSpace() throws IOException {
        Path killed = killedWithPreparedSpace();
        JournalDirectory files = new JournalDirectory(killed);
        JournalFiles.zero(files.queueFile(files.lastGeneration() - 1), 512 << 10, 4 << 10);
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(killed, PREPARED));
        assertTrue(
                damage.reason() == DamageReason.HOLE || damage.reason() == DamageReason.BAD_CRC, damage.getMessage());
    }

    @Test
    void aSizeOutOfRangeIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PREPARED.withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES - 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> PREPARED.withGenerationBytes(JournalConfig.MAX_GENERATION_BYTES + 1));
        assertFalse(JournalConfig.small().isPrepared());
        assertTrue(JournalConfig.defaults().isPrepared());
    }

    /** A copy of a live journal with a used generation of 8 MiB and an empty, prepared one behind it. */
    private Path killedWithPreparedSpace() throws IOException {
        Path live = directory.resolve("live");
        JournalDirectory files = new JournalDirectory(live);
        JournalConfig large = PREPARED.withGenerationBytes(8 * GENERATION_BYTES);
        try (ChronicleJournal journal = ChronicleJournal.open(live, large)) {
            sample.appendInBatches(journal, 1, 20_000, 100);
            awaitTrue(
                    () -> files.hasGeneration(2)
                            && files.queueFile(2) != null
                            && files.queueFile(2).toFile().length() >= 8L * GENERATION_BYTES,
                    "the next generation's file is there");
            assertEquals(1, journal.generation());
            return JournalFiles.copy(live, directory.resolve("killed"));
        }
    }

    private static Storage withSpace(AtomicLong usable) {
        return new OtherStorage() {
            @Override
            public long usableBytes(Path path) {
                return usable.get();
            }
        };
    }

    private void appendUntilHandedOver(ChronicleJournal journal) {
        long generation = journal.generation();
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (journal.generation() == generation) {
            assertTrue(System.nanoTime() < deadlineNs, "expected a handover, " + journal.space());
            sample.append(journal, journal.lastSeq() + 1, 50);
        }
    }

    private static void awaitFailure(ChronicleJournal journal) {
        awaitTrue(() -> journal.space().failure() != null, "the preparation fails");
        assertNotNull(journal.space().failure().getMessage());
    }

    private static void awaitTrue(BooleanSupplier condition, String what) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadlineNs, "expected that " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void assertWholeAndClosed(Path journal) {
        Verification verification = JournalVerifier.verify(
                journal, recorded -> assertTrue(sample.isRight(recorded), "seq=" + recorded.seq()));
        assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
        assertTrue(verification.report().isClosedCleanly());
    }
}
