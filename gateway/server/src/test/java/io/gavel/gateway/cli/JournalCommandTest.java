package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.DataFolder;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandTest {
    private static final String COMMANDS = String.join(
            "\n",
            "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
            "{'type':'createAccount','account':'john'}",
            "{'type':'createAccount','account':'jane'}",
            "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
            "{'type':'deposit','account':'jane','asset':'USD','amount':'10.00','clOrdId':'d1'}",
            "{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                    + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':60000000}",
            "{'type':'placeBid','at':1000000,'auction':'lamp','account':'john','clOrdId':'1','amount':'7.00'}",
            "{'type':'placeBid','at':2000000,'auction':'lamp','account':'jane','clOrdId':'1','amount':'6.00'}",
            "{'type':'time','at':61000000}",
            "");

    @TempDir
    Path directory;

    private Path journal;
    private String told;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void pipeIntoAJournal() throws IOException {
        journal = directory.resolve("journal");
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        byte[] commands = COMMANDS.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try (ChronicleJournal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(0, new PipeRunner(false, true, written).run(new ByteArrayInputStream(commands), events));
        }
        told = events.toString(StandardCharsets.UTF_8);
    }

    @Test
    void dumpPrintsWhatThePipeTold() {
        assertEquals(0, run("dump", journal.toString()), err::toString);
        assertEquals(told, out.toString());
        assertTrue(told.contains("\"type\":\"auctionClosed\""), told);
    }

    @Test
    void dumpFindsTheJournalInADataFolder() {
        assertEquals(0, run("dump", directory.toString()), err::toString);
        assertEquals(told, out.toString());
    }

    @Test
    void everyCommandTakesTheDataFolderAsServeDoes() {
        JournalTool tool = new JournalTool();
        for (String command : List.of("verify", "dump", "stat", "repair")) {
            String named = tool.expect(0, command, journal);
            assertEquals(named, tool.expect(0, command, "--data", directory), command);
        }
        assertTrue(tool.expect(0, "replay", "--data", directory).contains("transactions   9"), tool::out);
        tool.expect(0, "salvage", "--data", directory, "--to", directory.resolve("salvaged"));
        tool.expect(2, "skip", "--data", directory, "--seq", "4", "--operator", "a", "--reason", "b");
        assertTrue(tool.err().contains("takes back what clients were told of it"), tool::err);
    }

    @Test
    void behindTheDataFolderStandsWhatElseStandsBehindTheJournal() {
        JournalTool tool = new JournalTool();
        tool.expect(0, "export", "--data", directory, directory.resolve("into"));
        assertTrue(Files.exists(directory.resolve("into/events.csv")));
        assertTrue(
                tool.expect(0, "diff", "--data", directory, journal).startsWith("journals       the same"), tool::out);
        tool.expect(2, "export", journal);
        assertTrue(tool.err().contains("expected the folder to write into, INTO, behind DIR"), tool::err);
        tool.expect(2, "export", "--data", directory);
        tool.expect(2, "diff", "--data", directory);
        assertTrue(tool.err().contains("expected two journals, or one journal and --with JAR"), tool::err);
    }

    @Test
    void oneJournalIsNotNamedTwice() {
        JournalTool tool = new JournalTool();
        tool.expect(2, "verify", "--data", directory, journal);
        assertTrue(tool.err().contains("expected DIR or --data, not both, DIR=" + journal), tool::err);
    }

    @Test
    void whereNoFolderIsNamedItIsThatOfServe() {
        JournalTool tool = new JournalTool();
        String named = System.getenv().getOrDefault("GAVEL_DATA", "gavel-data");
        tool.expect(3, "verify");
        assertTrue(tool.err().contains(DataFolder.journal(Path.of(named)).toString()), tool::err);
    }

    @Test
    void dumpCanBeNarrowedAndShowCommands() {
        assertEquals(0, run("dump", "--commands", "--from", "4", "--to", "4", journal.toString()));
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size(), out::toString);
        assertTrue(
                lines.get(0)
                        .startsWith(
                                "{\"command\":{\"type\":\"deposit\",\"at\":0,\"account\":\"john\",\"asset\":\"USD\","),
                out::toString);
        assertTrue(lines.get(0).contains("},\"seq\":4,\"admin\":true,\"events\":1,"), out::toString);
        assertTrue(lines.get(1).startsWith("{\"type\":\"balance\",\"seq\":4"), out::toString);
    }

    @Test
    void verifySaysWhole() {
        assertEquals(0, run("verify", journal.toString()));
        assertTrue(out.toString().startsWith("status         whole"), out::toString);
        assertEquals(0, run("verify", "--json", journal.toString()));
        assertTrue(out.toString().contains("{\"status\":\"whole\",\"live\":false,\"journalId\":\""), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void verifySaysThatTheCounterIsMissingAndWhyTheEndIsKnownAllTheSame() throws IOException {
        Files.delete(journal.resolve("durable"));
        assertEquals(0, run("verify", journal.toString()));
        assertTrue(
                err.toString()
                        .startsWith("gavel journal verify: the file durable is missing: the journal was closed cleanly"
                                + " where its watermark stands, so its end is known"),
                err::toString);
        assertFalse(err.toString().contains("not known"), err::toString);
        assertTrue(out.toString().matches("(?s).*known by       watermark \\d+\\n.*"), out::toString);
    }

    @Test
    void verifySaysThatTheWatermarkIsMissing() throws IOException {
        Files.delete(journal.resolve("watermark"));
        assertEquals(0, run("verify", journal.toString()));
        assertTrue(err.toString().startsWith("gavel journal verify: the file watermark is missing"), err::toString);
        assertEquals(0, run("verify", "--json", journal.toString()));
        assertTrue(out.toString().contains("\"hasDurable\":true,\"hasWatermark\":false}"), out::toString);
    }

    @Test
    void verifySaysWhoKnowsHowFarTheJournalWent() {
        assertEquals(0, run("verify", journal.toString()));
        assertTrue(out.toString().matches("(?s).*known by       watermark (\\d+), counter \\1\\n.*"), out::toString);
        assertTrue(out.toString().matches("(?s).*chain          [0-9a-f]{16}\\n.*"), out::toString);
    }

    @Test
    void verifyReadsAJournalThatIsBeingWritten() {
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(0, run("verify", "--json", journal.toString()));
            assertTrue(out.toString().contains("\"live\":true"), out::toString);
            assertTrue(out.toString().contains("\"lastSeq\":" + live.lastSeq() + ","), out::toString);
        }
    }

    @Test
    void aTornTailExitsOneWithTheValidPrefix() throws IOException {
        tear();
        assertEquals(1, run("dump", journal.toString()));
        assertEquals(told, out.toString());
        assertTrue(err.toString().contains("torn tail, bytes="), err::toString);
        assertTrue(err.toString().contains(": a record that was never finished"), err::toString);
    }

    @Test
    void anUnreadableLastRecordThatNobodyKnowsOfMayBeTornOrDamagedAndIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(queueFile());
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 2] ^= 4;
        Files.write(queueFile(), bytes);
        String expected = "a record of full length that is not as it was written";
        assertEquals(1, run("verify", "--json", journal.toString()));
        assertTrue(err.toString().contains(expected), err::toString);
        assertTrue(out.toString().contains("\"tail\":\"UNREADABLE\""), out::toString);
        assertEquals(1, run("repair", journal.toString()));
        assertTrue(out.toString().contains(expected), out::toString);
    }

    @Test
    void damageExitsTwoWithTheValidPrefixAndItsName() throws IOException {
        byte[] bytes = Files.readAllBytes(queueFile());
        int records = 0;
        for (int i = 0; i < bytes.length - 4; i += 4) {
            boolean isEnvelope = bytes[i] == 'G' && bytes[i + 1] == 'V' && bytes[i + 2] == 'L' && bytes[i + 3] == 'J';
            if (isEnvelope && ++records == 2) {
                bytes[i + 60] ^= 1;
            }
        }
        Files.write(queueFile(), bytes);
        assertEquals(2, run("dump", journal.toString()));
        assertTrue(told.startsWith(out.toString()));
        assertTrue(err.toString().startsWith("gavel journal dump: BAD_CRC"), err::toString);
        assertEquals(2, run("replay", "--json", journal.toString()));
        assertTrue(out.toString().contains("\"reason\":\"BAD_CRC\""), out::toString);
        assertEquals(2, run("replay", journal.toString()));
        assertTrue(out.toString().contains("decided        alike up to "), out::toString);
    }

    @Test
    void repairSaysWhatWouldBeLostAndGivesItUpOnlyWhenTold() throws IOException {
        assertEquals(0, run("repair", journal.toString()), err::toString);
        assertTrue(out.toString().startsWith("whole up to "), out::toString);
        byte[] bytes = Files.readAllBytes(queueFile());
        bytes[secondRecord(bytes) + 60] ^= 1;
        Files.write(queueFile(), bytes);
        assertEquals(2, run("repair", journal.toString()));
        assertTrue(out.toString().contains("WERE TOLD to clients"), out::toString);
        assertTrue(err.toString().contains("--accept-loss"), err::toString);
        assertEquals(2, run("verify", journal.toString()));
        String[] order = {"--accept-loss", "--operator", "ann", "--reason", "a page is gone"};
        assertEquals(0, run("repair", order[0], order[1], order[2], order[3], order[4], "--json", journal.toString()));
        assertTrue(out.toString().contains("{\"repaired\":true,\"reason\":\"BAD_CRC\""), out::toString);
        assertEquals(0, run("verify", journal.toString()), err::toString);
        assertEquals(0, run("replay", journal.toString()), err::toString);
        assertEquals(3, run("repair", directory.resolve("nowhere").toString()));
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(3, run("repair", journal.toString()));
            assertEquals(0, live.lastSeq());
        }
    }

    @Test
    void aLossIsAcceptedBySomebodyAndForAReason() throws IOException {
        byte[] bytes = Files.readAllBytes(queueFile());
        bytes[secondRecord(bytes) + 60] ^= 1;
        Files.write(queueFile(), bytes);
        Map<String, String> before = FolderPrint.of(journal);
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--operator", "ann"),
                List.of("--reason", "r"),
                List.of("--operator", " ", "--reason", "r"))) {
            err.getBuffer().setLength(0);
            String[] args = Stream.of(List.of("repair", "--accept-loss"), options, List.of(journal.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            assertEquals(2, run(args));
            assertTrue(
                    err.toString().startsWith("gavel: --accept-loss needs --operator and --reason, "), err::toString);
            assertTrue(err.toString().endsWith("Try: gavel journal repair --help\n"), err::toString);
        }
        assertEquals(before, FolderPrint.of(journal));
    }

    @Test
    void besideAWriterARepairSaysOnlyThat() throws IOException {
        Path database = DataFolder.database(directory);
        Files.createDirectories(database.getParent());
        Files.writeString(database, "not a database, and would be complained of");
        try (ChronicleJournal live = ChronicleJournal.open(journal, JournalConfig.small())) {
            assertEquals(3, run("repair", journal.toString()));
            assertEquals(
                    "gavel journal repair: expected to be the only writer of the journal, held by this process, directory="
                            + journal.toRealPath() + "\n",
                    err.toString());
            assertTrue(live.lastSeq() > 0);
        }
    }

    @Test
    void whatLooksIntoARepairedJournalListsTheRepair() throws IOException {
        byte[] bytes = Files.readAllBytes(queueFile());
        bytes[secondRecord(bytes) + 60] ^= 1;
        Files.write(queueFile(), bytes);
        assertEquals(
                0,
                run("repair", "--accept-loss", "--operator", "ann", "--reason", "a page is gone", journal.toString()),
                err::toString);
        for (String command : List.of("verify", "stat", "replay")) {
            out.getBuffer().setLength(0);
            assertEquals(0, run(command, journal.toString()), err::toString);
            String line = out.toString()
                    .lines()
                    .filter(any -> any.startsWith("repaired "))
                    .findFirst()
                    .orElse("");
            assertTrue(
                    line.matches(
                            "repaired       generation 2 at \\S+Z, seq 1 to \\d+ given up, told up to \\d+, BAD_CRC,"
                                    + " by ann: a page is gone"),
                    out::toString);
            out.getBuffer().setLength(0);
            assertEquals(0, run(command, "--json", journal.toString()), err::toString);
            assertTrue(
                    out.toString().contains("\"repairs\":[{\"generation\":2,\"at\":")
                            && out.toString().contains(",\"lastGoodSeq\":0,\"knownSeq\":")
                            && out.toString()
                                    .contains(
                                            ",\"damage\":\"BAD_CRC\",\"operator\":\"ann\",\"reason\":\"a page is gone\"}]"),
                    out::toString);
        }
    }

    @Test
    void salvageWritesWhatCanBeReadAndOverwritesNothing() throws IOException {
        Path to = directory.resolve("salvaged.jsonl");
        assertEquals(0, run("salvage", "--to", to.toString(), journal.toString()), err::toString);
        List<String> lines = Files.readAllLines(to);
        assertTrue(lines.get(1).contains("\"trust\":\"good\""), lines.get(1));
        assertTrue(lines.get(1).contains("\"command\":\"{\\\"type\\\":\\\"createAsset\\\""), lines.get(1));
        assertTrue(lines.get(lines.size() - 1).startsWith("{\"salvage\":\"end\",\"good\":"), lines::toString);
        assertEquals(3, run("salvage", "--to", to.toString(), journal.toString()));
        Files.delete(journal.resolve("generations").resolve("0000000001").resolve("metadata.cq4t"));
        byte[] bytes = Files.readAllBytes(queueFile());
        Files.write(queueFile(), Arrays.copyOf(bytes, secondRecord(bytes)));
        assertEquals(3, run("salvage", "--to", directory.toString(), journal.toString()));
        assertTrue(Files.exists(directory.resolve("salvage.jsonl")));
        assertEquals(2, run("salvage", journal.toString()));
    }

    @Test
    void ofWhatIsNoJournalNothingIsSalvagedAndNoFileIsMade() throws IOException {
        Path to = directory.resolve("salvaged.jsonl");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        for (Path none : List.of(directory.resolve("nowhere"), empty)) {
            assertEquals(3, run("salvage", "--to", to.toString(), none.toString()));
            assertTrue(err.toString().contains("NOT_A_JOURNAL: expected a journal, or a data folder"), err::toString);
            assertFalse(Files.exists(to));
        }
    }

    @Test
    void aTornTailNeedsNoRepair() throws IOException {
        tear();
        assertEquals(1, run("repair", "--accept-loss", "--operator", "ann", "--reason", "test", journal.toString()));
        assertFalse(Files.exists(journal.resolve("repairs")));
        assertEquals(1, run("verify", journal.toString()));
    }

    @Test
    void whatIsNoJournalExitsThree() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        for (String command : List.of("dump", "verify", "replay", "stat")) {
            for (Path none : List.of(directory.resolve("nowhere"), file)) {
                assertEquals(3, run(command, none.toString()), command);
                String expected = "gavel journal " + command + ": NOT_A_JOURNAL: expected a journal, or a data folder"
                        + " that holds one; " + (none.equals(file) ? "this is no folder" : "there is no such folder")
                        + ", path=" + none + "\n";
                assertTrue(err.toString().contains(expected), err::toString);
                boolean isDump = command.equals("dump");
                assertTrue(isDump || out.toString().contains("status         not a journal"), out::toString);
            }
        }
        assertFalse(out.toString().contains("alike"), out::toString);
    }

    @Test
    void whereThereIsNothingEveryCommandSaysTheSameAndMakesNothing() throws IOException {
        String none = directory.resolve("nowhere").toString();
        Path into = directory.resolve("into");
        for (String[] command : new String[][] {
            {"verify", none},
            {"dump", none},
            {"dump", "--follow", none},
            {"replay", none},
            {"replay", "--until-seq", "3", none},
            {"stat", none},
            {"diff", none, journal.toString()},
            {"diff", journal.toString(), none},
            {"diff", none, "--with", "pom.xml"},
            {"export", none, into.toString()},
            {"repair", none},
            {"salvage", "--to", into.toString(), none},
            {"skip", "--seq", "1", "--operator", "a", "--reason", "b", none}
        }) {
            err.getBuffer().setLength(0);
            assertEquals(3, run(command), command[0]);
            assertEquals(
                    "gavel journal " + command[0] + ": NOT_A_JOURNAL: expected a journal, or a data folder that holds"
                            + " one; there is no such folder, path=" + none + "\n",
                    err.toString());
        }
        assertFalse(Files.exists(into));
        assertFalse(Files.exists(Path.of(none)));
    }

    @Test
    void replayDecidesAlikeAndNamesTheState() {
        assertEquals(0, run("replay", "--json", journal.toString()), err::toString);
        assertTrue(out.toString().contains("\"alike\":true"), out::toString);
        assertTrue(out.toString().contains("\"unfinished\":0"), out::toString);
        assertEquals(0, run("replay", journal.toString()));
        assertTrue(out.toString().contains("decided        alike"), out::toString);
        assertTrue(out.toString().contains("state hash"), out::toString);
    }

    @Test
    void statCountsByKind() {
        assertEquals(0, run("stat", "--json", journal.toString()));
        assertTrue(out.toString().contains("\"placeBid\":2"), out::toString);
        assertTrue(out.toString().contains("\"auctionClosed\":1"), out::toString);
        assertTrue(
                out.toString().contains("\"generationList\":[{\"generation\":1,\"level\":\"process\""), out::toString);
        assertEquals(0, run("stat", journal.toString()));
        assertTrue(out.toString().contains("generation 1   from seq 1, process, "), out::toString);
    }

    @Test
    void theParentCommandAsksForMore() {
        assertEquals(2, run());
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    /** The close record ends the file; a bit of it is gone. */
    private void tear() throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(queueFile().toFile(), "rw")) {
            long end = raw.length();
            do {
                raw.seek(--end);
            } while (raw.read() == 0);
            raw.setLength(end);
        }
    }

    private static int secondRecord(byte[] bytes) {
        int records = 0;
        for (int i = 0; i < bytes.length - 4; i += 4) {
            boolean isEnvelope = bytes[i] == 'G' && bytes[i + 1] == 'V' && bytes[i + 2] == 'L' && bytes[i + 3] == 'J';
            if (isEnvelope && ++records == 2) {
                return i;
            }
        }
        throw new AssertionError("expected two records");
    }

    private int run(String... args) {
        String[] all = Stream.concat(Stream.of("journal"), Stream.of(args)).toArray(String[]::new);
        CommandLine line = Gavel.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(all);
    }

    private Path queueFile() throws IOException {
        try (Stream<Path> files = Files.walk(journal)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
