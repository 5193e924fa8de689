package io.gavel.journal.recovery;

/** A command cannot be given up, or need not be; says why. Nothing was changed. */
public sealed class SkipRefused extends RuntimeException permits SkipNotNeeded {
    SkipRefused(String expected) {
        super(expected);
    }
}
