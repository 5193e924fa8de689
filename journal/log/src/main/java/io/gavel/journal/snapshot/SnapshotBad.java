package io.gavel.journal.snapshot;

import java.nio.file.Path;

/** A snapshot cannot be trusted: says why, and which one. */
public final class SnapshotBad extends RuntimeException {
    private final SnapshotFlaw flaw;
    private final Path file;

    public SnapshotBad(SnapshotFlaw flaw, String expected, Path file) {
        this(flaw, expected, file, null);
    }

    public SnapshotBad(SnapshotFlaw flaw, String expected, Path file, Throwable cause) {
        super(flaw + ": " + expected + ", file=" + file, cause);
        this.flaw = flaw;
        this.file = file;
    }

    public SnapshotFlaw flaw() {
        return flaw;
    }

    public Path file() {
        return file;
    }
}
