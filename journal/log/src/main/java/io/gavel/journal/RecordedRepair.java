package io.gavel.journal;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.RepairedDecoder;

/**
 * A repair that stands in a journal: what was given up behind its good records, and who decided that.
 *
 * @param generation that it began
 * @param lastGoodSeq the last sequence that stayed; all behind it up to {@link RepairNote#knownSeq} was given up
 * @param repairedNs wall clock
 * @param note what it says of itself
 */
public record RecordedRepair(long generation, long lastGoodSeq, long repairedNs, RepairNote note) {
    /** Whether nothing that anybody knew of was given up. */
    public boolean isLossless() {
        return note.knownSeq() <= lastGoodSeq;
    }

    /** Whether any of what was given up may have been told. */
    public boolean isAnyTold() {
        return note.toldSeq() > lastGoodSeq;
    }

    /** @param cursor stands on the record */
    static RecordedRepair decode(long generation, GenerationCursor cursor) {
        RepairedDecoder record = new RepairedDecoder()
                .wrap(
                        cursor.buffer(),
                        cursor.bodyOffset() + Transaction.SBE_HEADER_LENGTH,
                        RepairedDecoder.BLOCK_LENGTH,
                        RepairedDecoder.SCHEMA_VERSION);
        // The three texts can only be read in the order in which they stand.
        RepairNote note =
                new RepairNote(record.damage(), record.knownSeq(), record.toldSeq(), record.decidedBy(), record.note());
        return new RecordedRepair(generation, cursor.envelope().firstSeq() - 1, record.repairedNs(), note);
    }
}
