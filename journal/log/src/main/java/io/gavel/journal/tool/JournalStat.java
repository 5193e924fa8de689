package io.gavel.journal.tool;

import io.gavel.journal.GenerationFile;
import io.gavel.journal.JournalVerifier.Verification;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.snapshot.WitnessedVerifier;
import java.nio.file.Path;
import java.util.List;

/**
 * What a journal is made of, counted in one verified pass.
 *
 * @param verification whether it is whole; the counts are those of its valid prefix
 * @param generations from the first on, without those that never got a record
 * @param firstTimeNs engine time of the first transaction, 0 if there is none
 * @param commands by name
 * @param events by name
 * @param rate commands over engine time, but for those at time 0
 * @param gaps the longest times in which nothing was decided, longest first
 * @param excerptTransactions how many transactions came in one excerpt
 * @param excerptBytes how many bytes of transactions
 * @param commandBytes of each command, without its events
 * @param transactionBytes of each transaction
 * @param accounts that sent most commands, most first; so for instruments and auctions, which commands name
 */
public record JournalStat(
        Verification verification,
        List<GenerationFile> generations,
        long firstTimeNs,
        List<Kind> commands,
        List<Kind> events,
        TimeBuckets rate,
        List<Gap> gaps,
        Distribution excerptTransactions,
        Distribution excerptBytes,
        Distribution commandBytes,
        Distribution transactionBytes,
        List<Busy> accounts,
        List<Busy> instruments,
        List<Busy> auctions) {
    /**
     * Commands or events of one kind.
     *
     * @param bytes in all; of a command its whole transactions
     */
    public record Kind(String name, long count, long bytes) {}

    /**
     * A time in which nothing was decided.
     *
     * @param afterSeq the transaction before
     */
    public record Gap(long afterSeq, long fromNs, long lengthNs) {}

    /** @param commands how many it sent, or that name it */
    public record Busy(String name, long commands) {}

    /** Counts; never throws for damage. */
    public static JournalStat of(Path directory) {
        return of(directory, ScanProgress.NONE);
    }

    /** @param progress told how many bytes were counted */
    public static JournalStat of(Path directory, ScanProgress progress) {
        Census census = new Census(KnownNames.of(directory));
        Verification verification = WitnessedVerifier.verify(directory, census, progress);
        return census.stat(verification, GenerationFile.list(directory));
    }
}
