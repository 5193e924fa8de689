package io.gavel.journal.replay;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.TransactionListener;
import io.gavel.wire.Transaction;
import org.agrona.DirectBuffer;

/**
 * Lets a market decide a journal again and compares, byte for byte, what it decides with what is recorded.
 *
 * <p>A recorded transaction is fed if the market has not come to it yet; what the call before produced as well
 * (continuations, deadlines of the same instant) is only compared. Transactions that a snapshot already holds are
 * passed over; what an operator has given up takes its sequence and decides nothing ({@link Market#pass}). One thread.
 */
public final class Replayer implements TransactionListener {
    private static final int INITIAL_CAPACITY = 1 << 16;

    private final Market market;
    private final TransactionBuffer produced = new TransactionBuffer(INITIAL_CAPACITY);
    private final Transaction decided = new Transaction();
    private final ByteComparison bytes = new ByteComparison();
    private final CommandsAhead ahead;

    private int comparedLength;
    private int comparedCount;
    private long replayed;

    /** @param market new, or as a snapshot left it */
    public Replayer(Market market) {
        this.market = market;
        ahead = new CommandsAhead(market);
    }

    /** @throws ReplayDiverged at the first difference; the market must not be used any more */
    @Override
    public void onTransaction(Transaction recorded) {
        if (recorded.isSkipped() && recorded.seq() > market.lastSeq()) {
            pass(recorded);
            return;
        }
        if (recorded.seq() > market.lastSeq()) {
            feed(recorded);
        } else if (comparedCount == produced.count()) {
            return;
        }
        // Between the two: what was just written can be read in long pieces once it has reached the cache, and looking
        // ahead takes as long. A tenth of a replay's time (gavel-perf journal --parts read).
        ahead.of(recorded);
        compare(recorded);
        replayed++;
    }

    /** How many transactions were decided again. */
    public long replayed() {
        return replayed;
    }

    /** How many transactions the market decided beyond the recorded end: what a cut command still lacks. */
    public int pendingCount() {
        return produced.count() - comparedCount;
    }

    /** Holds the transactions that the market decided last, the pending ones behind {@link #pendingOffset}. */
    public DirectBuffer pendingBuffer() {
        return produced.buffer();
    }

    public int pendingOffset() {
        return comparedLength;
    }

    public int pendingLength() {
        return produced.length() - comparedLength;
    }

    /** An operator has given it up: it keeps its place and decides nothing. */
    private void pass(Transaction recorded) {
        produced.clear();
        comparedLength = 0;
        comparedCount = 0;
        market.pass(recorded);
    }

    private void feed(Transaction recorded) {
        produced.clear();
        comparedLength = 0;
        comparedCount = 0;
        try {
            if (recorded.isTimeReached()) {
                market.onTime(recorded.timeNs(), produced);
            } else {
                market.onCommand(
                        recorded.buffer(),
                        recorded.commandOffset(),
                        recorded.commandLength(),
                        recorded.timeNs(),
                        produced);
            }
        } catch (RuntimeException problem) {
            throw new ReplayDiverged(finder(recorded).thrown(problem), problem);
        }
        if (produced.count() == 0 || produced.firstSeq() != recorded.seq()) {
            throw new ReplayDiverged(finder(recorded).notDecided());
        }
    }

    private void compare(Transaction recorded) {
        decided.wrap(produced.buffer(), comparedLength, recorded.seq());
        int length = recorded.length();
        if (decided.length() != length
                || bytes.mismatch(recorded.buffer(), recorded.offset(), produced.buffer(), comparedLength, length)
                        != ByteComparison.EQUAL) {
            throw new ReplayDiverged(finder(recorded).between(decided));
        }
        comparedLength += length;
        comparedCount++;
    }

    private DifferenceFinder finder(Transaction recorded) {
        return new DifferenceFinder(recorded, produced, DifferenceFinder.names(market));
    }
}
