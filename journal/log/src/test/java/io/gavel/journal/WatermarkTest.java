package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.testing.Waiting;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was once known to be in a journal must be found again, also where the counter is missing. */
@Timeout(60)
class WatermarkTest {
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final JournalConfig PREPARED = SMALL.withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SLOT_BYTES = 4 << 10;
    private static final UUID ID = new UUID(7, 9);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();

    @Test
    void aCleanCloseLeavesTheEndAndItsChain() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.appendInBatches(journal, 1, 30, 10);
            assertEquals(0, seq());
        }
        assertEquals(30, seq());
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                assertTrue(sample.isRight(transaction));
            }
            assertEquals(reader.position(), WatermarkFile.read(directory).position());
            assertEquals(reader.journalId(), WatermarkFile.read(directory).journalId());
        }
    }

    @Test
    void anOpeningLeavesWhatItFound() throws IOException {
        Path live = directory.resolve("live");
        ChronicleJournal killed = ChronicleJournal.open(live, SMALL);
        sample.append(killed, 1, 10);
        Path copy = JournalFiles.copy(live, directory.resolve("copy"));
        killed.close();
        assertEquals(0, WatermarkFile.read(copy).position().seq());
        try (ChronicleJournal back = ChronicleJournal.open(copy, SMALL)) {
            assertEquals(10, WatermarkFile.read(copy).position().seq());
            assertEquals(1, WatermarkFile.read(copy).position().generation());
        }
    }

    @Test
    void aHandoverLeavesTheEndOfTheFullGeneration() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, PREPARED.withLevel(Durability.DISK))) {
            long lastInFirst = 0;
            while (journal.generation() == 1) {
                lastInFirst = journal.lastSeq();
                sample.append(journal, journal.lastSeq() + 1, 50);
            }
            long expected = lastInFirst;
            Waiting.until(LIMIT, () -> "seq=" + expected + ", found=" + seq(), () -> seq() == expected);
            assertEquals(1, WatermarkFile.read(directory).position().generation());
        }
    }

    @Test
    void aPositionThatIsMarkedIsKnownFromThenOn() throws IOException {
        Path copy = directory.resolve("copy");
        try (ChronicleJournal journal = ChronicleJournal.open(directory.resolve("live"), SMALL);
                JournalReader reader = JournalReader.open(directory.resolve("live"))) {
            sample.append(journal, 1, 10);
            JournalFiles.copy(directory.resolve("live"), copy);
            sample.append(journal, 11, 10);
            journal.mark(endOf(reader));
            journal.mark(new JournalPosition(3, 3, 3));
            assertEquals(
                    20, WatermarkFile.read(directory.resolve("live")).position().seq(), "an older one changes nothing");
        }
        Files.copy(directory.resolve("live/watermark"), copy.resolve("watermark"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(copy.resolve("durable"));
        assertShorter(copy);
    }

    @Test
    void withoutACounterTheWatermarkStillKnowsThatTheEndIsMissing() throws IOException {
        write(30);
        Files.delete(directory.resolve("durable"));
        cutBehindTheFirstGeneration();
        assertShorter(directory);
    }

    @Test
    void anotherHistoryOfTheSameLengthIsFound() throws IOException {
        write(30);
        JournalPosition position = WatermarkFile.read(directory).position();
        UUID id = WatermarkFile.read(directory).journalId();
        for (JournalPosition other : new JournalPosition[] {
            new JournalPosition(30, position.chain() + 1, position.generation()),
            new JournalPosition(30, position.chain(), position.generation() + 1),
            new JournalPosition(25, position.chain(), position.generation())
        }) {
            WatermarkFile.replace(directory, new Watermark(other, id));
            JournalDamaged damage = assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(directory, SMALL));
            assertEquals(DamageReason.BROKEN_CHAIN, damage.reason(), damage.getMessage());
            assertTrue(damage.getMessage().contains("watermark"), damage.getMessage());
            assertEquals(Status.DAMAGED, JournalVerifier.verify(directory).status());
        }
        WatermarkFile.replace(directory, new Watermark(position, id));
        ChronicleJournal.open(directory, SMALL).close();
    }

    @Test
    void theWatermarkOfAnotherJournalIsFound() {
        write(30);
        WatermarkFile.replace(
                directory, new Watermark(WatermarkFile.read(directory).position(), UUID.randomUUID()));
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(directory, SMALL));
        assertEquals(DamageReason.FOREIGN_FILE, damage.reason(), damage.getMessage());
    }

    @Test
    void aTornSlotLeavesTheOther() throws IOException {
        write(30);
        write(20);
        Path file = directory.resolve("watermark");
        int newest = JournalFiles.read(file, 8, 1)[0] > JournalFiles.read(file, SLOT_BYTES + 8, 1)[0] ? 0 : 1;
        byte[] whole = Files.readAllBytes(file);
        assertEquals(50, seq());
        for (int byteOfSlot = 0; byteOfSlot < 60; byteOfSlot++) {
            JournalFiles.flipBit(file, newest * SLOT_BYTES + byteOfSlot, byteOfSlot % 8);
            assertEquals(30, seq(), "byte=" + byteOfSlot);
            Files.write(file, whole);
            JournalFiles.flipBit(file, (1 - newest) * SLOT_BYTES + byteOfSlot, byteOfSlot % 8);
            assertEquals(50, seq(), "byte=" + byteOfSlot);
            Files.write(file, whole);
        }
        JournalFiles.zero(file, (long) newest * SLOT_BYTES, SLOT_BYTES);
        write(5);
        assertEquals(55, seq());
    }

    @Test
    void withoutAWholeSlotNobodyGuesses() throws IOException {
        write(30);
        for (byte[] content : new byte[][] {new byte[0], new byte[100], new byte[2 * SLOT_BYTES]}) {
            Files.write(directory.resolve("watermark"), content);
            JournalDamaged damage = assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(directory, SMALL));
            assertEquals(DamageReason.BAD_CRC, damage.reason(), damage.getMessage());
        }
        Files.delete(directory.resolve("watermark"));
        ChronicleJournal.open(directory, SMALL).close();
        assertEquals(30, seq());
    }

    @Test
    void aLaterFormatIsNamed() throws IOException {
        WatermarkFile.replace(directory, new Watermark(new JournalPosition(4, 5, 1), ID));
        Path file = directory.resolve("watermark");
        byte[] slot = JournalFiles.read(file, SLOT_BYTES, 60);
        slot[4] = 2;
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, 56);
        ByteBuffer.wrap(slot).order(ByteOrder.LITTLE_ENDIAN).putInt(56, (int) crc.getValue());
        JournalFiles.write(file, SLOT_BYTES, slot);
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> WatermarkFile.read(directory));
        assertEquals(DamageReason.UNKNOWN_VERSION, damage.reason());
    }

    @Test
    void aJournalWithoutAFileHasNone() {
        assertNull(WatermarkFile.read(directory));
    }

    @Test
    void whoCannotWriteItHaltsTheJournal() {
        AtomicBoolean isBroken = new AtomicBoolean();
        OtherStorage storage = new OtherStorage() {
            @Override
            public void sync(FileChannel channel) throws IOException {
                if (isBroken.get()) {
                    throw new IOException("no such device");
                }
            }
        };
        ChronicleJournal journal = ChronicleJournal.open(new JournalDirectory(directory, storage), SMALL);
        sample.append(journal, 1, 10);
        isBroken.set(true);
        assertThrows(UncheckedIOException.class, () -> journal.mark(new JournalPosition(10, 1, 1)));
        IllegalStateException halted = assertThrows(IllegalStateException.class, () -> sample.append(journal, 11, 1));
        assertEquals("no such device", halted.getCause().getMessage());
        assertEquals(10, journal.durableSeq());
        journal.close();
        isBroken.set(false);
        assertFalse(JournalVerifier.verify(directory).report().isClosedCleanly());
    }

    @Test
    void itIsSyncedAtLevelDiskAndWhereItIsAskedFor() {
        AtomicInteger syncs = new AtomicInteger();
        OtherStorage storage = new OtherStorage() {
            @Override
            public void sync(FileChannel channel) {
                syncs.incrementAndGet();
            }
        };
        JournalDirectory counted = new JournalDirectory(directory, storage);
        ChronicleJournal.open(counted, SMALL).close();
        syncs.set(0);
        try (ChronicleJournal journal = ChronicleJournal.open(counted, SMALL)) {
            sample.append(journal, 1, 10);
            assertEquals(0, syncs.get());
            journal.mark(new JournalPosition(5, 1, 1));
            assertEquals(1, syncs.get());
        }
        assertEquals(1, syncs.get(), "level process");
        WatermarkFile.replace(
                directory,
                new Watermark(JournalReport.START, WatermarkFile.read(directory).journalId()));
        ChronicleJournal disk = ChronicleJournal.open(counted, SMALL.withLevel(Durability.DISK));
        syncs.set(0);
        sample.append(disk, 11, 10);
        disk.close();
        assertEquals(3, syncs.get(), "the append, the close record, the watermark");
    }

    private void write(int count) {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.appendInBatches(journal, journal.lastSeq() + 1, count, 10);
        }
    }

    /** As if only the head of the file had reached the disk. */
    private void cutBehindTheFirstGeneration() throws IOException {
        Path file = JournalFiles.queueFile(directory, 1);
        long end = JournalFiles.usedLength(file);
        JournalFiles.zero(file, end - 1_500, 1_500);
    }

    private void assertShorter(Path journal) {
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> ChronicleJournal.open(journal, SMALL));
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, damage.reason(), damage.getMessage());
        assertTrue(damage.getMessage().contains("knownBy=watermark"), damage.getMessage());
        Verification verification = JournalVerifier.verify(journal);
        assertEquals(Status.DAMAGED, verification.status());
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, verification.damage().reason());
    }

    private JournalPosition endOf(JournalReader reader) {
        Transaction transaction = new Transaction();
        while (reader.poll(transaction)) {
            assertTrue(sample.isRight(transaction));
        }
        return reader.position();
    }

    private long seq() {
        return WatermarkFile.read(directory).position().seq();
    }
}
