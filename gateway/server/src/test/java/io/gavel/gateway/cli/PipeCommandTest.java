package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: standard input and output, exit status, options. */
final class PipeCommandTest {
    private static final long LIMIT_SECONDS = 60;
    private static final String ASSET = "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}\n";
    private static final String CREATED =
            "{\"type\":\"created\",\"seq\":1,\"idx\":0,\"at\":0,\"kind\":\"asset\",\"id\":\"USD\"}\n";

    @TempDir
    private Path folder;

    private String err;
    private int exitStatus;

    @Test
    void eventsGoToStandardOutputAndTheStatusSaysWhetherAllLinesWereValid() throws Exception {
        assertEquals(CREATED, pipe(ASSET));
        assertEquals(0, exitStatus);
        assertEquals(1 + 2, pipe(ASSET + "oops\n" + ASSET).lines().count());
        assertEquals(2, exitStatus);
        assertEquals("", err);
        assertEquals(2, pipe(ASSET + "oops\n" + ASSET, "--strict").lines().count());
        assertEquals(2, exitStatus);
    }

    @Test
    void theJournalIsReadByTheJournalCommands() throws Exception {
        Path journal = folder.resolve("journal");
        String bid =
                "{\"type\":\"deposit\",\"account\":\"a\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":\"1\"}\n";
        assertEquals(
                3,
                pipe(ASSET + bid, "--auto-create", "--journal", journal.toString())
                        .lines()
                        .count());
        assertEquals(0, exitStatus);
        assertEquals(0, verify(journal));
        pipe(ASSET, "--journal", journal.toString());
        assertEquals(2, exitStatus);
        assertTrue(err.contains("expected a new or empty folder for the journal"), err);
        assertEquals(0, verify(journal));
    }

    @Test
    void aFileIsNoFolderForAJournal() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        pipe(ASSET, "--journal", file.toString());
        assertEquals(2, exitStatus);
        assertFalse(err.contains("\tat "), err);
        pipe(ASSET, "--journal", "/proc/x");
        assertEquals(3, exitStatus);
        assertTrue(err.contains("directory=/proc/x: there is no such file or folder"), err);
        assertFalse(err.contains("Exception"), err);
    }

    @Test
    void anAnswerComesBeforeTheNextLineIsAsked() throws Exception {
        Process process = start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(ASSET.getBytes(StandardCharsets.US_ASCII));
            in.flush();
            byte[] first = process.getInputStream().readNBytes(CREATED.length());
            assertEquals(CREATED, new String(first, StandardCharsets.US_ASCII));
        }
        end(process);
        assertEquals(0, exitStatus);
    }

    private static int verify(Path journal) {
        StringWriter told = new StringWriter();
        return Gavel.commandLine().setOut(new PrintWriter(told)).execute("journal", "verify", journal.toString());
    }

    private String pipe(String input, String... options) throws IOException, InterruptedException {
        Process process = start(options);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not even read: its message says why.
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        end(process);
        return out;
    }

    private Process start(String... options) throws IOException {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "pipe";
        System.arraycopy(options, 0, arguments, 1, options.length);
        List<String> command = SettlementProcess.command(arguments);
        return new ProcessBuilder(command).redirectError(errFile().toFile()).start();
    }

    private void end(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "expected the process to end");
        exitStatus = process.exitValue();
        err = Files.readString(errFile());
    }

    private Path errFile() {
        return folder.resolve("stderr");
    }
}
