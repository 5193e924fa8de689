package io.gavel.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.OtherStorage;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.tool.RandomExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotStoreTest {
    private static final UUID JOURNAL = new UUID(1, 2);

    @TempDir
    Path directory;

    private final Market market = market(4_000);

    @BeforeEach
    void aJournalIsThere() throws IOException {
        Files.createDirectory(directory.resolve("generations"));
    }

    @Test
    void whatWasWrittenComesBack() {
        SnapshotFile written = write(SnapshotStore.of(directory));
        SnapshotFile found = SnapshotStore.of(directory).newest(bad -> {}, ScanProgress.NONE);
        assertEquals(written, found);
        assertEquals(header(market.lastSeq()), found.header());
        assertEquals(market.stateHash(), found.stateHash());
        Market loaded = new Market(MarketConfig.defaults());
        found.load(loaded);
        assertEquals(market.stateHash(), loaded.stateHash());
        loaded.verify();
        List<Path> files = SnapshotStore.of(directory).list();
        assertEquals(
                List.of(directory
                        .resolve("snapshots")
                        .resolve(String.format(Locale.ROOT, "%020d.snapshot", market.lastSeq()))),
                files);
    }

    @Test
    void theSameStateIsTheSameFile() throws IOException {
        byte[] first = Files.readAllBytes(write(SnapshotStore.of(directory)).file());
        Path other = directory.resolve("other");
        Files.createDirectories(other.resolve("generations"));
        byte[] second = Files.readAllBytes(write(SnapshotStore.of(other)).file());
        assertArrayEquals(first, second);
    }

    @Test
    void aBitThatFlippedAnywhereIsFound() throws IOException {
        Path file = write(SnapshotStore.of(directory)).file();
        byte[] good = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 3_000; i++) {
            // Every byte of header and trailer, and some between.
            int at = i < 200 ? i : i < 300 ? good.length - 300 + i : random.nextInt(good.length);
            byte[] bytes = good.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(file, bytes);
            assertThrows(SnapshotBad.class, () -> SnapshotFile.verify(file, ScanProgress.NONE), "byte " + at);
        }
    }

    @Test
    void aFileOfAnotherLengthIsFound() throws IOException {
        Path file = write(SnapshotStore.of(directory)).file();
        byte[] good = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 600; i++) {
            int length = i < 150 ? i : i < 300 ? good.length + 150 - i : random.nextInt(2 * good.length);
            if (length != good.length) {
                Files.write(file, Arrays.copyOf(good, length));
                assertThrows(SnapshotBad.class, () -> SnapshotFile.verify(file, ScanProgress.NONE), "length " + length);
            }
        }
    }

    @Test
    void eachFlawHasItsName() throws IOException {
        SnapshotStore store = SnapshotStore.of(directory);
        Path file = write(store).file();
        byte[] good = Files.readAllBytes(file);
        assertEquals(SnapshotFlaw.TRUNCATED, flaw(file, new byte[0]));
        assertEquals(SnapshotFlaw.NOT_A_SNAPSHOT, flaw(file, new byte[4_096]));
        assertEquals(SnapshotFlaw.TRUNCATED, flaw(file, Arrays.copyOf(good, good.length - 1)));
        assertEquals(SnapshotFlaw.TRUNCATED, flaw(file, Arrays.copyOf(good, good.length + 1)));
        assertEquals(SnapshotFlaw.UNKNOWN_VERSION, flaw(file, with(good, 12, 2)));
        assertEquals(SnapshotFlaw.BAD_CRC, flaw(file, with(good, good.length / 2, good[good.length / 2] + 1)));
        Files.write(file, good);
        Path renamed = Files.move(file, file.resolveSibling("00000000000000000001.snapshot"));
        assertEquals(
                SnapshotFlaw.WRONG_NAME,
                assertThrows(SnapshotBad.class, () -> store.verify(renamed, ScanProgress.NONE))
                        .flaw());
        Path folder = Files.createDirectory(file);
        assertEquals(
                SnapshotFlaw.UNREADABLE,
                assertThrows(SnapshotBad.class, () -> store.verify(folder, ScanProgress.NONE))
                        .flaw());
    }

    @Test
    void anotherStateThanTheOneWrittenIsNotLoaded() throws IOException {
        SnapshotStore store = SnapshotStore.of(directory);
        SnapshotFile half = store.write(
                header(market.lastSeq()),
                sink -> {
                    int[] left = {20};
                    market.writeSnapshot((buffer, offset, length) -> {
                        if (left[0]-- > 0) {
                            sink.onRecord(buffer, offset, length);
                        }
                    });
                },
                "test",
                Pace.FLAT_OUT);
        SnapshotFile found = store.verify(half.file(), ScanProgress.NONE);
        SnapshotBad bad = assertThrows(SnapshotBad.class, () -> found.load(new Market(MarketConfig.defaults())));
        assertEquals(SnapshotFlaw.BAD_STATE, bad.flaw());

        SnapshotFile ahead = store.write(header(market.lastSeq() + 1), market::writeSnapshot, "test", Pace.FLAT_OUT);
        bad = assertThrows(SnapshotBad.class, () -> ahead.load(new Market(MarketConfig.defaults())));
        assertEquals(SnapshotFlaw.BAD_STATE, bad.flaw());
    }

    @Test
    void aBadOneIsSkippedForTheNextOlderAndToldOf() throws IOException {
        SnapshotStore store = SnapshotStore.of(directory);
        SnapshotFile older = store.write(header(100), market::writeSnapshot, "test", Pace.FLAT_OUT);
        SnapshotFile newer = write(store);
        Files.write(newer.file(), new byte[100]);
        Files.write(newer.file().resolveSibling("notes.snapshot"), new byte[1]);
        List<SnapshotBad> skipped = new ArrayList<>();
        assertEquals(older, store.newest(skipped::add, ScanProgress.NONE));
        assertEquals(1, skipped.size());
        assertEquals(newer.file(), skipped.get(0).file());
        assertEquals(List.of(newer.file(), older.file()), store.list());
    }

    @Test
    void whoeverLeavesOffLeavesNothingBehind() throws IOException {
        SnapshotStore store = SnapshotStore.of(directory);
        Market large = market(20_000);
        int[] pieces = {0};
        assertNull(store.write(header(large.lastSeq()), large::writeSnapshot, "test", () -> ++pieces[0] < 2));
        assertEquals(2, pieces[0]);
        assertEquals(0, files());
    }

    @Test
    void aSyncThatFailsAtAnyStepLeavesNoNameBehindAndTheNextTryWrites() throws IOException {
        int failed = 0;
        for (int step = 1; ; step++) {
            Path journal = directory.resolve("at" + step);
            Files.createDirectories(journal.resolve("generations"));
            SnapshotStore store = new SnapshotStore(journal, new FailingSync(step));
            try {
                write(store);
                break;
            } catch (UncheckedIOException expected) {
                failed++;
            }
            List<Path> named = store.list();
            // Once it has its name, only the sync of the names is left to fail: the file is whole.
            for (Path file : named) {
                store.verify(file, ScanProgress.NONE);
            }
            assertEquals(named.size(), files(journal));
            write(store);
            assertEquals(1, store.list().size());
        }
        assertTrue(failed >= 3, "steps that failed: " + failed);
    }

    @Test
    void withoutASyncOfTheJournalASnapshotDoesNotGetItsName() throws IOException {
        Path generation = Files.createDirectory(directory.resolve("generations").resolve("0000000001"));
        Path records = Files.createFile(generation.resolve("19700101-00LX.cq4"));
        for (Path unsynced : List.of(records, generation, generation.getParent(), directory)) {
            SnapshotStore store = new SnapshotStore(directory, new NeverSyncs(unsynced));
            Files.createDirectories(directory.resolve("snapshots"));
            assertThrows(UncheckedIOException.class, () -> write(store), unsynced::toString);
            assertEquals(List.of(), store.list(), unsynced::toString);
            assertEquals(0, files());
        }
        write(SnapshotStore.of(directory));
        assertEquals(1, files());
    }

    @Test
    void whatAKilledWriterLeftIsNoSnapshotAndIsRemovedAndALiveOneIsLeftAlone() throws IOException {
        SnapshotStore store = SnapshotStore.of(directory);
        SnapshotFile good = write(store);
        Path replicas = left(good, "replica");
        Path dead = left(good, "pid7");
        Path live = left(good, "pid8");
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(dead, FileTime.from(now.toInstant().minus(Duration.ofMinutes(61))));
        Files.setLastModifiedTime(live, FileTime.from(now.toInstant().minus(Duration.ofMinutes(50))));
        assertEquals(List.of(good.file()), store.list());
        store.removeUnfinished();
        assertFalse(Files.exists(replicas), "nobody but who holds the lock has a replica");
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(live));
        assertEquals(List.of(good.file()), store.list());
        SnapshotStore.of(directory.resolve("none")).removeUnfinished();
        assertEquals(List.of(), SnapshotStore.of(directory.resolve("none")).list());
    }

    @Test
    void whoseUnfinishedFileWasRemovedSaysSoAndNothingGetsItsName() {
        SnapshotStore store = SnapshotStore.of(directory);
        Path aside = directory.resolve("snapshots").resolve(SnapshotStore.name(market.lastSeq()) + ".test.new");
        assertThrows(
                UncheckedIOException.class,
                () -> store.write(
                        header(market.lastSeq()),
                        sink -> {
                            market.writeSnapshot(sink);
                            assertTrue(aside.toFile().delete());
                        },
                        "test",
                        Pace.FLAT_OUT));
        assertEquals(List.of(), store.list());
    }

    private static Path left(SnapshotFile snapshot, String owner) throws IOException {
        Path file = snapshot.file();
        return Files.copy(file, file.resolveSibling(file.getFileName() + "." + owner + ".new"));
    }

    private SnapshotFile write(SnapshotStore store) {
        ViewState outside = new ViewState();
        return store.write(
                header(market.lastSeq()),
                sink -> {
                    market.writeSnapshot(sink);
                    outside.writeSnapshot(sink);
                },
                "test",
                Pace.FLAT_OUT);
    }

    private SnapshotHeader header(long seq) {
        return new SnapshotHeader(JOURNAL, seq, 0x1234L, 1, market.lastTimeNs(), market.ruleSet(), "0.1.0");
    }

    private static SnapshotFlaw flaw(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return assertThrows(SnapshotBad.class, () -> SnapshotFile.verify(file, ScanProgress.NONE))
                .flaw();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private int files() throws IOException {
        return files(directory);
    }

    private static int files(Path journal) throws IOException {
        Path folder = journal.resolve("snapshots");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var all = Files.list(folder)) {
            return (int) all.count();
        }
    }

    private static Market market(int commands) {
        RandomExchange exchange = new RandomExchange(5, Journal.none(), 64).open();
        exchange.run(commands);
        return exchange.market();
    }

    /** The n-th sync of a file or folder fails. */
    private static final class FailingSync extends OtherStorage {
        private int left;

        FailingSync(int step) {
            left = step;
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            step();
            super.sync(channel);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            step();
            super.syncDirectory(directory);
        }

        private void step() throws IOException {
            if (--left == 0) {
                throw new IOException("expected the device to answer");
            }
        }
    }

    /** One file or folder of the journal cannot be synced. */
    private static final class NeverSyncs extends OtherStorage {
        private final Path unsynced;

        NeverSyncs(Path unsynced) {
            this.unsynced = unsynced;
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            // A channel does not name its file; the only empty one is the journal's.
            check(channel.size() == 0 && Files.isRegularFile(unsynced));
            super.sync(channel);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            check(directory.equals(unsynced));
            super.syncDirectory(directory);
        }

        private static void check(boolean isUnsynced) throws IOException {
            if (isUnsynced) {
                throw new IOException("expected the device to answer");
            }
        }
    }
}
