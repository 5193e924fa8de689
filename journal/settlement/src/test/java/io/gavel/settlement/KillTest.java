package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.testing.ToldFile;
import io.gavel.testing.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies while settling loses nothing and settles nothing twice. */
class KillTest {
    private static final int KILLS = 20;
    private static final int COMMANDS = 24_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path journalFolder;
    private Path file;

    @BeforeEach
    void makeTheJournal() {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, JournalConfig.small())) {
            new RandomExchange(4, journal).run(COMMANDS);
        }
    }

    @Test
    void twentyDeathsBetweenLoadAndCommitLoseAndDoubleNothing() throws Exception {
        long settled = 1;
        for (int kill = 0; kill < KILLS; kill++) {
            ToldFile told = told(kill);
            Process settlement = KilledSettlement.start(journalFolder, file, 1 + kill % 4, told);
            assertTrue(settlement.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertEquals(KilledSettlement.HALTED, settlement.exitValue(), "kill " + kill);
            settled = told.count() == 0 ? settled : told.last();
            assertEquals(settled, nextSeq(), "what was committed, and not the batch under way, kill " + kill);
        }
        finishAndCompare();
    }

    @Test
    void killsAtRandomPointsLoseAndDoubleNothing() throws Exception {
        Random random = new Random(5);
        int killed = 0;
        long settled = 1;
        for (int kill = 0; kill < 8; kill++) {
            ToldFile told = told(kill);
            Process settlement = KilledSettlement.start(journalFolder, file, 0, told);
            killed += killBehind(settlement, told, 1 + random.nextInt(6), random.nextInt(8_000_000));
            settled = Math.max(settled, told.last());
            long found = nextSeq();
            assertTrue(found >= settled, "kill " + kill + ", told=" + settled + ", found=" + found);
            settled = found;
        }
        assertTrue(killed >= 5, "killed=" + killed);
        finishAndCompare();
    }

    /** Kills when that many commits were told, and a little later; returns 0 when it had finished by then. */
    private static int killBehind(Process settlement, ToldFile told, int commits, int laterNs)
            throws InterruptedException {
        Waiting.until(LIMIT, () -> told.count() >= commits || !settlement.isAlive());
        LockSupport.parkNanos(laterNs);
        settlement.destroyForcibly();
        assertTrue(settlement.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
        return settlement.exitValue() == 0 ? 0 : 1;
    }

    private ToldFile told(int kill) {
        return new ToldFile(folder.resolve("told-" + kill));
    }

    private long nextSeq() {
        try (SettledTables tables = new SettledTables(file)) {
            return tables.number("SELECT next_seq FROM journal_offset");
        }
    }

    private void finishAndCompare() {
        settle(file);
        Path unharmed = folder.resolve("unharmed.duckdb");
        settle(unharmed);
        try (SettledTables survived = new SettledTables(file);
                SettledTables expected = new SettledTables(unharmed);
                JournalSource source = JournalSource.open(journalFolder)) {
            assertEquals(EventTally.of(source), EventTally.of(survived));
            assertEquals(expected.digests(), survived.digests());
            assertEquals(List.of("0", "0"), survived.rows("SELECT sum_minor FROM v_ledger_sum"));
            assertEquals(List.of(), survived.rows("FROM v_ledger_differences"));
            assertEquals(
                    List.of(),
                    survived.rows("SELECT next_seq FROM settle_batch b WHERE from_seq > 1 AND NOT EXISTS"
                            + " (SELECT 1 FROM settle_batch p WHERE p.next_seq = b.from_seq)"),
                    "batches follow one another");
        }
    }

    private void settle(Path into) {
        try (Settlement settlement = Settlement.open(journalFolder, into, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }
}
