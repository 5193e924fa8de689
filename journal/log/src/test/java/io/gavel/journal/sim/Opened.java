package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.recovery.JournaledMarket;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A market at the end of its journal. */
record Opened(Market market, ChronicleJournal journal) {
    /** The way back; a seam for plants. */
    @FunctionalInterface
    interface Way {
        /** The one that everybody takes. */
        Way REAL = (directory, config, market, clockNs, listener) -> {
            JournaledMarket opened = JournaledMarket.open(directory, config, market, clockNs, listener);
            return new Opened(opened.market(), opened.journal());
        };

        Opened open(
                Path directory,
                JournalConfig config,
                Market market,
                LongSupplier clockNs,
                TransactionListener listener);
    }
}
