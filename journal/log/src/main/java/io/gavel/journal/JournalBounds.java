package io.gavel.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a journal's folder says of where its records begin and how far they went: for who reads them without believing them.
 * Takes no lock, and is never refused.
 *
 * @param droppedSeq the last sequence before the first record, 0 where nothing was dropped
 * @param chainBefore the first record
 * @param isNoted whether the journal itself says that all up to {@code droppedSeq} was dropped; if its note is not as it was
 *     written, the first record there is says how much is not there, and some of that may be lost
 * @param witnesses who in the folder knows how far the journal went, as far as they can be read
 */
public record JournalBounds(long droppedSeq, long chainBefore, boolean isNoted, List<EndWitness> witnesses) {
    public static JournalBounds of(Path journal) {
        JournalDirectory directory = new JournalDirectory(journal);
        List<EndWitness> witnesses = KnownEnd.of(directory, List.of()).witnesses();
        Retained found = Retained.found(directory);
        try {
            Retained noted = Retained.read(directory);
            boolean isOfThis = noted.isAll()
                    || found == null
                    || found.isAll()
                    || found.journalId().equals(noted.journalId());
            return of(isOfThis ? noted : found, isOfThis, witnesses);
        } catch (JournalDamaged flaw) {
            return of(found == null ? Retained.ALL : found, false, witnesses);
        }
    }

    private static JournalBounds of(Retained beginning, boolean isNoted, List<EndWitness> witnesses) {
        return new JournalBounds(beginning.previousLastSeq(), beginning.previousChain(), isNoted, witnesses);
    }
}
