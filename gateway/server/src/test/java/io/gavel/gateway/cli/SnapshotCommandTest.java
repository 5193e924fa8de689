package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SnapshotCommandTest {
    private static final String COMMANDS = String.join(
            "\n",
            "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
            "{'type':'createAccount','account':'john'}",
            "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
            "");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void pipeIntoAJournal() throws IOException {
        byte[] commands = COMMANDS.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try (ChronicleJournal written = ChronicleJournal.open(directory.resolve("journal"), JournalConfig.small())) {
            new PipeRunner(false, true, written).run(new ByteArrayInputStream(commands), new ByteArrayOutputStream());
        }
    }

    @Test
    void oneIsTakenAndTold() {
        assertEquals(0, run("snapshot", directory.toString()), err::toString);
        assertTrue(out.toString().contains("seq            3"), out::toString);
        assertTrue(Files.exists(file()));
        assertEquals(0, run("snapshot", "--json", directory.toString()), err::toString);
        assertTrue(out.toString().contains("\"seq\":3,\"stateHash\":\""), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void theDataFolderIsNamedAsServeNamesIt() {
        assertEquals(0, run("snapshot", "--data", directory.toString()), err::toString);
        assertTrue(Files.exists(file()));
    }

    @Test
    void aBadOneIsToldAndReplaced() throws IOException {
        assertEquals(0, run("snapshot", directory.toString()));
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(100);
        }
        assertEquals(0, run("snapshot", directory.toString()));
        assertTrue(err.toString().contains("not used: TRUNCATED"), err::toString);
        assertEquals(0, run("snapshot", directory.toString()));
        assertEquals("", err.toString());
    }

    @Test
    void whereThereIsNoJournalThereIsNone() {
        assertEquals(3, run("snapshot", directory.resolve("none").toString()));
        assertTrue(err.toString().contains("NOT_A_JOURNAL"), err::toString);
    }

    private Path file() {
        return directory.resolve("journal").resolve("snapshots").resolve("00000000000000000003.snapshot");
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
