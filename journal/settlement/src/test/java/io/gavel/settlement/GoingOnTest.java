package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import io.gavel.journal.SkippedCommand;
import io.gavel.settlement.duckdb.DuckDbConfig;
import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A settlement goes on from its own rows, without what the journal was before, and believes neither unproven. */
class GoingOnTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String READER = "settlement";
    private static final JournalConfig GENERATIONS =
            JournalConfig.small().withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);
    /** Batches that end within excerpts as well as with them. */
    private static final SettlementConfig CONFIG =
            SettlementConfig.defaults().withCaps(400, 1 << 20, Duration.ZERO).withReader(READER);

    private static final String FIRST_OPEN = "(SELECT min(order_id) FROM order_state WHERE status = 1)";
    private static final String FIRST_CANCELED = "(SELECT min(order_id) FROM order_state WHERE status = 3)";
    private static final String[] ALTERATIONS = {
        "UPDATE balance SET total_minor = total_minor + 1 WHERE account_id = 20",
        "UPDATE balance SET held_minor = held_minor + 1 WHERE account_id = 20",
        "UPDATE order_state SET filled_lots = filled_lots + 1 WHERE order_id = " + FIRST_OPEN,
        "UPDATE order_state SET status = 3 WHERE order_id = " + FIRST_OPEN,
        "UPDATE order_state SET status = 1 WHERE order_id = " + FIRST_CANCELED,
        "UPDATE order_state SET cl_ord_id = 'other' WHERE order_id = " + FIRST_OPEN,
        "UPDATE auction SET leader_id = 17 WHERE status = 2",
        "DELETE FROM auction WHERE status = 2",
        "UPDATE event_count SET events = events + 1 WHERE event_type = 201",
        "UPDATE instrument SET base_asset_id = 1000",
        "UPDATE asset SET decimals = decimals + 1",
        "INSERT INTO given_up VALUES (3, 16, 1, 1)"
    };

    @TempDir
    Path folder;

    private Path journalFolder;
    private Path file;
    private ChronicleJournal journal;
    private RandomExchange exchange;

    @BeforeEach
    void openTheJournal() {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
        journal = ChronicleJournal.open(journalFolder, GENERATIONS);
        exchange = new RandomExchange(11, journal);
    }

    @AfterEach
    void closeIt() {
        journal.close();
    }

    @Test
    void withTheBeginningDroppedTheRowsAreThoseOfTheWholeJournal() throws IOException {
        Path whole = folder.resolve("whole");
        long firstSeq = 1;
        for (int day = 0; day < 6; day++) {
            exchange.run(1_000);
            settle();
            keepACopy(whole);
            JournalRetention.dropBefore(journalFolder, needed());
            assertTrue(JournalRetention.firstSeq(journalFolder) > firstSeq, "generations go each day, day=" + day);
            firstSeq = JournalRetention.firstSeq(journalFolder);
        }
        Path control = folder.resolve("control.duckdb");
        settle(whole, control, SettlementConfig.defaults());
        try (SettledTables expected = new SettledTables(control);
                SettledTables found = new SettledTables(file)) {
            assertEquals(expected.digests(), found.digests());
            assertEquals(List.of(), found.rows("FROM v_ledger_differences"));
        }
    }

    @Test
    void aRestartReadsNoFurtherBackThanTheAnchor() {
        exchange.run(4_000);
        settle();
        long durableSeq = journal.durableSeq();
        Watched source = new Watched(JournalSource.open(journalFolder));
        try (Settlement settlement =
                Settlement.connected(source, new DuckDbSink(file, DuckDbConfig.defaults()), CONFIG)) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
        assertTrue(durableSeq > 4_000, "durableSeq=" + durableSeq);
        assertTrue(source.polled < 1_000, "polled=" + source.polled);
    }

    @Test
    void whatItNeedsIsKeptAndNoMore() {
        exchange.run(2_000);
        settle();
        long first = needed();
        exchange.run(2_000);
        settle();
        assertTrue(needed() > first, "it needs less and less");
        JournalRetention.dropBefore(journalFolder, needed());
        settle();
        NamedReader reader = NamedReader.list(journalFolder).get(0);
        assertEquals(READER, reader.name());
        assertTrue(
                reader.position().seq() <= journal.durableSeq(),
                () -> reader.position().toString());
    }

    @Test
    void rowsThatOthersFollowFromAreThoseThatWereSettled() throws Exception {
        exchange.run(1_000);
        settle();
        Path settled = file;
        for (String sql : ALTERATIONS) {
            file = folder.resolve("altered.duckdb");
            Files.copy(settled, file, StandardCopyOption.REPLACE_EXISTING);
            execute(sql);
            SinkRefusedException refused = assertThrows(SinkRefusedException.class, this::settle, sql);
            assertTrue(
                    refused.getMessage().startsWith("expected the rows that were settled, settled="),
                    () -> sql + ": " + refused.getMessage());
            assertTrue(refused.getMessage().endsWith("; rebuild the database"), refused::getMessage);
        }
    }

    @Test
    void aDatabaseOfAnEarlierReleaseIsRebuilt() throws SQLException {
        exchange.run(100);
        settle();
        execute("UPDATE journal_offset SET anchor_digest = NULL");
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, this::settle);
        assertTrue(
                refused.getMessage().startsWith("expected a database that this release has settled"),
                refused::getMessage);
        new Rebuild(journalFolder, file, CONFIG).run(status -> {});
        settle();
    }

    @Test
    void anOlderCopyOfTheDatabaseCatchesUpWhileTheJournalHasWhatItNeeds() throws IOException {
        exchange.run(1_000);
        settle();
        Path older = Files.copy(file, folder.resolve("older.duckdb"));
        Path tooOld = Files.copy(file, folder.resolve("too-old.duckdb"));
        exchange.run(2_000);
        settle();
        settle(journalFolder, older, CONFIG);
        try (SettledTables expected = new SettledTables(file);
                SettledTables found = new SettledTables(older)) {
            assertEquals(expected.digests(), found.digests());
        }
        JournalRetention.dropBefore(journalFolder, needed());
        assertIsTooOld(tooOld);
        assertIsTooOld(folder.resolve("new.duckdb"));
    }

    private void assertIsTooOld(Path database) {
        SinkRefusedException refused =
                assertThrows(SinkRefusedException.class, () -> settle(journalFolder, database, CONFIG));
        assertTrue(
                refused.getMessage().startsWith("expected a journal that still holds what the database needs next"),
                refused::getMessage);
        assertTrue(
                refused.getMessage().contains("firstSeq=" + JournalRetention.firstSeq(journalFolder)),
                refused::getMessage);
    }

    @Test
    void aRebuildWithoutTheBeginningIsRefusedAndTheOldDatabaseStays() throws IOException {
        exchange.run(2_000);
        settle();
        JournalRetention.dropBefore(journalFolder, needed());
        long firstSeq = JournalRetention.firstSeq(journalFolder);
        assertTrue(firstSeq > 1);
        SinkRefusedException refused = assertThrows(
                SinkRefusedException.class, () -> new Rebuild(journalFolder, file, CONFIG).run(status -> {}));
        assertTrue(
                refused.getMessage()
                        .startsWith("expected a journal from its first transaction on, firstSeq=" + firstSeq),
                refused::getMessage);
        settle();
        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(journal.durableSeq() + 1, tables.number("SELECT next_seq FROM journal_offset"));
        }
    }

    /** What retention may not go beyond. */
    private long needed() {
        return NamedReader.list(journalFolder).get(0).position().seq();
    }

    private void settle() {
        settle(journalFolder, file, CONFIG);
    }

    private static void settle(Path journal, Path into, SettlementConfig config) {
        try (Settlement settlement = Settlement.open(journal, into, config)) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    /** Of all generations, those that were dropped since the last time included. */
    private void keepACopy(Path whole) throws IOException {
        Path kept = folder.resolve("kept");
        JournalFiles.copy(journalFolder, kept);
        Files.deleteIfExists(kept.resolve("retained"));
        if (Files.exists(whole)) {
            for (Path file : (Iterable<Path>) Files.walk(whole.resolve("generations"))::iterator) {
                Path target = kept.resolve(whole.relativize(file).toString());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
            JournalFiles.delete(whole);
        }
        Files.move(kept, whole);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:duckdb:" + file, DuckDbConfig.defaults().properties());
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    /** Counts what is read. */
    private static final class Watched implements TransactionSource {
        private final TransactionSource source;
        private volatile long polled;

        Watched(TransactionSource source) {
            this.source = source;
        }

        @Override
        public UUID journalId() {
            return source.journalId();
        }

        @Override
        public long durableSeq() {
            return source.durableSeq();
        }

        @Override
        public void seek(long seq) {
            source.seek(seq);
        }

        @Override
        public List<SkippedCommand> skipped() {
            return source.skipped();
        }

        @Override
        public boolean poll(Transaction into) {
            boolean isThere = source.poll(into);
            polled += isThere ? 1 : 0;
            return isThere;
        }

        @Override
        public JournalPosition position() {
            return source.position();
        }

        @Override
        public void settled(JournalPosition position) {
            source.settled(position);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
