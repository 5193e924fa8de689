package io.gavel.settlement;

import io.gavel.journal.JournalReader;
import io.gavel.settlement.duckdb.DuckDbFile;
import io.gavel.settlement.duckdb.DuckDbReport;
import io.gavel.settlement.sink.SinkRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Makes a database anew from the journal, which must have its first transactions, and puts it in the place of the old one,
 * in one step.
 *
 * <p>The old file stays open, and so locked, until the new one is whole. A file that cannot be opened at all is replaced
 * without that. Stops at the last whole command that is durable when it starts.
 */
public final class Rebuild {
    private static final Duration STEP = Duration.ofMillis(200);
    /** Nobody waits for a single row here: large batches take less than half the time a row of those in service. */
    private static final int MAX_ROWS = 100_000;

    private static final long MAX_BYTES = 64L << 20;

    private final Path journalFolder;
    private final Path file;
    private final SettlementConfig config;

    /** @param config its caps are not used */
    public Rebuild(Path journalFolder, Path databaseFile, SettlementConfig config) {
        this.journalFolder = journalFolder;
        file = databaseFile;
        this.config = config.withCaps(MAX_ROWS, MAX_BYTES, Duration.ZERO);
    }

    /**
     * @param progress told now and then
     * @return what the new database says of itself
     * @throws io.gavel.settlement.sink.FencedException when somebody has the old database open
     * @throws SinkRefusedException when the journal no longer has its first transactions, or settlement halts
     */
    public DuckDbReport run(Consumer<SettlementStatus> progress) {
        checkBeginsAtItsBeginning();
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (AutoCloseable lock = DuckDbFile.lock(file)) {
            delete(aside);
            settle(aside, progress);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SinkRefusedException("could not let go of the old database, file=" + file, e);
        }
        DuckDbReport report = DuckDbReport.read(aside);
        replace(aside);
        return report;
    }

    /** No snapshot holds the rows of what was dropped: trades, bids and ledger entries stand in the database alone. */
    private void checkBeginsAtItsBeginning() {
        try (JournalReader reader = JournalReader.open(journalFolder)) {
            if (reader.firstSeq() > 1) {
                throw new SinkRefusedException("expected a journal from its first transaction on, firstSeq="
                        + reader.firstSeq() + ", journal=" + journalFolder
                        + "; the rows of what was dropped are in the database alone, restore a copy of it");
            }
        }
    }

    private void settle(Path aside, Consumer<SettlementStatus> progress) {
        try (Settlement settlement = Settlement.open(journalFolder, aside, config)) {
            settlement.start();
            while (!settlement.flush(STEP)) {
                SettlementStatus status = settlement.status();
                if (status.state() == SettlementStatus.State.HALTED) {
                    throw new SinkRefusedException(status.reason());
                }
                progress.accept(status);
            }
            progress.accept(settlement.status());
        }
    }

    /** A log left beside the old file would be applied to the new one, so it goes first. */
    private void replace(Path aside) {
        try {
            Files.deleteIfExists(DuckDbFile.walOf(file));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path aside) {
        try {
            Files.deleteIfExists(aside);
            Files.deleteIfExists(DuckDbFile.walOf(aside));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
