package io.gavel.journal;

import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows a journal, also one that another process is writing: from any sequence or time, over all generations, never
 * past what is durable.
 *
 * <p>Everything read is verified again. One thread. A poll with nothing new costs one load of shared memory.
 */
public final class JournalReader implements AutoCloseable {
    private static final long FIRST_SEQ = 1;
    private static final long ANY_TIME = Long.MIN_VALUE;
    private static final long NO_BOUNDARY = 0;
    private static final long SHORTEST_PAUSE_NS = 50_000;
    private static final long LONGEST_PAUSE_NS = 5_000_000;

    private final JournalDirectory directory;
    private final Told told;

    private JournalCursor cursor;
    private JournalSkips skips;
    private long wantedSeq = FIRST_SEQ;
    private long wantedNs = ANY_TIME;
    private long boundarySeq = NO_BOUNDARY;
    private long seq;
    private long toldSeq;
    private int remaining;
    private int offset;
    private boolean hasPolled;

    private JournalReader(JournalDirectory directory, Told told) {
        this.directory = directory;
        this.told = told;
    }

    /** Who says how far may be read, and of which journal that is. */
    private interface Told {
        long seq();

        UUID journalId();

        /** Number of the last generation in which what may be read can begin. */
        long lastGeneration();

        void close();
    }

    /** The writer, by its counter: goes on. */
    private record Counted(JournalDirectory directory, DurableCounter counter) implements Told {
        @Override
        public long seq() {
            return counter.seq();
        }

        @Override
        public UUID journalId() {
            return counter.journalId();
        }

        @Override
        public long lastGeneration() {
            return directory.lastGeneration();
        }

        @Override
        public void close() {
            counter.close();
        }
    }

    /** A pass over the whole journal that found so much good. */
    private record Verified(JournalReport report) implements Told {
        @Override
        public long seq() {
            return report.lastSeq();
        }

        @Override
        public UUID journalId() {
            return report.journalId();
        }

