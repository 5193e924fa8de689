package io.gavel.journal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalReader;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.Replayer;
import io.gavel.journal.snapshot.Pace;
import io.gavel.journal.snapshot.SnapshotHeader;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was as of then: compared with views that were led there by events alone. */
class TimeTravelTest {
    private static final int GENERATIONS = 3;

    @TempDir
    Path directory;

    @BeforeEach
    void recordAnExchange() {
        RandomExchange exchange = null;
        for (int generation = 0; generation < GENERATIONS; generation++) {
            try (ChronicleJournal journal = ChronicleJournal.open(directory, JournalConfig.small())) {
                if (exchange == null) {
                    exchange = new RandomExchange(31, journal, 6).open();
                }
                exchange.continueIn(journal);
                exchange.run(700);
            }
        }
    }

    @Test
    void everyAnswerIsThatOfThePresentThen() {
        List<Point> points = points();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 12; round++) {
            Point point = points.get(random.nextInt(points.size()));
            TimeTravel travel = travel(point.seq, Long.MAX_VALUE, true);
            assertEquals(point.endSeq, travel.market().lastSeq(), "a command is never cut");
            assertNull(travel.begin());
            assertAnswers(point.endSeq, travel);
        }
    }

    @Test
    void aTimeIsTheLastTransactionByThen() {
        List<Point> points = points();
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 12; round++) {
            long timeNs = points.get(random.nextInt(points.size())).timeNs + random.nextInt(3) - 1;
            long expected = 0;
            for (Point point : points) {
                expected = point.timeNs <= timeNs ? point.endSeq : expected;
            }
            assertEquals(expected, travel(Long.MAX_VALUE, timeNs, true).market().lastSeq());
        }
    }

    @Test
    void theNewestSnapshotBeforeThenSavesTheWayAndChangesNothing() throws IOException {
        List<Long> taken = takeSnapshots(journalId());
        assertTrue(taken.size() > 3, taken::toString);
        long between = taken.get(2) + 5;
        TimeTravel travel = travel(between, Long.MAX_VALUE, true);
        assertEquals(taken.get(2), travel.begin().header().seq());
        assertTrue(travel.replayed() <= between - taken.get(2) + 300);
        assertAnswers(travel.market().lastSeq(), travel);
        assertNull(travel(taken.get(0) - 1, Long.MAX_VALUE, true).begin());
        assertNull(travel(between, Long.MAX_VALUE, false).begin());
        long timeNs = travel.begin().header().timeNs();
        assertEquals(
                taken.get(1),
                travel(Long.MAX_VALUE, timeNs - 1, true).begin().header().seq());
        assertNotNull(travel(Long.MAX_VALUE, timeNs, true).begin());
        assertEquals(
                taken.get(2),
                travel(taken.get(2), Long.MAX_VALUE, true).market().lastSeq(),
                "where it stands");

        Path file = SnapshotStore.of(directory).list().get(taken.size() - 3);
        JournalFiles.flipBit(file, 200, 3);
        TimeTravel around = travel(between, Long.MAX_VALUE, true);
        assertEquals(taken.get(1), around.begin().header().seq(), "a bad one is passed over");
        assertEquals(travel.market().stateHash(), around.market().stateHash());
    }

    @Test
    void theSnapshotsOfAnotherJournalArePassedOver() {
        List<Long> taken = takeSnapshots(UUID.randomUUID());
        assertTrue(taken.size() > 3, taken::toString);
        assertNull(travel(taken.get(2) + 5, Long.MAX_VALUE, true).begin());
    }

    @Test
    void whatDidNotExistThenHasNoAnswer() {
        StateThen then = travel(1, Long.MAX_VALUE, true).state();
        assertNull(then.book("GOLD-USD", 10));
        assertNull(then.auction("lot1"));
        assertNull(then.account("t0"));
        assertNotNull(then.account("gavel.house"));
    }

    @Test
    void anEngineThatDecidesTheCommandsAloneComesToTheSameEvents() {
        List<String> recorded = new ArrayList<>();
        List<String> decided = new ArrayList<>();
        Redecision redecision =
                new Redecision(new Market(MarketConfig.defaults()), transaction -> decided.add(text(transaction)));
        read(transaction -> {
            recorded.add(text(transaction));
            redecision.onTransaction(transaction);
        });
        assertEquals(recorded, decided);
    }

    @Test
    void aPaceWaitsAsLongAsItTookOrAPartOfThatAndNeverLongerThanAGapMayBe() {
        for (double times : new double[] {1, 10, 0.5}) {
            long[] nowNs = {1_000};
            List<Long> heard = new ArrayList<>();
            List<Long> times2 = new ArrayList<>();
            PacedListener paced = new PacedListener(
                    times,
                    2_000_000_000L,
                    () -> {},
                    transaction -> {
                        heard.add(nowNs[0]);
                        times2.add(transaction.timeNs());
                    },
                    () -> nowNs[0],
                    ns -> {
                        assertTrue(ns > 0 && ns <= 100_000_000);
                        nowNs[0] += ns;
                    });
            read(paced);
            assertEquals(1_000, heard.get(0));
            double dueNs = 1_000;
            for (int i = 1; i < heard.size(); i++) {
                dueNs += Math.floor(Math.min((times2.get(i) - times2.get(i - 1)) / times, 2e9));
                assertEquals(dueNs, heard.get(i), 1_000);
            }
            assertTrue(nowNs[0] > 1_000_000_000L);
        }
        assertThrows(IllegalArgumentException.class, () -> new PacedListener(0, 1, () -> {}, TransactionListener.NONE));
    }

    private record Point(long seq, long endSeq, long timeNs) {}

    /** Every sequence, with the end of its command. */
    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        List<long[]> open = new ArrayList<>();
        read(transaction -> {
            open.add(new long[] {transaction.seq(), transaction.timeNs()});
            if (!transaction.continues()) {
                open.forEach(at -> points.add(new Point(at[0], transaction.seq(), at[1])));
                open.clear();
            }
        });
        // What is due at the same instant in the same call belongs together, too: the market decides it at once.
        return points;
    }

    private TimeTravel travel(long untilSeq, long untilNs, boolean mayUseSnapshot) {
        TimeTravel travel =
                new TimeTravel(directory, JournalVerifier.verify(directory).report());
        travel.goTo(untilSeq, untilNs, mayUseSnapshot, TransactionListener.NONE);
        return travel;
    }

    private void assertAnswers(long seq, TimeTravel travel) {
        ViewState views = new ViewState();
        read(transaction -> {
            if (transaction.seq() <= seq) {
                views.onTransaction(transaction);
            }
        });
        StateThen then = travel.state();
        long timeNs = then.timeNs();
        for (Directory.Instrument instrument : views.directory().instruments()) {
            assertEquals(
                    ask(views, timeNs, "{'type':'book?','instrument':'" + instrument.name() + "','depth':1000}"),
                    then.book(instrument.name(), 1000).toString());
        }
        for (Directory.Auction auction : views.directory().auctions()) {
            assertEquals(
                    ask(views, timeNs, "{'type':'auction?','auction':'" + auction.name() + "'}"),
                    then.auction(auction.name()).toString());
        }
        for (Directory.Account account : views.directory().accounts()) {
            String shown = then.account(account.name()).toString();
            for (Directory.Asset asset : views.directory().assets()) {
                String balance = ask(
                        views,
                        timeNs,
                        "{'type':'balance?','account':'" + account.name() + "','asset':'" + asset.name() + "'}");
                assertTrue(shown.contains(balance), () -> balance + "\n" + shown);
            }
        }
    }

    private static String ask(ViewState views, long timeNs, String question) {
        JsonCommands questions = new JsonCommands(views.directory(), true);
        byte[] text = question.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertEquals(JsonCommands.Outcome.QUERY, questions.decode(text, 0, text.length, 0, true));
        JsonWriter answer = new JsonWriter();
        assertNull(views.views().answerInFull(questions.query(), timeNs, answer));
        return answer.toString();
    }

    private UUID journalId() {
        return JournalVerifier.journalId(directory);
    }

    /** One every 500 transactions, where an excerpt and a command end. */
    private List<Long> takeSnapshots(UUID journalId) {
        List<Long> taken = new ArrayList<>();
        Market market = new Market(MarketConfig.defaults());
        Replayer replayer = new Replayer(market);
        ViewState views = new ViewState();
        SnapshotStore store = SnapshotStore.of(directory);
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                replayer.onTransaction(transaction);
                views.onTransaction(transaction.rewind());
                long last = taken.isEmpty() ? 0 : taken.get(taken.size() - 1);
                if (transaction.seq() >= last + 500
                        && replayer.pendingCount() == 0
                        && !transaction.continues()
                        && reader.position() != null) {
                    SnapshotHeader header = new SnapshotHeader(
                            journalId,
                            transaction.seq(),
                            reader.position().chain(),
                            reader.position().generation(),
                            market.lastTimeNs(),
                            market.ruleSet(),
                            "test");
                    store.write(
                            header,
                            sink -> {
                                market.writeSnapshot(sink);
                                views.writeSnapshot(sink);
                            },
                            "test",
                            Pace.FLAT_OUT);
                    taken.add(transaction.seq());
                }
            }
        }
        return taken;
    }

    private void read(TransactionListener listener) {
        try (JournalReader reader = JournalReader.open(directory)) {
            Transaction transaction = new Transaction();
            while (reader.poll(transaction)) {
                listener.onTransaction(transaction);
            }
        }
    }

    private static String text(Transaction transaction) {
        byte[] bytes = new byte[transaction.length()];
        transaction.buffer().getBytes(transaction.offset(), bytes);
        return transaction.seq() + " " + new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
