package io.gavel.journal;

import io.gavel.wire.Transaction;

/** Receives transactions in order of their sequences. */
@FunctionalInterface
public interface TransactionListener {
    /** A listener that does not listen. */
    TransactionListener NONE = transaction -> {};

    /** @param transaction borrowed for the call */
    void onTransaction(Transaction transaction);

    /**
     * An excerpt begins, whose transactions come next. Only who reads all of a journal is told.
     *
     * @param transactions how many
     * @param bytes of them
     */
    default void onExcerpt(int transactions, int bytes) {
        // Most listeners don't care how they came.
    }

    /**
     * An excerpt ended with the transaction before. Only a scan over a whole journal tells it, and of every excerpt, also
     * of those whose transactions were not asked for.
     *
     * @param seq its last sequence
     * @param chain behind it
     * @param generation that it is in
     */
    default void onExcerptEnd(long seq, long chain, long generation) {}
}
