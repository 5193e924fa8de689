package io.gavel.journal;

import io.gavel.wire.Transaction;
import java.util.function.LongSupplier;

/** One verified pass over a whole journal: counts what is good, hands it to a listener, throws at the first damage. */
final class JournalScan implements AutoCloseable {
    private final JournalDirectory directory;
    private final LongSupplier limit;
    private final JournalCursor cursor;
    private final Transaction transaction = new Transaction();

    private long transactions;
    private long batches;
    private long bytes;
    private long lastTimeNs;
    private long tornBytes;

    /** @param limit the last sequence to read; with {@link JournalCursor#NO_LIMIT} the end of the file is judged too */
    JournalScan(JournalDirectory directory, LongSupplier limit) {
        this.directory = directory;
        this.limit = limit;
        this.cursor = JournalCursor.atStart(directory, limit);
    }

    /**
     * Reads on to the end.
     *
     * @param knownSeq a sequence that was told and must therefore be there
     * @throws JournalDamaged at the first thing that cannot be trusted; what came before was handed out
     */
    JournalReport run(long knownSeq, TransactionListener listener) {
        while (cursor.nextBatch()) {
            handOut(listener);
        }
        if (limit == JournalCursor.NO_LIMIT) {
            tornBytes = cursor.tail().tornBytes();
        }
        if (lastSeq() < knownSeq) {
            throw new JournalDamaged(
                    DamageReason.SHORTER_THAN_KNOWN,
                    "expected what was durable, durableSeq=" + knownSeq,
                    cursor.file(),
                    cursor.position(),
                    lastSeq());
        }
        return report();
    }

    /** What was good so far. */
    JournalReport report() {
        return new JournalReport(
                cursor.journalId(),
                directory.lastGeneration(),
                transactions,
                batches,
                lastSeq(),
                lastTimeNs,
                cursor.chain(),
                bytes,
                tornBytes,
                cursor.level(),
                cursor.isClosedCleanly() && cursor.generation() == directory.lastGeneration());
    }

    @Override
    public void close() {
        cursor.close();
    }

    private void handOut(TransactionListener listener) {
        int offset = cursor.batchOffset();
        for (int i = 0; i < cursor.batchCount(); i++) {
            transaction.wrap(cursor.buffer(), offset, cursor.batchFirstSeq() + i);
            offset += transaction.length();
            lastTimeNs = transaction.timeNs();
            listener.onTransaction(transaction);
        }
        transactions += cursor.batchCount();
        batches++;
        bytes += cursor.batchLength();
    }

    private long lastSeq() {
        return cursor.nextSeq() - 1;
    }
}
