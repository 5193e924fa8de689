package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.ring.Journal;
import io.gavel.gateway.DataFolder;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gavel settle} and {@code gavel db}, on a journal that {@code gavel pipe} wrote. */
class DbCommandTest {
    private static final String COMMANDS = """
            {"type":"createAsset","at":0,"asset":"USD","decimals":2}
            {"type":"createAccount","at":0,"account":"john"}
            {"type":"deposit","at":0,"account":"john","asset":"USD","amount":"50.00","clOrdId":"d"}
            {"type":"createAuction","at":0,"auction":"lamp","format":"english","asset":"USD","start":"1.00","increments":[[null,"1.00"]],"opensAt":0,"closesAt":60000000}
            {"type":"placeBid","at":1000000,"auction":"lamp","account":"john","clOrdId":"1","amount":"7.00"}
            {"type":"placeBid","at":1000000,"auction":"lamp","account":"john","clOrdId":"2","amount":"2.00"}
            {"type":"time","at":61000000}
            """;

    @TempDir
    Path data;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @Test
    void settlesOnceAndTellsHowFarItIs() throws IOException {
        pipe();
        assertEquals(ExitCode.OK, run("settle", "--data", data.toString(), "--once", "--progress"), err::toString);
        assertTrue(out.toString().contains("\"lag\":0"), out::toString);

        assertEquals(ExitCode.OK, run("db", "status", "--data", data.toString()), err::toString);
        assertTrue(out.toString().matches("(?s).*lag +0 of 7 durable.*"), out::toString);
        assertTrue(
                out.toString().matches("(?s).*bid +1\\n.*refusal +1\\n.*USD +4 entries, sum 0  balanced.*"),
                out::toString);
        assertEquals(
                1,
                out.toString()
                        .lines()
                        .filter(line -> line.matches("  [a-z_]+ +\\d+"))
                        .mapToInt(String::length)
                        .distinct()
                        .count(),
                out::toString);

        assertEquals(ExitCode.OK, run("db", "status", "--json", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("\"bid\":1,\"award\":0,\"refusal\":1,"), out::toString);
        assertTrue(out.toString().contains("\"balanced\":true"), out::toString);
    }

    @Test
    void answersQueriesAndRefusesToWrite() throws IOException {
        pipe();
        run("settle", "--data", data.toString(), "--once");
        String sql = "SELECT auction, winner, price FROM v_winners";
        assertEquals(ExitCode.OK, run("db", "query", "--data", data.toString(), sql), err::toString);
        assertEquals("auction\twinner\tprice\nlamp\tjohn\t1.00\n", out.toString());
        assertEquals(ExitCode.USAGE, run("db", "query", "--data", data.toString(), "DELETE FROM bid"));
        assertTrue(err.toString().contains("read-only"), err::toString);
    }

    @Test
    void rebuildsInPlaceOfTheOld() throws IOException {
        pipe();
        run("settle", "--data", data.toString(), "--once");
        Path file = DataFolder.database(data);
        Files.writeString(file, "no database any more", StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(ExitCode.ENVIRONMENT, run("db", "status", "--data", data.toString()));
        assertEquals(ExitCode.OK, run("db", "rebuild", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("rebuilt up to 7"), out::toString);
        assertTrue(out.toString().contains("ledger balanced"), out::toString);
        assertEquals(ExitCode.OK, run("db", "status", "--data", data.toString()), err::toString);
    }

    @Test
    void aRepairThatGivesUpRowsSaysSoBesideItsObject() throws IOException {
        pipe();
        run("settle", "--data", data.toString(), "--once");
        Path journal = DataFolder.journal(data);
        Path file = JournalFiles.queueFile(journal, 1);
        // In the record before the one that closes it.
        JournalFiles.flipBit(file, JournalFiles.usedLength(file) - 100, 3);
        String[] repair = {"journal", "repair", "--accept-loss", "--operator", "ann", "--reason", "test", "--json", ""};
        repair[repair.length - 1] = journal.toString();
        assertEquals(ExitCode.OK, run(repair), err::toString);
        assertTrue(out.toString().matches("\\{\"repaired\":true,[^\n]*\"who\":\"settlement\"[^\n]*}\n"), out::toString);
        assertTrue(err.toString().contains("settlement refuses it until gavel db rebuild"), err::toString);
        assertEquals(ExitCode.ENVIRONMENT, run("settle", "--data", data.toString(), "--once"));
        assertEquals(ExitCode.OK, run("db", "rebuild", "--data", data.toString()), err::toString);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertEquals(ExitCode.ENVIRONMENT, run("settle", "--data", data.toString(), "--once"));
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertEquals(ExitCode.ENVIRONMENT, run("db", "rebuild", "--data", data.toString()));
        assertTrue(err.toString().contains("NOT_A_JOURNAL"), err::toString);
        assertFalse(Files.exists(data.resolve("settlement")), "a folder for the database of nothing");
        pipe();
        assertEquals(ExitCode.ENVIRONMENT, run("db", "status", "--data", data.toString()));
        assertTrue(err.toString().contains("expected a settled database"), err::toString);
        assertEquals(ExitCode.USAGE, run("db"));
    }

    @Test
    void endsWithItsParentAndKeepsOthersOutUntilThen() throws Exception {
        pipe();
        Process child = child("settle", "--data", data.toString(), "--until-stdin-closes", "--progress");
        try (OutputStream stdin = child.getOutputStream()) {
            child.inputReader()
                    .lines()
                    .filter(line -> line.contains("\"lag\":0"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(ExitCode.ENVIRONMENT, run("settle", "--data", data.toString(), "--once"));
            assertTrue(err.toString().contains("Could not set lock"), err::toString);
            assertEquals(ExitCode.ENVIRONMENT, run("db", "rebuild", "--data", data.toString()));
            assertEquals(ExitCode.OK, run("db", "status", "--data", data.toString()), err::toString);
            assertTrue(
                    out.toString().matches("(?s).*lag +0 of 7 durable.*USD +4 entries, sum 0  balanced.*"),
                    out::toString);
            assertEquals(ExitCode.OK, run("db", "status", "--json", "--data", data.toString()), err::toString);
            assertTrue(out.toString().contains("\"balanced\":true"), out::toString);
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertEquals(ExitCode.OK, child.exitValue());
        assertEquals(ExitCode.OK, run("db", "status", "--data", data.toString()), err::toString);
    }

    private void pipe() throws IOException {
        ByteArrayInputStream commands = new ByteArrayInputStream(COMMANDS.getBytes(StandardCharsets.UTF_8));
        Path journal = DataFolder.journal(data);
        try (Journal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(
                    ExitCode.OK, new PipeRunner(false, true, written).run(commands, OutputStream.nullOutputStream()));
        }
    }

    private static Process child(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(arg -> arg.startsWith("--") || arg.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gavel.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }
}
