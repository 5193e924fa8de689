package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.SnapshotSink;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.DamageReason;
import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.snapshot.LiveExchange;
import io.gavel.journal.snapshot.Pace;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotFlaw;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A way back from a snapshot arrives where the market that was never restarted is. */
final class SnapshotRecoveryTest {
    private static final int STEP = 1_000;
    private static final int STEPS = 8;
    private static final long NOW_NS = 1_900_000_000_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void fromEverySnapshotAMarketComesBackAsTheOneThatWasNeverRestarted() throws IOException {
        for (long seed : new long[] {1, 2}) {
            Path live = directory.resolve("live" + seed);
            List<SnapshotFile> snapshots = new ArrayList<>();
            try (LiveExchange exchange = new LiveExchange(live, seed, seed == 1 ? 1 : 50)) {
                for (int step = 0; step < STEPS; step++) {
                    snapshots.add(exchange.run(STEP).snapshot());
                }
                exchange.run(STEP / 2);
                Ends expected = Ends.of(exchange.recoveredAt(NOW_NS));
                assertEquals(expected, comeBack(live, null), "seed " + seed + ", whole journal");
                for (SnapshotFile snapshot : snapshots) {
                    assertEquals(
                            expected,
                            comeBack(live, snapshot),
                            "seed " + seed + ", from " + snapshot.header().seq());
                }
            }
        }
    }

