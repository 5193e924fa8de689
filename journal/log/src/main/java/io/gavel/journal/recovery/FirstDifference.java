package io.gavel.journal.recovery;

import io.gavel.engine.market.Market;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.ReplayDiverged;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.Transaction;

/** Decides a journal again up to a sequence, and keeps the first difference instead of throwing it. */
final class FirstDifference implements TransactionListener {
    private final Replayer replayer;
    private final long toSeq;
    private ReplayDiverged found;

    /** @param market as it was before the first transaction that comes; used up */
    FirstDifference(Market market, long toSeq) {
        replayer = new Replayer(market);
        this.toSeq = toSeq;
    }

    @Override
    public void onTransaction(Transaction transaction) {
        if (found == null && transaction.seq() <= toSeq) {
            try {
                replayer.onTransaction(transaction);
            } catch (ReplayDiverged difference) {
                found = difference;
            }
        }
    }

    /** Null: all was decided as recorded. */
    ReplayDiverged found() {
        return found;
    }
}
