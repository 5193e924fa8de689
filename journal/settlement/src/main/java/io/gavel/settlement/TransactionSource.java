package io.gavel.settlement;

import io.gavel.wire.Transaction;
import java.util.UUID;

/** Where durable transactions come from: the journal's reader, or a list in a test. Thread: the settlement's. */
public interface TransactionSource extends AutoCloseable {
    UUID journalId();

    /** The last sequence that may be read; 0 when there is none. Readable from any thread. */
    long durableSeq();

    /** The next {@link #poll} gives this sequence, 1 or more. */
    void seek(long seq);

    /** Looks at the next durable transaction; false when there is none yet. Valid until the next call. */
    boolean poll(Transaction into);

    @Override
    void close();
}
