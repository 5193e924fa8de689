package io.gavel.journal;

import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Follows a journal, also one that another process is writing: from any sequence, over all generations, never past what
 * is durable.
 *
 * <p>Everything read is verified again. One thread. A poll with nothing new costs one load of shared memory.
 */
public final class JournalReader implements AutoCloseable {
    private static final long FIRST_SEQ = 1;

    private final JournalDirectory directory;
    private final DurableCounter durable;

    private JournalCursor cursor;
    private long wantedSeq = FIRST_SEQ;
    private long seq;
    private long toldSeq;
    private int remaining;
    private int offset;

    private JournalReader(JournalDirectory directory, DurableCounter durable) {
        this.directory = directory;
        this.durable = durable;
    }

    /**
     * Stands before the first transaction.
     *
     * @throws JournalDamaged with {@link DamageReason#NOT_A_JOURNAL} where no journal was opened yet
     */
    public static JournalReader open(Path directory) {
        JournalDirectory journal = new JournalDirectory(directory);
        DurableCounter durable = DurableCounter.openToRead(journal.durableFile());
        JournalReader reader = new JournalReader(journal, durable);
        try {
            reader.seek(FIRST_SEQ);
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
     */
    public void seek(long seq) {
        if (seq < FIRST_SEQ) {
            throw new IllegalArgumentException("expected a sequence from 1 on, seq=" + seq);
        }
        closeCursor();
        cursor = JournalCursor.before(seq, directory, durable::seq);
        wantedSeq = seq;
        this.seq = cursor.nextSeq();
        remaining = 0;
    }

    /**
     * Looks at the next durable transaction.
     *
     * @param into looks at the reader's own bytes, which stay as they are until the next poll
     * @return false: there is none yet
     * @throws JournalDamaged where the journal cannot be trusted any more
     */
    public boolean poll(Transaction into) {
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
                toldSeq = durable.seq();
                if (seq > toldSeq) {
                    return false;
                }
            }
            into.wrap(cursor.buffer(), offset, seq);
            offset += into.length();
            remaining--;
            seq++;
            if (into.seq() >= wantedSeq) {
                return true;
            }
        }
    }

    /** The sequence that the next successful poll returns. */
    public long nextSeq() {
        return Math.max(seq, wantedSeq);
    }

    /** The last sequence that may be read at this moment. */
    public long durableSeq() {
        return durable.seq();
    }

    /** Names the journal: the epoch of whoever remembers a sequence of it. */
    public UUID journalId() {
        return durable.journalId();
    }

    @Override
    public void close() {
        closeCursor();
        durable.close();
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
