package io.gavel.settlement;

import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.NamedReader;
import io.gavel.journal.SkippedCommand;
import io.gavel.wire.Transaction;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The journal on disk as a source, if wanted under a name: then the journal keeps what a settlement that goes on needs.
 *
 * <p>The counter of what is durable is mapped memory, so closing shuts others out first.
 */
final class JournalSource implements TransactionSource {
    private static final long NONE = -1;

    private final Path folder;
    private final String name;
    private final JournalReader reader;
    private final UUID journalId;
    private long settledGeneration = NONE;
    private boolean isClosed;
    private long lastDurableSeq;

    private JournalSource(Path folder, String name, JournalReader reader) {
        this.folder = folder;
        this.name = name;
        this.reader = reader;
        journalId = reader.journalId();
    }

    /** Under no name. */
    static JournalSource open(Path folder) {
        return open(folder, SettlementConfig.NO_READER);
    }

    /** @param name as which the journal knows it ({@link NamedReader}) */
    static JournalSource open(Path folder, String name) {
        return new JournalSource(folder, name, JournalReader.open(folder));
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
    public List<SkippedCommand> skipped() {
        return reader.skipped();
    }

    @Override
    public boolean poll(Transaction into) {
        return reader.poll(into);
    }

    @Override
    public JournalPosition position() {
        return reader.position();
    }

    /** Whole generations are dropped, so that the position within one is not worth a write. */
    @Override
    public void settled(JournalPosition position) {
        if (name.equals(SettlementConfig.NO_READER) || position.generation() == settledGeneration) {
            return;
        }
        try {
            new NamedReader(name, journalId, position).advance(folder, position);
            settledGeneration = position.generation();
        } catch (UncheckedIOException notWritten) {
            // On a full disk, or in a folder that is another user's: the journal keeps more than it must, and it is
            // tried
            // again behind the next batch.
            settledGeneration = NONE;
        }
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
