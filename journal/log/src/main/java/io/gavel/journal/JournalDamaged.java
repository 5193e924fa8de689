package io.gavel.journal;

import java.nio.file.Path;

/** The journal cannot be trusted: says why, in which file, from which byte on, and what was still good. */
public final class JournalDamaged extends RuntimeException {
    private final DamageReason reason;
    private final String expected;
    private final Path file;
    private final long position;
    private final long lastGoodSeq;
    private final EndWitness known;

    /**
     * @param file where it is
     * @param position byte in it where the good records end
     * @param lastGoodSeq last sequence before it
     */
    public JournalDamaged(DamageReason reason, String expected, Path file, long position, long lastGoodSeq) {
        this(reason, expected, file, position, lastGoodSeq, null);
    }

    private JournalDamaged(
            DamageReason reason, String expected, Path file, long position, long lastGoodSeq, EndWitness known) {
        super(message(reason, expected, file, position, lastGoodSeq, known));
        this.reason = reason;
        this.expected = expected;
        this.file = file;
        this.position = position;
        this.lastGoodSeq = lastGoodSeq;
        this.known = known;
    }

    /** The same damage, found by one who had read more before it. */
    JournalDamaged behind(long seq) {
        return like(seq, known);
    }

    /** The same damage, and who knows most of how far the journal went: all between is missing. */
    JournalDamaged knownBy(EndWitness witness) {
        return like(lastGoodSeq, witness);
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

    /** Who knows most of how far the journal went; null where nobody knows of more than is good. */
    public EndWitness known() {
        return known;
    }

    private JournalDamaged like(long seq, EndWitness witness) {
        JournalDamaged same = new JournalDamaged(reason, expected, file, position, seq, witness);
        same.setStackTrace(getStackTrace());
        return same;
    }

    private static String message(
            DamageReason reason, String expected, Path file, long position, long lastGoodSeq, EndWitness known) {
        String what = reason + ": " + expected;
        if (reason == DamageReason.NOT_A_JOURNAL) {
            return what + ", path=" + file;
        }
        String where = what + ", file=" + file + ", position=" + position + ", lastGoodSeq=" + lastGoodSeq;
        return known == null
                ? where
                : where + ", knownSeq=" + known.seq() + ", knownBy=" + known.name() + " " + known.file();
    }
}
