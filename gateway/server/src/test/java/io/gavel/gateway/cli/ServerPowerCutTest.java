package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.gavel.gateway.DataFolder;
import io.gavel.gateway.cli.ServerProcess.Launch;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.Watermark;
import io.gavel.journal.WatermarkFile;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.testing.PowerCutDisk;
import io.gavel.testing.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power that fails under load, with the whole data folder on the disk: journal in small generations, its counters, and the
 * settled database, each written by its own process. {@code -Dgavel.cuts=50} for the long run.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ServerPowerCutTest {
    private static final String[] AT_DISK = {"--durability", "disk", "--snapshot-every", "500", "--snapshot-pause", "1"
    };
    /** A snapshot would bring the journal to the device. */
    private static final String[] AT_PROCESS = {"--snapshots", "off"};

    private static final int CUTS = Integer.getInteger("gavel.cuts", 2);
    /** Sparse: only what is written is there. */
    private static final long DISK_BYTES = 1L << 30;

    /** The journal is refused, or the database is. */
    private static final Pattern SHORTER =
            Pattern.compile("SHORTER_THAN_KNOWN|rebuild the database|expected a database of this journal");

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private PowerCutDisk disk;
    private ServerProcess server;

    @BeforeEach
    void plugIn() {
        disk = PowerCutDisk.create(folder, DISK_BYTES);
    }

    @AfterEach
    void unplug() {
        if (server != null) {
            server.close();
            server.exitValue();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void atDiskNothingToldIsLostAndNothingIsAheadOfTheJournal() throws Exception {
        Launch launch = launch(disk.root(), AT_DISK);
        server = launch.start();
        promises.furnish(server);
        promises.connectAndAskAgain(server);
        promises.load(600);
        promises.rest();
        Promises.awaitSettled(server, launch);
        Waiting.until(
                ServerProcess.LIMIT,
                () -> "a snapshot, " + server.err(),
                () -> !SnapshotStore.of(launch.journal()).list().isEmpty());
        SplittableRandom random = new SplittableRandom(12);
        for (int cut = 0; cut < CUTS; cut++) {
            promises.load(1_000);
            LockSupport.parkNanos(random.nextInt(50_000_000));
            Map<String, String> told = promises.promised();
            Launch onCut = launch(disk.cutPower(), AT_DISK);
            promises.rest();
            assertNothingIsAhead(onCut);
            assertStartsByItself(onCut);
            Promises.assertKeptOnceIn(onCut.journal(), told);
        }
        if (System.getProperty("gavel.cuts") != null) {
            System.out.println("power cuts=" + CUTS + ", promised=" + promises.answered() + ", lost=0");
        }
    }

    /**
     * At level process nothing is promised about power. The database may then know more than the journal: that is told by
     * name, and mended by a rebuild; the journal is never continued as if nothing had been.
     */
    @Test
    void atProcessADatabaseThatIsAheadIsToldAndRebuilt() throws Exception {
        Launch launch = launch(disk.root(), AT_PROCESS);
        server = launch.start();
        promises.furnish(server);
        promises.connectAndAskAgain(server);
        promises.load(2_000);
        promises.rest();
        Promises.awaitSettled(server, launch);
        Launch onCut = launch(disk.cutPower(), AT_PROCESS);
        long settledSeq = DuckDbReport.read(DataFolder.database(onCut.data())).nextSeq() - 1;
        ServerProcess again = onCut.spawn();
        try {
            Waiting.until(
                    ServerProcess.LIMIT,
                    () -> "words about what is missing, settled=" + settledSeq + ", err=" + again.err(),
                    () -> SHORTER.matcher(again.err()).find());
        } finally {
            again.close();
            again.exitValue();
        }
        if (again.err().contains("SHORTER_THAN_KNOWN")) {
            return;
        }
        assertEquals(0, run("db", "rebuild", "--data", onCut.data().toString()));
        assertEquals(0, run("db", "status", "--data", onCut.data().toString()));
    }

    /** Tells how the file is settled up to where the journal of the same disk ends. */
    private static void assertNothingIsAhead(Launch onCut) {
        long lastSeq = JournalVerifier.verify(onCut.journal()).report().lastSeq();
        long settledSeq = DuckDbReport.read(DataFolder.database(onCut.data())).nextSeq() - 1;
        assertTrue(settledSeq > 0 && settledSeq <= lastSeq, "settled=" + settledSeq + ", journal's last=" + lastSeq);
        SnapshotFile snapshot = SnapshotStore.of(onCut.journal())
                .newest(bad -> fail("a name without its file: " + bad), (at, of) -> {});
        assertTrue(snapshot.header().seq() <= lastSeq, snapshot.header() + ", journal's last=" + lastSeq);
        Watermark watermark = WatermarkFile.read(onCut.journal());
        assertTrue(watermark.position().seq() <= lastSeq, watermark + ", journal's last=" + lastSeq);
    }

    private static void assertStartsByItself(Launch onCut) {
        ServerProcess again = onCut.start();
        try {
            Promises.awaitSettled(again, onCut);
            assertEquals(200, Promises.get(again, "/readyz").statusCode());
            assertEquals(143, again.stop());
            assertEquals(0, run("journal", "replay", onCut.data().toString()));
            assertEquals(0, run("db", "status", "--data", onCut.data().toString()));
        } finally {
            again.close();
        }
    }

    private static Launch launch(Path root, String... more) {
        Path data = root.resolve("data");
        return Launch.in(root.getParent())
                .withData(data)
                .withSettlement()
                .with("--generation-mib", "1")
                .with(more);
    }

    private static int run(String... args) {
        return Gavel.commandLine().setOut(new PrintWriter(new StringWriter())).execute(args);
    }
}
