package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.gateway.DataFolder;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands say of a journal whose first generations were dropped. */
final class DroppedJournalTest {
    private static final long FIRST_SEQ = 4;
    private static final long LAST_SEQ = 5;

    @TempDir
    Path directory;

    private Path journal;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void dropTheFirstGeneration() {
        journal = DataFolder.journal(directory);
        JournalTool.record(
                journal,
                "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
                "{'type':'createAccount','account':'john'}",
                "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
                "");
        start();
        assertEquals(0, run("snapshot", directory.toString()), err::toString);
        start();
        assertEquals(1, JournalRetention.dropBefore(journal, FIRST_SEQ));
        assertEquals(FIRST_SEQ, JournalRetention.firstSeq(journal));
    }

    @Test
    void itIsVerifiedDumpedReplayedAndStartsFromItsSnapshot() throws IOException {
        assertEquals(0, run("journal", "verify", directory.toString()), err::toString);
        String begins = "begins at      seq 4 (3 transactions dropped by retention)\n";
        assertTrue(out.toString().contains(begins), out::toString);
        assertTrue(out.toString().contains("generations    3 (the first dropped by retention), closed"), out::toString);
        for (String command : new String[] {"verify", "stat"}) {
            assertEquals(0, run("journal", command, "--json", directory.toString()), err::toString);
            assertTrue(out.toString().contains("\"firstGeneration\":2,\"generations\":3,"), out::toString);
            assertTrue(out.toString().contains("\"transactions\":2,\"firstSeq\":4,\"dropped\":3,"), out::toString);
        }
        assertEquals(0, run("journal", "dump", "--commands", directory.toString()), err::toString);
        assertTrue(out.toString().contains("\"recovered\""), out::toString);
        assertFalse(out.toString().contains("\"deposit\""), out::toString);
        assertEquals(0, run("journal", "stat", directory.toString()), err::toString);
        assertTrue(out.toString().contains(begins), out::toString);
        assertEquals(
                0,
                run("journal", "replay", "--verify", "--from-snapshot", "newest", directory.toString()),
                err::toString);
        assertEquals(0, run("journal", "repair", directory.toString()), err::toString);
        Path lines = directory.resolve("salvaged.jsonl");
        assertEquals(0, run("journal", "salvage", "--to", lines.toString(), directory.toString()), err::toString);
        assertTrue(
                Files.readString(lines).contains("{\"salvage\":\"dropped\",\"fromSeq\":1,\"toSeq\":3}"),
                "the beginning was dropped");
        assertTrue(out.toString().contains("missing        0\ndropped        3\n"), out::toString);
        start();
    }

    @Test
    void aNoteWithAFlippedBitIsNamedSalvagedAroundAndRepairedWithoutLoss() throws IOException {
        Path whole = JournalFiles.copy(journal, directory.resolve("whole"));
        long length = Files.size(whole.resolve("retained"));
        for (int bit = 0; bit < length * Byte.SIZE; bit += 37) {
            JournalFiles.copy(whole, journal);
            JournalFiles.flipBit(journal.resolve("retained"), bit / Byte.SIZE, bit % Byte.SIZE);
            assertEquals(2, run("journal", "verify", directory.toString()));
            assertTrue(err.toString().contains("BAD_CRC"), err::toString);
            assertEquals(2, run("journal", "repair", directory.toString()));
            assertTrue(out.toString().contains("given up    nothing that anybody knows of"), out::toString);
            assertTrue(out.toString().contains("stays       4 to 5\n"), out::toString);
            Path lines = directory.resolve("before-" + bit);
            assertEquals(1, run("journal", "salvage", "--to", lines.toString(), directory.toString()));
            assertTrue(out.toString().contains("missing        0\ndropped        0\nnot there      3 "), out::toString);
            String[] order = {"--operator", "ann", "--reason", "a bit"};
            assertEquals(
                    0,
                    run(
                            "journal",
                            "repair",
                            "--accept-loss",
                            order[0],
                            order[1],
                            order[2],
                            order[3],
                            directory.toString()));
            assertEquals(0, run("journal", "verify", directory.toString()), err::toString);
            lines = directory.resolve("after-" + bit);
            assertEquals(0, run("journal", "salvage", "--to", lines.toString(), directory.toString()), out::toString);
            assertTrue(out.toString().contains("good           2\n"), out::toString);
            assertTrue(out.toString().contains("missing        0\ndropped        3\n"), out::toString);
            start();
            assertEquals(0, run("journal", "verify", directory.toString()), err::toString);
            assertTrue(out.toString().contains("last seq       6\n"), out::toString);
        }
    }

    @Test
    void theDatabaseIsNotRebuiltFromHalfAJournalAndStaysAsItIs() throws IOException {
        assertEquals(3, run("db", "rebuild", "--data", directory.toString()));
        assertTrue(err.toString().contains("firstSeq=" + FIRST_SEQ), err::toString);
        assertFalse(err.toString().contains("bug"), err::toString);
        assertFalse(Files.exists(DataFolder.database(directory)));
    }

    @Test
    void aNewDatabaseIsNotSettledFromHalfAJournal() {
        assertEquals(3, run("settle", "--once", "--data", directory.toString()));
        assertTrue(
                err.toString().contains("expected a journal that still holds what the database needs next, settled=0"),
                err::toString);
        assertTrue(err.toString().contains("firstSeq=" + FIRST_SEQ), err::toString);
    }

    @Test
    void withoutASnapshotItsBeginningIsMissing() throws IOException {
        JournalFiles.delete(journal.resolve("snapshots"));
        assertEquals(2, run("journal", "verify", directory.toString()));
        assertTrue(err.toString().contains("MISSING_GENERATION"), err::toString);
        assertTrue(err.toString().contains("begins at seq " + FIRST_SEQ), err::toString);
    }

    @Test
    void aSnapshotThatKnowsMoreThanTheJournalIsHeardByVerifyAndByRepair() throws IOException {
        Path shorter = JournalFiles.copy(journal, directory.resolve("shorter"));
        assertEquals(0, run("snapshot", directory.toString()), err::toString);
        String newest = String.format("%020d.snapshot", LAST_SEQ);
        Files.copy(
                journal.resolve("snapshots").resolve(newest),
                shorter.resolve("snapshots").resolve(newest));
        JournalFiles.delete(JournalFiles.generation(shorter, 3));
        Files.delete(shorter.resolve("watermark"));
        JournalFiles.setDurable(shorter, FIRST_SEQ);
        for (String command : new String[] {"verify", "repair"}) {
            assertEquals(2, run("journal", command, shorter.toString()), command);
            String said = err.toString() + out;
            assertTrue(said.contains("SHORTER_THAN_KNOWN"), said);
            assertTrue(said.contains("snapshot"), said);
        }
        assertEquals(
                0,
                run("journal", "repair", "--accept-loss", "--operator", "ann", "--reason", "test", shorter.toString()),
                err::toString);
        assertEquals(0, run("journal", "verify", shorter.toString()), err::toString);
        assertFalse(Files.exists(shorter.resolve("snapshots").resolve(newest)));
    }

    /** And stops: one more generation, and its RECOVERED. */
    private void start() {
        JournaledMarket.open(
                        journal,
                        JournalConfig.small(),
                        MarketConfig.defaults(),
                        () -> 1_900_000_000_000_000_000L,
                        RecoveryListener.of(new ViewState()))
                .close();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
