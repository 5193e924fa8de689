package io.gavel.journal;

import java.nio.file.Path;

/** The journal cannot be trusted: says why, in which file, from which byte on, and what was still good. */
public final class JournalDamaged extends RuntimeException {
    private final DamageReason reason;
    private final String expected;
    private final Path file;
    private final long position;
    private final long lastGoodSeq;

    /**
     * @param file where it is
     * @param position byte in it where the good records end
     * @param lastGoodSeq last sequence before it
     */
    public JournalDamaged(DamageReason reason, String expected, Path file, long position, long lastGoodSeq) {
        super(reason + ": " + expected + ", file=" + file + ", position=" + position + ", lastGoodSeq=" + lastGoodSeq);
        this.reason = reason;
        this.expected = expected;
        this.file = file;
        this.position = position;
        this.lastGoodSeq = lastGoodSeq;
    }

    /** The same damage, found by one who had read more before it. */
    JournalDamaged behind(long seq) {
        JournalDamaged known = new JournalDamaged(reason, expected, file, position, seq);
        known.setStackTrace(getStackTrace());
        return known;
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
