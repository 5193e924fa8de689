package io.gavel.journal.recovery;

import io.gavel.journal.JournalReport;
import io.gavel.journal.snapshot.SnapshotBad;
import io.gavel.journal.snapshot.SnapshotFile;
import java.util.List;

/**
 * What an opening did to bring a market back.
 *
 * @param found what the journal held
 * @param snapshot that it began from; null: from the journal's first transaction
 * @param skipped newer snapshots that could not be trusted
 * @param replayed transactions that were decided again and compared
 * @param completed transactions that a cut command lacked and that were appended
 * @param loadNs of reading snapshots
 * @param scanNs of verifying the journal up to the snapshot
 * @param replayNs of verifying and replaying what is behind it
 * @param durationNs of all
 */
public record Recovery(
        JournalReport found,
        SnapshotFile snapshot,
        List<SnapshotBad> skipped,
        long replayed,
        int completed,
        long loadNs,
        long scanNs,
        long replayNs,
        long durationNs) {}