    @Test
    void aSnapshotAtTheVeryEndLeavesNothingToReplay() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 3, 20)) {
            SnapshotFile last = exchange.run(2_000).snapshot();
            Path crashed = crash();
            try (JournaledMarket back = open(crashed)) {
                assertEquals(last.header(), back.recovery().snapshot().header());
                assertEquals(0, back.recovery().replayed());
                assertEquals(last.header().seq(), back.recovery().found().lastSeq());
                assertEquals(last.header().timeNs(), back.recovery().found().lastTimeNs());
                assertEquals(last.header().seq() + 1, back.market().lastSeq(), "RECOVERED follows");
                back.market().verify();
            }
            // And that one again, with another generation behind the snapshot.
            try (JournaledMarket back = open(crashed)) {
                assertEquals(last.header(), back.recovery().snapshot().header());
                assertEquals(1, back.recovery().replayed());
            }
        }
    }

    @Test
    void theNewestIsTakenAndBadOnesAreSkippedByName() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 4, 20);
                LiveExchange other = new LiveExchange(directory.resolve("other"), 4, 20);
                LiveExchange single = new LiveExchange(directory.resolve("single"), 4, 1)) {
            SnapshotFile good = exchange.run(STEP).snapshot();
            other.run(STEP + 1);
            other.snapshotInto(directory.resolve("live"), other.header());
            exchange.run(60);
            SnapshotHeader header = exchange.header();
            exchange.snapshot(new SnapshotHeader(
                    header.journalId(),
                    header.seq(),
                    header.chain() + 1,
                    header.generation(),
                    header.timeNs(),
                    header.ruleSet(),
                    "test"));
            exchange.run(20);
            // The same market three commands earlier, where no excerpt of this journal ends.
            single.run(STEP + 77);
            SnapshotHeader within = single.header();
            assertTrue(within.seq() < exchange.header().seq() && within.seq() > header.seq());
            single.snapshotInto(
                    directory.resolve("live"),
                    new SnapshotHeader(
                            header.journalId(),
                            within.seq(),
                            within.chain(),
                            1,
                            within.timeNs(),
                            within.ruleSet(),
                            "test"));
            exchange.run(10);
            SnapshotFile flipped = exchange.snapshot();
            JournalFiles.flipBit(flipped.file(), flipped.bytes() / 2, 3);
            exchange.run(10);
            SnapshotFile cut = exchange.snapshot();
            JournalFiles.truncate(cut.file(), cut.bytes() / 3);
            exchange.run(10);
            SnapshotFile later = exchange.snapshot();
            JournalFiles.write(later.file(), 12, new byte[] {2, 0});
            exchange.run(10);
            SnapshotFile renamed = exchange.snapshot();
            Files.move(renamed.file(), renamed.file().resolveSibling("00000000000000999999.snapshot"));
            Files.write(good.file().resolveSibling("00000000000000999999.snapshot.7.new"), new byte[3]);
            exchange.run(STEP).recoveredAt(NOW_NS);

            Path crashed = crash();
            List<SnapshotFlaw> flaws = new ArrayList<>();
            ViewState state = new ViewState();
            try (JournaledMarket back = open(crashed, listener(state))) {
                back.recovery().skipped().forEach(bad -> flaws.add(bad.flaw()));
                assertEquals(good.header(), back.recovery().snapshot().header());
                assertEquals(Ends.of(exchange), new Ends(back.market(), state));
            }
            assertEquals(
                    List.of(
                            SnapshotFlaw.WRONG_NAME,
                            SnapshotFlaw.UNKNOWN_VERSION,
                            SnapshotFlaw.TRUNCATED,
                            SnapshotFlaw.BAD_CRC,
                            SnapshotFlaw.BROKEN_CHAIN,
                            SnapshotFlaw.BROKEN_CHAIN,
                            SnapshotFlaw.FOREIGN_JOURNAL),
                    flaws);
        }
    }

    @Test
    void withoutAnyGoodOneTheWholeJournalIsReplayed() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 5, 20)) {
            for (int i = 0; i < 3; i++) {
                SnapshotFile bad = exchange.run(STEP).snapshot();
                JournalFiles.flipBit(bad.file(), bad.bytes() - 1, 0);
            }
            try (JournaledMarket back = open(crash())) {
                assertNull(back.recovery().snapshot());
                assertEquals(3, back.recovery().skipped().size());
                assertEquals(exchange.market().lastSeq(), back.recovery().replayed());
            }
        }
    }

    /** Each record is whole and the file's sum is right, but the state ends in the middle: half of it was in a market by then. */
    @Test
    void ofASnapshotThatEndsInTheMiddleNothingIsInTheMarketThatOpens() throws IOException {
        for (boolean hasAnother : new boolean[] {false, true}) {
            Path live = directory.resolve("live" + hasAnother);
            try (LiveExchange exchange = new LiveExchange(live, 12, 20)) {
                exchange.run(STEP);
                SnapshotFile another = hasAnother ? exchange.snapshot() : null;
                exchange.run(STEP);
                int[] all = {0};
                exchange.market().writeSnapshot((buffer, offset, length) -> all[0]++);
                int[] left = {all[0] / 2};
                SnapshotFile half = SnapshotStore.of(live)
                        .write(
                                exchange.header(),
                                sink -> exchange.market().writeSnapshot((buffer, offset, length) -> {
                                    if (left[0]-- > 0) {
                                        sink.onRecord(buffer, offset, length);
                                    }
                                }),
                                "test",
                                Pace.FLAT_OUT);
                exchange.run(10).recoveredAt(NOW_NS);

                ViewState state = new ViewState();
                Path crashed = JournalFiles.copy(live, directory.resolve("crashed"));
                try (JournaledMarket back = open(crashed, listener(state))) {
                    assertEquals(
                            List.of(SnapshotFlaw.BAD_STATE),
                            back.recovery().skipped().stream()
                                    .map(SnapshotBad::flaw)
                                    .toList());
                    assertEquals(
                            half.file().getFileName(),
                            back.recovery().skipped().get(0).file().getFileName());
                    assertEquals(
                            another == null ? null : another.header(),
                            another == null
                                    ? back.recovery().snapshot()
                                    : back.recovery().snapshot().header());
                    assertEquals(Ends.of(exchange), new Ends(back.market(), state));
                    back.market().verify();
                }
            }
        }
    }

    @Test
    void aGoodSnapshotThatKnowsMoreThanTheJournalHaltsByNameAndChangesNothing() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 6, 20)) {
            exchange.run(STEP).snapshot();
            Path shorter = JournalFiles.copy(directory.resolve("live"), directory.resolve("shorter"));
            SnapshotFile ahead = exchange.run(STEP).snapshot();
            Files.copy(
                    ahead.file(),
                    shorter.resolve("snapshots")
                            .resolve(ahead.file().getFileName().toString()));
            JournalDamaged damage = assertThrows(JournalDamaged.class, () -> open(shorter));
            assertEquals(DamageReason.SHORTER_THAN_KNOWN, damage.reason());
            assertTrue(damage.getMessage().contains("knownBy=snapshot"), damage.getMessage());
            assertFalse(Files.exists(JournalFiles.generation(shorter, 2)));
            assertEquals(0, JournalVerifier.verify(shorter).status().exitStatus(), "the folder is free and whole");
            assertShorterThanKnown(WitnessedVerifier.verify(shorter));

            // All generations are gone: the snapshot remembers that there were some.
            JournalFiles.delete(shorter.resolve("generations"));
            Files.delete(shorter.resolve("durable"));
            Files.delete(shorter.resolve("watermark"));
            damage = assertThrows(JournalDamaged.class, () -> open(shorter));
            assertEquals(DamageReason.SHORTER_THAN_KNOWN, damage.reason());
            assertShorterThanKnown(WitnessedVerifier.verify(shorter));
        }
    }

    @Test
    void verifyHearsOnlyGoodSnapshotsOfTheJournalAndNoneWhileItIsWritten() throws IOException {
        Path live = directory.resolve("live");
        try (LiveExchange exchange = new LiveExchange(live, 8, 20);
                LiveExchange other = new LiveExchange(directory.resolve("other"), 8, 20)) {
            exchange.run(STEP).snapshot();
            Path crashed = crash();
            assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status());
            other.run(3 * STEP);
            other.snapshotInto(crashed, other.header());
            assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status(), "one of another journal");
            assertEquals(
                    List.of(exchange.header().seq()),
                    WitnessedVerifier.witnesses(crashed).stream()
                            .map(EndWitness::seq)
                            .toList());
            long shortSeq = exchange.header().seq();
            exchange.run(STEP);
            SnapshotFile ahead = exchange.snapshotInto(crashed, exchange.header());
            assertShorterThanKnown(WitnessedVerifier.verify(crashed));
            try (ChronicleJournal written = ChronicleJournal.open(crashed, JournalConfig.small())) {
                assertEquals(shortSeq, written.lastSeq());
                assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status(), "its end is the writer's");
            }
            JournalFiles.flipBit(ahead.file(), ahead.bytes() / 2, 1);
            assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status(), "a bad one");
            assertEquals(List.of(), WitnessedVerifier.witnesses(directory.resolve("none")));
            assertEquals(
                    Status.NOT_A_JOURNAL,
                    WitnessedVerifier.verify(directory.resolve("none")).status());
        }
    }

    @Test
    void anOpeningRemovesWhatDeadWritersLeft() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 11, 20)) {
            SnapshotFile good = exchange.run(2 * STEP).snapshot();
            Path crashed = crash();
            Path snapshots = crashed.resolve("snapshots");
            String name = good.file().getFileName().toString();
            Files.write(snapshots.resolve(name + ".replica.new"), new byte[3]);
            Files.write(snapshots.resolve(name + ".pid7.new"), new byte[3]);
            JournalFiles.flipBit(JournalFiles.queueFile(crashed, 1), 200_000, 5);
            assertThrows(JournalDamaged.class, () -> open(crashed));
            assertTrue(Files.exists(snapshots.resolve(name + ".replica.new")), "what did not open is as it was");
            JournalFiles.flipBit(JournalFiles.queueFile(crashed, 1), 200_000, 5);
            open(crashed).close();
            assertFalse(Files.exists(snapshots.resolve(name + ".replica.new")));
            assertTrue(Files.exists(snapshots.resolve(name + ".pid7.new")), "somebody may be writing it");
            assertTrue(Files.exists(snapshots.resolve(name)));
        }
    }

    private static void assertShorterThanKnown(Verification found) {
        assertEquals(Status.DAMAGED, found.status());
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, found.damage().reason());
        assertTrue(
                found.damage().getMessage().contains("knownBy=snapshot"),
                found.damage().getMessage());
    }

    @Test
    void damageBeforeTheSnapshotStopsTheOpeningAllTheSame() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 7, 20)) {
            exchange.run(2 * STEP).snapshot();
            Path crashed = crash();
            JournalFiles.flipBit(JournalFiles.queueFile(crashed, 1), 200_000, 5);
            JournalDamaged damage = assertThrows(JournalDamaged.class, () -> open(crashed));
            assertEquals(DamageReason.BAD_CRC, damage.reason());
        }
    }

    @Test
    void progressIsToldInItsStepsAndReachesItsEnd() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 9, 20)) {
            exchange.run(20 * STEP).snapshot();
            exchange.run(STEP);
            List<String> told = new ArrayList<>();
            Path crashed = crash();
            long[] last = new long[2];
            open(crashed, new Watching(told, last)).close();
            assertEquals(List.of("LOADING", "VERIFYING", "REPLAYING"), told);
            assertTrue(last[0] > 0);
            assertEquals(last[1], last[0]);
        }
    }

    @Test
    void whoIsSecondIsRefused() throws IOException {
        try (LiveExchange exchange = new LiveExchange(directory.resolve("live"), 10, 20)) {
            exchange.run(10).snapshot();
            assertThrows(JournalLocked.class, () -> open(directory.resolve("live")));
        }
    }

    /** The journal as a crash leaves it, with the snapshots that are there. */
    private Path crash() throws IOException {
        return JournalFiles.copy(directory.resolve("live"), directory.resolve("crashed"));
    }

    /** Opens a copy that has only this snapshot, or none. */
    private Ends comeBack(Path live, SnapshotFile only) throws IOException {
        Path crashed = JournalFiles.copy(live, directory.resolve("crashed"));
        JournalFiles.delete(crashed.resolve("snapshots"));
        if (only != null) {
            Files.createDirectory(crashed.resolve("snapshots"));
            Files.copy(
                    only.file(),
                    crashed.resolve("snapshots")
                            .resolve(only.file().getFileName().toString()));
        }
        ViewState state = new ViewState();
        try (JournaledMarket back = open(crashed, listener(state))) {
            assertEquals(List.of(), back.recovery().skipped());
            assertEquals(only == null, back.recovery().snapshot() == null);
            long behind = only == null ? 0 : only.header().seq();
            assertEquals(
                    back.recovery().found().lastSeq() - behind, back.recovery().replayed());
            back.market().verify();
            return new Ends(back.market(), state);
        }
    }

    private static JournaledMarket open(Path path) {
        return open(path, listener(new ViewState()));
    }

    private static JournaledMarket open(Path path, RecoveryListener listener) {
        return JournaledMarket.open(path, JournalConfig.small(), MarketConfig.defaults(), () -> NOW_NS, listener);
    }

    private static RecoveryListener listener(ViewState state) {
        return RecoveryListener.of(state);
    }

    /** Where a market and those outside of it have come to; equal for equal states. */
    private record Ends(long seq, long stateHash, List<String> outside) {
        static Ends of(LiveExchange exchange) {
            return new Ends(exchange.market(), exchange.state());
        }

        Ends(Market market, ViewState state) {
            this(market.lastSeq(), market.stateHash(), records(state));
        }

        private static List<String> records(ViewState state) {
            List<String> records = new ArrayList<>();
            SnapshotSink sink = (buffer, offset, length) -> {
                byte[] record = new byte[length];
                buffer.getBytes(offset, record);
                records.add(HexFormat.of().formatHex(record));
            };
            state.writeSnapshot(sink);
            return records;
        }
    }

    private record Watching(List<String> told, long[] last) implements RecoveryListener {
        @Override
        public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onTransaction(Transaction transaction) {}

        @Override
        public void onProgress(Step step, long doneBytes, long totalBytes) {
            if (told.isEmpty() || !told.get(told.size() - 1).equals(step.name())) {
                told.add(step.name());
            }
            last[0] = doneBytes;
            last[1] = totalBytes;
        }
    }
}
