package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo as its user sees it: real server, real sockets, real database. */
final class DemoCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void allSixteenAuctionsEndAsTheyDidOnTheChain() {
        assertEquals(ExitCode.OK, gavel("demo"), this::everything);
        assertEquals(
                16,
                out.toString().lines().filter(line -> line.endsWith("  right")).count(),
                this::everything);
        assertTrue(out.toString().contains("16 of 16 right; 0 bids refused"), this::everything);
        assertTrue(out.toString().contains("16 of 16 winners agree; ledger: 140 entries, sum 0"), this::everything);
        assertTrue(out.toString().contains("10^-15 ETH"), this::everything);
        assertEquals("", err.toString());
    }

    @Test
    void asJsonItIsOneObjectAndTheDataIsKeptWhereItIsTold() throws IOException {
        Path kept = folder.resolve("kept");
        assertEquals(ExitCode.OK, gavel("demo", "--json", "--data", kept.toString()), this::everything);
        byte[] text = out.toString().strip().getBytes(StandardCharsets.UTF_8);
        JsonReader report = new JsonReader().read(text, 0, text.length);
        assertTrue(report.bool("right", false));
        JsonReader auctions = new JsonReader().readMember(report, report.find("auctions"));
        assertEquals(16, auctions.count());
        JsonReader first = new JsonReader().readMember(auctions, 0);
        assertEquals("0xd50989DF", first.string("winner", ""));
        assertEquals("0.136", first.string("price", ""));
        assertEquals("right", first.string("verdict", ""));
        JsonReader ledger = new JsonReader().readMember(report, report.find("ledger"));
        assertEquals("0", ledger.string("sum", ""));
        assertTrue(Files.exists(kept.resolve("settlement/gavel.duckdb")));
        assertTrue(Files.isDirectory(kept.resolve("journal")));
    }

    @Test
    void anAlteredBidIsSeenAsWrong() throws IOException {
        List<String> lines = recording();
        int last = lines.size() - 1;
        while (!lines.get(last).startsWith("bid,") || !lines.get(last).contains(",cash-16,")) {
            last--;
        }
        lines.set(last, lines.get(last).replaceFirst("[^,]*$", "0.2"));
        Path altered = Files.write(folder.resolve("altered.csv"), lines);

        assertEquals(ExitCode.FINDING, gavel("demo", "--auctions", altered.toString()), this::everything);
        assertTrue(
                out.toString().lines().anyMatch(line -> line.startsWith("cash-16") && line.endsWith("WRONG")),
                this::everything);
        assertTrue(out.toString().contains("15 of 16 right"), this::everything);
    }

    @Test
    void aFolderThatHoldsSomethingIsRefused() throws IOException {
        Files.createFile(folder.resolve("mine"));
        assertEquals(ExitCode.USAGE, gavel("demo", "--data", folder.toString()));
        assertTrue(err.toString().contains("expected a new or empty folder"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aPortOrPlaceThatCannotBeIsRefusedInPlainWords() throws IOException {
        for (String port : List.of("99999", "-1")) {
            assertEquals(ExitCode.USAGE, gavel("demo", "--port", port), this::everything);
            assertTrue(err.toString().contains("expected a port of 0 to 65535, port=" + port), err::toString);
        }
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(ExitCode.USAGE, gavel("demo", "--data", file.toString()));
        assertTrue(err.toString().contains("expected a folder, data=" + file), err::toString);
        assertEquals(ExitCode.ENVIRONMENT, gavel("demo", "--data", "/proc/x"));
        assertTrue(err.toString().contains("there is no such file or folder, path=/proc/x"), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void aRecordingThatIsNoneIsRefusedWithItsLine() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "# fine\nauction,lamp,1.0,john\n");
        assertEquals(ExitCode.USAGE, gavel("demo", "--auctions", wrong.toString()));
        assertTrue(err.toString().contains("line=2, fields=4"), err::toString);
        assertEquals(
                ExitCode.USAGE,
                gavel("demo", "--auctions", folder.resolve("none").toString()));
        assertFalse(err.toString().contains("bug"), err::toString);
    }

    private int gavel(String... args) {
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private String everything() {
        return out + "\n" + err;
    }

    private static List<String> recording() throws IOException {
        try (InputStream resource = DemoCommand.class.getResourceAsStream("cash-auctions.csv")) {
            return new ArrayList<>(new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }
}
