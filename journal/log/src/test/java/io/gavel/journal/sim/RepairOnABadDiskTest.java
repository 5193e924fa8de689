package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.Sample;
import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.InjectedFault;
import io.gavel.journal.sim.disk.MachineStopped;
import io.gavel.journal.sim.disk.Operation;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.sim.disk.Tearing;
import io.gavel.wire.Durability;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A repair that is killed, run again, and cut by a power loss anywhere, comes to the same end. */
class RepairOnABadDiskTest {
    private static final JournalConfig CONFIG = JournalConfig.small().withLevel(Durability.DISK);
    private static final int SESSIONS = 2;
    private static final int TRANSACTIONS = 40;
    private static final int GOOD = 14;
    private static final int HARMED_BYTE = 2_500;
    private static final int ROUNDS = 12;

    private final SplittableRandom random = new SplittableRandom(1);

    /** A rename is what a kill may leave in the cache alone. */
    @Test
    void whatAKilledRepairHadNamedIsOnTheDeviceBeforeTheNextOneBuildsOnIt() {
        int cuts = 0;
        boolean isKilled = true;
        for (int rename = 1; isKilled; rename++) {
            boolean isCut = true;
            for (int operation = 1 + rename % 2; isCut; operation += 2) {
                SimDisk disk = damaged();
                isKilled = isStopped(disk, killedBehindRename(rename));
                int last = operation;
                isCut = isKilled && isStopped(disk, (kind, number) -> number >= last ? Fate.STOPPED_AFTER : Fate.DONE);
                if (isCut) {
                    cuts++;
                    disk.losePower(random, Tearing.LOST);
                }
                Mender.REAL.repair(journal(disk, Faults.NONE));
                assertRepaired(disk, "killed behind rename " + rename + ", cut at operation " + operation);
            }
        }
        assertTrue(cuts > 500, "cuts=" + cuts);
    }

    /** The kernel takes what it could not write for written, and shows it until it is gone. */
    @Test
    void whatASyncHadForgottenIsWrittenAgainByTheNextRepair() {
        int failures = 0;
        boolean isFailed = true;
        while (isFailed) {
            SimDisk disk = damaged();
            // Which pages are forgotten is chance.
            isFailed = isFailed(disk, failingSync(1 + failures++ / ROUNDS));
            Mender.REAL.repair(journal(disk, Faults.NONE));
            disk.losePower(random, Tearing.LOST);
            assertRepaired(disk, "failed at sync " + failures);
        }
        assertTrue(failures > 5 * ROUNDS, "failures=" + failures);
    }

    private void assertRepaired(SimDisk disk, String when) {
        Sample sample = new Sample();
        Verification verification = JournalVerifier.verify(
                journal(disk, Faults.NONE), transaction -> assertTrue(sample.isRight(transaction), when));
        assertEquals(Status.WHOLE, verification.status(), () -> when + ": " + verification);
        assertEquals(GOOD, verification.report().lastSeq(), when);
    }

    private SimDisk damaged() {
        SimDisk disk = new SimDisk(1 << 24, false);
        Sample sample = new Sample();
        for (int session = 0; session < SESSIONS; session++) {
            try (ChronicleJournal journal = ChronicleJournal.open(journal(disk, Faults.NONE), CONFIG)) {
                sample.appendInBatches(journal, journal.lastSeq() + 1, TRANSACTIONS, 1);
            }
        }
        disk.losePower(random, Tearing.KEPT);
        SimMachine machine = machine(disk, Faults.NONE);
        Path file = machine.path("/data/journal/generations/0000000001/19700101-00LX.cq4");
        assertTrue(machine.turnBit(file, HARMED_BYTE, 1));
        return disk;
    }

    private boolean isStopped(SimDisk disk, Faults faults) {
        try {
            Mender.REAL.repair(journal(disk, faults));
            return false;
        } catch (MachineStopped stopped) {
            return true;
        }
    }

    private boolean isFailed(SimDisk disk, Faults faults) {
        try {
            Mender.REAL.repair(journal(disk, faults));
            return false;
        } catch (UncheckedIOException failed) {
            assertTrue(InjectedFault.isBehind(failed), failed::toString);
            return true;
        }
    }

    private static Faults failingSync(int nth) {
        return new Faults() {
            private int syncs;

            @Override
            public Fate of(Operation operation, long number) {
                syncs += operation == Operation.SYNC ? 1 : 0;
                return operation == Operation.SYNC && syncs == nth ? Fate.FAILED : Fate.DONE;
            }
        };
    }

    private static Faults killedBehindRename(int nth) {
        return new Faults() {
            private int renames;

            @Override
            public Fate of(Operation operation, long number) {
                renames += operation == Operation.RENAME ? 1 : 0;
                return operation == Operation.RENAME && renames == nth ? Fate.STOPPED_AFTER : Fate.DONE;
            }
        };
    }

    private Path journal(SimDisk disk, Faults faults) {
        return machine(disk, faults).path("/data/journal");
    }

    private SimMachine machine(SimDisk disk, Faults faults) {
        return new SimMachine(disk, faults, random.split(), 0, UnaryOperator.identity());
    }
}
