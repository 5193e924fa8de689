package io.gavel.settlement;

import io.gavel.journal.JournalReader;
import io.gavel.wire.Transaction;
import java.nio.file.Path;
import java.util.UUID;

/** The journal on disk as a source. The counter of what is durable is mapped memory, so closing shuts others out first. */
final class JournalSource implements TransactionSource {
    private final JournalReader reader;
    private final UUID journalId;
    private boolean isClosed;
    private long lastDurableSeq;

    private JournalSource(JournalReader reader) {
        this.reader = reader;
        journalId = reader.journalId();
    }

    static JournalSource open(Path folder) {
        return new JournalSource(JournalReader.open(folder));
    }

    @Override
    public UUID journalId() {
        return journalId;
    }

    @Override
    public synchronized long durableSeq() {
        if (!isClosed) {
            lastDurableSeq = reader.durableSeq();
        }
        return lastDurableSeq;
    }

    @Override
    public void seek(long seq) {
        reader.seek(seq);
    }

    @Override
    public boolean poll(Transaction into) {
        return reader.poll(into);
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            lastDurableSeq = reader.durableSeq();
            isClosed = true;
            reader.close();
        }
    }
}
