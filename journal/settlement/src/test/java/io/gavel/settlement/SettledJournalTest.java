package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real market, the real journal, the real database. */
class SettledJournalTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path journalFolder;
    private Path file;

    @BeforeEach
    void nameThePlaces() {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
    }

    @Test
    void rowCountsByKindEqualJournalEventsByKindAndTheLedgerBalances() {
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            new RandomExchange(1, journal).run(20_000);
        }
        settle(file, SettlementConfig.defaults());

        try (SettledTables tables = new SettledTables(file)) {
            Map<String, Long> expected = journalTally();
            assertEquals(expected, EventTally.of(tables));
            assertTrue(expected.size() > 25, () -> "expected events of every kind, found " + expected);
            assertBalanced(tables);
        }
    }

    @Test
    void whatIsSettledIsWhatTheMarketSays() {
        MarketRows market;
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            RandomExchange exchange = new RandomExchange(5, journal);
            exchange.run(12_000);
            market = MarketRows.of(exchange.market());
        }
        settle(file, SettlementConfig.defaults());

        try (SettledTables tables = new SettledTables(file)) {
            assertRows(market.balances, tables, """
                    SELECT account_id, asset_id, total_minor, held_minor FROM balance
                    WHERE total_minor <> 0 OR held_minor <> 0 ORDER BY ALL""");
            assertRows(market.sessions, tables, """
                    SELECT session_id, name, mode, phase, opens_at_ns, closes_at_ns, shift_ns
                    FROM auction_session ORDER BY session_id""");
            assertRows(market.phases, tables, """
                    SELECT auction_id, CASE status WHEN 4 THEN 3 WHEN 5 THEN 4 ELSE status END
                    FROM auction ORDER BY auction_id""");
            assertRows(market.standings, tables, """
                    SELECT auction_id, price_minor, leader_id, bids, ends_at_ns FROM auction
                    WHERE status < 3 AND format IN (1, 2, 6, 8) ORDER BY auction_id""");
            assertRows(market.chances, tables, """
                    SELECT auction_id, asset_id, window_ns, items FROM second_chance ORDER BY auction_id""");
            assertRows(ToldAwards.in(journalFolder), tables, """
                    SELECT seq, idx, auction.name, account.name, award.qty, award.price_minor, award.hammer_minor,
                      award.premium_minor, award.commission_minor
                    FROM award JOIN auction USING (auction_id) JOIN account USING (account_id) ORDER BY seq, idx""");
        }
    }

    private static void assertRows(List<String> expected, SettledTables tables, String sql) {
        assertTrue(expected.size() > 5, () -> "expected rows, sql=" + sql + ", rows=" + expected);
        List<String> rows = tables.rows(sql);
        for (int i = 0; i < Math.min(expected.size(), rows.size()); i++) {
            assertEquals(expected.get(i), rows.get(i), sql);
        }
        assertEquals(expected.size(), rows.size(), sql);
    }

    @Test
    void aRebuildGivesIdenticalTablesAlsoAfterRestartsAndOtherCuts() {
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            RandomExchange exchange = new RandomExchange(2, journal);
            for (int day = 0; day < 5; day++) {
                exchange.run(1_500);
                settle(file, SettlementConfig.defaults().withCaps(50 + 300 * day, 4 << 20, Duration.ofMillis(1)));
            }
        }
        Path rebuilt = folder.resolve("rebuilt.duckdb");
        settle(rebuilt, SettlementConfig.defaults());

        try (SettledTables grown = new SettledTables(file);
                SettledTables again = new SettledTables(rebuilt)) {
            assertEquals(again.digests(), grown.digests());
            assertEquals(journalTally(), EventTally.of(grown));
        }
    }

    @Test
    void aLiveJournalIsFollowedAndEveryCommitBalances() {
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            RandomExchange exchange = new RandomExchange(3, journal);
            AuditingSink sink = new AuditingSink(file);
            try (Settlement settlement =
                    Settlement.connected(JournalSource.open(journalFolder), sink, SettlementConfig.defaults())) {
                settlement.start();
                for (int turn = 0; turn < 40; turn++) {
                    exchange.run(50);
                    if (turn % 4 == 0) {
                        assertTrue(
                                settlement.awaitSettled(exchange.lastSeq(), LIMIT),
                                () -> settlement.status().toString());
                    }
                }
                assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
            }
            assertTrue(sink.commits() >= 10, "commits=" + sink.commits());
            assertEquals(List.of(), sink.differences());
        }
        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(journalTally(), EventTally.of(tables));
        }
    }

    private void settle(Path into, SettlementConfig config) {
        try (Settlement settlement = Settlement.open(journalFolder, into, config)) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private Map<String, Long> journalTally() {
        try (JournalSource source = JournalSource.open(journalFolder)) {
            return EventTally.of(source);
        }
    }

    private static void assertBalanced(SettledTables tables) {
        assertEquals(List.of("0", "0"), tables.rows("SELECT sum_minor FROM v_ledger_sum"));
        assertEquals(List.of(), tables.rows("FROM v_ledger_differences"));
        assertEquals(0, tables.number("SELECT count(*) FROM balance WHERE held_minor < 0"));
    }
}
