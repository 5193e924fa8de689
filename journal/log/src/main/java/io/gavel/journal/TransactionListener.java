package io.gavel.journal;

import io.gavel.wire.Transaction;

/** Receives transactions in order of their sequences. */
@FunctionalInterface
public interface TransactionListener {
    /** A listener that does not listen. */
    TransactionListener NONE = transaction -> {};

    /** @param transaction borrowed for the call */
    void onTransaction(Transaction transaction);
}
