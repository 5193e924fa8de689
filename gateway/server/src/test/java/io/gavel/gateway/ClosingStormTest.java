package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static io.gavel.gateway.WsClient.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalVerifier;
import io.gavel.journal.TransactionListener;
import io.gavel.settlement.Settlement;
import io.gavel.settlement.SettlementConfig;
import io.gavel.settlement.duckdb.DuckDbFile;
import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of lots that close at one instant, through ring, journal on the disk, gateway and settlement: everybody who
 * watches hears of each once, rows and journal agree, and no transaction is longer than one may be.
 */
@Timeout(120)
class ClosingStormTest {
    private static final int LOTS = 10_000;
    private static final int SESSION_LOTS = 1_000;
    private static final int AT_ONCE = 200;
    private static final long SECOND_US = 1_000_000;
    private static final long OPENS_US = SECOND_US;
    private static final long CLOSES_US = 60 * SECOND_US;
    private static final long SHIFT_US = 9 * SECOND_US;
    private static final long NS_OF_US = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final ManualClock clock = new ManualClock(0);
    private ServerConfig config;
    private TestExchange exchange;
    private Settlement settlement;

    /** A stack trace for each buffer of a hundred thousand messages takes a minute; one of 128 buffers is still watched. */
    @BeforeAll
    static void watchSomeBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterAll
    static void watchAllBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @BeforeEach
    void start() {
        Limits limits = Limits.defaults().withMaxRoomsPerConnection(LOTS + 1);
        config = TestExchange.config(Layout.INLINE)
                .withManualClock(clock)
                .withData(data)
                .withDurability(Durability.DISK)
                .withLimits(limits);
        exchange = TestExchange.start(config).furnish();
        for (String account : new String[] {"alice", "bob"}) {
            exchange.admin("{\"type\":\"deposit\",\"account\":\"" + account
                    + "\",\"asset\":\"USD\",\"amount\":\"1000000.00\",\"clOrdId\":\"rich\"}");
        }
        settlement = Settlement.open(config.journal(), DataFolder.database(data), SettlementConfig.defaults());
        settlement.start();
    }

    @AfterEach
    void stop() {
        settlement.close();
        exchange.close();
    }

