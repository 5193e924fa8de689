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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process of its own: standard input and output, exit status, options. */
final class PipeCommandTest {
    private static final long LIMIT_SECONDS = 60;
    private static final String ASSET = "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}\n";
    private static final String CREATED =
            "{\"type\":\"created\",\"seq\":1,\"idx\":0,\"at\":0,\"kind\":\"asset\",\"id\":\"USD\"}\n";

    /** Two orders at one price; one is taken, the other canceled. An account between them changes no book. */
    private static final String ORDERS = String.join(
                    "\n",
                    "{'type':'createInstrument','instrument':'BTC-USD','base':'BTC','quote':'USD',"
                            + "'tick':'0.05','lot':'0.1','risk':'none'}",
                    order("a", "1", "sell", "0.3", "100.05"),
                    order("a", "2", "sell", "0.2", "100.05"),
                    "{'type':'createAccount','account':'idle'}",
                    order("b", "1", "buy", "0.3", "100.10"),
                    "{'type':'cancelOrder','account':'a','instrument':'BTC-USD','clOrdId':'2'}\n")
            .replace('\'', '"');

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "l1|\"ask\":[\"100.05\",\"0.3\",1]|\"ask\":[\"100.05\",\"0.5\",2]"
                        + "|\"ask\":[\"100.05\",\"0.2\",1],\"last\":[\"100.05\",\"0.3\"]|\"last\":[\"100.05\",\"0.3\"]",
                "l2|\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.3\",\"orders\":1"
                        + "|\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.5\",\"orders\":2"
                        + "|\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.2\",\"orders\":1"
                        + "|\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.0\",\"orders\":0",
                "l3|\"action\":\"add\",\"orderId\":\"1\",\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.3\""
                        + "|\"action\":\"add\",\"orderId\":\"2\",\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.2\""
                        + "|\"action\":\"remove\",\"orderId\":\"1\",\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.0\""
                        + "|\"action\":\"remove\",\"orderId\":\"2\",\"side\":\"sell\",\"price\":\"100.05\",\"qty\":\"0.0\""
            })
    void marketDataStandsBehindTheEventsOfEachCommand(String level, String one, String two, String three, String four)
            throws Exception {
        List<String> lines = tradingWith("--market-data", level);
        List<String> expected = List.of(one, two, three, four);
        // Ahead of them are what is created at first use and the events of their command.
        int[] places = {5, 7, 12, 14};
        for (int i = 0; i < places.length; i++) {
            String line = lines.get(places[i]);
            assertTrue(line.startsWith("{\"type\":\"" + level + "\",\"seq\":"), lines::toString);
            assertTrue(
                    line.endsWith(",\"instrument\":\"BTC-USD\",\"number\":" + (i + 1) + "," + expected.get(i) + "}"),
                    lines::toString);
            assertEquals(seq(lines.get(places[i] - 1)), seq(line), "of the command's transaction");
            lines.set(places[i], "");
        }
        lines.removeIf(String::isEmpty);
        assertEquals(tradingWith(), lines, "the events are the same without");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2", "l3"})
    void checksumsSumUpTheBookAfterEachCommand(String level) throws Exception {
        List<Long> sums = tradingWith("--market-data", level, "--checksum").stream()
                .map(PipeSession::read)
                .filter(line -> line.string("type", "").equals("checksum"))
                .map(line -> line.integer("checksum", -1))
                .toList();
        assertEquals(List.of(crc("100.05:0.3;"), crc("100.05:0.5;"), crc("100.05:0.2;"), crc("")), sums);
    }

    @Test
    void marketDataThatIsNotOfferedIsRefusedByName() throws Exception {
        for (String[] options : new String[][] {
            {"expected l1, l2 or l3, value=l4", "--market-data", "l4"},
            {"expected l1, l2 or l3, value=L2", "--market-data", "L2"},
            {"--market-data", "--market-data"},
            {"expected --market-data l2 or l3 beside --checksum", "--checksum"},
            {"expected --market-data l2 or l3 beside --checksum", "--market-data", "l1", "--checksum"}
        }) {
            assertEquals("", pipe(ASSET, Arrays.copyOfRange(options, 1, options.length)));
            assertEquals(2, exitStatus);
            assertTrue(err.contains(options[0]), err);
            assertFalse(err.contains("\tat "), err);
        }
    }

    /** What {@link #ORDERS} are answered with, line by line. */
    private List<String> tradingWith(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--auto-create");
        List<String> lines =
                new ArrayList<>(pipe(ORDERS, all.toArray(String[]::new)).lines().toList());
        assertEquals(0, exitStatus, err);
        return lines;
    }

    private static long seq(String line) {
        return PipeSession.read(line).integer("seq", -1);
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static String order(String account, String clOrdId, String side, String qty, String price) {
        return "{'type':'newOrder','account':'" + account + "','clOrdId':'" + clOrdId
                + "','instrument':'BTC-USD','side':'" + side + "','qty':'" + qty + "','price':'" + price + "'}";
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
