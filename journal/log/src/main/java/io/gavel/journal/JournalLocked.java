package io.gavel.journal;

import java.nio.file.Path;

/** Somebody else writes this journal. */
public final class JournalLocked extends RuntimeException {
    JournalLocked(Path directory, String holder) {
        super("expected to be the only writer of the journal, held by " + holder + ", directory=" + directory);
    }
}
