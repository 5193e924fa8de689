package io.gavel.journal;

import java.nio.file.Path;

/** The journal cannot be trusted: says why, in which file, from which byte on, and what was still good. */
public final class JournalDamaged extends RuntimeException {
    private final DamageReason reason;
    private final Path file;
    private final long position;
    private final long lastGoodSeq;

    JournalDamaged(DamageReason reason, String expected, Path file, long position, long lastGoodSeq) {
        super(reason + ": " + expected + ", file=" + file + ", position=" + position + ", lastGoodSeq=" + lastGoodSeq);
        this.reason = reason;
        this.file = file;
        this.position = position;
        this.lastGoodSeq = lastGoodSeq;
    }

    public DamageReason reason() {
        return reason;
    }

    public Path file() {
        return file;
    }

    /** Byte in the file where the good records end. */
    public long position() {
        return position;
    }

    /** Last sequence before the damage. */
    public long lastGoodSeq() {
        return lastGoodSeq;
    }
}
