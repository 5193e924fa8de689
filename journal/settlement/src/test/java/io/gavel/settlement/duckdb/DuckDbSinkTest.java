package io.gavel.settlement.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.settlement.sink.Anchor;
import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.Migration;
import io.gavel.settlement.sink.Migrator;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkException;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.SinkUnavailableException;
import io.gavel.settlement.sink.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSinkTest {
    private static final UUID JOURNAL = new UUID(1, 2);

    @TempDir
    Path folder;

    private Path file;
    private DuckDbSink sink;

    @BeforeEach
    void makeASink() {
        file = folder.resolve("gavel.duckdb");
        sink = new DuckDbSink(file, DuckDbConfig.defaults());
    }

    @AfterEach
    void closeIt() {
        sink.close();
    }

    @Test
    void aNewDatabaseStartsAtTheFirstSequence() {
        assertEquals(new SettledOffset(1, 1, 0, 0, Anchor.START), sink.connect(JOURNAL));
    }

    @Test
    void offsetAndDigestMoveWithTheRowsAndTheEpochWithEveryWriter() {
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        batch.anchor(new Anchor(3, -8, 2, 70));
        settle(batch);
        sink.close();
        assertEquals(new SettledOffset(5, 2, 77, 6, new Anchor(3, -8, 2, 70)), sink.connect(JOURNAL));
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws SQLException {
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        sink.begin(batch);
        sink.facts(batch.rows(Table.LEDGER_ENTRY));
        sink.state(batch.rows(Table.BALANCE));
        sink.abort();
        assertEquals(new SettledOffset(1, 2, 0, 0, Anchor.START), sink.connect(JOURNAL));
        sink.close();
        assertEquals(List.of("0"), rows("SELECT count(*) FROM ledger_entry"));
        assertEquals(List.of("0"), rows("SELECT count(*) FROM balance"));
    }

    /** Settlement reference 0.2: an appender alone does not join a transaction; ours must always find one begun. */
    @Test
    void anAppenderIsRolledBackBecauseTheGuardWentFirst() throws Exception {
        try (DuckDBConnection raw = openMaster()) {
            raw.createStatement().execute("CREATE TABLE t(x BIGINT)");
            raw.setAutoCommit(false);
            appendOne(raw);
            raw.rollback();
            assertEquals(1, count(raw), "the trap is still there: without SQL before it, the row survives");
            raw.commit();
            raw.createStatement().executeUpdate("UPDATE t SET x = 2");
            appendOne(raw);
            raw.rollback();
            assertEquals(1, count(raw), "with SQL before it, it does not");
        }
        Files.delete(file);
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        sink.begin(batch);
        sink.facts(batch.rows(Table.LEDGER_ENTRY));
        sink.close();
        assertEquals(List.of("0"), rows("SELECT count(*) FROM ledger_entry"));
    }

    /** Settlement reference 0.3: close() of an appender swallows the error of its flush. */
    @Test
    void aRowThatCannotBeLoadedIsAnErrorAlthoughClosingHidesIt() throws Exception {
        try (DuckDBConnection raw = openMaster()) {
            raw.createStatement().execute("CREATE TABLE t(x BIGINT PRIMARY KEY)");
            appendOne(raw);
            appendOne(raw);
            assertEquals(1, count(raw), "the trap is still there: the second row vanished without a word");
        }
        Files.delete(file);
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        Rows assets = batch.rows(Table.ASSET);
        assets.append().add(1).addText("USD").add(2).add(1).end();
        assets.append().add(2).addText(null).add(2).add(1).end();
        sink.begin(batch);
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.state(assets));
        assertTrue(refused.getMessage().contains("could not merge asset"), refused::getMessage);
    }

    /** The appender counts in flush() only the rows behind its last full chunk of 2,048. */
    @Test
    void everyRowOfALargeBatchIsCounted() throws SQLException {
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        Rows entries = batch.rows(Table.LEDGER_ENTRY);
        for (int i = entries.size(); i < 10_001; i++) {
            entry(entries, i);
        }
        settle(batch);
        sink.close();
        assertEquals(List.of("10001"), rows("SELECT count(*) FROM ledger_entry"));
    }

    @Test
    void nativeCodeThatADeadProcessWouldLeaveBehindLosesItsName() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")), "SKIPPED: this system does not say what is mapped");
        sink.connect(JOURNAL);
        List<String> unpacked;
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            unpacked = lines.filter(line -> line.contains("libduckdb_java"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        }
        assertEquals(1, unpacked.size());
        assertTrue(unpacked.get(0).endsWith("(deleted)"), unpacked::toString);
    }

    /** Settlement reference 0.4: closing any other handle on the file would drop the process's lock on it. */
    @Test
    void noCodeOfOursOpensTheMasterFileBesidesDuckDb() throws Exception {
        Path sources = Path.of("src", "main", "java");
        List<String> openers = List.of(
                "Files.copy",
                "Files.size",
                "Files.read",
                "Files.new",
                "Files.write",
                "FileChannel",
                "FileInputStream",
                "FileOutputStream",
                "RandomAccessFile",
                "FileReader",
                "FileWriter");
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(sources)) {
            for (Path source :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                openers.stream().filter(text::contains).forEach(opener -> found.add(source + ": " + opener));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void aStateRowIsOverwrittenButNeverGoesBack() throws SQLException {
        sink.connect(JOURNAL);
        settle(balance(batch(1, 5, 77), 500, 4));
        settle(balance(batch(5, 9, 78), 700, 8));
        sink.close();
        assertEquals(List.of("16|1|700|0|8"), rows("FROM balance"));
        sink.connect(JOURNAL);
        settle(balance(batch(9, 12, 79), 300, 7));
        sink.close();
        assertEquals(List.of("16|1|700|0|8"), rows("FROM balance"));
    }

    @Test
    void aWriterThatLostTheDatabaseIsFencedAtTheFirstStatement() {
        sink.connect(JOURNAL);
        try (DuckDbSink second = new DuckDbSink(file, DuckDbConfig.defaults())) {
            second.connect(JOURNAL);
            RowBatch batch = batch(1, 5, 77);
            FencedException fenced = assertThrows(FencedException.class, () -> sink.begin(batch));
            assertTrue(fenced.getMessage().contains("fromSeq=1, epoch=1, rows=0"), fenced::getMessage);
            sink.abort();
            second.begin(batch);
            second.commit(batch);
        }
    }

    @Test
    void aBatchThatDoesNotFollowIsFenced() {
        sink.connect(JOURNAL);
        assertThrows(FencedException.class, () -> sink.begin(batch(3, 5, 77)));
    }

    @Test
    void anotherJournalsDatabaseIsRefused() {
        sink.connect(JOURNAL);
        sink.close();
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(new UUID(3, 4)));
        assertTrue(refused.getMessage().contains("database's journal=" + JOURNAL), refused::getMessage);
        assertEquals(2, sink.connect(JOURNAL).epoch(), "the refused one took nothing over");
    }

    @Test
    void aColumnThatDriftedIsRefusedByName() throws SQLException {
        sink.connect(JOURNAL);
        sink.close();
        execute("ALTER TABLE fill ADD COLUMN note VARCHAR", "ALTER TABLE asset ALTER decimals TYPE INTEGER");
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(JOURNAL));
        assertTrue(
                refused.getMessage()
                        .contains("asset: missing [decimals SMALLINT NOT NULL], surplus [decimals INTEGER NOT NULL]"),
                refused::getMessage);
        assertTrue(refused.getMessage().contains("fill: missing [], surplus [note VARCHAR]"), refused::getMessage);
    }

    @Test
    void upAndDownAndUpAgainGivesTheSameCatalogue() throws SQLException {
        sink.connect(JOURNAL);
        sink.close();
        List<String> before = catalogue();
        try (DuckDBConnection raw = openMaster()) {
            raw.setAutoCommit(false);
            Migrator migrator = DuckDbSink.migrator(raw);
            migrator.down(0);
            assertEquals(0, migrator.version());
            assertEquals(List.of("schema_migration"), names(raw, "SELECT table_name FROM information_schema.tables"));
            assertEquals(6, migrator.up());
            assertEquals(6, migrator.up(), "nothing is left to do");
        }
        assertEquals(before, catalogue());
    }

    @Test
    void aDatabaseOfAnEarlierReleaseHasNoAnchor() throws SQLException {
        sink.connect(JOURNAL);
        settle(batch(1, 5, 77));
        sink.close();
        try (DuckDBConnection raw = openMaster()) {
            raw.setAutoCommit(false);
            DuckDbSink.migrator(raw).down(2);
        }
        assertEquals(new SettledOffset(5, 2, 77, 0, null), sink.connect(JOURNAL));
    }

    @Test
    void rowsAreReadBackAsTheyWereWritten() {
        sink.connect(JOURNAL);
        RowBatch batch = batch(1, 5, 77);
        order(batch.rows(Table.ORDER_STATE), 7, "first", Rows.NULL, 1);
        order(batch.rows(Table.ORDER_STATE), 8, "second", 50, 2);
        long open = batch.rows(Table.ORDER_STATE).hash(0);
        settle(batch);
        sink.close();
        sink.connect(JOURNAL);
        List<String> found = new ArrayList<>();
        sink.read(Table.ORDER_STATE, 1, rows -> {
            RowReader row = new RowReader(rows);
            while (row.next()) {
                assertEquals(open, row.hash());
                found.add(row.number() + "|" + row.integer() + "|" + row.integer() + "|" + row.text() + "|"
                        + row.integer() + "|" + row.integer() + "|" + row.integer() + "|"
                        + (row.number() == Rows.NULL ? "null" : "?"));
            }
        });
        assertEquals(List.of("7|16|1|first|2|1|1|null"), found);
        int[] count = {0};
        sink.read(Table.ORDER_STATE, SettlementSink.ANY_STATUS, rows -> count[0] += rows.size());
        assertEquals(2, count[0]);
        settle(batch(5, 6, 78));
    }

    @Test
    void aMigrationThatChangedSinceItWasAppliedIsRefused() throws SQLException {
        sink.connect(JOURNAL);
        sink.close();
        execute("UPDATE schema_migration SET checksum = 'other' WHERE version = 1");
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(JOURNAL));
        assertTrue(
                refused.getMessage().contains("expected the migration as it was applied, version=1"),
                refused::getMessage);
    }

    @Test
    void aSchemaOfALaterReleaseIsRefused() throws SQLException {
        sink.connect(JOURNAL);
        sink.close();
        int next = Migration.besides(DuckDbSink.class).size() + 1;
        execute("INSERT INTO schema_migration VALUES (" + next + ", 'future', 'x')");
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(JOURNAL));
        assertTrue(refused.getMessage().contains("expected a schema of this release"), refused::getMessage);
    }

    @Test
    void aMissingFolderIsNamed() {
        DuckDbSink lost = new DuckDbSink(folder.resolve("no/such/gavel.duckdb"), DuckDbConfig.defaults());
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> lost.connect(JOURNAL));
        assertTrue(refused.getMessage().contains("expected a folder for the database"), refused::getMessage);
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws Exception {
        Files.writeString(file, "these are not the rows that you are looking for");
        SinkException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(JOURNAL));
        assertTrue(refused.getMessage().contains(file.toString()), refused::getMessage);
        assertTrue(refused.getMessage().contains("not a valid DuckDB database file"), refused::getMessage);
    }

    @Test
    void aFileThatMayNotBeWrittenIsNamedWithModeAndUser() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "SKIPPED: root may write everything");
        sink.connect(JOURNAL);
        sink.close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, () -> sink.connect(JOURNAL));
        assertTrue(refused.getMessage().contains("mode=r--r--r--"), refused::getMessage);
    }

    @Test
    void errorsAreSortedIntoFencedRefusedAndLater() {
        assertEquals(FencedException.class, kindOf("IO Error: Could not set lock on file \"x\": Conflicting lock"));
        assertEquals(SinkRefusedException.class, kindOf("Constraint Error: NOT NULL constraint failed: t.x"));
        assertEquals(SinkRefusedException.class, kindOf("Catalog Error: Table with name bid does not exist!"));
        assertEquals(SinkUnavailableException.class, kindOf("IO Error: Could not write file: No space left on device"));
        assertEquals(SinkUnavailableException.class, kindOf("Out of Memory Error: failed to allocate"));
    }

    private Class<?> kindOf(String message) {
        return DuckDbErrors.of("do it", file, new SQLException(message)).getClass();
    }

    private void settle(RowBatch batch) {
        sink.begin(batch);
        for (Table table : Table.values()) {
            Rows rows = batch.rows(table);
            if (!rows.isEmpty() && table.isFact()) {
                sink.facts(rows);
            } else if (!rows.isEmpty()) {
                sink.state(rows);
            }
        }
        sink.commit(batch);
    }

    private static RowBatch batch(long fromSeq, long nextSeq, long digest) {
        RowBatch batch = new RowBatch();
        batch.reset(fromSeq);
        batch.cover(nextSeq, 100, digest, 6, 1_000);
        entry(batch.rows(Table.LEDGER_ENTRY), 0);
        return batch;
    }

    private static void entry(Rows rows, int idx) {
        rows.append()
                .add(1)
                .add(idx)
                .add(0)
                .add(16)
                .add(1)
                .add(500)
                .add(1)
                .add(1_000)
                .end();
    }

    private static void order(Rows rows, long id, String clOrdId, long priceTicks, int status) {
        rows.at(id)
                .add(id)
                .add(16)
                .add(1)
                .addText(clOrdId)
                .add(2)
                .add(1)
                .add(1)
                .add(priceTicks)
                .add(10)
                .add(0)
                .add(status)
                .add(1_000)
                .add(1_000)
                .add(4)
                .add(Rows.NULL)
                .end();
    }

    private static RowBatch balance(RowBatch batch, long totalMinor, long lastSeq) {
        batch.rows(Table.BALANCE)
                .at(16)
                .add(16)
                .add(1)
                .add(totalMinor)
                .add(0)
                .add(lastSeq)
                .end();
        return batch;
    }

    private DuckDBConnection openMaster() {
        return DuckDbFile.openMaster(file, DuckDbConfig.defaults());
    }

    private static void appendOne(DuckDBConnection raw) throws SQLException {
        try (var appender = raw.createAppender(raw.getCatalog(), DuckDBConnection.DEFAULT_SCHEMA, "t")) {
            appender.beginRow().append(1L).endRow();
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (DuckDBConnection raw = openMaster();
                Statement statement = raw.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> catalogue() throws SQLException {
        return rows("SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
                + " ORDER BY table_name, ordinal_position");
    }

    private List<String> rows(String sql) throws SQLException {
        try (DuckDBConnection connection = DuckDbFile.openReadOnly(file)) {
            return names(connection, sql);
        }
    }

    private static List<String> names(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    columns.add(result.getString(column));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }
}
