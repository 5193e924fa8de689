package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.journal.snapshot.SnapshotTaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happened to a journal: every tool, and a start, come to the same verdict of it. */
final class JournalVerdictTest {
    private static final int WHOLE = 0;
    private static final int TORN = 1;
    private static final int DAMAGED = 2;
    private static final int NONE = 3;
    private static final String COMMANDS = String.join(
                    "\n",
                    "{'type':'createAsset','at':1000000,'asset':'USD','decimals':2}",
                    "{'type':'createAccount','account':'john'}",
                    "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d1'}",
                    "{'type':'deposit','account':'john','asset':'USD','amount':'10.00','clOrdId':'d2'}",
                    "{'type':'withdraw','account':'john','asset':'USD','amount':'1.00','clOrdId':'w1'}",
                    "")
            .replace('\'', '"');

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    /** Two generations: five transactions, and RECOVERED. Closed cleanly. */
    private static Path closed;
    /** The same as a kill leaves it, with a third generation. */
    private static Path killed;

    private final JournalTool tool = new JournalTool();
    private Path journal;

    @BeforeAll
    static void record() throws IOException {
        Path live = shared.resolve("live");
        JournalTool.record(live, COMMANDS.getBytes(StandardCharsets.UTF_8));
        open(live).close();
        closed = JournalFiles.copy(live, shared.resolve("closed"));
        try (JournaledMarket exchange = open(live)) {
            assertEquals(7, exchange.market().lastSeq());
            killed = JournalFiles.copy(live, shared.resolve("killed"));
        }
    }

    @BeforeEach
    void place() {
        journal = directory.resolve("journal");
    }

    @Test
    void ofWholeOnes() throws IOException {
        judge(WHOLE, closed, copy -> {});
        judge(WHOLE, killed, copy -> {});
        judge(WHOLE, closed, JournalVerdictTest::snapshot);
        judge(WHOLE, closed, copy -> delete(copy.resolve("durable")));
        judge(WHOLE, closed, copy -> delete(copy.resolve("watermark")));
    }

    @Test
    void aJournalThatHasLostItsCounterIsReadOnceAndNotFollowed() throws IOException {
        JournalFiles.copy(closed, journal);
        String whole = dump(WHOLE, journal);
        delete(journal.resolve("durable"));
        assertEquals(whole, tool.expect(WHOLE, "dump", "--follow", journal));
    }

    @Test
    void ofATornTail() throws IOException {
        judge(TORN, closed, copy -> {
            // The close record is not whole: all that was told is there.
            Path file = JournalFiles.queueFile(copy, 2);
            JournalFiles.truncate(file, JournalFiles.usedLength(file) - 1);
        });
    }

    @Test
    void ofDamageInTheRecords() throws IOException {
        judge(DAMAGED, closed, copy -> {
            Path file = JournalFiles.queueFile(copy, 1);
            JournalFiles.flipBit(file, secondRecord(file) + 60, 0);
        });
        judge(DAMAGED, closed, copy -> {
            Path file = JournalFiles.queueFile(copy, 1);
            JournalFiles.zero(file, secondRecord(file) - 4, 100);
        });
        judge(DAMAGED, closed, copy -> JournalFiles.delete(JournalFiles.generation(copy, 1)));
        judge(DAMAGED, closed, copy -> JournalFiles.delete(JournalFiles.generation(copy, 2)));
        judge(DAMAGED, closed, copy -> JournalFiles.delete(copy.resolve("generations")));
        judge(DAMAGED, closed, copy -> Files.createDirectory(copy.resolve("generations/old")));
        judge(DAMAGED, closed, copy -> Files.writeString(copy.resolve("repairing"), "now"));
    }

