package io.gavel.engine.ring;

import io.gavel.wire.Durability;
import org.agrona.DirectBuffer;

/**
 * Where decided transactions are made durable: the port between the ring and {@code io.gavel.journal}.
 *
 * <p>Thread: the one that decides. An exception halts the pipeline and nothing of the batch is published.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends whole transactions, which follow the last appended one without a gap, and returns when all of them are
     * durable at this journal's level. Cuts them into excerpts as it sees fit, never inside a transaction.
     *
     * @param buffer holds the transactions back to back; borrowed for the call
     * @param offset of the first
     * @param length bytes of all
     * @param firstSeq sequence of the first
     * @param count how many, at least 1
     */
    void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count);

    /** The last sequence that may be told; 0 before the first. Readable from any thread. */
    long durableSeq();

    Durability level();

    @Override
    void close();

    /** A journal that keeps nothing: level {@code memory}, for labs and tests. */
    static Journal none() {
        return new Journal() {
            private volatile long durableSeq;

            @Override
            public void append(DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
                durableSeq = firstSeq + count - 1;
            }

            @Override
            public long durableSeq() {
                return durableSeq;
            }

            @Override
            public Durability level() {
                return Durability.MEMORY;
            }

            @Override
            public void close() {}
        };
    }
}
