package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.CommandDesk;
import io.gavel.journal.DamageReason;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalLocked;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalSkipped;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.JournalVerifier.Status;
import io.gavel.journal.SkippedCommand;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.Pace;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded command that this release decides otherwise is given up, and every reader knows. */
class CommandSkipTest {
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final long NOW_NS = 10_000_000_000L;
    private static final int POISON = CommandDesk.SETUP + 1;
    private static final int SWEPT_ORDERS = 300;
    private static final String DEPOSIT =
            "{'type':'deposit','account':'john','asset':'USD','amount':'1.00','clOrdId':'poison'}";

    @TempDir
    Path directory;

    @Test
    void withTheCommandGivenUpTheExchangeStartsAgain() {
        Market without = writeWithPoison(directory);
        assertThrows(ReplayDiverged.class, () -> open(directory), "every start stops");
        try (CommandSkip skip = CommandSkip.plan(directory, POISON)) {
            assertEquals(POISON, skip.toSeq());
            assertTrue(skip.commandJson().contains("\"clOrdId\":\"poison\""), skip.commandJson());
            assertEquals(1, skip.events().size());
            assertNull(skip.stopsAt(), "a start comes to the end");
            skip.write("ann", "decided otherwise by this release");
        }
        assertEquals(Status.WHOLE, JournalVerifier.verify(directory).status());
        List<SkippedCommand> skips = givenUp(directory);
        assertEquals(1, skips.size());
        assertEquals(POISON, skips.get(0).fromSeq());
        assertEquals("ann", skips.get(0).decidedBy());
        assertEquals("decided otherwise by this release", skips.get(0).note());

        long hash;
        try (JournaledMarket back = open(directory)) {
            hash = back.market().stateHash();
            assertEquals(without.stateHash(), stateHashAt(directory, without.lastSeq()));
        }
        try (JournaledMarket again = open(directory)) {
            assertEquals(hash, stateHashAt(directory, again.market().lastSeq() - 1), "and every later start does");
        }
    }

