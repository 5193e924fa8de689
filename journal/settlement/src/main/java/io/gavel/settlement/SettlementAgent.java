package io.gavel.settlement;

import io.gavel.journal.JournalPosition;
import io.gavel.settlement.sink.Anchor;
import io.gavel.settlement.sink.FencedException;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.settlement.sink.SinkUnavailableException;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Transaction;

/**
 * The duty cycle: polls the journal into a batch, and settles the batch when it is full or has waited long enough.
 *
 * <p>A batch is kept until the database has it. After a failure the database's own offset says whether it has: then on
 * to the next, else the same batch again. Thread: one. Any exception but {@link SinkUnavailableException} is final.
 */
final class SettlementAgent {
    private final SettlementConfig config;
    private final TransactionSource source;
    private final SettlementSink sink;

    private final RowBatch batch = new RowBatch();
    private final HeldTransactions held = new HeldTransactions();
    private final Transaction transaction = new Transaction();

    private Projection projection;
    private long firstRowNs;
    private boolean isConnected;
    private long settledSeq;
    private long batches;
    private long rows;

    SettlementAgent(TransactionSource source, SettlementSink sink, SettlementConfig config) {
        this.source = source;
        this.sink = sink;
        this.config = config;
    }

    /**
     * Opens the database, and makes sure that it is not ahead of the journal. Called before anything else, and again
     * after {@link SinkUnavailableException}.
     */
    void connect() {
        SettledOffset offset = sink.connect(source.journalId());
        if (batch.nextSeq() == 0) {
            start(offset);
        } else {
            resume(offset);
        }
        isConnected = true;
    }

    boolean isConnected() {
        return isConnected;
    }

    /**
     * Takes what has piled up, and settles it when it is time.
     *
     * @param atOnce whether not to linger
     * @return whether there was anything to do
     */
    boolean doWork(boolean atOnce) {
        boolean polled = false;
        while (!isFull() && poll()) {
            polled = true;
        }
        if (batch.isEmpty()) {
            return polled;
        }
        if (polled && firstRowNs == 0) {
            firstRowNs = System.nanoTime();
        }
        if (atOnce
                || isFull()
                || System.nanoTime() - firstRowNs >= config.linger().toNanos()) {
            settle();
            return true;
        }
        return polled;
    }

    long settledSeq() {
        return settledSeq;
    }

    /** Transactions whose command has not ended yet: they are durable, and cannot be settled alone. */
    int held() {
        return held.count();
    }

    long batches() {
        return batches;
    }

    long rows() {
        return rows;
    }

    /** Lets go of the database without finishing what is under way. */
    void close() {
        sink.close();
        source.close();
    }

    private void start(SettledOffset offset) {
        projection = GoingOn.from(offset, source, sink, batch);
        batch.reset(offset.nextSeq());
        settledSeq = offset.nextSeq() - 1;
        tellSource();
    }

    /** The database is back: is the batch in it, whose answer never came? */
    private void resume(SettledOffset offset) {
        boolean isIn = !batch.isEmpty() && offset.nextSeq() == batch.nextSeq() && offset.digest() == batch.digest();
        if (isIn) {
            settled();
        } else if (offset.nextSeq() != settledSeq + 1) {
            throw new FencedException("expected the database as it was left, nextSeq=" + offset.nextSeq()
                    + ", expected=" + (settledSeq + 1) + " or " + batch.nextSeq());
        }
    }

    private boolean poll() {
        if (!source.poll(transaction)) {
            return false;
        }
        if (transaction.continues() || !held.isEmpty()) {
            held.add(transaction);
            if (!transaction.continues()) {
                held.release(this::project);
            }
        } else {
            project(transaction);
        }
        JournalPosition at = held.isEmpty() ? source.position() : null;
        if (at != null) {
            batch.anchor(new Anchor(at.seq(), at.chain(), at.generation(), batch.digest()));
        }
        return true;
    }

    private void project(Transaction tx) {
        try {
            projection.onTransaction(tx);
        } catch (RuntimeException e) {
            throw new SinkRefusedException(
                    "could not turn a transaction into rows, seq=" + tx.seq() + ": " + e.getMessage(), e);
        }
    }

    private boolean isFull() {
        return batch.bytes() >= config.maxBytes() || batch.rowCount() >= config.maxRows();
    }

    private void settle() {
        try {
            sink.begin(batch);
            for (Table table : Table.values()) {
                load(batch.rows(table));
            }
            sink.commit(batch);
        } catch (SinkUnavailableException e) {
            isConnected = false;
            sink.abort();
            throw e;
        }
        settled();
    }

    private void load(Rows of) {
        if (of.isEmpty()) {
            return;
        }
        if (of.table().isFact()) {
            sink.facts(of);
        } else {
            sink.state(of);
        }
    }

    private void settled() {
        settledSeq = batch.nextSeq() - 1;
        batches++;
        rows += batch.rowCount();
        batch.reset(batch.nextSeq());
        firstRowNs = 0;
        tellSource();
    }

    /** What is before the anchor is not read again; the anchor itself proves the journal. */
    private void tellSource() {
        Anchor anchor = batch.anchor();
        source.settled(new JournalPosition(anchor.seq(), anchor.chain(), anchor.generation()));
    }
}
