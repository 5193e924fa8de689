package io.gavel.perf.journal;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.ring.Journal;
import io.gavel.perf.load.CommandFlow;
import io.gavel.wire.Transaction;
import org.agrona.DirectBuffer;

/** Transactions of a flow, decided once and kept in memory, to be appended to any journal as often as wanted. */
final class Recording {
    private final TransactionBuffer decided = new TransactionBuffer(1 << 20);
    private final int[] ends;

    /** @param transactions how many of the flow itself; what it needs first is decided and not kept */
    Recording(CommandFlow flow, int transactions) {
        Market market = new Market(MarketConfig.defaults());
        flow.setUp(command -> {
            decided.clear();
            market.onCommand(command.buffer(), 0, command.length(), 0, decided);
        });
        decided.clear();
        ends = new int[transactions];
        while (decided.count() < transactions) {
            market.onCommand(flow.buffer(), 0, flow.next(), 1_000_000_000L + decided.count(), decided);
        }
        Transaction transaction = new Transaction();
        int end = 0;
        for (int i = 0; i < transactions; i++) {
            end += transaction.wrap(decided.buffer(), end, i).length();
            ends[i] = end;
        }
    }

    double bytesPerTransaction() {
        return ends[ends.length - 1] / (double) ends.length;
    }

    /** Appends them in batches, again and again. */
    Feed into(Journal journal) {
        return new Feed(journal);
    }

    /** Where in the recording the next append to one journal begins. */
    final class Feed {
        private final Journal journal;
        private int next;
        private long nextSeq = 1;

        private Feed(Journal journal) {
            this.journal = journal;
            nextSeq = journal.durableSeq() + 1;
        }

        /** Appends the next {@code count} transactions; returns their bytes. */
        int append(int count) {
            if (next + count > ends.length) {
                next = 0;
            }
            DirectBuffer buffer = decided.buffer();
            int start = next == 0 ? 0 : ends[next - 1];
            int length = ends[next + count - 1] - start;
            journal.append(buffer, start, length, nextSeq, count);
            next += count;
            nextSeq += count;
            return length;
        }
    }
}
