package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What an opening would come to, up to where it would begin to write: nothing in the folder is changed.
 *
 * @param snapshot that it began from, or null
 * @param skipped newer ones that were not believed
 */
public record Restored(Market market, SnapshotFile snapshot, List<SnapshotBad> skipped) {
    /** @throws io.gavel.journal.JournalDamaged as an opening does */
    public static Restored of(Path journal) {
        try (Restorer restorer = new Restorer(journal, MarketConfig.defaults(), RecoveryListener.of(new ViewState()))) {
            restorer.restore();
            Recovery recovery = restorer.recovery(0, 0);
            return new Restored(restorer.market(), recovery.snapshot(), recovery.skipped());
        }
    }
}