    @Test
    void tenThousandLotsThatCloseAtOneInstantAreToldAndSettledOnce() {
        create(LOTS, "\"closesAt\":" + CLOSES_US);
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB);
                WsClient everything = exchange.connect(TestExchange.CAROL);
                WsClient tenth = exchange.connect(TestExchange.CAROL)) {
            bid(alice, LOTS, 1, "2.00");
            bid(bob, LOTS, 2, "20.00");
            alice.heard();
            bob.heard();
            join(everything, LOTS, 1);
            join(tenth, LOTS, 10);

            long before = System.nanoTime();
            clock.advanceTo(CLOSES_US * NS_OF_US);
            assertClosedOnce(everything, LOTS, 1);
            long toldNs = System.nanoTime() - before;
            assertClosedOnce(tenth, LOTS, 10);
            Set<String> wonByEither = won(alice, LOTS / 2);
            wonByEither.addAll(won(bob, LOTS / 2));
            assertEquals(LOTS, wonByEither.size());
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
            long settledNs = System.nanoTime() - before;
            System.out.printf(
                    Locale.ROOT,
                    "%,d closings at one instant, level disk: told to all after %.0f ms, settled after %.0f ms%n",
                    LOTS,
                    toldNs / 1e6,
                    settledNs / 1e6);
        }
        // Alone a bidder pays the start; above another's maximum of 2.00 one step more.
        checkSettled(LOTS, LOTS / 2 * 100L + LOTS / 2 * 300L, CLOSES_US);
    }

    @Test
    void aLateBidMovesAllLotsOfASessionAndAllCloseAtTheirNewEnd() {
        exchange.admin("{\"type\":\"createSession\",\"session\":\"day\",\"mode\":\"timed\",\"opensAt\":" + OPENS_US
                + ",\"closesAt\":" + CLOSES_US + "}");
        create(
                SESSION_LOTS,
                "\"session\":\"day\",\"softClose\":{\"windowUs\":" + 10 * SECOND_US + ",\"extensionUs\":"
                        + 10 * SECOND_US + ",\"scope\":\"group\"}");
        long closesUs = CLOSES_US + SHIFT_US;
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB);
                WsClient watcher = exchange.connect(TestExchange.CAROL).join("session:day")) {
            clock.advanceTo(OPENS_US * NS_OF_US);
            assertEquals("open", field(watcher.next("sessionState"), "state"));
            bid(alice, SESSION_LOTS, 1, "2.00");
            join(watcher, SESSION_LOTS, 1);
            clock.advanceTo((CLOSES_US - SECOND_US) * NS_OF_US);
            bid(bob, 1, 1, "20.00");
            assertEquals(Long.toString(SHIFT_US), field(watcher.next("sessionExtended"), "shiftUs"));

            clock.advanceTo(closesUs * NS_OF_US - 1);
            String last = watcher.ask("{\"type\":\"auction?\",\"auction\":\"" + name(SESSION_LOTS) + "\"}");
            assertEquals("open", field(last, "state"));
            assertEquals(Long.toString(closesUs), field(last, "endsAt"));
            clock.advanceTo(closesUs * NS_OF_US);
            List<String> others = assertClosedOnce(watcher, SESSION_LOTS, 1);
            assertEquals(
                    1, others.stream().filter(ClosingStormTest::isSessionClosed).count(), others::toString);
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
        checkSettled(SESSION_LOTS, (SESSION_LOTS - 1) * 100L + 300L, closesUs);
    }

    /** Creates lots that start at 1.00 and rise by 1.00; in batches, as an administrator's own tool would. */
    private void create(int lots, String terms) {
        try (WsClient admin = exchange.connect(TestExchange.ADMIN)) {
            pipelined(
                    admin,
                    lots,
                    1,
                    "created",
                    lot -> "{\"type\":\"createAuction\",\"auction\":\"" + lot
                            + "\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],"
                            + terms + "}");
        }
    }

    private static void bid(WsClient bidder, int lots, int step, String amount) {
        pipelined(
                bidder,
                lots,
                step,
                "bidAccepted",
                lot -> "{\"type\":\"placeBid\",\"clOrdId\":\"" + lot + "\",\"auction\":\"" + lot + "\",\"amount\":\""
                        + amount + "\"}");
    }

    private static void join(WsClient watcher, int lots, int step) {
        pipelined(watcher, lots, step, "joined", lot -> "{\"type\":\"join\",\"room\":\"auction:" + lot + "\"}");
    }

    /** Sends a message for each lot, many at once, and sees that each gets its answer. */
    private static void pipelined(WsClient client, int lots, int step, String answer, UnaryOperator<String> messageOf) {
        long answered = 0;
        int sent = 0;
        for (int lot = step; lot <= lots; lot += step) {
            client.send(messageOf.apply(name(lot)));
            if (++sent % AT_ONCE == 0 || lot + step > lots) {
                answered += client.heard().stream()
                        .filter(message -> answer.equals(type(message)))
                        .count();
            }
        }
        assertEquals(sent, answered);
    }

    private static String name(int lot) {
        return "lot-" + lot;
    }

    /** Hears that each lot was closed, once, in the rooms that were joined; returns what else was told. */
    private static List<String> assertClosedOnce(WsClient watcher, int lots, int step) {
        Set<String> closed = new HashSet<>();
        List<String> others = new ArrayList<>();
        while (closed.size() < lots / step) {
            String message = watcher.next();
            if ("auctionClosed".equals(type(message))) {
                assertEquals("auction:" + field(message, "auction"), field(message, "room"));
                assertTrue(closed.add(field(message, "auction")), () -> "told twice: " + message);
            } else {
                others.add(message);
            }
        }
        others.addAll(watcher.heard());
        assertTrue(others.stream().noneMatch(message -> "auctionClosed".equals(type(message))), others::toString);
        return others;
    }

    /** Hears of so many lots that the account has won. */
    private static Set<String> won(WsClient bidder, int count) {
        Set<String> won = new HashSet<>();
        while (won.size() < count) {
            String closed = bidder.next("auctionClosed");
            assertTrue(won.add(field(closed, "auction")), () -> "told twice: " + closed);
        }
        assertFalse(bidder.heardTypes().contains("auctionClosed"));
        return won;
    }

    private static boolean isSessionClosed(String message) {
        return "sessionState".equals(type(message)) && "closed".equals(field(message, "state"));
    }

    /** Journal and rows agree on what was closed when and for how much, and every transaction has a legal size. */
    private void checkSettled(int lots, long sumMinor, long closedUs) {
        settlement.close();
        exchange.close();
        Closings closings = new Closings();
        JournalVerifier.Verification verification = JournalVerifier.verify(config.journal(), closings);
        assertEquals(JournalVerifier.Status.WHOLE, verification.status());
        assertEquals(lots, closings.sold);
        assertEquals(sumMinor, closings.sumMinor);
        assertEquals(Set.of(closedUs * NS_OF_US), closings.timesNs);
        String expected = lots + "|" + sumMinor + "|" + closedUs * NS_OF_US + "|" + closedUs * NS_OF_US;
        Path database = DataFolder.database(data);
        assertEquals(
                List.of(expected),
                rows(
                        database,
                        "SELECT count(*), sum(hammer_price_minor), min(closed_ns), max(closed_ns) FROM auction"
                                + " WHERE winner_id IS NOT NULL"));
        assertEquals(
                List.of(Integer.toString(lots)),
                rows(
                        database,
                        "SELECT count(*) FROM auction_event WHERE event_type = " + AuctionClosedDecoder.TEMPLATE_ID));
        assertEquals(Set.of("0"), Set.copyOf(rows(database, "SELECT sum_minor FROM v_ledger_sum")));
        assertEquals(List.of(), rows(database, "FROM v_ledger_differences"));
    }

    /** Rows as texts, columns divided by a bar. */
    private static List<String> rows(Path database, String sql) {
        try (Connection connection = DuckDbFile.openReadOnly(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** What a journal says of sold lots, every transaction and excerpt looked at for its size. */
    private static final class Closings implements TransactionListener {
        private final AuctionClosedDecoder closed = new AuctionClosedDecoder();
        private final Set<Long> timesNs = new HashSet<>();
        private int sold;
        private long sumMinor;

        @Override
        public void onTransaction(Transaction transaction) {
            assertTrue(transaction.eventCount() <= Transaction.MAX_EVENTS, "events=" + transaction.eventCount());
            assertTrue(transaction.length() <= Transaction.MAX_LENGTH, "bytes=" + transaction.length());
            while (transaction.nextEvent()) {
                if (transaction.eventTemplateId() == AuctionClosedDecoder.TEMPLATE_ID) {
                    closed.wrap(
                            transaction.buffer(),
                            transaction.eventOffset(),
                            transaction.eventBlockLength(),
                            transaction.eventVersion());
                    assertEquals(AuctionOutcome.SOLD, closed.outcome());
                    sold++;
                    sumMinor += closed.priceMinor();
                    timesNs.add(transaction.timeNs());
                }
            }
        }

        @Override
        public void onExcerpt(int transactions, int bytes) {
            assertTrue(bytes <= JournalConfig.MAX_EXCERPT_BYTES, "bytes=" + bytes);
        }
    }
}
