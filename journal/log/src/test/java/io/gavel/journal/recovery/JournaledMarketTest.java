package io.gavel.journal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.view.BookSide;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.log.RecoveredDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledMarketTest {
    private static final JournalConfig SMALL = JournalConfig.small();
    private static final long NOW_NS = 10_000_000_000L;
    private static final int SWEPT_ORDERS = 600;

    @TempDir
    Path directory;

    @Test
    void aMarketComesBackAsItWas() {
        long hash;
        int opened = 0;
        try (Desk desk = new Desk(directory)) {
            desk.openBooks();
            desk.send("{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                    + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':60000000}");
            desk.send(
                    "{'type':'placeBid','at':1000000,'auction':'lamp','account':'john','clOrdId':'1','amount':'7.00'}");
            desk.send(
                    "{'type':'placeBid','at':2000000,'auction':'lamp','account':'jane','clOrdId':'1','amount':'6.00'}");
            opened = (int) desk.market().lastSeq();
            hash = desk.market().stateHash();
        }
        Market replayed = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(replayed);
        assertEquals(0, JournalVerifier.verify(directory, replayer).status().exitStatus());
        assertEquals(hash, replayed.stateHash());
        assertEquals(opened, replayer.replayed());

        List<Long> seqs = new ArrayList<>();
        try (JournaledMarket back = open(transaction -> seqs.add(transaction.seq()))) {
            assertEquals(opened, back.recovery().replayed());
            assertEquals(0, back.recovery().completed());
            assertEquals(opened + 1, back.market().lastSeq(), "RECOVERED follows");
            assertEquals(opened + 1, back.journal().durableSeq());
            assertEquals(opened + 1, seqs.size());
            back.market().verify();
        }
    }

    /** The folder is copied while the writer lives: nothing was closed. */
    @Test
    void afterACrashACancelThatWasAcknowledgedIsNotForgottenAndNoOtherOrderIsLost() throws IOException {
        Path live = directory.resolve("live");
        Path crashed = directory.resolve("crashed");
        try (Desk desk = new Desk(live)) {
            desk.openBooks();
            for (int i = 1; i <= 40; i++) {
                desk.send("{'type':'newOrder','account':'john','clOrdId':'" + i
                        + "','instrument':'BTC-USD','side':'buy','price':'1." + (9 + i) + "','qty':'1'}");
            }
            for (int i = 2; i <= 40; i += 2) {
                desk.send("{'type':'cancelOrder','account':'john','clOrdId':'" + i + "','instrument':'BTC-USD'}");
            }
            JournalFiles.copy(live, crashed);
        }
        ViewState state = new ViewState();
        try (JournaledMarket back = open(crashed, state::onTransaction)) {
            assertEquals(20, back.market().openOrders());
            back.market().verify();
        }
        BookSide bids = state.views().book(1, false);
        assertEquals(20, bids.count());
        for (int i = 0; i < bids.count(); i++) {
            assertEquals(100 + 9 + 39 - 2 * i, bids.priceTicks(i), "the odd ones rest, the best first");
            assertEquals(1, bids.orders(i));
        }
    }

    @Test
    void recoveredNamesBothTimesAndComesOnlyWhenThereWasSomethingBefore() {
        open(TransactionListener.NONE).close();
        try (Desk desk = new Desk(directory)) {
            assertEquals(0, desk.market().lastSeq());
            desk.send("{'type':'createAsset','at':5000000,'asset':'USD','decimals':2}");
        }
        List<String> commands = new ArrayList<>();
        open(transaction -> {
                    commands.add(CommandType.of(transaction.commandTemplateId()).name());
                    if (transaction.commandTemplateId() == RecoveredDecoder.TEMPLATE_ID) {
                        RecoveredDecoder recovered = new RecoveredDecoder()
                                .wrap(
                                        transaction.buffer(),
                                        transaction.commandBodyOffset(),
                                        transaction.commandBlockLength(),
                                        transaction.commandVersion());
                        assertEquals(5_000_000_000L, recovered.lastNs());
                        assertEquals(NOW_NS, recovered.nowNs());
                        assertEquals(5_000_000_000L, transaction.timeNs(), "it acts before time moves");
                    }
                })
                .close();
        assertEquals(List.of("CREATE_ASSET", "RECOVERED"), commands);
    }

    @Test
    void aCommandThatWasCutIsCompleted() {
        Path whole = directory.resolve("whole");
        Path cut = directory.resolve("cut");
        for (Path path : List.of(whole, cut)) {
            try (Desk desk = new Desk(path)) {
                desk.openBooks();
                for (int i = 0; i < SWEPT_ORDERS; i++) {
                    desk.send("{'type':'newOrder','account':'john','clOrdId':'s" + i
                            + "','instrument':'BTC-USD','side':'sell','price':'1.00','qty':'1'}");
                }
                int kept = path.equals(cut) ? 1 : Integer.MAX_VALUE;
                int transactions = desk.sendKeeping(
                        kept,
                        "{'type':'newOrder','account':'jane','clOrdId':'b','instrument':'BTC-USD','side':'buy','price':'1.00','qty':'"
                                + SWEPT_ORDERS + "'}");
                assertTrue(transactions >= 3, "a sweep spans transactions: " + transactions);
            }
        }
        Recovery ofWhole;
        try (JournaledMarket back = open(whole, TransactionListener.NONE)) {
            ofWhole = back.recovery();
            assertEquals(0, ofWhole.completed());
        }
        List<Long> seqs = new ArrayList<>();
        try (JournaledMarket back = open(cut, transaction -> seqs.add(transaction.seq()))) {
            assertTrue(back.recovery().completed() >= 2);
            assertEquals(
                    ofWhole.found().lastSeq(),
                    back.recovery().found().lastSeq() + back.recovery().completed());
            assertEquals(back.journal().lastSeq(), seqs.size());
        }
        assertEquals(transactions(whole), transactions(cut));
    }

    @Test
    void aReaderIsNotShownACutCommandBeforeItIsCompleted() throws Exception {
        try (Desk desk = new Desk(directory)) {
            desk.openBooks();
            for (int i = 0; i < SWEPT_ORDERS; i++) {
                desk.send("{'type':'newOrder','account':'john','clOrdId':'s" + i
                        + "','instrument':'BTC-USD','side':'sell','price':'1.00','qty':'1'}");
            }
            long before = desk.market().lastSeq();
            desk.sendKeeping(
                    1,
                    "{'type':'newOrder','account':'jane','clOrdId':'b','instrument':'BTC-USD','side':'buy','price':'1.00','qty':'"
                            + SWEPT_ORDERS + "'}");
            // A kill between excerpt and counter.
            JournalFiles.setDurable(directory, before);
            JournalFiles.copy(directory, directory.resolveSibling("killed"));
            try (JournalReader reader = JournalReader.open(directory.resolveSibling("killed"))) {
                Transaction transaction = new Transaction();
                reader.seek(before);
                assertTrue(reader.poll(transaction));
                assertFalse(reader.poll(transaction));
                try (JournaledMarket back = open(directory.resolveSibling("killed"), TransactionListener.NONE)) {
                    boolean continues = true;
                    while (continues) {
                        assertTrue(reader.poll(transaction));
                        continues = transaction.continues();
                    }
                    assertEquals(before + 1 + back.recovery().completed(), transaction.seq());
                }
            }
        }
    }

    @Test
    void deadlinesOfOneInstantThatWereCutAreCompleted() {
        try (Desk desk = new Desk(directory)) {
            desk.openBooks();
            for (String auction : List.of("lamp", "chair", "vase")) {
                desk.send("{'type':'createAuction','auction':'" + auction
                        + "','format':'english','asset':'USD','start':'1.00',"
                        + "'increments':[[null,'1.00']],'opensAt':0,'closesAt':60000000}");
            }
            long before = desk.market().lastSeq();
            desk.timeKeeping(1, 61_000_000_000L);
            assertEquals(before + 3, desk.market().lastSeq());
            assertEquals(before + 1, desk.journal().lastSeq());
        }
        try (JournaledMarket back = open(TransactionListener.NONE)) {
            assertEquals(2, back.recovery().completed());
            back.market().verify();
        }
    }

    @Test
    void anotherDecisionThanTheRecordedOneStopsTheOpeningAndChangesNothing() {
        try (Desk desk = new Desk(directory)) {
            desk.openBooks();
            desk.tamperWithNext();
            desk.send("{'type':'deposit','account':'john','asset':'USD','amount':'1.00','clOrdId':'d9'}");
            desk.send("{'type':'deposit','account':'john','asset':'USD','amount':'1.00','clOrdId':'d10'}");
        }
        ReplayDiverged diverged = assertThrows(ReplayDiverged.class, () -> open(TransactionListener.NONE));
        assertEquals(Desk.SETUP + 1, diverged.seq());
        assertTrue(diverged.getMessage().contains("command=deposit, event=0, field=heldMinor"), diverged.getMessage());
        assertTrue(diverged.getMessage().contains("\"clOrdId\":\"d9\""), diverged.getMessage());
        assertFalse(Files.exists(JournalFiles.generation(directory, 2)));
        assertEquals(0, JournalVerifier.verify(directory).status().exitStatus(), "the folder is free and whole");
    }

    @Test
    void whatASnapshotHoldsIsPassedOver() {
        List<byte[]> snapshot = new ArrayList<>();
        long hash;
        try (Desk desk = new Desk(directory)) {
            desk.openBooks();
            desk.market().writeSnapshot((buffer, offset, length) -> {
                byte[] record = new byte[length];
                buffer.getBytes(offset, record);
                snapshot.add(record);
            });
            desk.send("{'type':'deposit','account':'john','asset':'USD','amount':'1.00','clOrdId':'d9'}");
            hash = desk.market().stateHash();
        }
        Market market = new Market(MarketConfig.defaults());
        market.readSnapshot(sink -> {
            for (byte[] record : snapshot) {
                sink.onRecord(new UnsafeBuffer(record), 0, record.length);
            }
        });
        Replayer replayer = new Replayer(market);
        assertEquals(0, JournalVerifier.verify(directory, replayer).status().exitStatus());
        assertEquals(1, replayer.replayed());
        assertEquals(hash, market.stateHash());
    }

    private JournaledMarket open(TransactionListener listener) {
        return open(directory, listener);
    }

    private static JournaledMarket open(Path path, TransactionListener listener) {
        return JournaledMarket.open(path, SMALL, new Market(MarketConfig.defaults()), () -> NOW_NS, listener);
    }

    private static List<String> transactions(Path path) {
        List<String> all = new ArrayList<>();
        JournalVerifier.verify(path, transaction -> {
            byte[] bytes = new byte[transaction.length()];
            transaction.buffer().getBytes(transaction.offset(), bytes);
            all.add(transaction.seq() + " " + HexFormat.of().formatHex(bytes));
        });
        return all;
    }

    /** Decides JSON commands and journals them at once. */
    private static final class Desk implements AutoCloseable {
        /** Transactions of {@link #openBooks}. */
        static final int SETUP = 9;

        private final JournaledMarket journaled;
        private final Directory directory = new Directory();
        private final JsonCommands commands = new JsonCommands(directory, true);
        private final TransactionBuffer out = new TransactionBuffer(1 << 16);
        private long atNs;
        private boolean tampers;

        Desk(Path path) {
            journaled = open(path, directory::onTransaction);
        }

        Market market() {
            return journaled.market();
        }

        ChronicleJournal journal() {
            return journaled.journal();
        }

        void openBooks() {
            send("{'type':'createAsset','asset':'USD','decimals':2}");
            send("{'type':'createAsset','asset':'BTC','decimals':0}");
            send("{'type':'createAccount','account':'john'}");
            send("{'type':'createAccount','account':'jane'}");
            send(
                    "{'type':'createInstrument','instrument':'BTC-USD','base':'BTC','quote':'USD','tick':'0.01','lot':'1'}");
            send("{'type':'deposit','account':'john','asset':'USD','amount':'5000.00','clOrdId':'d1'}");
            send("{'type':'deposit','account':'jane','asset':'USD','amount':'5000.00','clOrdId':'d1'}");
            send("{'type':'deposit','account':'john','asset':'BTC','amount':'5000','clOrdId':'d2'}");
            send("{'type':'deposit','account':'jane','asset':'BTC','amount':'5000','clOrdId':'d2'}");
            assertEquals(SETUP, market().lastSeq());
        }

        void send(String json) {
            sendKeeping(Integer.MAX_VALUE, json);
        }

        /** Journals only the first so many transactions; returns how many there were. */
        int sendKeeping(int kept, String json) {
            byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            JsonCommands.Outcome outcome = commands.decode(bytes, 0, bytes.length, 0, true);
            assertEquals(JsonCommands.Outcome.COMMAND, outcome, () -> commands.field() + " " + commands.expected());
            atNs = Math.max(atNs, commands.atNs());
            market().onCommand(commands.buffer(), 0, commands.length(), atNs, out);
            return journal(kept);
        }

        void timeKeeping(int kept, long timeNs) {
            market().onTime(timeNs, out);
            journal(kept);
        }

        /** The next transaction is recorded with its last byte changed. */
        void tamperWithNext() {
            tampers = true;
        }

        @Override
        public void close() {
            journaled.close();
        }

        private int journal(int kept) {
            int count = Math.min(kept, out.count());
            Transaction transaction = new Transaction();
            int length = 0;
            for (int i = 0; i < count; i++) {
                directory.onTransaction(transaction.wrap(out.buffer(), length, out.firstSeq() + i));
                length += transaction.length();
            }
            UnsafeBuffer recorded = new UnsafeBuffer(new byte[length]);
            recorded.putBytes(0, out.buffer(), 0, length);
            if (tampers) {
                recorded.putByte(length - 1, (byte) ~recorded.getByte(length - 1));
                tampers = false;
            }
            journaled.journal().append(recorded, 0, length, out.firstSeq(), count);
            int all = out.count();
            out.clear();
            return all;
        }
    }
}
