package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * kill -9 of a real server under load, again and again; what it had promised is known to its clients alone.
 * {@code -Dgavel.kill.rounds=100} for the long run, {@code -Dgavel.jar=FILE} to kill the packaged program.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ServerKillTest {
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 3);
    private static final int LOST_BYTES = 20_000;
    private static final int COUNTER_SEQ_OFFSET = 8;

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private Launch launch;
    private ServerProcess server;
    private int carriedOutUntold;

    @BeforeEach
    void startTheServer() {
        launch = Launch.in(folder);
        server = launch.start();
        promises.furnish(server);
    }

    @AfterEach
    void endTheServer() {
        server.close();
    }

    @Test
    void nothingThatWasPromisedIsLostOrDoneTwice() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < ROUNDS; round++) {
            connectAndAskAgain();
            promises.loadAndKill(server, 200 + random.nextInt(2_500));
            server = launch.start();
        }
        assertKept("under load");
    }

    /** Generations of one MiB: while one is filled the next is made, and the one before is shortened. */
    @Test
    void killsInHandoversLoseAndDoubleNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(10);
        server.kill();
        launch = launch.with("--generation-mib", "1");
        server = launch.start();
        for (int round = 0; round < ROUNDS; round++) {
            connectAndAskAgain();
            int known = generations();
            promises.load(1_000);
            // A handover begins with a new folder; the kill falls somewhere behind it.
            Waiting.until(ServerProcess.LIMIT, () -> generations() > known);
            LockSupport.parkNanos(random.nextInt(20_000_000));
            server.kill();
            promises.awaitEnd();
            server = launch.start();
        }
        assertTrue(generations() > 2 * ROUNDS, "expected handovers, generations=" + generations());
        assertKept("in handovers");
    }

    /** Killed around the moment at which a snapshot gets its name; the next start begins with it, or with the one before. */
    @Test
    void killsInSnapshotsLoseAndDoubleNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(12);
        server.kill();
        launch = launch.with("--generation-mib", "1", "--snapshot-every", "300", "--snapshot-pause", "0");
        server = launch.start();
        for (int round = 0; round < ROUNDS; round++) {
            connectAndAskAgain();
            List<Path> known = SnapshotStore.of(launch.journal()).list();
            promises.load(400);
            Waiting.until(
                    ServerProcess.LIMIT,
                    () -> "a snapshot, err=" + server.err(),
                    () -> !SnapshotStore.of(launch.journal()).list().equals(known));
            LockSupport.parkNanos(random.nextInt(5_000_000));
            server.kill();
            promises.awaitEnd();
            server = launch.start();
            assertTrue(server.lines().stream().anyMatch(line -> line.startsWith("snapshot")), server.lines()::toString);
        }
        assertKept("in snapshots");
    }

    /** Whoever is killed before it is ready leaves what it found. */
    @Test
    void killsWhileItStartsLoseAndDoubleNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < ROUNDS; round++) {
            connectAndAskAgain();
            promises.loadAndKill(server, 200 + random.nextInt(500));
            for (int again = 0; again < 2; again++) {
                server = launch.spawn();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(900)));
                server.kill();
            }
            server = launch.start();
        }
        assertKept("while it starts");
    }

    @Test
    void aLostPromiseWouldBeNoticed() throws Exception {
        connectAndAskAgain();
        promises.loadAndKill(server, 500);
        loseTheLastRecords();
        server = launch.start();
        AssertionFailedError noticed =
                assertThrows(AssertionFailedError.class, () -> promises.connectAndAskAgain(server));
        assertTrue(
                noticed.getMessage().contains("expected: <true> but was: <null>"), "no longer a duplicate: " + noticed);
    }

    private void connectAndAskAgain() throws InterruptedException {
        carriedOutUntold += promises.connectAndAskAgain(server);
    }

    private void assertKept(String when) throws InterruptedException {
        connectAndAskAgain();
        promises.assertBookAndMoneyAreRight();
        promises.abort();
        server.kill();
        promises.assertKeptOnceIn(launch.journal());
        assertEquals(0, run("journal", "replay", launch.data().toString()));
        if (System.getProperty("gavel.kill.rounds") != null) {
            System.out.println("killed " + when + ": rounds=" + ROUNDS + ", promised=" + promises.answered()
                    + ", lost=0, twice=0, carriedOutUntold=" + carriedOutUntold + ", generations=" + generations());
        }
    }

    private int generations() {
        String[] folders = launch.journal().resolve("generations").toFile().list();
        return folders == null ? 0 : folders.length;
    }

    /** The planted fault: what a server without a working journal would leave. */
    private void loseTheLastRecords() throws IOException {
        try (Stream<Path> files = Files.walk(launch.journal());
                RandomAccessFile counter =
                        new RandomAccessFile(launch.journal().resolve("durable").toFile(), "rw")) {
            Path file =
                    files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            Arrays.fill(bytes, end - LOST_BYTES, end, (byte) 0);
            Files.write(file, bytes);
            counter.seek(COUNTER_SEQ_OFFSET);
            counter.writeLong(0);
        }
    }

    private static int run(String... args) {
        return Gavel.commandLine().setOut(new PrintWriter(new StringWriter())).execute(args);
    }
}
