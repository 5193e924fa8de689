package io.gavel.journal.replay;

import io.gavel.engine.market.Market;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A replay that takes state hashes on its way: each so many transactions, and where one is known. Only behind a whole
 * command, as nothing else is a state that any other engine was ever in. One thread.
 */
public final class StateHashes implements TransactionListener {
    private final Market market;
    private final Replayer replayer;
    private final long every;
    private final Deque<StateHash.Known> known;
    private final Consumer<StateHash> listener;
    private long nextSeq;

    /**
     * @param market the one that {@code replayer} leads
     * @param every how many transactions apart; the multiples of it, wherever the replay begins
     * @param known to be compared on the way
     * @param listener is told each hash, in order
     */
    public StateHashes(
            Market market, Replayer replayer, long every, List<StateHash.Known> known, Consumer<StateHash> listener) {
        if (every < 1) {
            throw new IllegalArgumentException("expected a number of transactions from 1 on, every=" + every);
        }
        this.market = market;
        this.replayer = replayer;
        this.every = every;
        this.known = new ArrayDeque<>(known.stream()
                .sorted(Comparator.comparingLong(StateHash.Known::seq))
                .toList());
        this.listener = listener;
        nextSeq = behind(market.lastSeq());
    }

    /** @throws ReplayDiverged at the first difference */
    @Override
    public void onTransaction(Transaction transaction) {
        replayer.onTransaction(transaction);
        if (transaction.seq() == market.lastSeq()) {
            onState(transaction);
        }
    }

    /** Known hashes that the replay did not come to, or not behind a whole command. */
    public List<StateHash.Known> unreached() {
        return List.copyOf(known);
    }

    private void onState(Transaction transaction) {
        while (!known.isEmpty() && known.peek().seq() == transaction.seq()) {
            tell(transaction, known.remove());
        }
        if (transaction.seq() >= nextSeq) {
            tell(transaction, null);
            nextSeq = behind(transaction.seq());
        }
    }

    private void tell(Transaction transaction, StateHash.Known expected) {
        listener.accept(new StateHash(transaction.seq(), transaction.timeNs(), market.stateHash(), expected));
    }

    private long behind(long seq) {
        return (seq / every + 1) * every;
    }
}
