package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.recovery.CommandSkip;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.sbe.DepositDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    private Path journalFolder;
    private Path file;

    @BeforeEach
    void nameThePlaces() {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
    }

    @Test
    void settlementStopsUntilItIsRebuilt() {
        write();
        settle();
        assertEquals(570, balance());
        skip();
        SinkRefusedException refused = assertThrows(SinkRefusedException.class, this::settle);
        assertTrue(
                refused.getMessage()
                        .contains("expected no rows of a command that was given up, fromSeq=4, toSeq=4, decidedBy=ann;"
                                + " rebuild the database"),
                refused::getMessage);
        DuckDbReport rebuilt = new Rebuild(journalFolder, file, SettlementConfig.defaults()).run(status -> {});
        assertTrue(rebuilt.isBalanced());
        assertEquals(LAST_SEQ + 1, rebuilt.nextSeq(), "it has its sequence");
        assertEquals(500, balance());
        settle();
    }

    @Test
    void whatIsGivenUpBeforeItIsSettledIsARowOfItsOwn() {
        write();
        skip();
        settle();
        settle();
        assertEquals(500, balance());
        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(
                    List.of(LAST_SEQ + "|" + JOHN + "|" + DepositDecoder.TEMPLATE_ID),
                    tables.rows("SELECT seq, account_id, command_type FROM given_up"));
        }
    }

    private void write() {
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
    }

    private void skip() {
        try (CommandSkip skip = CommandSkip.plan(journalFolder, LAST_SEQ, true)) {
            skip.write("ann", "test");
        }
    }

    private void settle() {
        try (Settlement settlement = Settlement.open(journalFolder, file, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private void decide(ChronicleJournal journal) {
        out.clear();
        market.onCommand(command.buffer(), 0, command.length(), 0, out);
        journal.append(out.buffer(), 0, out.length(), out.firstSeq(), out.count());
    }

    private long balance() {
        try (SettledTables tables = new SettledTables(file)) {
            return tables.number(BALANCE);
        }
    }
}
