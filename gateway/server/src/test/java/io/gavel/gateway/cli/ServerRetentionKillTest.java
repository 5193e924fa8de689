package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.snapshot.WitnessedVerifier;
import io.gavel.testing.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of a server that drops its journal's beginning under load, with its settlement beside it, around the moment at
 * which generations go. {@code -Dgavel.kill.rounds=100} for the long run, {@code -Dgavel.jar=FILE} to kill the packaged
 * program.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ServerRetentionKillTest {
    private static final int ROUNDS = Integer.getInteger("gavel.kill.rounds", 3);
    private static final String AUDIT = "audit";
    private static final String SETTLED =
            "SELECT cl_ord_id, count(*) FROM (SELECT cl_ord_id FROM order_state UNION ALL SELECT cl_ord_id FROM bid"
                    + " UNION ALL SELECT cl_ord_id FROM refusal) GROUP BY 1";

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private final Decisions decisions = new Decisions();
    private final StringWriter out = new StringWriter();
    private Launch launch;
    private Path journal;
    private ServerProcess server;
    private int carriedOutUntold;

    @BeforeEach
    void startTheServer() {
        launch = Launch.in(folder)
                .withSettlement()
                .with("--generation-mib", "1", "--snapshot-every", "1000", "--snapshot-pause", "0")
                .with("--snapshots-kept", "2", "--retain", "needed");
        journal = launch.journal();
        server = launch.start();
        promises.furnish(server);
        // From now on there is always a generation that may go.
        server.kill();
        server = launch.start();
    }

    @AfterEach
    void endTheServer() {
        server.close();
    }

    @Test
    void killsWhileGenerationsGoLoseAndDoubleNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(13);
        for (int round = 0; round < ROUNDS; round++) {
            decisions.follow(journal, AUDIT);
            carriedOutUntold += promises.connectAndAskAgain(server);
            // Or a round takes as long as a settlement needs to start, and leaves as much more to do for the next.
            Promises.awaitSettled(server, launch);
            long firstSeq = JournalRetention.firstSeq(journal);
            promises.load(400);
            Waiting.until(
                    ServerProcess.LIMIT,
                    () -> "generations that go, firstSeq=" + firstSeq + ", err=" + server.err(),
                    () -> JournalRetention.firstSeq(journal) > firstSeq);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            server.kill();
            promises.awaitEnd();
            assertWhole();
            decisions.follow(journal, AUDIT);
            server = launch.start();
            assertEquals(0, run("journal", "verify", launch.data().toString()), out::toString);
        }
        assertTrue(JournalRetention.firstSeq(journal) > 1, "the beginning is gone");
        assertKept();
    }

    /** What the killed server left, its snapshots heard. */
    private void assertWhole() {
        Verification found = WitnessedVerifier.verify(journal);
        assertTrue(
                found.status() == Status.WHOLE || found.status() == Status.TORN_TAIL,
                () -> found.status() + " " + found.damage());
    }

    private void assertKept() throws InterruptedException {
        carriedOutUntold += promises.connectAndAskAgain(server);
        promises.assertBookAndMoneyAreRight();
        promises.abort();
        server.kill();
        decisions.follow(journal, AUDIT);
        promises.assertKeptOnceIn(decisions);
        assertEquals(0, run("journal", "replay", launch.data().toString()), out::toString);
        String data = launch.data().toString();
        // The settlement of the server that was killed goes with it, a little later.
        Waiting.until(ServerProcess.LIMIT, out::toString, () -> run("settle", "--once", "--data", data) == 0);
        assertEquals(0, run("db", "status", "--data", data), out::toString);
        assertEquals(decisions.times(), settled(data));
        if (System.getProperty("gavel.kill.rounds") != null) {
            System.out.println("killed while generations go: rounds=" + ROUNDS + ", promised=" + promises.answered()
                    + ", lost=0, twice=0, carriedOutUntold=" + carriedOutUntold + ", first kept="
                    + JournalRetention.firstSeq(journal));
        }
    }

    /** Client order id to rows: those too whose part of the journal is gone. */
    private Map<String, Integer> settled(String data) {
        assertEquals(0, run("db", "query", "--data", data, SETTLED), out::toString);
        Map<String, Integer> settled = new TreeMap<>();
        out.toString()
                .lines()
                .skip(1)
                .map(line -> line.split("\t"))
                .forEach(row -> settled.put(row[0], Integer.valueOf(row[1])));
        return settled;
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        return Gavel.commandLine().setOut(writer).setErr(writer).execute(args);
    }
}
