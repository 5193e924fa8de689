package io.gavel.journal;

/** While a journal was followed, an operator gave up a command of it: who follows must begin again from the start. */
public final class JournalSkipped extends RuntimeException {
    private final SkippedCommand skipped;

    JournalSkipped(SkippedCommand skipped) {
        super("expected a reader that was opened after the skip, fromSeq=" + skipped.fromSeq() + ", toSeq="
                + skipped.toSeq() + ", decidedBy=" + skipped.decidedBy());
        this.skipped = skipped;
    }

    /** What was given up. */
    public SkippedCommand skipped() {
        return skipped;
    }
}
