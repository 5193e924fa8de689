package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.settlement.duckdb.DuckDbConfig;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path journalFolder;
    private Path file;
    private int written;

    @BeforeEach
    void nameThePlaces() {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
    }

    @Test
    void aDatabaseThatWasTamperedWithIsMadeIdenticalAgain() throws SQLException {
        write(3_000);
        settle();
        Map<String, String> before = digests();
        execute("UPDATE balance SET total_minor = total_minor + 1 WHERE account_id = 20");
        execute("DELETE FROM fill WHERE seq % 7 = 0");
        assertFalse(DuckDbReport.read(file).isBalanced(), "money from nowhere is found");

        DuckDbReport report = rebuild();

        assertTrue(report.isBalanced());
        assertEquals(before, digests());
        assertFalse(Files.exists(folder.resolve("gavel.duckdb.new")));
    }

    /** Settlement reference 0.7: a connection that stays open over a rename would go on showing the old file. */
    @Test
    void whoOpensItAfterwardsSeesTheNewOneAlsoInTheSameProcess() {
        write(500);
        settle();
        long before = DuckDbReport.read(file).nextSeq();
        write(500);
        DuckDbReport report = rebuild();
        assertTrue(report.nextSeq() > before);
        assertEquals(report, DuckDbReport.read(file));
    }

    @Test
    void withoutADatabaseItMakesOne() {
        write(500);
        DuckDbReport report = rebuild();
        assertEquals(report, DuckDbReport.read(file));
        settle();
    }

    @Test
    void settlingGoesOnBehindARebuild() {
        write(500);
        rebuild();
        write(500);
        settle();
        Map<String, String> grown = digests();
        rebuild();
        assertEquals(grown, digests());
    }

    @Test
    void aJournalThatEndsInsideACommandIsRebuiltUpToTheCommandBefore() {
        MemoryJournal memory = new MemoryJournal();
        Script script = new Script(memory).opening();
        long maker = script.order(Script.BOB, Side.SELL, 200, 100);
        script.takeFirstOfTwo(maker, 200, 100);
        copy(memory, journalFolder);
        assertEquals(memory.durableSeq(), rebuild().nextSeq(), "all but the last one");
    }

    @Test
    void aHaltIsToldAndTheOldDatabaseStays() {
        write(500);
        settle();
        Map<String, String> before = digests();
        Path other = folder.resolve("other");
        MemoryJournal impossible = new MemoryJournal();
        new Script(impossible).cancel(Script.ALICE, 77, Side.BUY, 100, 10);
        copy(impossible, other);
        SinkRefusedException refused = assertThrows(
                SinkRefusedException.class,
                () -> new Rebuild(other, file, SettlementConfig.defaults()).run(status -> {}));
        assertTrue(refused.getMessage().contains("seq=1"), refused::getMessage);
        assertEquals(before, digests());
    }

    private void write(int commands) {
        MemoryJournal all = new MemoryJournal();
        RandomExchange exchange = new RandomExchange(6, all.asJournal());
        exchange.run(written + commands);
        long durableSeq = 0;
        if (written > 0) {
            try (JournalSource source = JournalSource.open(journalFolder)) {
                durableSeq = source.durableSeq();
            }
        }
        all.seek(durableSeq + 1);
        copy(all, journalFolder);
        written += commands;
    }

    private static void copy(MemoryJournal from, Path to) {
        try (ChronicleJournal journal = ChronicleJournal.open(to, JournalConfig.small())) {
            Transaction tx = new Transaction();
            while (from.poll(tx)) {
                journal.append(tx.buffer(), tx.offset(), tx.length(), tx.seq(), 1);
            }
        }
    }

    private DuckDbReport rebuild() {
        return new Rebuild(journalFolder, file, SettlementConfig.defaults()).run(status -> {});
    }

    private void settle() {
        try (Settlement settlement = Settlement.open(journalFolder, file, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private Map<String, String> digests() {
        try (SettledTables tables = new SettledTables(file)) {
            return tables.digests();
        }
    }

    private void execute(String sql) throws SQLException {
        Properties same = DuckDbConfig.defaults().properties();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, same);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
