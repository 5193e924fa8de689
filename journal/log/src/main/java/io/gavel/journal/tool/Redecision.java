package io.gavel.journal.tool;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;

/**
 * Lets a market decide the commands of a journal again and hands out what it decides, whatever was recorded: for
 * comparing engines, where a replay would stop at the first difference.
 *
 * <p>Commands and times are fed as they stand in the journal; continuations and what time brought about come from the
 * market itself. One thread.
 */
public final class Redecision implements TransactionListener {
    private final Market market;
    private final TransactionListener decided;
    private final TransactionBuffer produced = new TransactionBuffer(1 << 16);
    private final Transaction transaction = new Transaction();

    /**
     * @param market new
     * @param decided is told every transaction that the market decides
     */
    public Redecision(Market market, TransactionListener decided) {
        this.market = market;
        this.decided = decided;
    }

    @Override
    public void onTransaction(Transaction recorded) {
        if (recorded.isSkipped()) {
            // Given up: it has a sequence and decides nothing.
            if (recorded.seq() == market.lastSeq() + 1) {
                market.pass(recorded);
            }
            return;
        }
        if (recorded.isContinuation()) {
            return;
        }
        produced.clear();
        if (recorded.isTimeReached()) {
            // Several may be recorded for one time: the first brings about all that is due.
            market.onTime(recorded.timeNs(), produced);
        } else {
            market.onCommand(
                    recorded.buffer(), recorded.commandOffset(), recorded.commandLength(), recorded.timeNs(), produced);
        }
        int offset = 0;
        for (int i = 0; i < produced.count(); i++) {
            decided.onTransaction(transaction.wrap(produced.buffer(), offset, produced.firstSeq() + i));
            offset += transaction.length();
        }
    }
}
