package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.recovery.CommandSkip;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.testing.Waiting;
import io.gavel.wire.CommandWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a command that an operator has given up are found to be too many, and a rebuild is without them. */
class SkippedRowsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int JOHN = 16;
    private static final String BALANCE = "SELECT total_minor FROM balance WHERE account_id = " + JOHN;
    private static final long LAST_SEQ = 4;

    @TempDir
    Path folder;

    private final CommandWriter command = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(1024);
    private final Market market = new Market(MarketConfig.defaults());

    @Test
    void settlementStopsUntilItIsRebuilt() {
        Path journalFolder = folder.resolve("journal");
        Path file = folder.resolve("gavel.duckdb");
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            command.createAsset("USD", 2);
            decide(journal);
            command.createAccount("john", false);
            decide(journal);
            command.deposit(JOHN, 1, 500, "d1");
            decide(journal);
            command.deposit(JOHN, 1, 70, "d2");
            decide(journal);
            assertEquals(LAST_SEQ, journal.lastSeq());
        }
        try (Settlement settlement = open(journalFolder, file)) {
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
        assertEquals(570, balance(file));

        try (CommandSkip skip = CommandSkip.plan(journalFolder, LAST_SEQ, true)) {
            skip.write("ann", "test");
        }
        try (Settlement settlement = open(journalFolder, file)) {
            Waiting.until(
                    LIMIT,
                    () -> settlement.status().toString(),
                    () -> settlement.status().state() == SettlementStatus.State.HALTED);
            assertTrue(
                    settlement.status().reason().contains("rebuild the database"),
                    () -> settlement.status().toString());
        }
        DuckDbReport rebuilt = new Rebuild(journalFolder, file, SettlementConfig.defaults()).run(status -> {});
        assertTrue(rebuilt.isBalanced());
        assertEquals(LAST_SEQ + 1, rebuilt.nextSeq(), "it has its sequence");
        assertEquals(500, balance(file));
        try (Settlement settlement = open(journalFolder, file)) {
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private void decide(ChronicleJournal journal) {
        out.clear();
        market.onCommand(command.buffer(), 0, command.length(), 0, out);
        journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
    }

    private static Settlement open(Path journal, Path file) {
        Settlement settlement = Settlement.open(journal, file, SettlementConfig.defaults());
        settlement.start();
        return settlement;
    }

    private static long balance(Path file) {
        try (SettledTables tables = new SettledTables(file)) {
            return tables.number(BALANCE);
        }
    }
}
