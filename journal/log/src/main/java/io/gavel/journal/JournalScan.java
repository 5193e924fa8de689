package io.gavel.journal;

import io.gavel.wire.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One verified pass over a whole journal: counts what is good, hands it to a listener, throws at the first damage. */
final class JournalScan implements AutoCloseable {
    private final JournalDirectory directory;
    private final LongSupplier limit;
    private final JournalCursor cursor;
    private final ScannedBytes scanned;
    private final long firstGeneration;
    private final Transaction transaction = new Transaction();

    private JournalSkips skips;
    private long transactions;
    private long batches;
    private long bytes;
    private long lastTimeNs;
    private long tornBytes;
    private JournalTail tail = JournalTail.NOTHING;
    private boolean isAtLimit;
    private long endChain = JournalReport.START.chain();
    private long endGeneration = JournalReport.START.generation();

    /** @param limit the last sequence to read; with {@link JournalCursor#NO_LIMIT} the end of the file is judged too */
    JournalScan(JournalDirectory directory, LongSupplier limit) {
        this(directory, limit, ScanProgress.NONE);
    }

    JournalScan(JournalDirectory directory, LongSupplier limit, ScanProgress progress) {
        this.directory = directory;
        this.limit = limit;
        this.scanned = new ScannedBytes(directory, progress);
        this.cursor = JournalCursor.atStart(directory, limit);
        this.firstGeneration = directory.firstGeneration();
    }

    /**
     * Reads on to the end.
     *
     * @throws JournalDamaged at the first thing that cannot be trusted; what came before was handed out
     */
    JournalReport run(TransactionListener listener) {
        return run(KnownEnd.nothing(), 0, listener);
    }

    /** The same, and compares what was read, and where it ends, with what is known. */
    JournalReport run(KnownEnd known, TransactionListener listener) {
        return run(known, 0, listener);
    }

    /** The same, and hands out only what is behind a sequence. */
    JournalReport run(KnownEnd known, long behindSeq, TransactionListener listener) {
        known.checkJournal(cursor.journalId());
        try {
            read(known, behindSeq, listener);
        } catch (JournalDamaged damage) {
            throw known.meant(damage);
        }
        JournalReport found = report();
        known.check(found, cursor.file(), cursor.position());
        return found;
    }

    private void read(KnownEnd known, long behindSeq, TransactionListener listener) {
        while (cursor.nextBatch()) {
            if (lastSeq() > behindSeq) {
                handOut(behindSeq, listener);
            }
            transactions += cursor.batchCount();
            batches++;
            bytes += cursor.batchLength();
            lastTimeNs = cursor.batchLastTimeNs();
            endChain = cursor.chain();
            endGeneration = cursor.generation();
            known.onExcerpt(cursor.batchFirstSeq(), lastSeq(), endChain, endGeneration);
            listener.onExcerptEnd(lastSeq(), endChain, endGeneration);
            scanned.at(cursor.generation(), cursor.position());
        }
        directory.checkNames(lastSeq());
        if (limit == JournalCursor.NO_LIMIT) {
            Tail behind = cursor.tail();
            tornBytes = behind.tornBytes();
            tail = behind.kind();
        }
        isAtLimit = limit != JournalCursor.NO_LIMIT;
        scanned.end();
    }

    /** What was good so far. */
    JournalReport report() {
        return new JournalReport(
                cursor.journalId(),
                firstGeneration,
                directory.lastGeneration(),
                transactions,
                batches,
                lastSeq(),
                lastTimeNs,
                cursor.chain(),
                bytes,
                tornBytes,
                tail,
                cursor.level(),
                cursor.isClosedCleanly() && cursor.generation() == directory.lastGeneration(),
                new JournalPosition(lastSeq(), endChain, endGeneration),
                cursor.skipped(),
                repairs());
    }

    @Override
    public void close() {
        cursor.close();
    }

    /** Those that were passed, and where a limit stopped the pass those behind which nothing is told yet. */
    private List<RecordedRepair> repairs() {
        List<RecordedRepair> repairs = new ArrayList<>(cursor.repairs());
        if (isAtLimit) {
            SecondRecords.from(cursor.generation(), directory).repairs().stream()
                    .filter(repair -> !repairs.contains(repair))
                    .forEach(repairs::add);
        }
        return List.copyOf(repairs);
    }

    private void handOut(long behindSeq, TransactionListener listener) {
        listener.onExcerpt(cursor.batchCount(), cursor.batchLength());
        // Who only verifies is spared the second walk through the batch: a tenth of the time.
        int heard = listener == TransactionListener.NONE ? 0 : cursor.batchCount();
        if (heard > 0 && skips == null) {
            skips = JournalSkips.from(cursor.generation(), directory);
        }
        int offset = cursor.batchOffset();
        int end = offset + cursor.batchLength();
        for (int i = 0; i < heard; i++) {
            transaction.wrap(cursor.buffer(), offset, cursor.batchFirstSeq() + i, end);
            offset += transaction.length();
            if (transaction.seq() > behindSeq) {
                skips.mark(transaction);
                listener.onTransaction(transaction);
            }
        }
    }

    private long lastSeq() {
        return cursor.nextSeq() - 1;
    }
}
