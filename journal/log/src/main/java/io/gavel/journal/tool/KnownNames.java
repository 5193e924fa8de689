package io.gavel.journal.tool;

import io.gavel.engine.market.SnapshotSink;
import io.gavel.journal.GenerationFile;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.EventFrameDecoder;
import java.nio.file.Path;
import java.util.List;

/**
 * What must be known before a journal is read. Names are learnt from the transactions that give them; where the first
 * generations were dropped, what they had named is in a snapshot.
 */
public final class KnownNames {
    private static final long FIRST_SEQ = 1;

    private KnownNames() {}

    /** Whether the journal no longer has its first transactions. */
    public static boolean isBeginningDropped(Path journal) {
        List<GenerationFile> generations = GenerationFile.list(journal);
        return !generations.isEmpty() && generations.get(0).firstSeq() > FIRST_SEQ;
    }

    /** A directory to begin reading with: empty, or with what the newest good snapshot names. */
    public static Directory of(Path journal) {
        Directory names = new Directory();
        if (isBeginningDropped(journal)) {
            SnapshotFile snapshot = SnapshotStore.of(journal).newest(bad -> {}, ScanProgress.NONE);
            if (snapshot != null) {
                snapshot.forEachRecord(into(names));
            }
        }
        return names;
    }

    private static SnapshotSink into(Directory names) {
        EventFrameDecoder frame = new EventFrameDecoder();
        return (buffer, offset, length) -> {
            frame.wrap(buffer, offset);
            names.onSnapshotRecord(
                    frame.templateId(),
                    buffer,
                    offset + Transaction.EVENT_FRAME_LENGTH,
                    frame.blockLength(),
                    frame.version());
        };
    }
}