        @Override
        public long lastGeneration() {
            return report.end().generation();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /**
     * Stands before the first transaction that is kept.
     *
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where no journal was opened yet
     */
    public static JournalReader open(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        return open(journal, new Counted(journal, DurableCounter.openToRead(journal)));
    }

    /**
     * The same, of what a verification found good, and no further: also where the counter is damaged or gone, and before
     * damage.
     */
    public static JournalReader open(Path directory, JournalReport good) {
        return open(new JournalDirectory(directory), new Verified(good));
    }

    private static JournalReader open(JournalDirectory journal, Told told) {
        JournalReader reader = new JournalReader(journal, told);
        try {
            reader.start(JournalCursor.atStart(journal, told::seq));
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Makes the next poll return this sequence, when it is durable. Reads from the start of its generation.
     *
     * @param seq from 1 on
     * @throws JournalNotKept if it was dropped
     */
    public void seek(long seq) {
        if (seq < FIRST_SEQ) {
            throw new IllegalArgumentException("expected a sequence from 1 on, seq=" + seq);
        }
        closeCursor();
        start(JournalCursor.before(seq, directory, told::seq, told.lastGeneration()));
        if (cursor.nextSeq() > seq) {
            throw new JournalNotKept("seq=" + seq, cursor.nextSeq(), directory.root());
        }
        wantedSeq = seq;
    }

    /**
     * Makes the next poll return the first transaction at or after a time, when it is durable.
     *
     * <p>Finds the generation by the time of its first transaction, newest first, and reads from the start of that one:
     * at most one generation is read, whose records are verified on the way. Engine time never goes back, so all that
     * follows is later.
     *
     * @param timeNs engine time, ns since the epoch. A poll throws {@link JournalNotKept} where the first transaction that
     *     is kept is not before it, as others at or after it may have been dropped
     */
    public void seekTime(long timeNs) {
        closeCursor();
        start(JournalCursor.beforeTime(timeNs, directory, told::seq, told.lastGeneration()));
        wantedSeq = FIRST_SEQ;
        wantedNs = timeNs;
        long firstSeq = firstSeq();
        boundarySeq = firstSeq > FIRST_SEQ ? firstSeq : NO_BOUNDARY;
    }

    /**
     * Looks at the next durable transaction.
     *
     * @param into looks at the reader's own bytes, which stay as they are until the next poll
     * @return false: there is none yet
     * @throws JournalDamaged where the journal cannot be trusted any more
     */
    public boolean poll(Transaction into) {
        if (skips == null) {
            learnSkips();
        }
        while (true) {
            if (remaining == 0) {
                if (!cursor.nextBatch()) {
                    return false;
                }
                remaining = cursor.batchCount();
                offset = cursor.batchOffset();
                seq = cursor.batchFirstSeq();
            }
            if (seq > toldSeq) {
                toldSeq = told.seq();
                if (seq > toldSeq) {
                    return false;
                }
            }
            into.wrap(cursor.buffer(), offset, seq, cursor.batchOffset() + cursor.batchLength());
            skips.mark(into);
            hasPolled = true;
            offset += into.length();
            remaining--;
            seq++;
            if (into.seq() >= wantedSeq && into.timeNs() >= wantedNs) {
                if (into.seq() == boundarySeq) {
                    throw new JournalNotKept("timeNs=" + wantedNs, boundarySeq, directory.root());
                }
                return true;
            }
        }
    }

    /**
     * The same, waiting for it if there is none yet: parks between looks, which are up to 5 ms apart.
     *
     * @param timeoutNs how long to wait at most
     * @return false: there was none in time, or this thread was interrupted
     */
    public boolean poll(Transaction into, long timeoutNs) {
        if (poll(into)) {
            return true;
        }
        long startNs = System.nanoTime();
        long pauseNs = SHORTEST_PAUSE_NS;
        while (true) {
            long leftNs = timeoutNs - (System.nanoTime() - startNs);
            if (leftNs <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(pauseNs, leftNs));
            if (poll(into)) {
                return true;
            }
            pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
        }
    }

    /** The sequence that the next successful poll returns; after {@link #seekTime}, the least that it may. */
    public long nextSeq() {
        return Math.max(seq, wantedSeq);
    }

    /** Where the transaction of the last successful poll ended its excerpt; null where it did not, or before any poll. */
    public JournalPosition position() {
        return remaining == 0 && hasPolled ? new JournalPosition(seq - 1, cursor.chain(), cursor.generation()) : null;
    }

    /** The first sequence that is kept: 1, unless generations were dropped. */
    public long firstSeq() {
        try (JournalCursor first = JournalCursor.atStart(directory, JournalCursor.NO_LIMIT)) {
            return first.nextSeq();
        }
    }

    /**
     * The commands given up that are told of from where this reader began on, in the order in which they were given up. They
     * may be before that.
     */
    public List<SkippedCommand> skipped() {
        if (skips == null) {
            learnSkips();
        }
        return skips.list();
    }

    /** The last sequence that may be read at this moment. */
    public long durableSeq() {
        return told.seq();
    }

    /** Names the journal: the epoch of whoever remembers a sequence of it. */
    public UUID journalId() {
        return told.journalId();
    }

    @Override
    public void close() {
        closeCursor();
        told.close();
    }

    private void start(JournalCursor at) {
        cursor = at;
        skips = null;
        if (!at.journalId().equals(told.journalId())) {
            throw new JournalDamaged(
                    DamageReason.FOREIGN_FILE,
                    "expected a generation of journal " + told.journalId() + ", journalId=" + at.journalId(),
                    at.file(),
                    0,
                    0);
        }
        seq = at.nextSeq();
        remaining = 0;
        hasPolled = false;
        wantedNs = ANY_TIME;
        boundarySeq = NO_BOUNDARY;
    }

    /** Not before it is read: who only asks what a journal is need not look at its generations. */
    private void learnSkips() {
        skips = JournalSkips.from(cursor.generation(), directory);
        cursor.onlySkips(skips);
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
