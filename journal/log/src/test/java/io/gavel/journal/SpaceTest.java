package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.testing.Mount;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Before the disk is full it is said, and a full disk is no fault. */
@Timeout(60)
class SpaceTest {
    private static final long MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final JournalConfig WATCHED = SMALL.withFloors(new SpaceFloors(2 * MIB, 80 * MIB, 8 * MIB));

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private final AtomicLong usable = new AtomicLong(1_000 * MIB);
    private final AtomicBoolean isStuck = new AtomicBoolean();
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    @Test
    void belowTheFirstFloorOnlyCancelsShouldBeTakenUntilThereIsSpaceAgain() throws IOException {
        SpaceWatch watch = watch(WATCHED);
        assertEquals(SpaceState.OK, look(watch, 80 * MIB));
        assertEquals(SpaceState.CANCEL_ONLY, look(watch, 80 * MIB - 1));
        assertTrue(watch.reason().contains("freeBytes=" + (80 * MIB - 1)), watch.reason());
        assertEquals(SpaceState.CANCEL_ONLY, look(watch, 90 * MIB - 1), "not yet: it would come and go");
        assertEquals(SpaceState.OK, look(watch, 90 * MIB));
        assertEquals("", watch.reason());
    }

    @Test
    void belowTheLastFloorTheBallastIsFreedAndItStaysHalted() throws IOException {
        Files.write(directory.resolve("ballast"), new byte[100]);
        SpaceWatch watch = watch(WATCHED);
        assertEquals(SpaceState.CANCEL_ONLY, look(watch, 8 * MIB));
        assertTrue(Files.exists(directory.resolve("ballast")));
        assertEquals(SpaceState.HALT, look(watch, 8 * MIB - 1));
        assertFalse(Files.exists(directory.resolve("ballast")));
        assertEquals(SpaceState.HALT, look(watch, 1_000 * MIB));
    }

    @Test
    void whereNothingMoreCanBePreparedTheRestOfWhatIsPreparedCounts() throws IOException {
        SpaceWatch watch = watch(WATCHED.withGenerationBytes(64 << 20));
        watch.start(room::get, isStuck::get);
        watch.close();
        room.set(0);
        assertEquals(SpaceState.OK, look(watch, 500 * MIB), "it is being prepared");
        isStuck.set(true);
        room.set(8 * MIB);
        assertEquals(SpaceState.OK, look(watch, 500 * MIB));
        room.set(8 * MIB - 1);
        assertEquals(SpaceState.CANCEL_ONLY, look(watch, 500 * MIB));
        isStuck.set(false);
        assertEquals(SpaceState.OK, look(watch, 500 * MIB));
        isStuck.set(true);
        room.set(MIB - 1);
        assertEquals(SpaceState.HALT, look(watch, 500 * MIB));
        assertTrue(watch.reason().contains("preparedBytes=" + (MIB - 1)), watch.reason());
    }

    @Test
    void theBallastIsRealSpaceAndFollowsTheConfiguration() throws IOException {
        Path ballast = directory.resolve("ballast");
        JournalDirectory files = new JournalDirectory(directory, storage());
        try (ChronicleJournal journal = ChronicleJournal.open(files, WATCHED)) {
            Waiting.until(
                    LIMIT,
                    () -> String.valueOf(journal.space()),
                    () -> journal.space().ballastBytes() == 2 * MIB);
            assertEquals(SpaceState.OK, journal.spaceState());
            assertEquals(1_000 * MIB, journal.space().freeBytes());
        }
        assertEquals(2 * MIB, Files.size(ballast), "it stays for the next opening");
        assertTrue(blocksOf(ballast) >= 2 * MIB, "not sparse, blocks=" + blocksOf(ballast));
        try (ChronicleJournal journal =
                ChronicleJournal.open(files, SMALL.withFloors(new SpaceFloors(MIB, 80 * MIB, 8 * MIB)))) {
            Waiting.until(LIMIT, () -> size(ballast) == MIB);
        }
        try (ChronicleJournal journal =
                ChronicleJournal.open(files, SMALL.withFloors(new SpaceFloors(0, 80 * MIB, 8 * MIB)))) {
            Waiting.until(LIMIT, () -> !Files.exists(ballast));
        }
    }

