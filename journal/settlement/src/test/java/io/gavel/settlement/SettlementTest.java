package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.testing.Waiting;
import io.gavel.wire.types.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final MemoryJournal journal = new MemoryJournal();
    private final Script script = new Script(journal);
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("gavel.duckdb");
    }

    @Test
    void everyKindOfFactBecomesARow() {
        script.opening();
        long maker = script.order(Script.BOB, Side.SELL, 200, 100);
        script.take(maker, 200, 100);
        long canceled = script.order(Script.ALICE, Side.BUY, 150, 20);
        script.cancel(Script.ALICE, canceled, Side.BUY, 150, 20);
        script.refused(Script.BOB, 2004);
        script.bid(Script.ALICE, 100, 1, 0, 0);
        script.bid(Script.BOB, 12_345, 2, Script.ALICE, 100);
        script.sold(Script.BOB, 12_345);
        settleAll();

        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(List.of("1|USD|2|1", "2|GOLD|0|2"), tables.rows("FROM asset ORDER BY asset_id"));
            assertEquals(List.of("alice", "bob"), tables.rows("SELECT name FROM account WHERE kind = 2 ORDER BY 1"));
            assertEquals(
                    List.of("1|17|2|40|10|10|2", "2|16|1|40|10|10|2", "3|16|1|30|2|0|3"),
                    tables.rows("SELECT order_id, account_id, side, price_ticks, qty_lots, filled_lots, status"
                            + " FROM order_state ORDER BY order_id"));
            assertEquals(
                    List.of("11|1|1|2|1|16|17|1|40|10"),
                    tables.rows("SELECT seq, idx, instrument_id, taker_order_id, maker_order_id, taker_id, maker_id,"
                            + " taker_side, price_ticks, qty_lots FROM fill"));
            assertEquals(
                    List.of("3|16|2|1"),
                    tables.rows("SELECT order_id, account_id, leaves_lots, reason FROM order_cancel"));
            assertEquals(
                    List.of("17|100|o4|2004|5"),
                    tables.rows("SELECT account_id, command_type, cl_ord_id, code, bound FROM refusal"));
            assertEquals(
                    List.of("16|b1|100|100|16", "17|b2|12345|12345|17"),
                    tables.rows(
                            "SELECT account_id, cl_ord_id, amount_minor, price_minor, leader_id FROM bid ORDER BY seq"));
            assertEquals(
                    List.of("lamp|bob|2|123.45|USD"),
                    tables.rows("SELECT auction, winner, bids, price, asset FROM v_winners"));
            assertEquals(
                    List.of("321|null|null", "222|16|12345", "322|17|12345"),
                    tables.rows("SELECT event_type, account_id, price_minor FROM auction_event ORDER BY seq, idx"));
        }
    }

    @Test
    void theLedgerSumsToZeroAndIsWhatTheBalancesSay() {
        script.opening().trading(50);
        long open = script.order(Script.ALICE, Side.BUY, 150, 20);
        script.bid(Script.BOB, 500, 1, 0, 0);
        settleAll();

        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(List.of("0", "0"), tables.rows("SELECT sum_minor FROM v_ledger_sum"));
            assertEquals(List.of(), tables.rows("FROM v_ledger_differences"));
            assertEquals(3_000, tables.number("SELECT held_minor FROM balance WHERE account_id = 16 AND asset_id = 1"));
            assertEquals(500, tables.number("SELECT held_minor FROM balance WHERE account_id = 17 AND asset_id = 1"));
            assertEquals(1, tables.number("SELECT status FROM order_state WHERE order_id = " + open));
        }
    }

    @Test
    void rowCountsByKindEqualTheEventsInTheJournal() {
        script.opening().trading(100);
        settleAll();

        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(EventTally.of(journal.reader()), EventTally.of(tables));
        }
    }

    @Test
    void theSameJournalGivesTheSameTablesHoweverItIsCut() {
        script.opening().trading(200);
        settleAll();
        Path other = folder.resolve("other.duckdb");
        settleAll(other, SettlementConfig.defaults().withCaps(7, 1L << 20, Duration.ZERO));

        try (SettledTables once = new SettledTables(file);
                SettledTables again = new SettledTables(other)) {
            assertEquals(once.digests(), again.digests());
            assertTrue(again.number("SELECT count(*) FROM settle_batch")
                    > 10 * once.number("SELECT count(*) FROM settle_batch"));
        }
    }

    @Test
    void aRestartGoesOnWhereTheDatabaseStands() {
        script.opening().trading(30);
        long maker = script.order(Script.BOB, Side.SELL, 200, 100);
        script.bid(Script.ALICE, 100, 1, 0, 0);
        settleAll();
        script.take(maker, 200, 40);
        script.bid(Script.BOB, 200, 2, Script.ALICE, 100);
        settleAll();
        Path whole = folder.resolve("whole.duckdb");
        settleAll(whole, SettlementConfig.defaults());

        try (SettledTables twice = new SettledTables(file);
                SettledTables once = new SettledTables(whole)) {
            assertEquals(once.digests(), twice.digests());
            assertEquals(
                    List.of("10|4|1"),
                    twice.rows("SELECT qty_lots, filled_lots, status FROM order_state WHERE order_id = " + maker));
        }
    }

    @Test
    void aCommandOfSeveralTransactionsIsSettledAsAWhole() {
        script.opening();
        long maker = script.order(Script.BOB, Side.SELL, 200, 100);
        long before = journal.durableSeq();
        Runnable rest = script.takeFirstOfTwo(maker, 200, 100);
        try (Settlement settlement = settlement(file, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.awaitSettled(before, LIMIT));
            assertFalse(
                    settlement.awaitSettled(before + 1, Duration.ofMillis(50)),
                    "the first of two waits for the second");
            assertEquals(1, settlement.lag());
            rest.run();
            assertTrue(settlement.awaitSettled(before + 2, LIMIT));
        }
        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(
                    List.of(before + 3 + "|" + (before + 1)),
                    tables.rows("SELECT next_seq, from_seq FROM settle_batch ORDER BY next_seq DESC LIMIT 1"));
        }
    }

    @Test
    void aBatchIsCutAtTheCapOfRows() {
        script.opening().trading(100);
        settleAll(file, SettlementConfig.defaults().withCaps(100, 4L << 20, Duration.ofMillis(5)));

        try (SettledTables tables = new SettledTables(file)) {
            // One command adds a handful of rows at most beyond the cap.
            assertTrue(tables.number("SELECT max(row_count) FROM settle_batch") <= 120);
            assertTrue(tables.number(
                            "SELECT min(row_count) FROM settle_batch WHERE next_seq < (SELECT max(next_seq) FROM settle_batch)")
                    >= 100);
        }
    }

    @Test
    void aBatchIsCutAtTheCapOfBytes() {
        script.opening().trading(100);
        settleAll(file, SettlementConfig.defaults().withCaps(1_000_000, 1_000, Duration.ofMillis(5)));

        try (SettledTables tables = new SettledTables(file)) {
            assertTrue(tables.number("SELECT count(*) FROM settle_batch") >= 40);
            assertTrue(tables.number("SELECT max(next_seq - from_seq) FROM settle_batch") <= 1_000 / 50);
        }
    }

    @Test
    void aLonelyTransactionWaitsNoLongerThanTheLinger() {
        script.opening();
        Duration linger = Duration.ofMillis(300);
        try (Settlement settlement =
                settlement(file, SettlementConfig.defaults().withCaps(10_000, 4L << 20, linger))) {
            settlement.start();
            long startNs = System.nanoTime();
            Waiting.until(LIMIT, () -> settlement.settledSeq() == journal.durableSeq());
            assertTrue(System.nanoTime() - startNs >= linger.toNanos(), "it lingers for others");
            script.trading(1);
            long flushNs = System.nanoTime();
            assertTrue(settlement.flush(LIMIT));
            assertTrue(System.nanoTime() - flushNs < Duration.ofSeconds(5).toNanos(), "a flush lingers over nothing");
            assertEquals(2, settlement.status().batches());
        }
    }

    @Test
    void whatPilesUpWhileADatabaseIsBusyIsOneBatch() {
        script.opening().trading(100);
        try (Settlement settlement = settlement(file, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT));
            assertEquals(1, settlement.status().batches());
        }
    }

    @Test
    void closingLetsGoOfTheJournalAndTheFile() {
        script.opening();
        MemoryJournal reader = journal.reader();
        Settlement settlement = Settlement.connected(
                reader, new DuckDbSink(file, SettlementConfig.defaults().duckDb()), SettlementConfig.defaults());
        settlement.start();
        assertTrue(settlement.flush(LIMIT));
        settlement.close();
        assertTrue(reader.isClosed());
        assertEquals(SettlementStatus.State.CLOSED, settlement.status().state());
        settleAll();
    }

    private void settleAll() {
        settleAll(file, SettlementConfig.defaults());
    }

    private void settleAll(Path into, SettlementConfig config) {
        try (Settlement settlement = settlement(into, config)) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private Settlement settlement(Path into, SettlementConfig config) {
        return Settlement.connected(journal.reader(), new DuckDbSink(into, config.duckDb()), config);
    }
}
