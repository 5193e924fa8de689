package io.gavel.journal;

import io.gavel.wire.Durability;
import java.util.List;
import java.util.UUID;

/**
 * What a verified scan of a journal found to be good.
 *
 * @param firstGeneration number of the first one that is kept: 1, unless generations were dropped
 * @param generations number of the last one: how many there were, empty and dropped ones included
 * @param transactions how many were read
 * @param batches excerpts they came in
 * @param lastSeq sequence of the last one, 0 if there is none
 * @param lastTimeNs engine time of the last one, 0 if there is none
 * @param chain over all records
 * @param bytes of all transactions
 * @param tornBytes behind the last good record of the last generation; cut at the next opening
 * @param tail what they are taken for
 * @param level of the last generation
 * @param isClosedCleanly whether the last generation has its close record
 * @param end behind the last transaction
 * @param skipped commands that operators have given up, in that order
 * @param repairs in the order in which they were made
 */
public record JournalReport(
        UUID journalId,
        long firstGeneration,
        long generations,
        long transactions,
        long batches,
        long lastSeq,
        long lastTimeNs,
        long chain,
        long bytes,
        long tornBytes,
        JournalTail tail,
        Durability level,
        boolean isClosedCleanly,
        JournalPosition end,
        List<SkippedCommand> skipped,
        List<RecordedRepair> repairs) {
    /** Before the first transaction. */
    static final JournalPosition START =
            new JournalPosition(0, EnvelopeDescriptor.CHAIN_START, JournalDirectory.NO_GENERATION);

    /** The first sequence that is kept: 1, unless generations were dropped. */
    public long firstSeq() {
        return lastSeq - transactions + 1;
    }

    /** A journal before its first generation. */
    static JournalReport ofNothing(UUID journalId, long generations) {
        return new JournalReport(
                journalId,
                1,
                generations,
                0,
                0,
                0,
                0,
                EnvelopeDescriptor.CHAIN_START,
                0,
                0,
                JournalTail.NOTHING,
                Durability.PROCESS,
                true,
                START,
                List.of(),
                List.of());
    }
}
