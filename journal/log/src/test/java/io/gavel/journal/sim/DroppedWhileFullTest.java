package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.Sample;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A full generation may be dropped before the work beside the writer has come to close and shorten it. */
class DroppedWhileFullTest {
    private static final JournalConfig CONFIG = JournalConfig.small()
            .withExcerptBytes(Transaction.MAX_LENGTH)
            .withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);

    private final SimMachine machine = new SimMachine(
            new SimDisk(1 << 26, false), Faults.NONE, new SplittableRandom(1), 0, UnaryOperator.identity());
    private final Path directory = machine.path("/data/journal");
    private final Sample sample = new Sample();

    @Test
    void theJournalClosesAllTheSame() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, CONFIG)) {
            dropFull(journal);
        }
    }

    @Test
    void theNextGenerationIsPreparedAllTheSame() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, CONFIG)) {
            dropFull(journal);
            machine.stepBackground();
            assertNull(journal.space().failure());
        }
    }

    private void dropFull(ChronicleJournal journal) {
        while (journal.space().handovers() < 2) {
            sample.append(journal, journal.lastSeq() + 1, 20);
        }
        assertEquals(2, JournalRetention.dropBefore(directory, journal.lastSeq()));
        assertTrue(JournalRetention.firstSeq(directory) > 1);
    }
}
