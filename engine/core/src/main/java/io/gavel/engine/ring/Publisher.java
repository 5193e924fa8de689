package io.gavel.engine.ring;

import org.agrona.DirectBuffer;

/**
 * Tells the world what is durable: the port between the ring and the gateways.
 *
 * <p>Called only with transactions that are durable, in order. Thread: the one that drains the ring; with the layout
 * {@code inline} that is the gateway's event loop. Buffers are borrowed for the call. An exception halts the pipeline.
 */
public interface Publisher {
    /**
     * What one slot brought about: transactions that time made due (none or more), then those of the command.
     *
     * @param sessionId who sent the command; 0: nobody waits for an answer
     * @param correlationId the sender's number for it
     * @param firstSeq sequence of the first transaction
     * @param count how many, at least 1
     */
    void onTransactions(
            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length, long firstSeq, int count);

    /**
     * A question that was queued behind commands: answer it from the views, which now hold all that came before.
     * The bytes are what the sender offered; the ring does not read them.
     */
    void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length);

    /**
     * Time was let pass because a session asked; what fell due was told before.
     *
     * @param timeNs up to when, as it was offered
     */
    void onTime(long sessionId, long correlationId, long timeNs);

    /** The batch is told: flush. {@code durableSeq} is the last sequence that was made durable. */
    void onBatchEnd(long durableSeq);
}
