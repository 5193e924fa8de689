package io.gavel.journal.recovery;

import io.gavel.engine.view.ViewState;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;
import org.agrona.DirectBuffer;

/**
 * Comes back with a market: is told the records of the snapshot that was taken, if one was, then every transaction behind
 * it, the recorded ones, then those that the opening appended, each when it is durable.
 */
public interface RecoveryListener extends TransactionListener {
    /** What an opening is at. */
    enum Step {
        /** A snapshot is read and made a market. */
        LOADING,
        /** The journal up to the snapshot is verified. */
        VERIFYING,
        /** What is behind it is verified and decided again. */
        REPLAYING
    }

    /** A record of the snapshot, its frame in front; borrowed for the call. In order, before any transaction. */
    void onSnapshotRecord(DirectBuffer buffer, int offset, int length);

    /** How far the opening has come, in bytes of files, about once each MiB. */
    default void onProgress(Step step, long doneBytes, long totalBytes) {}

    /** Leads names, aliases and views. */
    static RecoveryListener of(ViewState state) {
        return new RecoveryListener() {
            @Override
            public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
                state.onSnapshotRecord(buffer, offset);
            }

            @Override
            public void onTransaction(Transaction transaction) {
                state.onTransaction(transaction);
            }
        };
    }
}