    @Test
    void theBallastIsNotKeptAtTheCostOfTheFirstFloor() {
        usable.set(91 * MIB);
        try (ChronicleJournal journal = ChronicleJournal.open(new JournalDirectory(directory, storage()), WATCHED)) {
            Waiting.until(LIMIT, () -> journal.space().freeBytes() == 91 * MIB);
            assertEquals(SpaceState.OK, journal.spaceState());
            assertFalse(Files.exists(directory.resolve("ballast")));
        }
    }

    @Test
    void aJournalIsNotOpenedBelowTheLastFloor() {
        usable.set(8 * MIB - 1);
        JournalFull full = assertThrows(
                JournalFull.class, () -> ChronicleJournal.open(new JournalDirectory(directory, storage()), WATCHED));
        assertTrue(full.getMessage().contains("haltBytes=" + 8 * MIB), full.getMessage());
        usable.set(9 * MIB);
        try (ChronicleJournal journal = ChronicleJournal.open(new JournalDirectory(directory, storage()), WATCHED)) {
            assertEquals(SpaceState.CANCEL_ONLY, journal.spaceState(), "known from the first moment");
            sample.append(journal, 1, 10);
        }
    }

    @Test
    void whoSetsNoFloorsIsToldNothing() {
        try (ChronicleJournal journal = ChronicleJournal.open(directory, SMALL)) {
            sample.append(journal, 1, 10);
            assertEquals(SpaceState.OK, journal.spaceState());
            assertEquals(0, journal.space().freeBytes());
            assertNull(journal.space().failure());
        }
    }

    @Test
    void floorsThatContradictThemselvesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SpaceFloors(-1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new SpaceFloors(0, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new SpaceFloors(0, 1, -1));
    }

    /** Sparse growth through a mapping would be a fault in the middle of a store. */
    @Test
    void aFullDiskEndsAnUnpreparedJournalByNameAndWhole() throws IOException {
        fillUp(SMALL);
    }

    @Test
    void aFullDiskEndsAPreparedJournalByNameAndWhole() throws IOException {
        fillUp(SMALL.withGenerationBytes(1 << 20));
    }

    private void fillUp(JournalConfig config) throws IOException {
        try (Mount mount = Mount.tmpfs(directory.resolve("small"), 8 * MIB)) {
            Path journalFolder = mount.root().resolve("journal");
            long lastSeq;
            try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, config)) {
                // Somebody else takes what looked free, again and again.
                Files.write(mount.root().resolve("other"), new byte[(int) (4 * MIB)]);
                JournalFull full = assertThrows(JournalFull.class, () -> {
                    for (int i = 0; i < 1_000; i++) {
                        sample.append(journal, journal.lastSeq() + 1, 100);
                    }
                });
                assertTrue(full.getMessage().contains("directory=" + journalFolder), full.getMessage());
                lastSeq = journal.lastSeq();
                assertTrue(lastSeq > 0);
                assertEquals(lastSeq, journal.durableSeq());
            }
            Verification verification = JournalVerifier.verify(
                    journalFolder, recorded -> assertTrue(sample.isRight(recorded), "seq=" + recorded.seq()));
            assertEquals(Status.WHOLE, verification.status(), String.valueOf(verification));
            assertEquals(lastSeq, verification.report().lastSeq());
            assertTrue(verification.report().isClosedCleanly());
            Files.delete(mount.root().resolve("other"));
            try (ChronicleJournal back = ChronicleJournal.open(journalFolder, config)) {
                sample.append(back, lastSeq + 1, 100);
            }
        }
    }

    private SpaceWatch watch(JournalConfig config) {
        return new SpaceWatch(new JournalDirectory(directory, storage()), config);
    }

    private SpaceState look(SpaceWatch watch, long freeBytes) throws IOException {
        usable.set(freeBytes);
        watch.check();
        return watch.state();
    }

    private OtherStorage storage() {
        return new OtherStorage() {
            @Override
            public long usableBytes(Path path) {
                return usable.get();
            }
        };
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Space that the file takes, by the operating system's own count. */
    private static long blocksOf(Path file) throws IOException {
        Process du = new ProcessBuilder("du", "-B1", file.toString()).start();
        try (var out = du.inputReader()) {
            return Long.parseLong(out.readLine().split("\\s")[0]);
        }
    }
}
