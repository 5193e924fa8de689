package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.MachineStopped;
import io.gavel.journal.sim.disk.Operation;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.sim.disk.Tearing;
import io.gavel.wire.Durability;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an opening may believe of a disk, and in which order it has to write. */
class OpeningOnABadDiskTest {
    private static final JournalConfig DISK = JournalConfig.small().withLevel(Durability.DISK);
    private static final long DISK_BYTES = 64 << 20;
    private static final int TOLD = 20;
    private static final int UNTOLD = 400;

    private final Sample sample = new Sample();
    private SimDisk disk = new SimDisk(DISK_BYTES, false);

    @Test
    void theFoldersAroundAJournalAreOnTheDiskBeforeItTellsAnything() {
        SimMachine machine = start(Faults.NONE);
        sample.append(open(machine), 1, TOLD);
        losePower(machine, Tearing.LOST, 1);
        assertEquals(TOLD, open(start(Faults.NONE)).lastSeq());
    }

    @Test
    void whatAFailedSyncHasForgottenIsWrittenAgain() {
        for (int seed = 1; seed <= 20; seed++) {
            disk = new SimDisk(DISK_BYTES, true);
            FailingSync faults = new FailingSync();
            SimMachine failing = start(faults);
            ChronicleJournal journal = open(failing);
            sample.append(journal, 1, TOLD);
            faults.isFailing = true;
            assertThrows(RuntimeException.class, () -> sample.append(journal, TOLD + 1, UNTOLD));
            journal.close();
            failing.stop();

            SimMachine again = start(Faults.NONE);
            long told = open(again).lastSeq();
            assertEquals(TOLD + UNTOLD, told, "the cache shows all of it");
            losePower(again, Tearing.LOST, seed);
            assertEquals(told, open(start(Faults.NONE)).lastSeq(), "seed=" + seed);
        }
    }

    @Test
    void nothingIsNamedByTheNextGenerationBeforeItIsOnTheDisk() {
        for (int stop = 1; isStoppedInTheOpening(stop); stop++) {
            for (Tearing tearing : Tearing.values()) {
                disk = new SimDisk(DISK_BYTES, true);
                killedBeforeTheSync();
                int at = stop;
                SimMachine opening = start((operation, number) -> number == at ? Fate.STOPPED_BEFORE : Fate.DONE);
                assertThrows(MachineStopped.class, () -> open(opening));
                losePower(opening, tearing, stop);
                long lastSeq = open(start(Faults.NONE)).lastSeq();
                assertTrue(lastSeq >= TOLD, "stop=" + stop + ", tearing=" + tearing + ", lastSeq=" + lastSeq);
            }
        }
    }

    @Test
    void whateverFailsInAnOpeningTheFolderIsFreeAfterwards() {
        boolean isFailed = true;
        for (int n = 1; isFailed; n++) {
            disk = new SimDisk(DISK_BYTES, true);
            killedBeforeTheSync();
            int at = n;
            SimMachine machine = start((operation, number) -> number == at ? Fate.FAILED : Fate.DONE);
            isFailed = !isOpened(machine);
            if (isFailed) {
                assertTrue(open(machine).lastSeq() >= TOLD, "n=" + n);
            }
        }
    }

    private boolean isOpened(SimMachine machine) {
        try {
            open(machine);
            return true;
        } catch (RuntimeException | Error failed) {
            return false;
        }
    }

    /** Whether the opening has so many operations. */
    private boolean isStoppedInTheOpening(int stop) {
        disk = new SimDisk(DISK_BYTES, true);
        killedBeforeTheSync();
        SimMachine opening = start(Faults.NONE);
        open(opening);
        return opening.operations() >= stop;
    }

    /** Leaves records in the cache of which nobody was told. */
    private void killedBeforeTheSync() {
        FailingSync faults = new FailingSync();
        faults.fate = Fate.STOPPED_BEFORE;
        ChronicleJournal journal = open(start(faults));
        sample.append(journal, 1, TOLD);
        faults.isFailing = true;
        assertThrows(MachineStopped.class, () -> sample.append(journal, TOLD + 1, UNTOLD));
    }

    private SimMachine start(Faults faults) {
        return new SimMachine(disk, faults, new SplittableRandom(1), 0, UnaryOperator.identity());
    }

    private void losePower(SimMachine machine, Tearing tearing, int seed) {
        machine.stop();
        disk.losePower(new SplittableRandom(seed), tearing);
    }

    private static ChronicleJournal open(SimMachine machine) {
        Path directory = machine.path("/var/lib/gavel/journal");
        return ChronicleJournal.open(directory, DISK);
    }

    /** Syncs of files fail from some time on. */
    private static final class FailingSync implements Faults {
        private Fate fate = Fate.FAILED;
        private boolean isFailing;

        @Override
        public Fate of(Operation operation, long number) {
            return isFailing && operation == Operation.SYNC ? fate : Fate.DONE;
        }
    }
}
