package io.gavel.journal.snapshot;

import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts away what is no longer needed: snapshots beyond the newest good ones and, if that is wanted, generations that none
 * of those and no named reader needs.
 */
final class Retention {
    private Retention() {}

    /** Drops nothing of the journal before there are as many good snapshots as are to be kept. */
    static void run(Path journal, SnapshotStore store, ReplicaConfig config) {
        List<SnapshotFile> kept = store.keep(config.keep());
        if (!config.dropsJournal() || kept.size() < config.keep()) {
            return;
        }
        // The excerpt that ends with it stays: its chain proves the snapshot, or what a reader made of all before.
        long neededSeq = kept.get(kept.size() - 1).header().seq();
        for (NamedReader reader : NamedReader.list(journal)) {
            neededSeq = Math.min(neededSeq, reader.position().seq());
        }
        JournalRetention.dropBefore(journal, neededSeq);
    }
}
