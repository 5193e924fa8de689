package io.gavel.journal;

import java.nio.file.Path;

/** The journal no longer holds what was asked for: its first generations were dropped. */
public final class JournalNotKept extends RuntimeException {
    private final long firstSeq;

    JournalNotKept(String asked, long firstSeq, Path journal) {
        super("expected what the journal still keeps, " + asked + ", firstSeq=" + firstSeq + ", journal=" + journal);
        this.firstSeq = firstSeq;
    }

    /** The first sequence that is kept. */
    public long firstSeq() {
        return firstSeq;
    }
}
