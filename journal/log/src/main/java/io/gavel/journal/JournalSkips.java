package io.gavel.journal;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.SkippedDecoder;
import java.util.List;

/**
 * The commands of a journal that operators have given up, known before they are read. Each is one of the
 * {@link SecondRecords}, of a generation behind the one that holds the command: so who begins to read in some generation needs
 * those of that one and of all behind it, and no others.
 */
final class JournalSkips {
    private static final long NONE = 0;

    private final List<SkippedCommand> skipped;
    private final long lastSeq;

    private JournalSkips(List<SkippedCommand> skipped) {
        this.skipped = skipped;
        lastSeq = skipped.stream().mapToLong(SkippedCommand::toSeq).max().orElse(NONE);
    }

    /**
     * What must be known to read from a generation on. Damage is passed over: who reads comes to it and names it.
     *
     * @param fromGeneration number of the first one that is read
     */
    static JournalSkips from(long fromGeneration, JournalDirectory directory) {
        return new JournalSkips(
                List.copyOf(SecondRecords.from(fromGeneration, directory).skips()));
    }

    /** The command that a record gives up. */
    static SkippedCommand decode(GenerationCursor cursor) {
        SkippedDecoder record = new SkippedDecoder()
                .wrap(
                        cursor.buffer(),
                        cursor.bodyOffset() + Transaction.SBE_HEADER_LENGTH,
                        SkippedDecoder.BLOCK_LENGTH,
                        SkippedDecoder.SCHEMA_VERSION);
        return new SkippedCommand(
                record.fromSeq(), record.toSeq(), record.skippedNs(), record.decidedBy(), record.note());
    }

    boolean isSkipped(long seq) {
        if (seq > lastSeq) {
            return false;
        }
        for (SkippedCommand command : skipped) {
            if (command.covers(seq)) {
                return true;
            }
        }
        return false;
    }

    /** In the order in which they were given up. */
    List<SkippedCommand> list() {
        return skipped;
    }

    /** Marks a transaction that was just wrapped, if it is given up. */
    void mark(Transaction transaction) {
        if (transaction.seq() <= lastSeq && isSkipped(transaction.seq())) {
            transaction.skip();
        }
    }
}
