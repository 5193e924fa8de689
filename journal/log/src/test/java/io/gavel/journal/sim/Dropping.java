package io.gavel.journal.sim;

import io.gavel.journal.JournalRetention;
import io.gavel.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.List;

/** What goes of a journal when a snapshot is in place; a seam for plants. */
@FunctionalInterface
interface Dropping {
    /** The replica's own, which comes later in the same turn. */
    Dropping REAL = (journal, keep) -> {};

    /** Asks no reader. */
    Dropping READERS_FORGOTTEN = (journal, keep) -> {
        List<Path> snapshots = SnapshotStore.of(journal).list();
        if (keep.drops() && snapshots.size() >= keep.count()) {
            JournalRetention.dropBefore(journal, SnapshotStore.seq(snapshots.get(keep.count() - 1)));
        }
    };

    /** Keeps what the newest snapshot needs, and no other. */
    Dropping OLDER_SNAPSHOTS_FORGOTTEN = (journal, keep) -> {
        List<Path> snapshots = SnapshotStore.of(journal).list();
        if (keep.drops() && snapshots.size() >= keep.count()) {
            JournalRetention.dropBefore(journal, SnapshotStore.seq(snapshots.get(0)));
        }
    };

    void drop(Path journal, Keep keep);
}
