package io.gavel.perf.rowlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.perf.Folder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The yardstick with small counts, on a real PostgreSQL where its programs are; figures are not judged. */
@Timeout(120)
class RowLockReportTest {
    @TempDir
    Path folder;

    @Test
    void theSameAuctionIsMeasuredOnADatabaseOrTheMissingDatabaseIsNamed() throws Exception {
        Path report = folder.resolve("report");
        List<String> small =
                List.of("--rounds", "1", "--stretch-ms", "30", "--warm-up-ms", "10", "--report", report.toString());
        if (PostgresPrograms.in(PostgresPrograms.usualFolders()) == null) {
            assertTrue(refused(small, PostgresPrograms.usualFolders()).contains("--url jdbc:postgresql:"));
            return;
        }
        String text = run(small, PostgresPrograms.usualFolders());
        assertTrue(text.contains("PostgreSQL") && text.contains("fsync=on, synchronous_commit=on"), text);
        for (String part : List.of(
                "raw sync ",
                "row lock, 1 ",
                "row lock, 32 ",
                "Gavel over WebSockets, 8 ",
                "Gavel in process, 256 ",
                "floor 80 ",
                "read back from both sides: all bids")) {
            assertTrue(text.contains(part), text);
        }
        assertEquals(text, Files.readString(report.resolve("auctions-rowlock.txt")));
        assertTrue(
                Files.readString(report.resolve("auctions-rowlock-ratios.svg")).endsWith("</svg>\n"));
    }

    @Test
    void bidsOnTheRowAreOneStepApartAndAllThere() throws Exception {
        PostgresPrograms programs = PostgresPrograms.in(PostgresPrograms.usualFolders());
        if (programs == null) {
            assertNull(PostgresPrograms.in(List.of(folder)));
            return;
        }
        // Not below the test's folder: PostgreSQL does not run as root, and nobody else may enter that.
        try (Folder shared = new Folder("");
                PostgresCluster cluster = PostgresCluster.start(programs, shared.path("postgres"));
                RowLockLot lot = new RowLockLot(cluster.postgres())) {
            Histogram answers = new Histogram(RowLockReport.LONGEST_NS, 3);
            double bids = lot.bid(8, 50_000_000, answers).units();
            assertTrue(bids >= 8, "bids: " + bids);
            assertEquals(bids, answers.getTotalCount());
            lot.verify();
            try (Connection connection = cluster.postgres().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from gavel_rowlock.bid where amount = 101");
            }
            assertTrue(assertThrows(IOException.class, lot::verify).getMessage().contains("rows=" + (long) (bids - 1)));
            try (Connection connection = cluster.postgres().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter system set synchronous_commit = off");
                statement.execute("select pg_reload_conf()");
            }
            // The command line of the server goes before what an operator sets, so it still waits for the disk.
            assertTrue(cluster.postgres().describe().contains("synchronous_commit=on"));
        }
    }

    @Test
    void withoutPostgresTheWayToNameOneIsSaid() {
        String message = refused(List.of(), List.of(folder));
        assertTrue(message.startsWith("expected PostgreSQL's initdb and postgres"), message);
        assertTrue(message.contains("--postgres DIR") && message.contains("--url jdbc:postgresql:"), message);
        String named = refused(List.of("--postgres", folder.toString()), new ArrayList<>());
        assertTrue(named.contains("in the folder " + folder), named);
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        String message = refused(List.of("--url", "jdbc:postgresql://127.0.0.1:1/none", "--user", "nobody"), List.of());
        assertTrue(message.contains("url=jdbc:postgresql://127.0.0.1:1/none, user=nobody"), message);
        assertTrue(message.contains("--password WORD"), message);
        assertTrue(refused(List.of("--url", "http://elsewhere"), List.of()).contains("url=http://elsewhere"));
    }

    private String refused(List<String> arguments, List<Path> folders) {
        return assertThrows(IllegalArgumentException.class, () -> run(arguments, folders))
                .getMessage();
    }

    private static String run(List<String> arguments, List<Path> folders) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        new RowLockReport(arguments, out, "machine", folders).run();
        return text.toString(StandardCharsets.UTF_8);
    }
}
