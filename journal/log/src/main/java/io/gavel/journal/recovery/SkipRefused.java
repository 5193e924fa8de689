package io.gavel.journal.recovery;

/** A command cannot be given up; says why. Nothing was changed. */
public final class SkipRefused extends RuntimeException {
    SkipRefused(String expected) {
        super(expected);
    }
}
