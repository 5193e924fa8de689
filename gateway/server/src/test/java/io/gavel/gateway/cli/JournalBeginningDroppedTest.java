package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.snapshot.SnapshotTaker;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools on a journal whose first generation is gone, and that has a snapshot instead. */
class JournalBeginningDroppedTest {
    @TempDir
    Path directory;

    private final JournalTool tool = new JournalTool();
    private Path journal;
    private long firstSeq;

    @BeforeEach
    void dropTheFirstGeneration() {
        journal = directory.resolve("journal");
        JournalTool.record(journal, LongInput.text(2_000));
        // Says RECOVERED into a second generation, where the snapshot stands that replaces the first.
        JournaledMarket.open(
                        journal,
                        JournalConfig.small(),
                        new Market(MarketConfig.defaults()),
                        () -> 0,
                        TransactionListener.NONE)
                .close();
        SnapshotTaker.take(journal, MarketConfig.defaults(), "test", bad -> {}, (done, total) -> {});
        try (JournalReader reader = JournalReader.open(journal)) {
            firstSeq = reader.durableSeq();
        }
        assertEquals(1, JournalRetention.dropBefore(journal, firstSeq));
    }

    @Test
    void replayBeginsWithTheSnapshot() {
        assertTrue(tool.expect(0, "replay", journal).contains("decided        alike\n"), tool::out);
        assertTrue(
                tool.expect(0, "replay", "--print", "book:X", journal).startsWith("book X as of seq " + firstSeq),
                tool::out);
        assertEquals(2, tool.run("replay", "--until-seq", "5", "--print", "book:X", journal));
        assertTrue(tool.err().contains("expected a point behind the oldest snapshot"), tool::err);
    }

    @Test
    void dumpAndStatKnowTheNames() {
        assertEquals(0, tool.run("dump", "--commands", "--account", "a3", journal), tool::err);
        assertTrue(tool.expect(0, "dump", "--commands", journal).contains("{\"type\":\"recovered\","), tool::out);
        assertTrue(tool.expect(0, "stat", journal).contains("from seq " + firstSeq), tool::out);
        assertTrue(tool.expect(0, "diff", journal, journal).startsWith("journals       the same\n"), tool::out);
        assertTrue(tool.out().contains("compared       from seq " + firstSeq + " on: "), tool::out);
    }

    @Test
    void aJournalThatWasCutIsComparedWithTheWholeOneFromWhereItBegins() throws IOException {
        Path whole = directory.resolve("whole");
        JournalTool.record(whole, LongInput.text(2_000));
        JournaledMarket.open(
                        whole,
                        JournalConfig.small(),
                        new Market(MarketConfig.defaults()),
                        () -> 0,
                        TransactionListener.NONE)
                .close();
        for (Path[] sides : new Path[][] {{whole, journal}, {journal, whole}}) {
            String told = tool.expect(0, "diff", sides[0], sides[1]);
            assertTrue(
                    told.contains("generations 2 (the first dropped by retention), begins at seq " + firstSeq), told);
            assertTrue(told.contains("compared       from seq " + firstSeq + " on: "), told);
            assertTrue(told.contains("same           1 transaction\n"), told);
            assertTrue(told.contains("different      0 transactions\n"), told);
        }
    }

    @Test
    void whatNeedsTheBeginningIsRefused() {
        for (String[] command :
                new String[][] {{"replay", "--dump-events"}, {"export"}, {"diff", "--with", "pom.xml"}}) {
            Object[] all = new Object[command.length + (command[0].equals("export") ? 2 : 1)];
            System.arraycopy(command, 0, all, 0, command.length);
            all[command.length] = journal;
            if (command[0].equals("export")) {
                all[command.length + 1] = directory.resolve("into");
            }
            assertEquals(3, tool.run(all), tool::err);
            assertTrue(tool.err().contains("expected a journal from its first transaction on"), tool::err);
        }
    }
}
