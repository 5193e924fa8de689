package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest {
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final JournalConfig DISK = SMALL.withLevel(Durability.DISK);

    @TempDir
    Path directory;

    private final Sample sample = new Sample();

    @Test
    void whatIsAppendedIsReadBackByteForByte() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.append(journal, 1, 1);
            sample.append(journal, 2, 64);
            sample.appendInBatches(journal, 66, 5_000, 7);
            assertEquals(5_065, journal.durableSeq());
            assertReads(1, 5_065);
        }
        assertReads(1, 5_065);
    }

    @Test
    void transactionsOutsideTheHeapAreAppendedAsWell() {
        int length = sample.encode(1, 10);
        UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(length + 100));
        direct.putBytes(100, sample.buffer(), 0, length);
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            journal.append(direct, 100, length, 1, 10);
        }
        assertReads(1, 10);
    }

    @Test
    void everyOpeningStartsAGenerationAndReadersCrossThem() {
        UUID id;
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            id = journal.journalId();
            assertEquals(1, journal.generation());
            sample.append(journal, 1, 100);
        }
        ChronicleJournal.open(directory, SMALL).close();
        try (ChronicleJournal journal = ChronicleJournal.open(directory, DISK)) {
            assertEquals(3, journal.generation());
            assertEquals(100, journal.lastSeq());
            assertEquals(100, journal.durableSeq());
            assertEquals(id, journal.journalId());
            assertTrue(journal.recovered().isClosedCleanly());
            sample.append(journal, 101, 100);
        }
        assertReads(1, 200);
    }

    @Test
    void aCallLargerThanAnExcerptIsCutBetweenTransactions() {
        int count = 5_000;
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.append(journal, 1, count);
        }
        assertReads(1, count);
        JournalReport report;
        try (JournalScan scan = new JournalScan(new JournalDirectory(directory), JournalCursor.NO_LIMIT)) {
            report = scan.run(TransactionListener.NONE);
        }
        assertEquals(count, report.transactions());
        long fewest = (report.bytes() + JournalConfig.MAX_EXCERPT_BYTES - 1) / JournalConfig.MAX_EXCERPT_BYTES;
        assertTrue(report.batches() >= fewest && report.batches() <= fewest + 1, report.toString());
    }

    @Test
    void aGapIsRefusedAndHarmless() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.append(journal, 1, 2);
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> sample.append(journal, 4, 1));
            assertEquals("expected the next transactions, lastSeq=2, firstSeq=4, count=1", refusal.getMessage());
            sample.append(journal, 3, 1);
        }
        assertReads(1, 3);
    }

    @Test
    void theFolderHasOneWriter() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            JournalLocked locked = assertThrows(JournalLocked.class, () -> ChronicleJournal.open(directory, SMALL));
            assertTrue(locked.getMessage().contains(directory.getFileName().toString()), locked.getMessage());
            sample.append(journal, 1, 1);
        }
        ChronicleJournal.open(directory, SMALL).close();
    }

    @Test
    void levelDiskSyncsOncePerAppend() {
        AtomicInteger syncs = new AtomicInteger();
        try (ChronicleJournal journal = open(DISK, syncs::incrementAndGet)) {
            syncs.set(0);
            sample.append(journal, 1, 1);
            assertEquals(1, syncs.get());
            sample.append(journal, 2, 5_000);
            assertEquals(2, syncs.get(), "one sync, however many excerpts");
        }
    }

    @Test
    void levelProcessNeverSyncs() {
        AtomicInteger syncs = new AtomicInteger();
        ChronicleJournal journal = open(SMALL, syncs::incrementAndGet);
        syncs.set(0);
        sample.append(journal, 1, 10);
        journal.close();
        assertEquals(0, syncs.get());
    }

    @Test
    void aFailedSyncIsFinalAndNothingOfItIsTold() {
        int lostFrom = 2;
        AtomicInteger syncs = new AtomicInteger(Integer.MIN_VALUE);
        ChronicleJournal journal = open(DISK, () -> {
            if (syncs.incrementAndGet() == lostFrom) {
                throw new IOException("device lost");
            }
        });
        syncs.set(0);
        sample.append(journal, 1, 5);
        assertThrows(UncheckedIOException.class, () -> sample.append(journal, 6, 5));
        assertEquals(5, journal.durableSeq());
        assertThrows(IllegalStateException.class, () -> sample.append(journal, 6, 5));
        assertThrows(IllegalStateException.class, () -> sample.append(journal, 11, 5));
        assertEquals(lostFrom, syncs.get(), "no second try");
        assertReads(1, 5);
        journal.close();
        assertFalse(scan().isClosedCleanly());
    }

    @Test
    void anAppendAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.defaults())) {
            int one = sample.encode(1, 1);
            // Until the compiler has seen to it that what does not escape is not allocated.
            for (long seq = 1; seq <= 40_000; seq++) {
                journal.append(sample.buffer(), 0, one, seq, 1);
            }
            int count = 64;
            int length = sample.encode(1, count);
            int calls = 6_000;
            double least = Double.MAX_VALUE;
            // A handover makes some kilobytes; the first generations are small and follow each other quickly.
            for (int round = 0; round < 4; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < calls; i++) {
                    journal.append(sample.buffer(), 0, length, journal.lastSeq() + 1, count);
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                least = Math.min(least, allocated / ((double) calls * count));
            }
            assertTrue(least < 0.05, "allocated bytes per transaction: " + least);
        }
    }

    @Test
    void chronicleReadsTheSameExcerpts() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.appendInBatches(journal, 1, 300, 10);
        }
        Path generation = new JournalDirectory(directory).generation(1);
        int excerpts = 0;
        Bytes<?> into = Bytes.allocateElasticOnHeap();
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.single(generation.toString())
                        .rollCycle(SparseRollCycles.LARGE_HOURLY_XSPARSE)
                        .blockSize(JournalConfig.MIN_BLOCK_BYTES)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (tailer.readBytes(into.clear())) {
                assertEquals(EnvelopeDescriptor.MAGIC, into.readInt(0));
                excerpts++;
            }
        }
        assertEquals(1 + 30 + 1, excerpts, "opened, batches, closed");
    }

    @Test
    void aGenerationIsOneFileOfTheSizeOfItsBlocks() throws IOException {
        int blockBytes = JournalConfig.MIN_BLOCK_BYTES;
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.append(journal, 1, 1);
            assertTrue(Files.size(JournalFiles.queueFile(directory, 1)) <= 2L * blockBytes);
            sample.appendInBatches(journal, 2, 20_000, 500);
        }
        // Chronicle names a file by its clock, which stands still here: no midnight starts another one.
        try (Stream<Path> files = Files.list(JournalFiles.generation(directory, 1))) {
            assertEquals(
                    List.of("19700101-00LX.cq4", "metadata.cq4t"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertReads(1, 20_001);
    }

    @Test
    void chronicleReportsToNobody() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }

    @Test
    void noThreadIsLeftBehindThatKeepsAProcessAlive() {
        ChronicleJournal.open(directory, SMALL).close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            assertFalse(thread.getName().contains("disk-space"), thread.getName());
        }
    }

    /** A journal on this machine, where each sync does something else as well. */
    private ChronicleJournal open(JournalConfig config, SyncStep atSync) {
        OtherStorage storage = new OtherStorage() {
            @Override
            public void sync(FileChannel channel) throws IOException {
                super.sync(channel);
                atSync.run();
            }
        };
        return ChronicleJournal.open(new JournalDirectory(directory, storage), config);
    }

    @FunctionalInterface
    private interface SyncStep {
        void run() throws IOException;
    }

    private JournalReport scan() {
        try (JournalScan scan = new JournalScan(new JournalDirectory(directory), JournalCursor.NO_LIMIT)) {
            return scan.run(TransactionListener.NONE);
        }
    }

    private void assertReads(long firstSeq, long lastSeq) {
        Transaction transaction = new Transaction();
        try (JournalReader reader = JournalReader.open(directory)) {
            for (long seq = firstSeq; seq <= lastSeq; seq++) {
                assertTrue(reader.poll(transaction), "seq=" + seq);
                assertEquals(seq, transaction.seq());
                assertTrue(sample.isRight(transaction), "seq=" + seq);
            }
            assertFalse(reader.poll(transaction));
            assertEquals(lastSeq + 1, reader.nextSeq());
        }
    }
}
