package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private final Transaction transaction = new Transaction();

    @Test
    void nothingIsReadThatWasWrittenButNotTold() throws IOException {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            sample.append(journal, 1, 10);
            sample.append(journal, 11, 10);
            // As if the writer had stopped between the excerpt and the counter.
            JournalFiles.setDurable(directory, 10);
            try (JournalReader reader = JournalReader.open(directory)) {
                for (int seq = 1; seq <= 10; seq++) {
                    assertTrue(reader.poll(transaction));
                }
                assertFalse(reader.poll(transaction));
                assertFalse(reader.poll(transaction));
                assertEquals(11, reader.nextSeq());
                JournalFiles.setDurable(directory, 20);
                assertTrue(reader.poll(transaction));
                assertEquals(11, transaction.seq());
                assertTrue(sample.isRight(transaction));
            }
        }
    }

    @Test
    void aReaderFollowsAWriterStepByStep() {
        SplittableRandom random = new SplittableRandom(3);
        long lastSeq = 0;
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small());
                JournalReader reader = JournalReader.open(directory)) {
            assertFalse(reader.poll(transaction));
            for (int round = 0; round < 2_000; round++) {
                int count = 1 + random.nextInt(40);
                sample.append(journal, lastSeq + 1, count);
                for (long seq = lastSeq + 1; seq <= lastSeq + count; seq++) {
                    assertTrue(reader.poll(transaction));
                    assertEquals(seq, transaction.seq());
                    assertTrue(sample.isRight(transaction));
                }
                assertFalse(reader.poll(transaction));
                lastSeq += count;
            }
        }
    }

    @Test
    void aTransactionSaysHowFarItsExcerptReaches() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small());
                JournalReader reader = JournalReader.open(directory)) {
            sample.append(journal, 1, 3);
            sample.append(journal, 4, 1);
            int end = 0;
            for (int seq = 1; seq <= 3; seq++) {
                assertTrue(reader.poll(transaction));
                assertTrue(seq == 1 || end == transaction.offset());
                end = transaction.offset() + transaction.length();
                assertEquals(seq == 3, transaction.runEnd() == end);
            }
            assertTrue(reader.poll(transaction));
            assertEquals(transaction.offset() + transaction.length(), transaction.runEnd());
        }
    }

    @Test
    void aSeekFindsAnySequenceInAnyGeneration() {
        for (int generation = 0; generation < 4; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                sample.appendInBatches(journal, generation * 500L + 1, 500, 30);
            }
        }
        ChronicleJournal.open(directory, JournalConfig.small()).close();
        SplittableRandom random = new SplittableRandom(5);
        try (JournalReader reader = JournalReader.open(directory)) {
            for (int round = 0; round < 200; round++) {
                long seq = 1 + random.nextLong(2_000);
                reader.seek(seq);
                assertEquals(seq, reader.nextSeq());
                assertTrue(reader.poll(transaction));
                assertEquals(seq, transaction.seq());
                assertTrue(sample.isRight(transaction));
            }
        }
    }

    @Test
    void aSeekBeyondTheEndWaitsForIt() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small());
                JournalReader reader = JournalReader.open(directory)) {
            reader.seek(15);
            sample.append(journal, 1, 10);
            assertFalse(reader.poll(transaction));
            assertEquals(15, reader.nextSeq());
            sample.append(journal, 11, 10);
            assertTrue(reader.poll(transaction));
            assertEquals(15, transaction.seq());
            assertThrows(IllegalArgumentException.class, () -> reader.seek(0));
        }
    }

    @Test
    void aReaderOutlivesTheWriterAndMeetsTheNext() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
            sample.append(journal, 1, 1);
        }
        try (JournalReader reader = JournalReader.open(directory)) {
            assertTrue(reader.poll(transaction));
            for (int generation = 0; generation < 3; generation++) {
                try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                    assertFalse(reader.poll(transaction));
                    sample.append(journal, journal.lastSeq() + 1, 3);
                    for (int i = 0; i < 3; i++) {
                        assertTrue(reader.poll(transaction));
                        assertTrue(sample.isRight(transaction));
                    }
                    assertEquals(journal.journalId(), reader.journalId());
                }
                assertFalse(reader.poll(transaction));
            }
        }
    }

    @Test
    void aTimeIsFoundInAnyGeneration() {
        for (int generation = 0; generation < 4; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                sample.appendInBatches(journal, generation * 500L + 1, 500, 30);
            }
        }
        // The last one never got a transaction.
        ChronicleJournal.open(directory, JournalConfig.small()).close();
        SplittableRandom random = new SplittableRandom(9);
        try (JournalReader reader = JournalReader.open(directory)) {
            for (int round = 0; round < 300; round++) {
                long timeNs = random.nextLong(2_000_000);
                long seq = Math.max(1, Math.floorDiv(timeNs + 999, 1_000));
                reader.seekTime(timeNs);
                assertTrue(reader.nextSeq() <= seq);
                assertTrue(reader.poll(transaction));
                assertEquals(seq, transaction.seq(), "timeNs=" + timeNs);
                assertTrue(sample.isRight(transaction));
                assertEquals(seq < 2_000, reader.poll(transaction));
            }
            reader.seekTime(2_000_001);
            assertFalse(reader.poll(transaction));
            reader.seekTime(Long.MIN_VALUE);
            assertTrue(reader.poll(transaction));
            assertEquals(1, transaction.seq());
        }
    }

    @Test
    void ofTransactionsAtTheSameTimeTheFirstIsFoundAlsoInAnEarlierGeneration() {
        for (int generation = 0; generation < 3; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                sample.at(generation == 0 ? 5_000 : 7_000).append(journal, generation * 10L + 1, 10);
            }
        }
        try (JournalReader reader = JournalReader.open(directory)) {
            reader.seekTime(7_000);
            assertTrue(reader.poll(transaction));
            assertEquals(11, transaction.seq());
            reader.seekTime(5_001);
            assertTrue(reader.poll(transaction));
            assertEquals(11, transaction.seq());
            reader.seekTime(5_000);
            assertTrue(reader.poll(transaction));
            assertEquals(1, transaction.seq());
        }
    }

    @Test
    void aTimeThatHasNotComeIsWaitedFor() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small());
                JournalReader reader = JournalReader.open(directory)) {
            sample.append(journal, 1, 10);
            reader.seekTime(14_500);
            assertFalse(reader.poll(transaction));
            sample.append(journal, 11, 10);
            assertTrue(reader.poll(transaction));
            assertEquals(15, transaction.seq());
            assertTrue(reader.poll(transaction));
            assertEquals(16, transaction.seq());
        }
    }

    @Test
    void aPollWaitsAsLongAsItIsToldAndNoLonger() throws InterruptedException {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small());
                JournalReader reader = JournalReader.open(directory)) {
            long startNs = System.nanoTime();
            assertFalse(reader.poll(transaction, 30_000_000));
            assertTrue(System.nanoTime() - startNs >= 30_000_000);
            Thread writer = new Thread(() -> sample.append(journal, 1, 3));
            writer.start();
            assertTrue(reader.poll(transaction, 60_000_000_000L));
            assertEquals(1, transaction.seq());
            writer.join(60_000);
            assertTrue(reader.poll(transaction, 0));
            assertTrue(reader.poll(transaction, 0));
            Thread.currentThread().interrupt();
            assertFalse(reader.poll(transaction, 60_000_000_000L), "an interrupted thread does not wait");
            assertTrue(Thread.interrupted());
        }
    }
}
