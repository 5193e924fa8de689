package io.gavel.journal.repair;

import io.gavel.journal.EndWitness;
import io.gavel.journal.JournalDamaged;
import io.gavel.journal.JournalTail;
import java.nio.file.Path;
import java.util.List;

/**
 * What a repair would keep and what it would give up.
 *
 * @param damage the first that was found; null where the journal is whole
 * @param tail what lies behind the last good record: no damage, the next opening cuts it
 * @param firstSeq the first that stays: 1, unless generations were dropped
 * @param isBeginningNoted whether the journal says itself, and rightly, that all before {@code firstSeq} was dropped
 * @param lostFromSeq from here on what is before {@code firstSeq} was lost and not dropped, as somebody still needs it; 0: that
 *     cannot be said of any of it
 * @param lastGoodSeq the last sequence that stays
 * @param knownSeq the last that anybody knows of, {@code lastGoodSeq} or more: all between is given up
 * @param toldSeq the last of all that may have been told; {@link #NOT_KNOWN} where nobody says
 * @param ahead who knows of more than what stays
 * @param affected files that would be moved aside, in whole or behind where they are good
 * @param affectedBytes their sizes together
 * @param readable transactions behind {@code lastGoodSeq} that can still be read, for {@link Salvage}
 * @param readersAhead files of named readers that have passed what stays; they would be moved aside
 * @param readersBad files of named readers that cannot be read or are of another journal; they stay, and keep everything
 * @param obstacle why a repair would be refused; null where it would not
 */
public record RepairPlan(
        JournalDamaged damage,
        JournalTail tail,
        long firstSeq,
        boolean isBeginningNoted,
        long lostFromSeq,
        long lastGoodSeq,
        long knownSeq,
        long toldSeq,
        List<EndWitness> ahead,
        List<Path> affected,
        long affectedBytes,
        long readable,
        List<Path> readersAhead,
        List<Path> readersBad,
        String obstacle) {
    /** Nobody is left who knows what was told. */
    public static final long NOT_KNOWN = -1;

    /** Whether there is nothing to do. */
    public boolean isWhole() {
        return damage == null;
    }

    /** Whether there is something that the next opening cuts. */
    public boolean isTorn() {
        return tail != JournalTail.NOTHING;
    }

    /** Whether nothing that anybody knows of is given up or gone. */
    public boolean isLossless() {
        return knownSeq <= lastGoodSeq && !isBeginningLost();
    }

    /** Whether some of what is before {@code firstSeq} is known to be lost. */
    public boolean isBeginningLost() {
        return lostFromSeq > 0;
    }
}