    @Test
    void readersAreToldItWithoutItsEvents() {
        writeWithPoison(directory);
        List<Integer> before = eventCounts(directory);
        skip(directory, POISON);
        List<Integer> after = eventCounts(directory);
        assertEquals(before.size(), after.size(), "it keeps its sequence");
        assertEquals(1, before.get(POISON - 1));
        before.set(POISON - 1, -1);
        assertEquals(before, after);
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            for (int seq = 1; seq <= POISON; seq++) {
                assertTrue(reader.poll(transaction));
                assertEquals(seq == POISON, transaction.isSkipped());
            }
            assertFalse(transaction.nextEvent());
            assertEquals(0, transaction.eventCount());
            assertFalse(transaction.continues());
        }
    }

    @Test
    void whatFollowedOnlyNeedsItsOwnOrderIds() {
        // An order is given up: the ids of later ones stay.
        try (Desk desk = new Desk(directory)) {
            desk.open();
            desk.tampered("{'type':'newOrder','account':'john','clOrdId':'poison','instrument':'BTC-USD','side':'sell',"
                    + "'price':'9.00','qty':'1'}");
            desk.send("{'type':'newOrder','account':'john','clOrdId':'o2','instrument':'BTC-USD','side':'sell',"
                    + "'price':'8.00','qty':'1'}");
        }
        try (CommandSkip skip = CommandSkip.plan(directory, POISON)) {
            assertNull(skip.stopsAt());
            skip.write("ann", "test");
        }
        try (JournaledMarket back = open(directory)) {
            assertEquals(1, back.market().openOrders());
            back.market().verify();
        }
    }

    @Test
    void whatDependedOnItIsNamedBeforeAnythingIsWritten() {
        try (Desk desk = new Desk(directory)) {
            desk.open();
            desk.tampered(DEPOSIT);
            desk.send("{'type':'withdraw','account':'john','asset':'USD','amount':'5001.00','clOrdId':'w'}");
        }
        try (CommandSkip skip = CommandSkip.plan(directory, POISON)) {
            ReplayDiverged stops = skip.stopsAt();
            assertNotNull(stops);
            assertEquals(POISON + 1, stops.seq());
            assertEquals("withdraw", stops.difference().command());
        }
        assertEquals(List.of(), givenUp(directory), "a plan writes nothing");
        skip(directory, POISON);
        skip(directory, POISON + 1);
        try (JournaledMarket back = open(directory)) {
            assertEquals(POISON + 2, back.market().lastSeq());
        }
    }

    @Test
    void aCommandThatIsDecidedAsRecordedIsGivenUpOnlyOnPurpose() {
        writeWithPoison(directory);
        skip(directory, POISON);
        SkipNotNeeded refused = assertThrows(
                SkipNotNeeded.class,
                () -> CommandSkip.plan(directory, POISON + 1).close());
        assertEquals(
                "expected a command at which a start stops, seq=" + (POISON + 1)
                        + "; this release decides it as it was recorded, so nothing needs to be given up",
                refused.getMessage());
        assertEquals(1, givenUp(directory).size(), "nothing was written");
        try (CommandSkip skip = CommandSkip.plan(directory, POISON + 1, true)) {
            assertNull(skip.difference(), "and says that it is decided alike");
            assertNull(skip.stopsAt());
            skip.write("ann", "on purpose");
        }
        try (JournaledMarket back = open(directory)) {
            assertEquals(POISON + 2, back.market().lastSeq());
        }
        assertEquals(2, givenUp(directory).size());
    }

    @Test
    void theFirstCommandAtWhichAStartStopsIsGivenUpFirst() {
        writeWithPoison(directory);
        refused(
                POISON + 1,
                "expected the first command at which a start stops, seq=" + (POISON + 1) + ", stopsAt=" + POISON);
        try (CommandSkip skip = CommandSkip.plan(directory, POISON)) {
            assertEquals(POISON, skip.difference().seq());
        }
    }

    @Test
    void aCommandOfSeveralTransactionsIsGivenUpAsAWhole() {
        try (Desk desk = new Desk(directory)) {
            desk.open();
            for (int i = 0; i < SWEPT_ORDERS; i++) {
                desk.send("{'type':'newOrder','account':'john','clOrdId':'s" + i
                        + "','instrument':'BTC-USD','side':'sell','price':'1.00','qty':'1'}");
            }
            desk.tampered("{'type':'newOrder','account':'jane','clOrdId':'b','instrument':'BTC-USD','side':'buy',"
                    + "'price':'1.00','qty':'" + SWEPT_ORDERS + "'}");
            desk.send("{'type':'createAsset','asset':'EUR','decimals':2}");
        }
        long first = CommandDesk.SETUP + SWEPT_ORDERS + 1L;
        SkipRefused refused = assertThrows(SkipRefused.class, () -> CommandSkip.plan(directory, first + 1));
        assertEquals(
                "expected the first transaction of a command, seq=" + (first + 1) + ", firstSeq=" + first,
                refused.getMessage());
        try (CommandSkip skip = CommandSkip.plan(directory, first)) {
            assertEquals(first + 1, skip.toSeq());
            assertEquals(1 + SWEPT_ORDERS, skip.events().size());
            skip.write("ann", "test");
        }
        try (JournaledMarket back = open(directory)) {
            assertEquals(SWEPT_ORDERS, back.market().openOrders());
            back.market().verify();
        }
    }

    @Test
    void aSnapshotBeforeItIsGoneOnFromAndOneBehindItStandsAgainstIt() {
        Market without = writeWithPoison(directory);
        writeSnapshot(directory, POISON - 1);
        skip(directory, POISON);
        RecoveryListener noted = RecoveryListener.of(new ViewState());
        try (JournaledMarket back =
                JournaledMarket.open(directory, SMALL, MarketConfig.defaults(), () -> NOW_NS, noted)) {
            assertEquals(without.lastSeq() + 1, back.market().lastSeq());
            back.market().verify();
        }
        // A snapshot that was taken afterwards holds the state without it.
        writeSnapshot(directory, without.lastSeq());
        try (JournaledMarket back =
                JournaledMarket.open(directory, SMALL, MarketConfig.defaults(), () -> NOW_NS, noted)) {
            back.market().verify();
            assertEquals(
                    stateHashAt(directory, back.market().lastSeq()),
                    back.market().stateHash());
        }
        SkipRefused refused = assertThrows(SkipRefused.class, () -> CommandSkip.plan(directory, POISON + 1));
        assertTrue(
                refused.getMessage().startsWith("expected no snapshot that holds the command"), refused.getMessage());
    }

    @Test
    void whatCannotBeGivenUpIsRefusedByName() {
        try (Desk desk = new Desk(directory)) {
            desk.open();
            desk.send("{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                    + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':5}");
            desk.send("{'type':'deposit','at':9,'account':'john','asset':'USD','amount':'1.00','clOrdId':'d9'}");
        }
        refused(0, "expected a transaction of the journal, seq=0, lastSeq=12");
        refused(13, "expected a transaction of the journal, seq=13, lastSeq=12");
        refused(3, "expected a command that created nothing, as what follows names it, seq=3");
        refused(11, "expected a command of a client or operator, as time comes back, seq=11, command=timeReached");
        refused(12, "expected a command at which a start stops, seq=12; this release decides it as it was recorded");
        try (CommandSkip skip = CommandSkip.plan(directory, 12, true)) {
            skip.write("ann", "test");
        }
        refused(12, "expected a command that counts, and it was given up before, seq=12");
        try (ChronicleJournal live = ChronicleJournal.open(directory, SMALL)) {
            assertEquals(12, live.lastSeq());
            assertThrows(JournalLocked.class, () -> CommandSkip.plan(directory, 9));
        }
        try (CommandSkip skip = CommandSkip.plan(directory, 9, true)) {
            assertThrows(SkipRefused.class, () -> skip.write(" ", "why"));
            assertThrows(SkipRefused.class, () -> skip.write("ann", "x".repeat(255)));
        }
    }

    @Test
    void aJournalThatIsShorterThanItsSnapshotIsRefused() throws IOException {
        try (Desk desk = new Desk(directory)) {
            desk.open();
        }
        try (JournaledMarket more = open(directory)) {
            assertEquals(CommandDesk.SETUP + 1, more.market().lastSeq(), "and its RECOVERED");
        }
        writeSnapshot(directory, CommandDesk.SETUP + 1);
        JournalFiles.delete(JournalFiles.generation(directory, 2));
        Files.delete(directory.resolve("watermark"));
        JournalFiles.setDurable(directory, CommandDesk.SETUP);
        JournalDamaged shorter = assertThrows(
                JournalDamaged.class,
                () -> CommandSkip.plan(directory, CommandDesk.SETUP, true).close());
        assertEquals(DamageReason.SHORTER_THAN_KNOWN, shorter.reason());
    }

    @Test
    void whoFollowedMeanwhileMustBeginAgain() {
        writeWithPoison(directory);
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            int seen = 0;
            while (reader.poll(transaction)) {
                seen++;
            }
            assertTrue(seen > POISON);
            skip(directory, POISON);
            open(directory).close();
            JournalSkipped told = assertThrows(JournalSkipped.class, () -> reader.poll(transaction));
            assertEquals(POISON, told.skipped().fromSeq());
        }
    }

    @Test
    void aRecordThatGivesUpWhatIsStillToComeIsDamage() {
        writeWithPoison(directory);
        try (JournalOpening opening = JournalOpening.of(directory)) {
            opening.skip(new SkippedCommand(POISON, POISON + 2, NOW_NS, "ann", "test"));
        }
        JournalVerifier.Verification found = JournalVerifier.verify(directory);
        assertEquals(DamageReason.BAD_RECORD, found.damage().reason());
        assertEquals(POISON + 1, found.damage().lastGoodSeq());
    }

    private void refused(long seq, String expected) {
        SkipRefused refused = assertThrows(SkipRefused.class, () -> CommandSkip.plan(directory, seq));
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
    }

    /** Writes a journal with a command that no engine decides as recorded; returns a market that never saw it. */
    private static Market writeWithPoison(Path path) {
        try (Desk desk = new Desk(path)) {
            desk.open();
            desk.tampered(DEPOSIT);
            desk.send("{'type':'deposit','account':'jane','asset':'USD','amount':'2.00','clOrdId':'d9'}");
        }
        Market without = new Market(MarketConfig.defaults());
        CommandDesk other = new CommandDesk(without);
        other.openBooks(TransactionListener.NONE);
        UnsafeBuffer empty = new UnsafeBuffer(new byte[64]);
        without.pass(new Transaction().wrap(empty, 0, POISON));
        other.send("{'type':'deposit','account':'jane','asset':'USD','amount':'2.00','clOrdId':'d9'}");
        return without;
    }

    private static void skip(Path path, long seq) {
        try (CommandSkip skip = CommandSkip.plan(path, seq)) {
            skip.write("ann", "test");
        }
    }

    private static List<SkippedCommand> givenUp(Path path) {
        return JournalVerifier.verify(path).report().skipped();
    }

    private static JournaledMarket open(Path path) {
        return JournaledMarket.open(
                path, SMALL, new Market(MarketConfig.defaults()), () -> NOW_NS, TransactionListener.NONE);
    }

    private static long stateHashAt(Path path, long seq) {
        return marketAt(path, seq).stateHash();
    }

    private static Market marketAt(Path path, long seq) {
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        try (JournalReader reader = JournalReader.open(path)) {
            Transaction transaction = new Transaction();
            while (market.lastSeq() < seq) {
                assertTrue(reader.poll(transaction));
                replayer.onTransaction(transaction);
            }
        }
        return market;
    }

    private static void writeSnapshot(Path path, long seq) {
        Market market = marketAt(path, seq);
        try (JournalReader reader = JournalReader.open(path)) {
            Transaction transaction = new Transaction();
            while (reader.nextSeq() <= seq) {
                assertTrue(reader.poll(transaction));
            }
            SnapshotHeader header = new SnapshotHeader(
                    reader.journalId(),
                    seq,
                    reader.position().chain(),
                    reader.position().generation(),
                    market.lastTimeNs(),
                    market.ruleSet(),
                    "test");
            SnapshotStore.of(path).write(header, market::writeSnapshot, "test", Pace.FLAT_OUT);
        }
    }

    /** Events of each transaction; -1 for one that is given up. */
    private static List<Integer> eventCounts(Path path) {
        List<Integer> counts = new ArrayList<>();
        JournalVerifier.verify(
                path, transaction -> counts.add(transaction.isSkipped() ? -1 : transaction.eventCount()));
        return counts;
    }

    /** Journals what it decides, an excerpt a command. */
    private static final class Desk implements AutoCloseable {
        private final ChronicleJournal journal;
        private final CommandDesk commands = new CommandDesk(new Market(MarketConfig.defaults()));

        Desk(Path path) {
            journal = ChronicleJournal.open(path, SMALL);
        }

        void open() {
            commands.openBooks(transaction -> journal.append(
                    transaction.buffer(), transaction.offset(), transaction.length(), transaction.seq(), 1));
        }

        void send(String json) {
            commands.send(json);
            append(false);
        }

        /** Records it with an event of another version, as an engine that decides otherwise would have. */
        void tampered(String json) {
            commands.send(json);
            append(true);
        }

        private void append(boolean isTampered) {
            int length = commands.out().length();
            UnsafeBuffer bytes = new UnsafeBuffer(new byte[length]);
            bytes.putBytes(0, commands.out().buffer(), 0, length);
            if (isTampered) {
                Transaction last = new Transaction();
                for (int i = 0, offset = 0; i < commands.out().count(); i++, offset += last.length()) {
                    last.wrap(bytes, offset, commands.out().firstSeq() + i);
                }
                last.nextEvent();
                bytes.putByte(last.eventOffset() - Short.BYTES, (byte) 0);
            }
            journal.append(
                    bytes, 0, length, commands.out().firstSeq(), commands.out().count());
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
