package io.gavel.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalNotKept;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.NamedReader;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.journal.repair.JournalRepair;
import io.gavel.journal.repair.RepairOrder;
import io.gavel.journal.repair.RepairPlan;
import io.gavel.journal.repair.RepairRefused;
import io.gavel.journal.repair.RepairReport;
import io.gavel.journal.repair.Salvage;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {
    private static final JournalConfig SMALL_GENERATIONS = JournalConfig.small().withGenerationBytes(1 << 20);
    private static final long NOW_NS = 1_900_000_000_000_000_000L;
    /** Of positions whose excerpt must stay; one that was only registered may be before all that is kept. */
    private static final long ADVANCED = 1;

    private static final ReplicaConfig CONFIG = ReplicaConfig.defaults()
            .withEvery(Long.MAX_VALUE)
            .withPause(Duration.ZERO)
            .withKeep(2)
            .withDropsJournal(true);

    @TempDir
    Path directory;

    private Path live;
    private ReplicaAgent agent;

    @Test
    void nothingThatASnapshotOrAReaderNeedsIsEverDropped() throws IOException {
        SplittableRandom random = new SplittableRandom(20261120);
        live = directory.resolve("live");
        Map<String, NamedReader> readers = new HashMap<>();
        long dropped = 0;
        try (LiveExchange exchange = new LiveExchange(live, 1, 10, SMALL_GENERATIONS)) {
            agent = agent();
            for (int round = 0; round < 30; round++) {
                exchange.run(1_000 + random.nextInt(2_000));
                String name = "r" + random.nextInt(3);
                switch (random.nextInt(6)) {
                    case 0 -> readers.computeIfAbsent(name, any -> NamedReader.register(live, any));
                    case 1 -> {
                        NamedReader.remove(live, name);
                        readers.remove(name);
                    }
                    case 2 ->
                        readers.computeIfPresent(
                                name,
                                (any, reader) ->
                                        reader.advance(live, somewhereBehind(reader, exchange.header(), random)));
                    default -> snapshot();
                }
                assertEquals(readers.size(), NamedReader.list(live).size());
                long firstSeq = JournalRetention.firstSeq(live);
                dropped = Math.max(dropped, firstSeq - 1);
                for (NamedReader reader : NamedReader.list(live)) {
                    assertEquals(readers.get(reader.name()), reader);
                    boolean isAdvanced = reader.position().generation() == ADVANCED;
                    assertCanRead(
                            reader.position().seq() + (isAdvanced ? 0 : 1),
                            exchange.header().seq());
                }
                for (Path file : SnapshotStore.of(live).list()) {
                    assertTrue(LiveExchange.verified(file).header().seq() >= firstSeq);
                }
            }
            assertTrue(dropped > 10_000, "dropped up to " + dropped);
            snapshot();
            long hash = exchange.recoveredAt(NOW_NS).market().stateHash();
            for (Path only : SnapshotStore.of(live).list()) {
                Path crashed = JournalFiles.copy(live, directory.resolve("crashed"));
                for (Path other : SnapshotStore.of(crashed).list()) {
                    if (!other.getFileName().equals(only.getFileName())) {
                        Files.delete(other);
                    }
                }
                try (JournaledMarket back = open(crashed)) {
                    assertEquals(hash, back.market().stateHash());
                    assertNotNull(back.recovery().snapshot());
                }
            }
            agent.close();
        }
    }

    @Test
    void aJournalWhoseBeginningWasDroppedIsWholeAndSaysWhereItBegins() throws IOException {
        Path crashed = dropped();
        long firstSeq = JournalRetention.firstSeq(crashed);
        assertTrue(firstSeq > 1);
        JournalVerifier.Verification verification = JournalVerifier.verify(crashed);
        assertEquals(JournalVerifier.Status.WHOLE, verification.status());
        assertEquals(
                verification.report().lastSeq() - firstSeq + 1,
                verification.report().transactions());
        try (JournalReader reader = JournalReader.open(crashed)) {
            Transaction transaction = new Transaction();
            assertEquals(firstSeq, reader.firstSeq());
            assertTrue(reader.poll(transaction));
            assertEquals(firstSeq, transaction.seq(), "opened, it stands where the journal begins");
            long firstNs = transaction.timeNs();
            JournalNotKept notKept = assertThrows(JournalNotKept.class, () -> reader.seek(firstSeq - 1));
            assertEquals(firstSeq, notKept.firstSeq());
            assertTrue(notKept.getMessage().contains("firstSeq=" + firstSeq), notKept.getMessage());
            reader.seek(firstSeq);
            assertTrue(reader.poll(transaction));
            reader.seekTime(firstNs - 1);
            assertThrows(JournalNotKept.class, () -> reader.poll(transaction), "there may have been others");
            reader.seekTime(firstNs + 1_000_000_000L);
            assertTrue(reader.poll(transaction));
        }
        // What an interrupted run left is passed over, and removed by the next.
        Path left = JournalFiles.generation(crashed, 1);
        Files.createDirectory(left);
        Files.createFile(left.resolve("19700101-00LX.cq4"));
        assertEquals(
                JournalVerifier.Status.WHOLE, JournalVerifier.verify(crashed).status());
        JournalRetention.dropBefore(crashed, firstSeq);
        assertEquals(firstSeq, JournalRetention.firstSeq(crashed));
        open(crashed).close();
        open(crashed).close();
    }

    @Test
    void withoutItsNoteItIsMissingGenerations() throws IOException {
        Path crashed = dropped();
        Files.delete(crashed.resolve("retained"));
        assertEquals(DamageReason.MISSING_GENERATION, damage(crashed));
    }

    @Test
    void withoutAGoodSnapshotItIsMissingGenerations() throws IOException {
        Path crashed = dropped();
        for (Path file : SnapshotStore.of(crashed).list()) {
            JournalFiles.flipBit(file, 300, 2);
        }
        assertEquals(DamageReason.MISSING_GENERATION, damage(crashed));
        assertEquals(DamageReason.MISSING_GENERATION, found(crashed));
        JournalFiles.delete(crashed.resolve("snapshots"));
        assertEquals(DamageReason.MISSING_GENERATION, damage(crashed));
        assertEquals(DamageReason.MISSING_GENERATION, found(crashed));
        assertEquals(Status.WHOLE, JournalVerifier.verify(crashed).status(), "its records are");
    }

    @Test
    void aSnapshotWithoutItsChainDoesNotStandInForTheBeginning() throws IOException {
        Path crashed = dropped();
        assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status());
        SnapshotFile newest =
                LiveExchange.verified(SnapshotStore.of(crashed).list().get(0));
        SnapshotHeader header = newest.header();
        Market market = new Market(MarketConfig.defaults());
        newest.load(market);
        JournalFiles.delete(crashed.resolve("snapshots"));
        SnapshotStore.of(crashed)
                .write(
                        new SnapshotHeader(
                                header.journalId(),
                                header.seq(),
                                header.chain() + 1,
                                header.generation(),
                                header.timeNs(),
                                header.ruleSet(),
                                "test"),
                        market::writeSnapshot,
                        "test",
                        Pace.FLAT_OUT);
        assertEquals(DamageReason.MISSING_GENERATION, damage(crashed));
        assertEquals(DamageReason.MISSING_GENERATION, found(crashed));
    }

    @Test
    void whatIsKeptIsRepairedLikeAWholeJournalAndStartsAgain() throws IOException {
        Path crashed = dropped();
        List<Path> snapshots = SnapshotStore.of(crashed).list();
        long oldestSeq = SnapshotStore.seq(snapshots.get(snapshots.size() - 1));
        long newestSeq = SnapshotStore.seq(snapshots.get(0));
        long lastSeq = JournalVerifier.verify(crashed).report().lastSeq();
        flipRecordOf(crashed, (oldestSeq + newestSeq) / 2);
        DamageReason reason = damage(crashed);
        assertEquals(reason, found(crashed));
        RepairPlan plan = JournalRepair.plan(crashed, WitnessedVerifier.witnesses(crashed), ScanProgress.NONE);
        assertEquals(reason, plan.damage().reason());
        assertTrue(plan.lastGoodSeq() >= oldestSeq && plan.lastGoodSeq() < newestSeq, plan::toString);
        assertEquals(lastSeq, plan.knownSeq());
        RepairReport report = repair(crashed);
        assertTrue(
                report.moved().contains("snapshots/" + snapshots.get(0).getFileName()),
                report.moved().toString());
        assertEquals(Status.WHOLE, WitnessedVerifier.verify(crashed).status());
        try (JournaledMarket back = open(crashed)) {
            assertEquals(oldestSeq, back.recovery().snapshot().header().seq());
            assertEquals(plan.lastGoodSeq(), back.recovery().found().lastSeq());
            back.market().verify();
        }
    }

    @Test
    void aRepairAfterWhichNothingCouldStartIsRefusedByNameAndChangesNothing() throws IOException {
        Path crashed = dropped();
        List<Path> snapshots = SnapshotStore.of(crashed).list();
        flipRecordOf(crashed, SnapshotStore.seq(snapshots.get(0)) / 2 + SnapshotStore.seq(snapshots.get(1)) / 2);
        Files.delete(snapshots.get(1));
        RepairRefused refused = assertThrows(RepairRefused.class, () -> repair(crashed));
        assertTrue(
                refused.getMessage().contains("firstSeq=" + JournalRetention.firstSeq(crashed)), refused.getMessage());
        assertFalse(Files.exists(crashed.resolve("repairing")));
        assertFalse(Files.exists(crashed.resolve("repairs")));
        assertEquals(1, SnapshotStore.of(crashed).list().size());
    }

    @Test
    void salvageReadsWhatIsKeptAndSaysThatTheBeginningWasDropped() throws IOException {
        Path crashed = dropped();
        long firstSeq = JournalRetention.firstSeq(crashed);
        long lastSeq = JournalVerifier.verify(crashed).report().lastSeq();
        Kept kept = new Kept();
        Salvage.read(crashed, kept);
        assertEquals(List.of("dropped 1-" + (firstSeq - 1)), kept.gaps);
        assertEquals(lastSeq - firstSeq + 1, kept.transactions);
        assertEquals(0, kept.untrusted, "all follow the one before");
    }

    @Test
    void aCutEndOfWhatIsKeptIsFoundByTheSnapshotThatKnewMore() throws IOException {
        Path crashed = dropped();
        SnapshotHeader newest =
                LiveExchange.verified(SnapshotStore.of(crashed).list().get(0)).header();
        for (long number = newest.generation();
                Files.exists(JournalFiles.generation(crashed, (int) number));
                number++) {
            JournalFiles.delete(JournalFiles.generation(crashed, (int) number));
        }
        Files.delete(crashed.resolve("watermark"));
        JournalFiles.setDurable(crashed, JournalRetention.firstSeq(crashed));
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, damage(crashed));
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, found(crashed));
        RepairPlan plan = JournalRepair.plan(crashed, WitnessedVerifier.witnesses(crashed), ScanProgress.NONE);
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, plan.damage().reason());
        assertEquals(newest.seq(), plan.knownSeq());
    }

    @Test
    void aNoteThatIsNotAsItWasWrittenStopsTheStart() throws IOException {
        Path crashed = dropped();
        Path note = crashed.resolve("retained");
        byte[] good = Files.readAllBytes(note);
        for (int bit = 0; bit < good.length * Byte.SIZE; bit += 5) {
            byte[] bytes = good.clone();
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(note, bytes);
            assertEquals(DamageReason.BAD_CRC, damage(crashed), "bit " + bit);
            assertEquals(2, JournalVerifier.verify(crashed).status().exitStatus());
        }
        Files.write(note, good);
        open(crashed).close();
    }

    @Test
    void aGenerationThatIsMissingAllTheSameIsNamed() throws IOException {
        Path crashed = dropped();
        int first = firstGeneration(crashed);
        JournalFiles.delete(JournalFiles.generation(crashed, first));
        assertEquals(DamageReason.MISSING_GENERATION, damage(crashed));
    }

    @Test
    void nothingIsDroppedUnlessItIsWantedAndEnoughSnapshotsAreThere() throws IOException {
        live = directory.resolve("live");
        try (LiveExchange exchange = new LiveExchange(live, 3, 10, SMALL_GENERATIONS)) {
            agent = new ReplicaAgent(
                    live,
                    MarketConfig.defaults(),
                    CONFIG.withDropsJournal(false),
                    ReplicaListener.NONE,
                    Pace.FLAT_OUT,
                    () -> 0);
            for (int i = 0; i < 3; i++) {
                exchange.run(6_000);
                snapshot();
            }
            assertEquals(1, JournalRetention.firstSeq(live));
            agent.close();
            JournalFiles.delete(live.resolve("snapshots"));
            agent = agent();
            exchange.run(100);
            snapshot();
            assertEquals(1, JournalRetention.firstSeq(live), "one snapshot may turn out bad");
            exchange.run(100);
            snapshot();
            assertTrue(JournalRetention.firstSeq(live) > 1);
            agent.close();
        }
        assertThrows(IllegalArgumentException.class, () -> CONFIG.withKeep(1));
    }

    @Test
    void aReaderWhoseFileCannotBeReadNeedsEverything() throws IOException {
        live = directory.resolve("live");
        try (LiveExchange exchange = new LiveExchange(live, 4, 10, SMALL_GENERATIONS)) {
            exchange.run(8_000);
            NamedReader reader = NamedReader.register(live, "audit");
            assertEquals(0, reader.position().seq());
            SnapshotHeader here = exchange.header();
            reader.advance(live, new JournalPosition(here.seq(), here.chain(), here.generation()));
            assertEquals(
                    here.seq(), NamedReader.register(live, "audit").position().seq(), "registered already");
            Path file = live.resolve("readers").resolve("audit");
            JournalFiles.flipBit(file, 30, 0);
            assertEquals(0, NamedReader.list(live).get(0).position().seq());
            Files.write(file, new byte[0]);
            assertEquals(0, NamedReader.list(live).get(0).position().seq());
            assertThrows(IllegalArgumentException.class, () -> NamedReader.register(live, "../x"));
            NamedReader.remove(live, "audit");
            assertEquals(List.of(), NamedReader.list(live));
        }
    }

    @Test
    void oneSnapshotIsTakenOnDemandBesideALiveWriterAndOfOneThatNobodyWrites() throws IOException {
        live = directory.resolve("live");
        try (LiveExchange exchange = new LiveExchange(live, 5, 10)) {
            exchange.run(3_000);
            SnapshotFile taken = take(live);
            assertEquals(exchange.market().stateHash(), taken.stateHash());
            assertEquals(exchange.header().chain(), taken.header().chain());
            assertEquals(taken, take(live), "nothing happened since");
            exchange.run(500);
            Path crashed = JournalFiles.copy(live, directory.resolve("crashed"));
            assertEquals(exchange.market().stateHash(), take(crashed).stateHash());
        }
        Path empty = directory.resolve("empty");
        try (LiveExchange exchange = new LiveExchange(empty, 5, 10)) {
            assertEquals(0, exchange.journal().lastSeq());
            assertThrows(IllegalStateException.class, () -> take(empty));
        }
    }

    private static DamageReason found(Path journal) {
        return WitnessedVerifier.verify(journal).damage().reason();
    }

    private static RepairReport repair(Path journal) {
        return JournalRepair.repair(
                journal,
                new RepairOrder("ann", "a test", false),
                WitnessedVerifier.witnesses(journal),
                ScanProgress.NONE);
    }

    /** Damages the generation that holds a sequence, about where it is. */
    private static void flipRecordOf(Path journal, long seq) throws IOException {
        long[] place = new long[3];
        JournalVerifier.verify(journal, new TransactionListener() {
            @Override
            public void onTransaction(Transaction transaction) {}

            @Override
            public void onExcerptEnd(long lastSeq, long chain, long generation) {
                // First and last sequence of its generation.
                if (lastSeq < seq || generation == place[0]) {
                    place[1] = generation == place[0] ? place[1] : lastSeq;
                    place[0] = generation;
                    place[2] = lastSeq;
                }
            }
        });
        Path file = JournalFiles.queueFile(journal, (int) place[0]);
        long used = JournalFiles.usedLength(file);
        long at = used * (seq - place[1]) / Math.max(1, place[2] - place[1]);
        assertTrue(at > 0 && at < used);
        JournalFiles.flipBit(file, at, 3);
    }

    private static final class Kept implements Salvage.Listener {
        private final List<String> gaps = new ArrayList<>();
        private long transactions;
        private long untrusted;

        @Override
        public void onFile(Path file, long bytes) {}

        @Override
        public void onGap(long fromSeq, long toSeq) {
            gaps.add(fromSeq + "-" + toSeq);
        }

        @Override
        public void onDropped(long fromSeq, long toSeq, boolean isNoted) {
            gaps.add((isNoted ? "dropped " : "dropped or lost ") + fromSeq + "-" + toSeq);
        }

        @Override
        public void onTransaction(Transaction transaction, Salvage.Trust trust, long position) {
            transactions++;
            untrusted += trust == Salvage.Trust.GOOD ? 0 : 1;
        }

        @Override
        public void onUnreadable(long firstSeq, long count, long position) {
            untrusted += count;
        }
    }

    /** A copy of a journal of which some was dropped, as a crash leaves it. */
    private Path dropped() throws IOException {
        live = directory.resolve("live");
        try (LiveExchange exchange = new LiveExchange(live, 2, 10, SMALL_GENERATIONS)) {
            agent = agent();
            for (int i = 0; i < 3; i++) {
                exchange.run(6_000);
                snapshot();
            }
            agent.close();
            assertFalse(Files.exists(JournalFiles.generation(live, 1)));
            return JournalFiles.copy(live, directory.resolve("crashed"));
        }
    }

    private ReplicaAgent agent() {
        return new ReplicaAgent(live, MarketConfig.defaults(), CONFIG, ReplicaListener.NONE, Pace.FLAT_OUT, () -> 0);
    }

    private void snapshot() {
        CompletableFuture<SnapshotFile> answer = agent.ask();
        long turns = 0;
        while (!answer.isDone()) {
            agent.step();
            assertTrue(++turns < 1_000, () -> agent.status().toString());
        }
        answer.join();
    }

    private static SnapshotFile take(Path journal) {
        return SnapshotTaker.take(
                journal,
                MarketConfig.defaults(),
                "test",
                bad -> {
                    throw bad;
                },
                ScanProgress.NONE);
    }

    private static JournalPosition somewhereBehind(NamedReader reader, SnapshotHeader end, SplittableRandom random) {
        long from = reader.position().seq();
        return new JournalPosition(from + 1 + random.nextLong(Math.max(1, end.seq() - from - 1)), 0, ADVANCED);
    }

    private void assertCanRead(long from, long to) {
        try (JournalReader reader = JournalReader.open(live)) {
            reader.seek(from);
            Transaction transaction = new Transaction();
            long seq = from - 1;
            while (seq < to && reader.poll(transaction)) {
                seq++;
                assertEquals(seq, transaction.seq());
            }
            assertEquals(to, Math.max(seq, to));
        }
    }

    private static DamageReason damage(Path journal) {
        return assertThrows(JournalDamaged.class, () -> open(journal)).reason();
    }

    private static JournaledMarket open(Path journal) {
        return JournaledMarket.open(
                journal,
                JournalConfig.small(),
                MarketConfig.defaults(),
                () -> NOW_NS,
                RecoveryListener.of(new ViewState()));
    }

    private static int firstGeneration(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal.resolve("generations"))) {
            return files.mapToInt(file -> Integer.parseInt(file.getFileName().toString()))
                    .min()
                    .orElseThrow();
        }
    }
}