    @Test
    void ofDamageInWhatRemembersTheEnd() throws IOException {
        String counter = "durable";
        for (int offset : new int[] {0, 4, 14, 16, 31}) {
            judge(DAMAGED, closed, copy -> JournalFiles.flipBit(copy.resolve(counter), offset, 5));
        }
        judge(DAMAGED, closed, copy -> Files.write(copy.resolve(counter), new byte[0]));
        judge(DAMAGED, closed, copy -> Files.write(copy.resolve(counter), new byte[40]));
        judge(DAMAGED, killed, copy -> delete(copy.resolve(counter)));
        judge(DAMAGED, closed, copy -> Files.write(copy.resolve("watermark"), new byte[100]));
        judge(DAMAGED, closed, copy -> Files.write(copy.resolve("retained"), new byte[100]));
    }

    @Test
    void ofOnesThatAreShorterThanSomebodyKnows() throws IOException {
        judge(DAMAGED, closed, copy -> {
            snapshot(copy);
            cutTheLastGeneration(copy);
            assertKnownBy("snapshot", copy);
        });
        judge(DAMAGED, closed, copy -> {
            readTo(6, copy);
            cutTheLastGeneration(copy);
            assertKnownBy("reader audit", copy);
        });
        judge(DAMAGED, closed, copy -> {
            JournalFiles.delete(JournalFiles.generation(copy, 2));
            JournalFiles.setDurable(copy, 5);
            assertKnownBy("watermark", copy);
        });
        judge(DAMAGED, closed, copy -> {
            JournalFiles.setDurable(copy, 1_234);
            assertKnownBy("counter", copy);
        });
        judge(DAMAGED, closed, copy -> {
            snapshot(copy);
            JournalFiles.delete(copy.resolve("generations"));
            delete(copy.resolve("durable"));
            delete(copy.resolve("watermark"));
        });
    }

    @Test
    void ofOnesWithoutTheirBeginning() throws IOException {
        judgeReaders(WHOLE, closed, copy -> {
            snapshot(copy);
            assertEquals(1, JournalRetention.dropBefore(copy, 6));
        });
        judgeReaders(DAMAGED, closed, copy -> assertEquals(1, JournalRetention.dropBefore(copy, 6)));
    }

    @Test
    void ofNone() throws IOException {
        for (Path none : List.of(
                Files.createDirectory(directory.resolve("empty")),
                directory.resolve("nowhere"),
                Files.createFile(directory.resolve("file")))) {
            assertVerdict(NONE, none, commands(none, NONE));
        }
    }

    @Test
    void andWhatIsGoodIsCountedAndPrintedAlsoWhereTheCounterIsNot() throws IOException {
        String whole = dump(WHOLE, closed);
        for (int bit = 0; bit < 32 * Byte.SIZE; bit++) {
            JournalFiles.copy(closed, journal);
            JournalFiles.flipBit(journal.resolve("durable"), bit / Byte.SIZE, bit % Byte.SIZE);
            // One that says too little lies about nothing that the tools read.
            boolean isLess = (JournalFiles.read(journal.resolve("durable"), 8, 1)[0] & 0xFF) < 6;
            assertEquals(whole, dump(isLess ? WHOLE : DAMAGED, journal), "bit " + bit);
            assertEquals(isLess, tool.err().contains(" was told last"), tool::err);
            assertTrue(tool.expect(isLess ? WHOLE : DAMAGED, "verify", journal).contains("transactions   6 in"));
        }
    }

    /** What a harm makes of a journal is found by everything that reads one, and by a start. */
    private void judge(int verdict, Path original, Harm harm) throws IOException {
        JournalFiles.copy(original, journal);
        harm.apply(journal);
        assertVerdict(verdict, journal, commands(journal, verdict));
        assertStarts(verdict);
    }

    /** The same without what needs a journal from its first transaction on. */
    private void judgeReaders(int verdict, Path original, Harm harm) throws IOException {
        JournalFiles.copy(original, journal);
        harm.apply(journal);
        List<Object[]> commands = commands(journal, verdict);
        commands.removeIf(
                command -> command[0].equals("export") || List.of(command).contains("--dump-events"));
        assertVerdict(verdict, journal, commands);
        assertStarts(verdict);
    }

