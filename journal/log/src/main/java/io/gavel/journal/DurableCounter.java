package io.gavel.journal;

import io.gavel.journal.storage.SharedWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last sequence that may be told, in a small file that every process can read as memory.
 *
 * <pre>
 *   0       4         8               16              24              32
 *   +-------+---------+---------------+---------------+---------------+
 *   | magic | version |      seq      | journalId high| journalId low |
 *   +-------+---------+---------------+---------------+---------------+
 * </pre>
 *
 * <p>The writer stores with release, readers load with acquire: who sees a sequence sees the records up to it.
 */
final class DurableCounter implements AutoCloseable {
    private static final int MAGIC = 0x444C5647;
    private static final int VERSION = 1;
    private static final int MAGIC_OFFSET = 0;
    private static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    private static final int SEQ_OFFSET = VERSION_OFFSET + Integer.BYTES;
    private static final int ID_HIGH_OFFSET = SEQ_OFFSET + Long.BYTES;
    private static final int ID_LOW_OFFSET = ID_HIGH_OFFSET + Long.BYTES;
    private static final int LENGTH = ID_LOW_OFFSET + Long.BYTES;

    private final SharedWords words;

    private DurableCounter(SharedWords words) {
        this.words = words;
    }

    /** Puts a new counter in place, whole or not at all. */
    static void create(JournalDirectory directory, UUID journalId, long seq) throws IOException {
        UnsafeBuffer content = new UnsafeBuffer(new byte[LENGTH]);
        content.putInt(MAGIC_OFFSET, MAGIC, ByteOrder.LITTLE_ENDIAN);
        content.putInt(VERSION_OFFSET, VERSION, ByteOrder.LITTLE_ENDIAN);
        content.putLong(SEQ_OFFSET, seq, ByteOrder.LITTLE_ENDIAN);
        content.putLong(ID_HIGH_OFFSET, journalId.getMostSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        content.putLong(ID_LOW_OFFSET, journalId.getLeastSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        WholeFile.put(directory.storage(), directory.durableFile(), ByteBuffer.wrap(content.byteArray()));
    }

    static DurableCounter openToWrite(JournalDirectory directory) {
        return open(directory, true);
    }

    static DurableCounter openToRead(JournalDirectory directory) {
        return open(directory, false);
    }

    long seq() {
        return words.load(SEQ_OFFSET);
    }

    void seq(long seq) {
        words.store(SEQ_OFFSET, seq);
    }

    UUID journalId() {
        return new UUID(words.load(ID_HIGH_OFFSET), words.load(ID_LOW_OFFSET));
    }

    @Override
    public void close() {
        words.close();
    }

    private static DurableCounter open(JournalDirectory directory, boolean isWritable) {
        Path file = directory.durableFile();
        try {
            long length = Files.size(file);
            if (length != LENGTH) {
                throw foreign(file, "expected " + LENGTH + " bytes, length=" + length);
            }
            DurableCounter counter = new DurableCounter(directory.storage().share(file, LENGTH, isWritable));
            counter.checkHead(file);
            return counter;
        } catch (NoSuchFileException e) {
            throw directory.exists()
                    ? new JournalDamaged(
                            DamageReason.NOT_A_JOURNAL, "expected the counter of what was told", file, 0, 0)
                    : directory.notAJournal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkHead(Path file) {
        long head = words.load(MAGIC_OFFSET);
        int magic = (int) head;
        int version = (int) (head >>> Integer.SIZE);
        if (magic != MAGIC || version != VERSION) {
            close();
            throw magic != MAGIC
                    ? foreign(file, "expected the counter of a journal, magic=" + Integer.toHexString(magic))
                    : new JournalDamaged(
                            DamageReason.UNKNOWN_VERSION,
                            "expected version " + VERSION + ", version=" + version,
                            file,
                            0,
                            0);
        }
        if (seq() < 0) {
            long seq = seq();
            close();
            throw foreign(file, "expected a sequence from 0 on, seq=" + seq);
        }
    }

    private static JournalDamaged foreign(Path file, String expected) {
        return new JournalDamaged(DamageReason.FOREIGN_FILE, expected, file, 0, 0);
    }
}
