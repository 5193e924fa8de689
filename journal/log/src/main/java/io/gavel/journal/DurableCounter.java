package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last sequence that may be told, in a small mapped file that every process can read.
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

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    private DurableCounter(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.buffer = new UnsafeBuffer(mapped);
    }

    /** Puts a new counter in place, whole or not at all. */
    static void create(Path file, UUID journalId, long seq) {
        UnsafeBuffer content = new UnsafeBuffer(new byte[LENGTH]);
        content.putInt(MAGIC_OFFSET, MAGIC, ByteOrder.LITTLE_ENDIAN);
        content.putInt(VERSION_OFFSET, VERSION, ByteOrder.LITTLE_ENDIAN);
        content.putLong(SEQ_OFFSET, seq, ByteOrder.LITTLE_ENDIAN);
        content.putLong(ID_HIGH_OFFSET, journalId.getMostSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        content.putLong(ID_LOW_OFFSET, journalId.getLeastSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.byteArray()));
            // Or a power cut may leave the name without the content.
            channel.force(true);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DurableCounter openToWrite(Path file) {
        return open(file, true);
    }

    static DurableCounter openToRead(Path file) {
        return open(file, false);
    }

    long seq() {
        return buffer.getLongVolatile(SEQ_OFFSET);
    }

    void seq(long seq) {
        buffer.putLongOrdered(SEQ_OFFSET, seq);
    }

    UUID journalId() {
        return new UUID(
                buffer.getLong(ID_HIGH_OFFSET, ByteOrder.LITTLE_ENDIAN),
                buffer.getLong(ID_LOW_OFFSET, ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public void close() {
        buffer.wrap(0, 0);
        IoUtil.unmap(mapped);
    }

    private static DurableCounter open(Path file, boolean writable) {
        StandardOpenOption[] options = writable
                ? new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE}
                : new StandardOpenOption[] {StandardOpenOption.READ};
        try (FileChannel channel = FileChannel.open(file, options)) {
            if (channel.size() != LENGTH) {
                throw foreign(file, "expected " + LENGTH + " bytes, length=" + channel.size());
            }
            FileChannel.MapMode mode = writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
            DurableCounter counter = new DurableCounter(channel.map(mode, 0, LENGTH));
            counter.checkHead(file);
            return counter;
        } catch (NoSuchFileException e) {
            throw new JournalDamaged(DamageReason.NOT_A_JOURNAL, "expected a counter of durable records", file, 0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkHead(Path file) {
        int magic = buffer.getInt(MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN);
        int version = buffer.getInt(VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
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
    }

    private static JournalDamaged foreign(Path file, String expected) {
        return new JournalDamaged(DamageReason.FOREIGN_FILE, expected, file, 0, 0);
    }
}
