package io.gavel.settlement;

import io.gavel.journal.JournalPosition;
import io.gavel.journal.SkippedCommand;
import io.gavel.wire.Transaction;
import java.util.List;
import java.util.UUID;

/** Where durable transactions come from: the journal's reader, or a list in a test. Thread: the settlement's. */
public interface TransactionSource extends AutoCloseable {
    UUID journalId();

    /** The last sequence that may be read; 0 when there is none. Readable from any thread. */
    long durableSeq();

    /**
     * The next {@link #poll} gives this sequence, 1 or more.
     *
     * @throws io.gavel.journal.JournalNotKept if it was dropped
     */
    void seek(long seq);

    /** Commands given up of which those who read from here on must know. */
    List<SkippedCommand> skipped();

    /** Looks at the next durable transaction; false when there is none yet. Valid until the next call. */
    boolean poll(Transaction into);

    /** Where the transaction of the last successful poll ended its excerpt; null where it did not. */
    JournalPosition position();

    /** Nothing before this excerpt will be read again by whoever goes on from what is settled. */
    void settled(JournalPosition position);

    @Override
    void close();
}
