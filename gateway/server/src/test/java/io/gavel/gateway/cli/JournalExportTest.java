package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.tool.ExportTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalExportTest {
    @TempDir
    Path directory;

    private final JournalTool tool = new JournalTool();
    private String events;

    @Test
    void anOutsideCheckerAgreesWithEveryBook() throws IOException {
        Path into = export("cda", LongInput.text(12_000));
        assertEquals(List.of("X.orders", "X.trades", "Y.orders", "Y.trades"), names(into));
        long trades = 0;
        for (String book : List.of("X", "Y")) {
            List<String> orderLines = Files.readAllLines(into.resolve(book + ".orders"));
            List<String> tradeLines = Files.readAllLines(into.resolve(book + ".trades"));
            assertNull(DoubleAuctionChecker.check(orderLines, tradeLines));
            assertTrue(orderLines.stream().anyMatch(line -> line.startsWith("Del,")));
            assertTrue(tradeLines.stream().anyMatch(line -> line.contains(";")));
            trades += tradeLines.stream()
                    .mapToLong(line -> line.split(";").length)
                    .sum();
        }
        assertEquals(
                events.lines()
                        .filter(line -> line.startsWith("{\"type\":\"trade\""))
                        .count(),
                trades);
    }

    @Test
    void anOutsideCheckerFindsWhatIsTamperedWith() throws IOException {
        Path into = export("cda", LongInput.text(4_000));
        List<String> orders = Files.readAllLines(into.resolve("X.orders"));
        List<String> trades = Files.readAllLines(into.resolve("X.trades"));
        assertNull(DoubleAuctionChecker.check(orders, trades));
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 20; round++) {
            List<String> tampered = new ArrayList<>(trades);
            int at = random.nextInt(tampered.size());
            switch (round % 3) {
                case 0 -> tampered.remove(at);
                case 1 -> tampered.set(at, tampered.get(at) + "0");
                default -> tampered.set(at, "9" + tampered.get(at));
            }
            assertNotNull(DoubleAuctionChecker.check(orders, tampered), () -> "line " + at);
        }
        // The first sell order that traded comes a tick later than it did.
        List<String> late = new ArrayList<>(orders);
        late.remove(0);
        assertNotNull(DoubleAuctionChecker.check(late, trades));
    }

    @Test
    void tradesCanHaveALineEach() throws IOException {
        Path journal = directory.resolve("journal");
        JournalTool.record(journal, LongInput.text(3_000));
        tool.expect(0, "export", "--format", "cda", "--one-a-line", journal, directory.resolve("lines"));
        tool.expect(0, "export", "--format", "cda", journal, directory.resolve("orders"));
        List<String> lines = Files.readAllLines(directory.resolve("lines/X.trades"));
        assertTrue(lines.stream().allMatch(line -> line.matches("\\d+,\\d+,\\d+")));
        assertEquals(
                lines,
                Files.readAllLines(directory.resolve("orders/X.trades")).stream()
                        .flatMap(line -> Stream.of(line.split(";")))
                        .toList());
    }

    @Test
    void tablesHoldWhatTheEventsSay() throws IOException, SQLException {
        Path into = export("csv", LongInput.text(6_000));
        assertEquals(
                Stream.of(ExportTable.values())
                        .map(table -> table.fileName() + ".csv")
                        .sorted()
                        .toList(),
                names(into));
        assertEquals(
                tool.expect(0, "dump", "--csv", directory.resolve("journal")),
                Files.readString(into.resolve("events.csv")));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            for (ExportTable table : ExportTable.values()) {
                sql.execute("CREATE VIEW " + table.fileName() + " AS SELECT * FROM read_csv('"
                        + into.resolve(table.fileName() + ".csv") + "', all_varchar = true, header = true)");
            }
            checkTables(sql);
        }
    }

    @Test
    void parquetHoldsTheSameWithTypes() throws IOException, SQLException {
        Path into = export("parquet", LongInput.text(6_000));
        assertEquals(
                Stream.of(ExportTable.values())
                        .map(table -> table.fileName() + ".parquet")
                        .sorted()
                        .toList(),
                names(into));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            for (ExportTable table : ExportTable.values()) {
                sql.execute("CREATE VIEW " + table.fileName() + " AS SELECT * FROM '"
                        + into.resolve(table.fileName() + ".parquet") + "'");
            }
            checkTables(sql);
            assertEquals("TIMESTAMP", one(sql, "SELECT typeof(ts) FROM trades LIMIT 1"));
            assertEquals("DECIMAL(38,18)", one(sql, "SELECT typeof(price) FROM trades LIMIT 1"));
            assertEquals("BOOLEAN", one(sql, "SELECT typeof(admin) FROM transactions LIMIT 1"));
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAsItIs() throws IOException {
        Path journal = directory.resolve("journal");
        JournalTool.record(journal, LongInput.text(10));
        Path into = Files.createDirectory(directory.resolve("full"));
        Files.writeString(into.resolve("mine.txt"), "mine");
        assertEquals(2, tool.run("export", journal, into));
        assertTrue(tool.err().contains("expected a new or empty folder to export into"), tool::err);
        assertEquals(List.of("mine.txt"), names(into));
        assertEquals(2, tool.run("export", "--format", "xml", journal, directory.resolve("x")));
        assertEquals(2, tool.run("export", "--one-a-line", journal, directory.resolve("x")));
        assertEquals(3, tool.run("export", directory.resolve("nowhere"), directory.resolve("y")));
    }

    /** Against the JSON lines that the pipe told when it was recorded. */
    private void checkTables(Statement sql) throws SQLException {
        assertEquals(count("trade"), one(sql, "SELECT count(*) FROM trades"));
        assertEquals(count("orderAccepted"), one(sql, "SELECT count(*) FROM orders"));
        assertEquals(count("orderCanceled"), one(sql, "SELECT count(*) FROM orders WHERE state = 'canceled'"));
        assertEquals(count("bidAccepted"), one(sql, "SELECT count(*) FROM bids"));
        assertEquals(count("auctionClosed"), one(sql, "SELECT count(*) FROM auctions WHERE ended_at IS NOT NULL"));
        assertEquals(
                count("bidRejected"),
                one(
                        sql,
                        "SELECT count(*) FROM commands WHERE refusal IS NOT NULL AND command IN ('placeBid', 'buyNow')"));
        assertEquals(
                one(sql, "SELECT count(*) FROM transactions WHERE command <> 'continuation'"),
                one(sql, "SELECT count(*) FROM commands"));
        assertEquals(
                "0",
                one(
                        sql,
                        "SELECT count(*) FROM (SELECT asset, sum(total_change::DECIMAL(38, 2)) AS total FROM balances GROUP BY asset) WHERE total <> 0"),
                "money comes from nowhere");
        assertEquals(
                "0",
                one(
                        sql,
                        "SELECT count(*) FROM (SELECT account, asset, sum(total_change::DECIMAL(38, 2)) AS changes,"
                                + " last(total::DECIMAL(38, 2) ORDER BY seq::BIGINT, idx::BIGINT, leg::BIGINT) AS total"
                                + " FROM balances GROUP BY account, asset) WHERE changes <> total"),
                "a balance is the sum of its changes");
        assertEquals(
                "0",
                one(
                        sql,
                        "SELECT count(*) FROM orders o JOIN (SELECT id, sum(qty::DECIMAL(38, 18)) AS qty FROM"
                                + " (SELECT buy_order_id AS id, qty FROM trades UNION ALL SELECT sell_order_id, qty FROM trades)"
                                + " GROUP BY id) t ON t.id = o.order_id WHERE t.qty <> o.filled::DECIMAL(38, 18)"),
                "an order is filled by its trades");
        String last = events.lines()
                .filter(line -> line.startsWith("{\"type\":\"trade\""))
                .reduce((a, b) -> b)
                .orElseThrow();
        String price = last.replaceFirst(".*\"price\":\"([^\"]*)\".*", "$1");
        assertEquals(
                price,
                one(
                        sql,
                        "SELECT price::DECIMAL(38, 2)::VARCHAR FROM trades ORDER BY seq::BIGINT DESC, idx::BIGINT DESC LIMIT 1"));
        assertFalse(one(sql, "SELECT sum(amount::DECIMAL(38, 2)) FROM bids").equals("0"));
    }

    private String count(String type) {
        return Long.toString(events.lines()
                .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
                .count());
    }

    private static String one(Statement sql, String question) throws SQLException {
        try (ResultSet row = sql.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private Path export(String format, byte[] lines) {
        Path journal = directory.resolve("journal");
        events = JournalTool.record(journal, lines);
        Path into = directory.resolve("into");
        tool.expect(0, "export", "--format", format, journal, into);
        return into;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
