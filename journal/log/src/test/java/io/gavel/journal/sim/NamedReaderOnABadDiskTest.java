package io.gavel.journal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.NamedReader;
import io.gavel.journal.sim.disk.Fate;
import io.gavel.journal.sim.disk.Faults;
import io.gavel.journal.sim.disk.MachineStopped;
import io.gavel.journal.sim.disk.SimDisk;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.sim.disk.Tearing;
import io.gavel.wire.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whoever was told that a reader is registered finds it again, also after a power cut. */
class NamedReaderOnABadDiskTest {
    private static final String NAME = "audit";

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aReaderThatIsKnownAlreadyIsOnTheDeviceAsWellWhenItIsRegistered() {
        int kills = 0;
        boolean isKilled = true;
        while (isKilled) {
            kills++;
            SimDisk disk = new SimDisk(1 << 24, false);
            ChronicleJournal.open(
                            journal(disk, Faults.NONE), JournalConfig.small().withLevel(Durability.DISK))
                    .close();
            isKilled = isKilledIn(kills, disk);
            NamedReader.register(journal(disk, Faults.NONE), NAME);
            disk.losePower(random, Tearing.LOST);
            List<NamedReader> known = NamedReader.list(journal(disk, Faults.NONE));
            assertEquals(List.of(NAME), known.stream().map(NamedReader::name).toList(), "killed at operation " + kills);
        }
        assertTrue(kills > 10, "kills=" + kills);
    }

    /** Whether a first registration comes so far as its n-th operation, and ends there. */
    private boolean isKilledIn(int n, SimDisk disk) {
        try {
            NamedReader.register(
                    journal(disk, (operation, number) -> number == n ? Fate.STOPPED_AFTER : Fate.DONE), NAME);
            return false;
        } catch (MachineStopped killed) {
            return true;
        }
    }

    private Path journal(SimDisk disk, Faults faults) {
        return new SimMachine(disk, faults, random.split(), 0, UnaryOperator.identity()).path("/data/journal");
    }
}
