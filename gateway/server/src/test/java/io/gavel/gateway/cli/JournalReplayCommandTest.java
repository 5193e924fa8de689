package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.Pace;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReplayCommandTest {
    private static final String COMMANDS = String.join(
            "\n",
            "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
            "{'type':'createAccount','account':'john'}",
            "{'type':'createAccount','account':'jane'}",
            "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
            "{'type':'deposit','account':'jane','asset':'USD','amount':'10.00','clOrdId':'d2'}",
            "{'type':'withdraw','account':'jane','asset':'USD','amount':'1.00','clOrdId':'w1'}",
            "");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path whole;
    private Path forged;

    @BeforeEach
    void pipeIntoJournals() throws IOException {
        whole = directory.resolve("whole");
        forged = directory.resolve("forged");
        try (ChronicleJournal journal = ChronicleJournal.open(whole, JournalConfig.small())) {
            pipe(journal);
        }
        try (ChronicleJournal journal = ChronicleJournal.open(forged, JournalConfig.small())) {
            pipe(new Forger(journal));
        }
    }

    @Test
    void stateHashesAreThoseOfAMarketThatStoppedThere() {
        SortedMap<Long, Long> expected = new TreeMap<>();
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        JournalVerifier.verify(whole, transaction -> {
            replayer.onTransaction(transaction);
            expected.put(transaction.seq(), market.stateHash());
        });
        assertEquals(6, expected.size());
        assertEquals(0, run("--verify", "--hash-every", "2", whole.toString()), err::toString);
        List<String> lines = out.toString()
                .lines()
                .filter(line -> line.startsWith("state hash"))
                .toList();
        assertEquals(
                List.of(
                        "state hash     " + hex(expected.get(2L)) + " at seq 2",
                        "state hash     " + hex(expected.get(4L)) + " at seq 4",
                        "state hash     " + hex(expected.get(6L)) + " at seq 6",
                        "state hash     " + hex(expected.get(6L))),
                lines);
        assertTrue(out.toString().contains("decided        alike"), out::toString);
        assertEquals(0, run("--verify", "--hash-every", "4", "--json", whole.toString()));
        assertTrue(
                out.toString()
                        .contains("\"stateHashes\":[{\"seq\":4,\"at\":0,\"stateHash\":\"" + hex(expected.get(4L))
                                + "\"}],\"stateHash\":\"" + hex(expected.get(6L)) + "\"}"),
                out::toString);
    }

    @Test
    void theFirstDifferenceIsShownInWords() {
        assertEquals(0, runOf("verify", forged.toString()), "whole, but forged");
        assertEquals(2, run(forged.toString()));
        String shown = out.toString();
        assertTrue(
                shown.contains(String.join(
                        System.lineSeparator(),
                        "decided        differently",
                        "differs at     seq 5, deposit",
                        "command        {\"type\":\"deposit\",\"at\":0,\"account\":\"jane\",\"asset\":\"USD\","
                                + "\"amount\":\"10.00\",\"clOrdId\":\"d2\"}",
                        "event          0",
                        "field          totalMinor",
                        "recorded       100000",
                        "               {\"type\":\"balance\",\"seq\":5,\"idx\":0,\"at\":0,\"account\":\"jane\","
                                + "\"asset\":\"USD\",\"total\":\"1000.00\",\"held\":\"0.00\","
                                + "\"available\":\"1000.00\"}",
                        "decided        1000",
                        "               {\"type\":\"balance\",\"seq\":5,\"idx\":0,\"at\":0,\"account\":\"jane\","
                                + "\"asset\":\"USD\",\"total\":\"10.00\",\"held\":\"0.00\","
                                + "\"available\":\"10.00\"}")),
                shown);
        assertEquals(2, run("--json", forged.toString()));
        assertTrue(
                out.toString()
                        .contains(
                                "\"alike\":false,\"difference\":{\"seq\":5,\"command\":\"deposit\",\"commandJson\":\"{"),
                out::toString);
        assertTrue(
                out.toString().contains("\"event\":0,\"field\":\"totalMinor\",\"recorded\":\"100000\""), out::toString);
    }

    @Test
    void aSnapshotIsComparedWithTheStateOfTheReplay() {
        Market market = marketAt(whole, 4);
        writeSnapshot(whole, market);
        assertEquals(0, run("--verify", whole.toString()), err::toString);
        assertTrue(
                out.toString()
                        .contains("state hash     " + hex(market.stateHash())
                                + " at seq 4, as in 00000000000000000004.snapshot"),
                out::toString);
        assertEquals(0, run("--verify", "--json", whole.toString()), err::toString);
        assertTrue(
                out.toString().contains("\"snapshot\":\"00000000000000000004.snapshot\",\"asInSnapshot\":true}]"),
                out::toString);
    }

    @Test
    void aSnapshotOfAnotherStateIsAFinding() {
        writeSnapshot(whole, otherMarketAt(4));
        assertEquals(2, run("--verify", whole.toString()));
        assertTrue(out.toString().contains(" at seq 4, not as in 00000000000000000004.snapshot"), out::toString);
        assertTrue(
                err.toString().startsWith("gavel journal replay: expected the state of a snapshot, seq=4, stateHash="),
                err::toString);
        assertTrue(out.toString().contains("decided        alike"), out::toString);
    }

    @Test
    void aBadSnapshotIsAFinding() throws IOException {
        writeSnapshot(whole, marketAt(whole, 4));
        Path file = whole.resolve("snapshots").resolve("00000000000000000004.snapshot");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertEquals(2, run("--verify", whole.toString()));
        assertTrue(err.toString().startsWith("gavel journal replay: BAD_CRC"), err::toString);
    }

    @Test
    void aReplayBeginsWithASnapshot() {
        writeSnapshot(whole, marketAt(whole, 4));
        assertEquals(0, run(whole.toString()));
        String hash = out.toString()
                .lines()
                .filter(line -> line.startsWith("state hash"))
                .findFirst()
                .orElseThrow();
        Path file = whole.resolve("snapshots").resolve("00000000000000000004.snapshot");
        for (String which : List.of("--from-snapshot=4", "--from-snapshot=newest", "--from-snapshot=" + file)) {
            assertEquals(0, run(which, whole.toString()), err::toString);
            assertTrue(out.toString().contains("replayed       2 transactions"), out::toString);
            assertTrue(out.toString().contains(hash), out::toString);
        }
        assertEquals(0, run("--from-snapshot", "oldest", whole.toString()), err::toString);
        assertTrue(out.toString().contains("replayed       2 transactions"), out::toString);
        assertEquals(2, run("--from-snapshot=5", whole.toString()));
        assertTrue(
                err.toString()
                        .contains("expected the sequence of a snapshot, from-snapshot=5, "
                                + "snapshots=[00000000000000000004.snapshot]"),
                err::toString);
        assertEquals(3, run("--from-snapshot=newest", forged.toString()));
    }

    @Test
    void aFolderIsNotTakenForASnapshot() {
        writeSnapshot(whole, marketAt(whole, 4));
        assertEquals(2, run("--from-snapshot", whole.toString()));
        assertTrue(
                err.toString()
                        .contains("from-snapshot=" + whole + "; for the newest snapshot of that journal say:"
                                + " --from-snapshot newest " + whole),
                err::toString);
        assertEquals("", out.toString());
        assertEquals(2, run(whole.toString(), "--from-snapshot"));
    }

    @Test
    void aCommandIsGivenUpByNameAndShownFromThenOn() {
        String[] skipFive = {"--seq", "5", "--operator", "ann", "--reason", "a forged deposit", forged.toString()};
        assertEquals(1, runOf("skip", skipFive));
        assertTrue(err.toString().contains("nothing was written; --yes writes it"), err::toString);
        String shown = out.toString();
        assertTrue(shown.contains("skip           seq 5"), shown);
        assertTrue(shown.contains("command        {\"type\":\"deposit\",\"at\":0,\"account\":\"jane\""), shown);
        assertTrue(
                shown.contains(
                        "decided        otherwise than recorded: seq=5, command=deposit, event=0, field=totalMinor,"
                                + " recorded=100000, decided=1000"),
                shown);
        assertTrue(shown.contains("given up       {\"type\":\"balance\",\"seq\":5"), shown);
        assertTrue(shown.contains("a start then   stops"), shown);
        assertTrue(shown.contains("differs at     seq 6, withdraw"), shown);
        assertEquals(2, run(forged.toString()), "as before");

        assertEquals(
                0,
                runOf(
                        "skip",
                        "--yes",
                        "--seq",
                        "5",
                        "--operator",
                        "ann",
                        "--reason",
                        "a forged deposit",
                        forged.toString()));
        assertTrue(out.toString().contains("run gavel db rebuild"), out::toString);
        assertEquals(
                0,
                runOf("skip", "--yes", "--seq", "6", "--operator", "ann", "--reason", "needed it", forged.toString()));
        assertTrue(out.toString().contains("a start then   comes to the end of the journal"), out::toString);
        assertEquals(2, runOf("skip", "--yes", "--seq", "6", "--operator", "ann", "--reason", "x", forged.toString()));
        assertTrue(err.toString().contains("it was given up before, seq=6"), err::toString);

        assertEquals(0, run(forged.toString()), err::toString);
        assertTrue(out.toString().contains("skipped        seq 5 by ann: a forged deposit"), out::toString);
        assertEquals(0, runOf("verify", "--json", forged.toString()));
        assertTrue(out.toString().contains("\"skipped\":[{\"fromSeq\":"), out::toString);
        assertEquals(0, runOf("stat", forged.toString()));
        assertTrue(out.toString().contains("skipped        seq 5 by ann: a forged deposit"), out::toString);
        assertEquals(0, runOf("dump", forged.toString()));
        assertTrue(out.toString().contains("{\"type\":\"skipped\",\"seq\":5,\"at\":0,\"command\":{"), out::toString);
        assertFalse(out.toString().contains("{\"type\":\"balance\",\"seq\":5"), out::toString);
        assertEquals(0, runOf("dump", "--csv", "--from", "5", "--to", "5", forged.toString()));
        List<String> rows = out.toString().lines().toList();
        assertEquals(2, rows.size(), out::toString);
        assertEquals(rows.get(0).split(",", -1).length, rows.get(1).split(",", -1).length);
        assertTrue(rows.get(1).startsWith("skipped,5,,0,jane,d2,,,,USD,"), rows.get(1));
        assertTrue(rows.get(1).contains(",deposit,"), rows.get(1));
        assertEquals(3, runOf("skip", "--seq", "1", "--operator", "a", "--reason", "b", directory.toString()));
    }

    @Test
    void aCommandThatIsDecidedAsRecordedIsGivenUpOnlyWhereThatIsSaid() {
        String[] skipSix = {"--yes", "--seq", "6", "--operator", "ann", "--reason", "by mistake", whole.toString()};
        assertEquals(2, runOf("skip", skipSix));
        assertTrue(
                err.toString()
                        .contains(
                                "gavel journal skip: expected a command at which a start stops, seq=6; this release decides"
                                        + " it as it was recorded, so nothing needs to be given up; --even-if-decided-alike takes"
                                        + " back what clients were told of it"),
                err::toString);
        assertEquals(0, run(whole.toString()));
        assertFalse(out.toString().contains("skipped"), out::toString);

        List<String> onPurpose = new ArrayList<>(List.of(skipSix));
        onPurpose.add("--even-if-decided-alike");
        assertEquals(0, runOf("skip", onPurpose.toArray(String[]::new)), err::toString);
        assertTrue(
                out.toString()
                        .contains(
                                "decided        as it was recorded: no start stops here, and what clients were told of it"
                                        + " is taken back"),
                out::toString);
        assertEquals(0, run(whole.toString()));
        assertTrue(out.toString().contains("skipped        seq 6 by ann: by mistake"), out::toString);
    }

    @Test
    void aDistanceOfNothingIsRefused() {
        assertEquals(2, run("--verify", "--hash-every", "0", whole.toString()));
        assertEquals(
                "gavel journal replay: expected a number of transactions from 1 on, hash-every=0",
                err.toString().strip());
    }

    private static Market marketAt(Path journal, long seq) {
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        try (JournalReader reader = JournalReader.open(journal)) {
            Transaction transaction = new Transaction();
            while (market.lastSeq() < seq && reader.poll(transaction)) {
                replayer.onTransaction(transaction);
            }
        }
        return market;
    }

    /** As far as the other, and somewhere else. */
    private static Market otherMarketAt(long seq) {
        Market market = new Market(MarketConfig.defaults());
        CommandWriter command = new CommandWriter();
        command.createAsset("EUR", 2);
        TransactionBuffer ignored = new TransactionBuffer(1024);
        while (market.lastSeq() < seq) {
            market.onCommand(command.buffer(), 0, command.length(), 0, ignored);
        }
        return market;
    }

    private static void writeSnapshot(Path journal, Market market) {
        try (JournalReader reader = JournalReader.open(journal)) {
            SnapshotHeader header = new SnapshotHeader(
                    reader.journalId(), market.lastSeq(), 0, 1, market.lastTimeNs(), market.ruleSet(), "test");
            SnapshotStore.of(journal).write(header, market::writeSnapshot, "test", Pace.FLAT_OUT);
        }
    }

    private int run(String... arguments) {
        return runOf("replay", arguments);
    }

    private int runOf(String command, String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("journal", command));
        all.addAll(List.of(arguments));
        return Gavel.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static void pipe(Journal journal) throws IOException {
        byte[] commands = COMMANDS.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertEquals(
                0,
                new PipeRunner(false, true, journal)
                        .run(new ByteArrayInputStream(commands), new ByteArrayOutputStream()));
    }

    private static String hex(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }

    /** Writes down that jane got a hundred times what she paid in. */
    private static final class Forger implements Journal {
        private final Journal journal;
        private final Transaction transaction = new Transaction();
        private final BalanceChangedDecoder balance = new BalanceChangedDecoder();

        Forger(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
            byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            UnsafeBuffer bytes = new UnsafeBuffer(copy);
            int at = 0;
            for (int i = 0; i < count; i++) {
                transaction.wrap(bytes, at, firstSeq + i);
                if (transaction.seq() == 5 && transaction.nextEvent()) {
                    balance.wrap(
                            bytes,
                            transaction.eventOffset(),
                            transaction.eventBlockLength(),
                            transaction.eventVersion());
                    new BalanceChangedEncoder()
                            .wrap(bytes, transaction.eventOffset())
                            .totalMinor(100 * balance.totalMinor());
                }
                at += transaction.length();
            }
            journal.append(bytes, 0, length, firstSeq, count);
        }

        @Override
        public long durableSeq() {
            return journal.durableSeq();
        }

        @Override
        public Durability level() {
            return journal.level();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
