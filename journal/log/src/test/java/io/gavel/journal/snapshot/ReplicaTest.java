package io.gavel.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.snapshot.ReplicaStatus.State;
import io.gavel.journal.tool.RandomExchange;
import io.gavel.testing.Waiting;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplicaTest {
    private static final ReplicaConfig CONFIG =
            ReplicaConfig.defaults().withEvery(1_000).withPause(Duration.ZERO).withDutyPercent(100);

    @TempDir
    Path directory;

    @TempDir
    Path other;

    private final Heard heard = new Heard();
    private long nowNs;
    private long tickNs;

    @Test
    void itTakesASnapshotEachSoManyTransactionsThatIsTheMarketInService() {
        try (LiveExchange live = new LiveExchange(directory, 1, 7)) {
            ReplicaAgent agent = agent(CONFIG);
            live.run(5_000);
            catchUp(agent);
            assertEquals(State.FOLLOWING, agent.status().state());
            assertEquals(live.market().lastSeq(), agent.status().seq());
            assertEquals(0, agent.status().lag());
            assertEquals(
                    live.market().lastSeq() / 1_000,
                    agent.status().snapshots(),
                    1,
                    "each thousand, a little later where no excerpt ends");
            CompletableFuture<SnapshotFile> now = agent.ask();
            catchUp(agent);
            SnapshotFile snapshot = now.join();
            assertEquals(live.market().lastSeq(), snapshot.header().seq());
            assertEquals(live.market().stateHash(), snapshot.stateHash());
            assertEquals(snapshot, LiveExchange.verified(snapshot.file()));
            assertEquals(live.header().chain(), snapshot.header().chain());
            CompletableFuture<SnapshotFile> again = agent.ask();
            catchUp(agent);
            assertEquals(snapshot, again.join(), "nothing happened since");
            agent.close();
        }
    }

    @Test
    void onlySoManyAreKeptAndBadOnesDoNotCount() throws IOException {
        try (LiveExchange live = new LiveExchange(directory, 2, 7)) {
            ReplicaAgent agent = agent(CONFIG.withKeep(2));
            List<SnapshotFile> taken = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                taken.add(take(agent, live));
                if (i == 2) {
                    JournalFiles.flipBit(taken.get(2).file(), 500, 1);
                }
            }
            agent.close();
            // It wrote the third one itself and does not read it again; another one does.
            ReplicaAgent next = agent(CONFIG.withKeep(2));
            taken.add(take(next, live));
            taken.add(take(next, live));
            next.close();
            assertEquals(
                    List.of(taken.get(5).file(), taken.get(4).file()),
                    SnapshotStore.of(directory).list());
        }
    }

    @Test
    void itGoesOnFromTheNewestGoodSnapshotAfterARestart() throws IOException {
        try (LiveExchange live = new LiveExchange(directory, 3, 7)) {
            SnapshotFile good = live.run(3_000).snapshot();
            SnapshotFile bad = live.run(500).snapshot();
            JournalFiles.flipBit(bad.file(), bad.bytes() / 2, 1);
            live.run(500);
            ReplicaAgent agent = agent(CONFIG.withEvery(1_000_000));
            agent.step();
            assertEquals(good.header().seq(), agent.status().snapshotSeq());
            assertEquals(List.of(SnapshotFlaw.BAD_CRC), heard.skipped);
            catchUp(agent);
            CompletableFuture<SnapshotFile> now = agent.ask();
            catchUp(agent);
            assertEquals(live.market().stateHash(), now.join().stateHash());
            agent.close();
        }
    }

    @Test
    void aSnapshotThatIsDueIsTakenThoughNothingHappens() {
        try (LiveExchange live = new LiveExchange(directory, 5, 7)) {
            ReplicaAgent agent = agent(CONFIG.withEvery(10).withPause(Duration.ofSeconds(10)));
            live.run(2_000);
            catchUp(agent);
            assertEquals(0, agent.status().snapshots());
            nowNs += TimeUnit.SECONDS.toNanos(11);
            agent.step();
            assertEquals(live.market().lastSeq(), agent.status().snapshotSeq());
            agent.close();
        }
    }

    @Test
    void whoAsksUnderLoadWaitsForWhatWasDurableThenAndNotForTheEnd() {
        try (LiveExchange live = new LiveExchange(directory, 6, 7)) {
            ReplicaAgent agent = agent(CONFIG.withEvery(1_000_000));
            agent.step();
            // So that a turn ends before the journal does.
            tickNs = TimeUnit.MICROSECONDS.toNanos(100);
            live.run(3_000);
            long durable = live.market().lastSeq();
            CompletableFuture<SnapshotFile> asked = agent.ask();
            while (!asked.isDone()) {
                agent.step();
                live.run(500);
            }
            long seq = asked.join().header().seq();
            assertTrue(
                    seq >= durable && seq < live.market().lastSeq(),
                    seq + " between " + durable + " and " + live.market().lastSeq());
            catchUp(agent);
            assertEquals(1, agent.status().snapshots(), "one was asked for");
            agent.close();
        }
    }

    @Test
    void snapshotsKeepTheirDistanceInTime() {
        try (LiveExchange live = new LiveExchange(directory, 4, 7)) {
            ReplicaAgent agent = agent(CONFIG.withEvery(10).withPause(Duration.ofSeconds(10)));
            live.run(2_000);
            catchUp(agent);
            assertEquals(0, agent.status().snapshots());
            nowNs += TimeUnit.SECONDS.toNanos(11);
            live.run(2_000);
            catchUp(agent);
            assertEquals(1, agent.status().snapshots());
            agent.close();
        }
    }

    @Test
    void anotherDecisionThanTheRecordedOneIsAnAlarmAndSnapshotsStayAsTheyAre() throws IOException {
        try (LiveExchange live = new LiveExchange(directory, 5, 7)) {
            SnapshotFile good = live.run(1_000).snapshot();
            byte[] before = Files.readAllBytes(good.file());
            ReplicaAgent agent = agent(CONFIG.withEvery(1));
            // Decided by a market that was never told of the exchange: another history than the journal's.
            RandomExchange other = new RandomExchange(
                    6, new Shifted(live.journal(), live.market().lastSeq()), 1);
            other.open();
            CompletableFuture<SnapshotFile> asked = agent.ask();
            catchUp(agent);
            assertEquals(State.DIVERGED, agent.status().state());
            assertTrue(agent.status().reason().contains("seq="), agent.status().reason());
            assertEquals(1, heard.alarms.size());
            assertTrue(heard.alarms.get(0) instanceof ReplayDiverged, heard.alarms.toString());
            assertEquals(good.header().seq() + 1, ((ReplayDiverged) heard.alarms.get(0)).seq());
            assertThrows(ExecutionException.class, asked::get);
            assertThrows(ExecutionException.class, () -> agent.ask().get(), "nor later");
            assertEquals(List.of(good.file()), SnapshotStore.of(directory).list());
            assertEquals(Arrays.hashCode(before), Arrays.hashCode(Files.readAllBytes(good.file())));
            // The engine in service goes on.
            long seq = live.journal().lastSeq();
            other.run(10);
            assertNotEquals(seq, live.journal().lastSeq());
            agent.close();
        }
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsToldAndTriedAgain() throws IOException {
        try (LiveExchange live = new LiveExchange(directory, 7, 7)) {
            Files.createFile(directory.resolve("snapshots"));
            ReplicaAgent agent = agent(CONFIG.withPause(Duration.ofSeconds(1)));
            nowNs += TimeUnit.SECONDS.toNanos(2);
            live.run(3_000);
            catchUp(agent);
            assertEquals(State.FOLLOWING, agent.status().state());
            assertEquals(1, heard.failures.size());
            assertTrue(
                    agent.status().reason().contains("snapshot"), agent.status().reason());
            Files.delete(directory.resolve("snapshots"));
            nowNs += TimeUnit.SECONDS.toNanos(2);
            live.run(100);
            catchUp(agent);
            assertEquals(1, agent.status().snapshots());
            assertEquals("", agent.status().reason());
            agent.close();
        }
    }

    @Test
    void damageInTheJournalStopsItAndNothingElse() throws IOException {
        try (LiveExchange live = new LiveExchange(directory, 8, 7)) {
            live.run(3_000);
            Path damaged = JournalFiles.copy(directory, other.resolve("damaged"));
            JournalFiles.flipBit(JournalFiles.queueFile(damaged, 1), 100_000, 1);
            ReplicaAgent agent = new ReplicaAgent(
                    damaged, MarketConfig.defaults(), CONFIG, heard, Pace.FLAT_OUT, () -> nowNs += tickNs);
            catchUp(agent);
            assertEquals(State.FAILED, agent.status().state());
            assertTrue(
                    agent.status().reason().contains("lastGoodSeq="),
                    agent.status().reason());
            assertEquals(1, heard.alarms.size());
            agent.close();
        }
    }

    @Test
    void onItsOwnThreadItKeepsUpAndLeavesOffWhenClosed() throws Exception {
        try (LiveExchange live = new LiveExchange(directory, 9, 7, JournalConfig.small())) {
            Replica replica = Replica.start(directory, MarketConfig.defaults(), CONFIG.withDutyPercent(50), heard);
            live.run(5_000);
            SnapshotFile now = replica.snapshot().get(30, TimeUnit.SECONDS);
            assertEquals(live.market().stateHash(), now.stateHash());
            Waiting.until(Duration.ofSeconds(30), () -> replica.status().lag() == 0);
            replica.close();
            assertEquals(State.CLOSED, replica.status().state());
            assertThrows(ExecutionException.class, () -> replica.snapshot().get(30, TimeUnit.SECONDS));
            try (var files = Files.list(directory.resolve("snapshots"))) {
                assertTrue(files.noneMatch(file -> file.toString().endsWith(".new")));
            }
        }
    }

    private ReplicaAgent agent(ReplicaConfig config) {
        return new ReplicaAgent(
                directory, MarketConfig.defaults(), config, heard, Pace.FLAT_OUT, () -> nowNs += tickNs);
    }

    private SnapshotFile take(ReplicaAgent agent, LiveExchange live) {
        live.run(50);
        CompletableFuture<SnapshotFile> answer = agent.ask();
        catchUp(agent);
        return answer.join();
    }

    /** Steps until there is nothing to do. */
    private static void catchUp(ReplicaAgent agent) {
        long idleNs = 0;
        while (idleNs == 0) {
            idleNs = agent.step();
        }
    }

    private static final class Heard implements ReplicaListener {
        private final List<SnapshotFlaw> skipped = new ArrayList<>();
        private final List<Throwable> alarms = new ArrayList<>();
        private final List<RuntimeException> failures = new ArrayList<>();

        @Override
        public void onSkipped(SnapshotBad bad) {
            skipped.add(bad.flaw());
        }

        @Override
        public void onFailure(RuntimeException problem) {
            failures.add(problem);
        }

        @Override
        public void onAlarm(Throwable problem) {
            alarms.add(problem);
        }
    }

    /** Numbers what a market decides as if it had come to where the journal is. */
    private record Shifted(ChronicleJournal journal, long by) implements Journal {
        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            journal.append(copy, 0, length, firstSeq + by, count);
        }

        @Override
        public long durableSeq() {
            return journal.durableSeq();
        }

        @Override
        public Durability level() {
            return journal.level();
        }

        @Override
        public void close() {}
    }
}
