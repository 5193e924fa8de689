package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.Operation;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of the next generation when the disk does not let it be made. */
class SuccessorOnABadDiskTest {
    private static final JournalConfig PREPARED =
            JournalConfig.small().withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);
    private static final int FAILED_TRIES = 3;

    private final Sample sample = new Sample();
    private boolean isFailing;

    @Test
    void aFileThatCouldNotEvenBeRemovedIsNotInTheWay() {
        Faults faults = (operation, number) ->
                isFailing && (operation == Operation.RESIZE || operation == Operation.REMOVE) ? Fate.FAILED : Fate.DONE;
        SimDisk disk = new SimDisk(64 << 20, true);
        SimMachine machine = new SimMachine(disk, faults, new SplittableRandom(1), 0, UnaryOperator.identity());
        try (ChronicleJournal journal = ChronicleJournal.open(machine.path("/journal"), PREPARED)) {
            sample.append(journal, 1, 100);
            isFailing = true;
            for (int i = 0; i < FAILED_TRIES; i++) {
                machine.stepBackground();
            }
            assertNotNull(journal.space().failure());
            isFailing = false;
            sample.appendInBatches(journal, 101, 400, 10);
            assertTrue(journal.space().handovers() > 0, String.valueOf(journal.space()));
        }
    }
}
