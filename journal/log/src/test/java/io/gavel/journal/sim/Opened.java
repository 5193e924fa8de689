package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A market at the end of its journal.
 *
 * @param snapshot that it began from; null: from the first transaction
 * @param skipped newer ones that were not believed
 */
record Opened(Market market, ChronicleJournal journal, SnapshotFile snapshot, List<SnapshotBad> skipped) {
    /** The way back; a seam for plants. */
    @FunctionalInterface
    interface Way {
        /** The one that everybody takes. */
        Way REAL = (directory, config, clockNs, listener) -> {
            JournaledMarket opened = JournaledMarket.open(directory, config, Exchange.MARKET, clockNs, listener);
            return new Opened(
                    opened.market(),
                    opened.journal(),
                    opened.recovery().snapshot(),
                    opened.recovery().skipped());
        };

        Opened open(Path directory, JournalConfig config, LongSupplier clockNs, RecoveryListener listener);
    }
}