    private List<Object[]> commands(Path at, int verdict) {
        List<Object[]> commands = new ArrayList<>(List.of(
                new Object[] {"verify", at},
                new Object[] {"verify", "--json", at},
                new Object[] {"dump", at},
                new Object[] {"dump", "--csv", at},
                new Object[] {"stat", at},
                new Object[] {"stat", "--json", at},
                new Object[] {"export", at, directory.resolve("tables")},
                new Object[] {"export", "--format", "cda", at, directory.resolve("books")},
                new Object[] {"replay", at},
                new Object[] {"replay", "--json", at},
                new Object[] {"replay", "--verify", at},
                new Object[] {"replay", "--until-seq", "100", at},
                new Object[] {"replay", "--dump-events", at},
                new Object[] {"diff", at, at},
                new Object[] {"diff", "--json", at, at}));
        if (verdict > TORN) {
            // Of a better one it waits for more.
            commands.add(new Object[] {"dump", "--follow", at});
        }
        return commands;
    }

    private void assertVerdict(int verdict, Path at, List<Object[]> commands) throws IOException {
        String reason = "";
        for (Object[] command : commands) {
            String what = List.of(command).toString();
            assertEquals(verdict, tool.run(command), () -> what + "\n" + tool.err() + tool.out());
            String err = tool.err();
            if (verdict == DAMAGED) {
                String named = err.replaceFirst("(?s)^gavel journal \\w+: (one: )?(\\w+): .*", "$2");
                reason = reason.isEmpty() ? named : reason;
                assertEquals(reason, named, () -> what + "\n" + err);
            }
        }
        JournalFiles.delete(directory.resolve("tables"));
        JournalFiles.delete(directory.resolve("books"));
        JournalDamaged damage = at.equals(journal) && verdict == DAMAGED
                ? assertThrows(JournalDamaged.class, () -> open(journal))
                : null;
        assertEquals(reason, damage == null ? "" : damage.reason().name(), "what a start says");
    }

    private void assertStarts(int verdict) {
        if (verdict < DAMAGED) {
            open(journal).close();
        }
    }

    private String dump(int verdict, Path at) {
        return tool.expect(verdict, "dump", at);
    }

    private static void assertKnownBy(String witness, Path at) {
        JournalDamaged damage = assertThrows(JournalDamaged.class, () -> open(at));
        assertEquals(witness, damage.known().name(), damage.getMessage());
        assertTrue(
                damage.getMessage().contains(", as is known by the " + witness + "; it ends at "), damage.getMessage());
    }

    /** Two told transactions are gone, and nothing that a writer keeps says so. */
    private static void cutTheLastGeneration(Path at) throws IOException {
        JournalFiles.delete(JournalFiles.generation(at, 2));
        delete(at.resolve("watermark"));
        JournalFiles.setDurable(at, 5);
    }

    /** Where the envelope of a file's second record stands. */
    private static int secondRecord(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int records = 0;
        for (int i = 0; i < bytes.length - 4; i += 4) {
            boolean isEnvelope = bytes[i] == 'G' && bytes[i + 1] == 'V' && bytes[i + 2] == 'L' && bytes[i + 3] == 'J';
            if (isEnvelope && ++records == 2) {
                return i;
            }
        }
        throw new AssertionError("expected two records, file=" + file);
    }

    private static void readTo(long seq, Path at) {
        try (JournalReader reader = JournalReader.open(at)) {
            NamedReader.register(at, "audit").advance(at, new JournalPosition(seq, 0, 2));
            assertEquals(seq, reader.durableSeq());
        }
    }

    private static void snapshot(Path at) {
        SnapshotTaker.take(at, MarketConfig.defaults(), "test", bad -> {}, (done, total) -> {});
    }

    private static void delete(Path file) throws IOException {
        Files.delete(file);
    }

    private static JournaledMarket open(Path at) {
        return JournaledMarket.open(
                at,
                JournalConfig.small(),
                MarketConfig.defaults(),
                () -> 1_900_000_000_000_000_000L,
                RecoveryListener.of(new ViewState()));
    }

    /** What happens to a journal's files. */
    private interface Harm {
        void apply(Path journal) throws IOException;
    }
}
