package io.gavel.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dies while settling loses nothing and settles nothing twice. */
class KillTest {
    private static final int KILLS = 20;
    private static final int COMMANDS = 24_000;
    private static final long LIMIT_SECONDS = 60;

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
        for (int kill = 0; kill < KILLS; kill++) {
            Process settlement = KilledSettlement.start(journalFolder, file, 1 + kill % 4);
            assertTrue(settlement.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(KilledSettlement.HALTED, settlement.exitValue(), "kill " + kill);
        }
        finishAndCompare();
    }

    @Test
    void killsAtRandomPointsLoseAndDoubleNothing() throws Exception {
        Random random = new Random(5);
        int killed = 0;
        for (int kill = 0; kill < 8; kill++) {
            Process settlement = KilledSettlement.start(journalFolder, file, 0);
            killed += killBehind(settlement, 1 + random.nextInt(6), random.nextInt(8_000_000));
        }
        assertTrue(killed >= 5, "killed=" + killed);
        finishAndCompare();
    }

    /** Kills when that many commits were told, and a little later; returns 0 when it had finished by then. */
    private static int killBehind(Process settlement, int commits, int laterNs) throws Exception {
        try (BufferedReader told = settlement.inputReader()) {
            int lines = 0;
            while (lines < commits && told.readLine() != null) {
                lines++;
            }
            long endNs = System.nanoTime() + laterNs;
            while (System.nanoTime() < endNs) {
                Thread.onSpinWait();
            }
            settlement.destroyForcibly();
            assertTrue(settlement.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            return settlement.exitValue() == 0 ? 0 : 1;
        }
    }

    private void finishAndCompare() throws IOException {
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
            assertTrue(
                    settlement.flush(Duration.ofSeconds(LIMIT_SECONDS)),
                    () -> settlement.status().toString());
        }
    }
}
