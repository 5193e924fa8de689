package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.settlement.SettlementStatus.State;
import io.gavel.settlement.duckdb.DuckDbConfig;
import io.gavel.settlement.duckdb.DuckDbSink;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.SinkUnavailableException;
import io.gavel.settlement.sink.Table;
import io.gavel.testing.Waiting;
import io.gavel.wire.types.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settlement does when its database does not do what it should. */
class FailingDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final SettlementConfig CONFIG =
            SettlementConfig.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(8));

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
    void aBatchThatFailsHalfwayIsSettledLaterAndOnce() {
        script.opening().trading(20);
        int[] failures = {0};
        settle(new RelayingSink(duckDb()) {
            @Override
            public void state(Rows rows) {
                super.state(rows);
                if (failures[0]++ < 5) {
                    throw new SinkUnavailableException("the cable is out");
                }
            }
        });
        assertTrue(failures[0] > 5, "it tried again after each of five failures");
        assertSettledOnce();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotRepeated() {
        script.opening().trading(20);
        boolean[] isLost = {false};
        settle(new RelayingSink(duckDb()) {
            @Override
            public void commit(RowBatch batch) {
                super.commit(batch);
                if (!isLost[0]) {
                    isLost[0] = true;
                    throw new SinkUnavailableException("the answer got lost");
                }
            }
        });
        assertTrue(isLost[0]);
        assertSettledOnce();
    }

    @Test
    void aDatabaseThatIsDownAtTheStartIsWaitedFor() {
        script.opening().trading(20);
        int[] tries = {0};
        settle(new RelayingSink(duckDb()) {
            @Override
            public SettledOffset connect(UUID journalId) {
                if (tries[0]++ < 4) {
                    throw new SinkUnavailableException("nobody answers");
                }
                return super.connect(journalId);
            }
        });
        assertEquals(5, tries[0]);
        assertSettledOnce();
    }

    @Test
    void whileItBacksOffItSaysWhyAndLetsTheLagGrowAndCloses() {
        script.opening();
        SettlementConfig slow = CONFIG.withBackoff(Duration.ofHours(1), Duration.ofHours(1));
        RelayingSink down = new RelayingSink(duckDb()) {
            @Override
            public void begin(RowBatch batch) {
                throw new SinkUnavailableException("the disk is full");
            }
        };
        try (Settlement settlement = Settlement.connected(journal.reader(), down, slow)) {
            settlement.start();
            Waiting.until(LIMIT, () -> settlement.status().state() == State.BACKING_OFF);
            assertEquals("the disk is full", settlement.status().reason());
            script.trading(3);
            assertEquals(journal.durableSeq(), settlement.lag());
            assertFalse(settlement.flush(Duration.ofMillis(5)));
        }
        settle(duckDb());
        assertSettledOnce();
    }

    @Test
    void aRowThatIsRefusedHaltsItAndNothingOfItsBatchIsIn() {
        script.opening();
        settle(duckDb());
        script.bid(Script.ALICE, 100, 1, 0, 0);
        RelayingSink refusing = new RelayingSink(duckDb()) {
            @Override
            public void facts(Rows rows) {
                super.facts(rows);
                throw new SinkRefusedException("Constraint Error");
            }
        };
        try (Settlement settlement = Settlement.connected(journal.reader(), refusing, CONFIG)) {
            settlement.start();
            assertFalse(settlement.flush(LIMIT), "a halt ends the wait at once");
            assertEquals(State.HALTED, settlement.status().state());
            assertEquals("Constraint Error", settlement.status().reason());
        }
        try (SettledTables tables = new SettledTables(file)) {
            assertEquals(0, tables.number("SELECT count(*) FROM bid"));
            assertEquals(journal.durableSeq(), tables.number("SELECT next_seq FROM journal_offset"));
        }
    }

    @Test
    void aTransactionThatCannotFollowHaltsItAndNamesTheSequence() {
        script.opening();
        script.cancel(Script.ALICE, 77, Side.BUY, 100, 10);
        try (Settlement settlement = Settlement.connected(journal.reader(), duckDb(), CONFIG)) {
            settlement.start();
            assertFalse(settlement.flush(LIMIT));
            assertEquals(State.HALTED, settlement.status().state());
            String reason = settlement.status().reason();
            assertTrue(reason.contains("seq=" + journal.durableSeq()), reason);
            assertTrue(reason.contains("orderId=77"), reason);
        }
    }

    @Test
    void aSecondWriterFencesTheFirst() {
        script.opening();
        try (Settlement first = Settlement.connected(journal.reader(), duckDb(), CONFIG)) {
            first.start();
            assertTrue(first.flush(LIMIT));
            try (Settlement second = Settlement.connected(journal.reader(), duckDb(), CONFIG)) {
                second.start();
                script.trading(1);
                assertFalse(first.flush(LIMIT)
                        && second.flush(Duration.ZERO)
                        && first.status().state() == State.UP);
                Waiting.until(LIMIT, () -> first.status().state() == State.HALTED);
                assertTrue(first.status().reason().contains("expected to own the offset"), first.status()::reason);
                assertTrue(second.flush(LIMIT));
            }
        }
        assertSettledOnce();
    }

    @Test
    void aDatabaseOfAnotherJournalIsRefused() {
        script.opening();
        settle(duckDb());
        MemoryJournal other = journal.renamed(new UUID(3, 4));
        SinkRefusedException refused =
                assertThrows(SinkRefusedException.class, () -> Settlement.connected(other, duckDb(), CONFIG));
        assertTrue(refused.getMessage().contains("expected a database of this journal"), refused::getMessage);
        assertTrue(other.isClosed());
    }

    @Test
    void aJournalThatIsOlderThanTheDatabaseIsRefused() {
        script.opening();
        settle(duckDb());
        SinkRefusedException refused =
                assertThrows(SinkRefusedException.class, () -> Settlement.connected(journal.upTo(5), duckDb(), CONFIG));
        assertTrue(refused.getMessage().contains("journal's last=5, settled=9"), refused::getMessage);
    }

    @Test
    void aJournalThatTookAnotherTurnIsRefused() {
        script.opening();
        settle(duckDb());
        MemoryJournal other = journal.upTo(8);
        new Script(other).refused(Script.BOB, 2004);
        SinkRefusedException refused =
                assertThrows(SinkRefusedException.class, () -> Settlement.connected(other, duckDb(), CONFIG));
        assertTrue(refused.getMessage().contains("expected the journal that was settled"), refused::getMessage);
    }

    /** A database that fails while the rows are read is waited for, and they are read anew. */
    @Test
    void aDatabaseThatFailsWhileItIsReadIsReadAgain() {
        script.opening().trading(20);
        settle(duckDb());
        script.trading(5);
        int[] failures = {0};
        settle(new RelayingSink(duckDb()) {
            @Override
            public void read(Table table, long lastStatus, Consumer<Rows> rows) {
                super.read(table, lastStatus, rows);
                if (table == Table.BALANCE && failures[0]++ < 2) {
                    abort();
                    throw new SinkUnavailableException("the disk is slow");
                }
            }
        });
        assertEquals(3, failures[0]);
        assertSettledOnce();
    }

    @Test
    void aDatabaseThatIsOlderCatchesUpByItself() throws Exception {
        script.opening().trading(10);
        settle(duckDb());
        Path older = folder.resolve("older.duckdb");
        // Nobody has the file open: a copy is whole then.
        Files.copy(file, older);
        script.trading(10);
        settle(duckDb());
        file = older;
        settle(duckDb());
        assertSettledOnce();
    }

    private DuckDbSink duckDb() {
        return new DuckDbSink(file, DuckDbConfig.defaults());
    }

    private void settle(SettlementSink sink) {
        try (Settlement settlement = Settlement.connected(journal.reader(), sink, CONFIG)) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }

    private void assertSettledOnce() {
        Path expected = folder.resolve("expected.duckdb");
        try (Settlement settlement = Settlement.connected(
                journal.reader(), new DuckDbSink(expected, DuckDbConfig.defaults()), SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT));
        }
        try (SettledTables once = new SettledTables(expected);
                SettledTables tables = new SettledTables(file)) {
            assertEquals(once.digests(), tables.digests());
            assertEquals(EventTally.of(journal.reader()), EventTally.of(tables));
            assertEquals(List.of(), tables.rows("FROM v_ledger_differences"));
        }
    }
}
