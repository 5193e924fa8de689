package io.gavel.journal;

/** The disk has no room for what a journal has to write. Nothing of it was written. */
public final class JournalFull extends RuntimeException {
    JournalFull(String expected, JournalDirectory directory, Throwable cause) {
        super("expected " + expected + ", directory=" + directory.root(), cause);
    }
}
