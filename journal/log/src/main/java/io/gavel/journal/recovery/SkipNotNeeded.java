package io.gavel.journal.recovery;

/** No start stops at the command, as this release decides it as it was recorded. Nothing was changed. */
public final class SkipNotNeeded extends SkipRefused {
    SkipNotNeeded(long seq) {
        super("expected a command at which a start stops, seq=" + seq
                + "; this release decides it as it was recorded, so nothing needs to be given up");
    }
}
