package io.gavel.journal.snapshot;

import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** Remembers a journal's chain where its snapshots stand, and tells another listener everything. */
final class ExcerptEnds implements TransactionListener {
    private final TransactionListener listener;
    private final LongHashSet wanted = new LongHashSet();
    private final LongHashSet met = new LongHashSet();
    private final Long2LongHashMap chains = new Long2LongHashMap(0);

    /** @param snapshots by whose names the points are known */
    ExcerptEnds(TransactionListener listener, List<Path> snapshots) {
        this.listener = listener;
        for (Path snapshot : snapshots) {
            wanted.add(SnapshotStore.seq(snapshot));
        }
    }

    @Override
    public void onTransaction(Transaction transaction) {
        listener.onTransaction(transaction);
    }

    @Override
    public void onExcerpt(int transactions, int bytes) {
        listener.onExcerpt(transactions, bytes);
    }

    @Override
    public void onExcerptEnd(long seq, long chain, long generation) {
        if (wanted.contains(seq)) {
            met.add(seq);
            chains.put(seq, chain);
        }
        listener.onExcerptEnd(seq, chain, generation);
    }

    /** Whether an excerpt ended where the snapshot says, and with its chain. */
    boolean agrees(SnapshotHeader header) {
        return met.contains(header.seq()) && chains.get(header.seq()) == header.chain();
    }
}
