package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDumpTest {
    private static final String[] COMMANDS = {
        "{'type':'createAsset','at':0,'asset':'USD','decimals':2}",
        "{'type':'createAccount','account':'john'}",
        "{'type':'createAccount','account':'jane'}",
        "{'type':'createAccount','account':'Smith, \\'Al\\' \\\\'}",
        "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d,1'}",
        "{'type':'deposit','account':'jane','asset':'USD','amount':'10.00','clOrdId':'d1'}",
        "{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':60000000}",
        "{'type':'createAuction','auction':'vase','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':90000000}",
        "{'type':'placeBid','at':1000000,'auction':'lamp','account':'john','clOrdId':'1','amount':'7.00'}",
        "{'type':'placeBid','at':2000000,'auction':'lamp','account':'jane','clOrdId':'1','amount':'6.00'}",
        "{'type':'placeBid','at':3000000,'auction':'vase','account':'jane','clOrdId':'2','amount':'2.00'}",
        "{'type':'placeBid','at':4000000,'auction':'vase','account':'john','clOrdId':'2','amount':'1.00'}",
        "{'type':'deposit','account':'Smith, \\'Al\\' \\\\','asset':'USD','amount':'1.00','clOrdId':'d1'}",
        "{'type':'time','at':91000000}",
    };

    @TempDir
    Path directory;

    private final JournalTool tool = new JournalTool();

    @Test
    void oneAccountIsWhatItDidAndWhatWasDoneToIt() {
        Path journal = recorded();
        List<String> types = types(tool.expect(0, "dump", "--account", "john", journal));
        assertEquals(
                List.of(
                        "created john",
                        "balance john",
                        "bidAccepted john",
                        "auctionState",
                        "auctionState",
                        "bidRejected john",
                        "auctionClosed"),
                types);
    }

    @Test
    void anAuctionAKindAndATimeNarrowItTogether() {
        Path journal = recorded();
        assertEquals(
                List.of("bidAccepted john", "auctionState", "bidAccepted jane", "auctionState", "outbid jane"),
                types(tool.expect(0, "dump", "--auction", "lamp", "--kind", "placeBid", journal)));
        assertEquals(
                List.of("bidRejected john"),
                types(tool.expect(
                        0,
                        "dump",
                        "--auction=vase,lamp",
                        "--kind=bidRejected,outbid",
                        "--since=3",
                        "--account=john",
                        journal)));
        assertEquals(
                tool.expect(0, "dump", "--since", "2000000", "--until", "3000000", journal),
                tool.expect(
                        0, "dump", "--since", "1970-01-01T00:00:02Z", "--until", "1970-01-01T01:00:03+01:00", journal));
        assertEquals(5, tool.lines().size(), tool::out);
        assertEquals("", tool.expect(0, "dump", "--since", "1970-01-02", journal));
    }

    @Test
    void aNameThatTheJournalHasNotIsNamedWithTheOneThatWasMeant() {
        Path journal = recorded();
        assertEquals(2, tool.run("dump", "--account", "jon", journal));
        assertEquals(
                "gavel journal dump: expected an account of this journal, account=jon; did you mean john?\n",
                tool.err());
        assertEquals(2, tool.run("dump", "--auction", "clock", journal));
        assertEquals("gavel journal dump: expected an auction of this journal, auction=clock\n", tool.err());
        assertEquals(2, tool.run("dump", "--kind", "plceBid", journal));
        assertTrue(
                tool.err()
                        .startsWith("gavel: expected a kind of command or event, kind=plceBid; did you mean placeBid?"),
                tool::err);
        assertEquals(2, tool.run("dump", "--since", "yesterday", journal));
        assertTrue(tool.err().contains("time=yesterday"), tool::err);
        assertEquals(2, tool.run("dump", "--csv", "--commands", journal));
        assertEquals("", tool.out());
        assertEquals(2, tool.run("dump", "--from", "10", "--to", "3", journal));
        assertEquals("gavel journal dump: expected --from no later than --to, from=10, to=3\n", tool.err());
        assertEquals(2, tool.run("dump", "--since", "1970-01-01T00:00:03Z", "--until", "2000000", journal));
        assertTrue(tool.err().contains("since=3000000, until=2000000"), tool::err);
        assertEquals("", tool.out());
    }

    @Test
    void csvHasAColumnForEveryFieldAndQuotesAsRfc4180Says() throws IOException {
        Path journal = recorded();
        String json = tool.expect(0, "dump", journal);
        List<List<String>> rows = csv(tool.expect(0, "dump", "--csv", journal));
        List<String> columns = rows.get(0);
        List<String> lines = json.lines().toList();
        assertEquals(lines.size(), rows.size() - 1);
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(columns.size(), rows.get(i + 1).size());
            byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
            JsonReader fields = new JsonReader().read(line, 0, line.length);
            int filled = 0;
            for (int column = 0; column < columns.size(); column++) {
                String value = rows.get(i + 1).get(column);
                int field = fields.find(columns.get(column));
                assertEquals(field < 0 ? "" : text(fields, field), value);
                filled += field < 0 ? 0 : 1;
            }
            assertEquals(fields.count(), filled, lines.get(i));
        }
        assertTrue(tool.out().contains(",\"Smith, \"\"Al\"\" \\\","), tool::out);
    }

    @Test
    void everyEventOfALongJournalHasItsColumns() {
        Path journal = directory.resolve("long");
        String told = JournalTool.record(journal, LongInput.text(20_000));
        long events = told.lines()
                .filter(line -> !line.startsWith("{\"type\":\"error\""))
                .count();
        assertEquals(
                events + 1, tool.expect(0, "dump", "--csv", journal).lines().count());
        assertEquals(events, tool.expect(0, "dump", journal).lines().count());
    }

    @Test
    void aJournalThatIsBeingWrittenIsDumpedAsFarAsItWasDurable() throws Exception {
        Path journal = directory.resolve("live");
        StringBuilder told = new StringBuilder();
        CountDownLatch begun = new CountDownLatch(1);
        try (ChronicleJournal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            Thread writer = new Thread(() -> pipe(LongInput.text(60_000), written, told, begun));
            writer.start();
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            List<String> dumps = new ArrayList<>();
            while (writer.isAlive()) {
                dumps.add(tool.expect(0, "dump", journal));
            }
            writer.join();
            dumps.add(tool.expect(0, "dump", journal));
            String whole = dumps.get(dumps.size() - 1);
            assertEquals(
                    told.toString()
                            .lines()
                            .filter(line -> !line.startsWith("{\"type\":\"error\""))
                            .collect(Collectors.joining("\n")),
                    whole.strip());
            for (String dump : dumps) {
                assertTrue(whole.startsWith(dump), () -> "length=" + dump.length());
            }
        }
    }

    @Test
    void followGoesOnWithWhatIsWritten() throws Exception {
        Path journal = directory.resolve("live");
        CountDownLatch begun = new CountDownLatch(1);
        try (ChronicleJournal written = ChronicleJournal.open(journal, JournalConfig.small())) {
            JournalTool follower = new JournalTool();
            int[] status = {-1};
            Thread following = new Thread(
                    () -> status[0] = follower.run("dump", "--follow", "--to", "9000", "--kind", "trade", journal));
            following.start();
            pipe(LongInput.text(12_000), written, new StringBuilder(), begun);
            following.join(60_000);
            assertEquals(0, status[0], follower::err);
            assertFalse(follower.out().isEmpty());
            assertEquals(tool.expect(0, "dump", "--to", "9000", "--kind", "trade", journal), follower.out());
        }
    }

    @Test
    void followEndsWithTheTimeAskedForAndNamesWhatIsNoJournal() throws IOException {
        Path journal = recorded();
        assertEquals(
                tool.expect(0, "dump", "--until", "3000000", journal),
                tool.expect(0, "dump", "--follow", "--until", "3000000", journal));
        Path none = Files.createDirectory(directory.resolve("none"));
        assertEquals(3, tool.run("dump", "--follow", none));
        assertTrue(tool.err().contains("NOT_A_JOURNAL"), tool::err);
    }

    private Path recorded() {
        Path journal = directory.resolve("journal");
        JournalTool.record(journal, COMMANDS);
        return journal;
    }

    private static void pipe(byte[] lines, ChronicleJournal into, StringBuilder told, CountDownLatch begun) {
        // Small reads, so that it is many batches.
        InputStream in = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < lines.length ? lines[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (at == lines.length) {
                    return -1;
                }
                int count = Math.min(Math.min(length, 4_096), lines.length - at);
                System.arraycopy(lines, at, bytes, from, count);
                at += count;
                return count;
            }
        };
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                told.append(new String(bytes, from, length, StandardCharsets.UTF_8));
                begun.countDown();
            }
        };
        try {
            new PipeRunner(true, false, into).run(in, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Type and account of each line. */
    private static List<String> types(String dump) {
        return dump.lines()
                .map(line -> {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    JsonReader json = new JsonReader().read(bytes, 0, bytes.length);
                    String account = json.string("account", json.string("id", ""));
                    return (json.string("type", "") + " " + account).strip();
                })
                .toList();
    }

    private static String text(JsonReader fields, int field) {
        return fields.kind(field) == JsonReader.Kind.STRING
                ? fields.string(field)
                : fields.kind(field) == JsonReader.Kind.BOOLEAN
                        ? Boolean.toString(fields.bool(field))
                        : Long.toString(fields.integer(field));
    }

    /** As RFC 4180 has it: fields divided by commas, quotes doubled within quotes. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    isQuoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        return rows;
    }
}
