package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalFiles;
import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import io.gavel.testing.ToldFile;
import io.gavel.testing.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies while settling loses nothing and settles nothing twice, also where the journal drops what it settled. */
class KillTest {
    private static final int KILLS = 20;
    private static final int COMMANDS = 24_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path journalFolder;
    private Path whole;
    private Path file;

    @BeforeEach
    void makeTheJournal() throws IOException {
        journalFolder = folder.resolve("journal");
        file = folder.resolve("gavel.duckdb");
        JournalConfig generations = JournalConfig.small().withGenerationBytes(JournalConfig.MIN_GENERATION_BYTES);
        try (ChronicleJournal journal = ChronicleJournal.open(journalFolder, generations)) {
            new RandomExchange(4, journal).run(COMMANDS);
        }
        whole = JournalFiles.copy(journalFolder, folder.resolve("whole"));
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
            dropWhatIsSettled();
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
            dropWhatIsSettled();
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

    private void dropWhatIsSettled() {
        for (NamedReader reader : NamedReader.list(journalFolder)) {
            JournalRetention.dropBefore(journalFolder, reader.position().seq());
        }
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
        assertTrue(JournalRetention.firstSeq(journalFolder) > 1, "some of it was dropped on the way");
        settle(journalFolder, file);
        Path unharmed = folder.resolve("unharmed.duckdb");
        settle(whole, unharmed);
        try (SettledTables survived = new SettledTables(file);
                SettledTables expected = new SettledTables(unharmed);
                JournalSource source = JournalSource.open(whole)) {
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

    private static void settle(Path journal, Path into) {
        try (Settlement settlement = Settlement.open(journal, into, SettlementConfig.defaults())) {
            settlement.start();
            assertTrue(settlement.flush(LIMIT), () -> settlement.status().toString());
        }
    }
}
