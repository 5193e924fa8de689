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
}
