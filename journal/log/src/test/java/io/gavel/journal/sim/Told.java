package io.gavel.journal.sim;

import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.wire.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Hears what comes back with a market, behind the snapshot's own records. */
final class Told implements RecoveryListener {
    private final List<byte[]> transactions = new ArrayList<>();

    List<byte[]> transactions() {
        return transactions;
    }

    @Override
    public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
        // The market has them, and its state is compared.
    }

    @Override
    public void onTransaction(Transaction told) {
        transactions.add(History.bytes(told));
    }
}
