package io.gavel.journal.sim;

import io.gavel.journal.JournalFiles;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.repair.JournalRepair;
import io.gavel.journal.repair.RepairOrder;
import io.gavel.journal.repair.RepairReport;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Repairs a journal; a seam for plants. */
@FunctionalInterface
interface Mender {
    RepairOrder ORDER = new RepairOrder("simulator", "a test", true);

    /** As {@code gavel journal repair --accept-loss} does. */
    Mender REAL =
            journal -> JournalRepair.repair(journal, ORDER, WitnessedVerifier.witnesses(journal), ScanProgress.NONE);

    /** Nothing is left of what it gave up. */
    Mender DELETES = journal -> {
        RepairReport report = REAL.repair(journal);
        if (report != null) {
            try {
                JournalFiles.delete(report.folder().resolve("generations"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return report;
    };

    /** @return null where there was nothing to repair */
    RepairReport repair(Path journal);
}
