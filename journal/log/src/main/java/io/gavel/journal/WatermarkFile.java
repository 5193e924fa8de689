package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The newest {@link Watermark} of a journal, in {@code DIR/watermark}: two slots, each on a page of its own, written in
 * turn, so that a write which is torn leaves the other.
 *
 * <pre>
 *   0       4         8         16      24           32      40              48             56    60
 *   +-------+---------+---------+-------+------------+-------+---------------+--------------+-----+
 *   | magic | version | counter |  seq  |    chain   | gener.| journalId high| journalId low| crc |
 *   +-------+---------+---------+-------+------------+-------+---------------+--------------+-----+
 * </pre>
 *
 * <p>The slot with the larger counter is the newer one; {@code crc} is CRC32C over what stands before it. Any thread.
 */
public final class WatermarkFile implements AutoCloseable {
    private static final int MAGIC = 0x574C5647;
    private static final int VERSION = 1;
    private static final int SLOTS = 2;
    private static final int SLOT_BYTES = 4 << 10;
    private static final int CRC_OFFSET = 2 * Integer.BYTES + 6 * Long.BYTES;
    private static final int LENGTH = CRC_OFFSET + Integer.BYTES;
    private static final Slot EMPTY = new Slot(0, null);

    private final JournalDirectory directory;
    private final FileChannel channel;
    private Slot newest;

    private WatermarkFile(JournalDirectory directory, FileChannel channel, Slot newest) {
        this.directory = directory;
        this.channel = channel;
        this.newest = newest;
    }

    /** @param watermark null: the slot holds nothing */
    private record Slot(long counter, Watermark watermark) {}

    /**
     * The newest watermark of a journal; null where it has none.
     *
     * @throws JournalDamaged where neither slot can be read
     */
    public static Watermark read(Path journal) {
        return read(new JournalDirectory(journal));
    }

    static Watermark read(JournalDirectory directory) {
        Path file = directory.watermarkFile();
        if (!Files.exists(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return newest(file, channel).watermark;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a watermark in place whatever was there before, whole or not at all; for a journal that was repaired. */
    public static void replace(Path journal, Watermark watermark) {
        JournalDirectory directory = new JournalDirectory(journal);
        try {
            create(directory, watermark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens a journal's file to write, or makes it, and moves it on to this watermark.
     *
     * @param isSynced whether the device has that when this returns
     */
    static WatermarkFile open(JournalDirectory directory, Watermark known, boolean isSynced) throws IOException {
        Path file = directory.watermarkFile();
        if (!Files.exists(file)) {
            create(directory, known);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isOpen = false;
        try {
            WatermarkFile opened = new WatermarkFile(directory, channel, newest(file, channel));
            opened.write(known, isSynced);
            isOpen = true;
            return opened;
        } finally {
            if (!isOpen) {
                channel.close();
            }
        }
    }

    /**
     * Writes a watermark, unless it knows no more than the last one, or the file is closed.
     *
     * @param isSynced whether the device has it when this returns
     */
    synchronized void write(Watermark watermark, boolean isSynced) throws IOException {
        if (!channel.isOpen()
                || watermark.position().seq() <= newest.watermark.position().seq()) {
            return;
        }
        Slot next = new Slot(newest.counter + 1, watermark);
        ByteBuffer bytes = encode(next);
        long position = position(next.counter);
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
        if (isSynced) {
            directory.storage().sync(channel);
        }
        newest = next;
    }

    synchronized Watermark newest() {
        return newest.watermark;
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same. */
    static void create(JournalDirectory directory, Watermark watermark) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
        Slot first = new Slot(1, watermark);
        content.put((int) position(first.counter), encode(first), 0, LENGTH);
        WholeFile.put(directory.storage(), directory.watermarkFile(), content);
        directory.storage().syncDirectory(directory.root());
    }

    private static Slot newest(Path file, FileChannel channel) throws IOException {
        Slot newest = EMPTY;
        for (int slot = 0; slot < SLOTS; slot++) {
            ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes, (long) slot * SLOT_BYTES + bytes.position()) >= 0) {
                // until the slot is there, or the file ends
            }
            Slot found = bytes.hasRemaining() ? EMPTY : decode(file, bytes);
            newest = found.counter > newest.counter ? found : newest;
        }
        if (newest.watermark == null) {
            throw new JournalDamaged(
                    DamageReason.BAD_CRC, "expected one of two slots whole: what was known is unknown", file, 0, 0);
        }
        return newest;
    }

    private static ByteBuffer encode(Slot slot) {
        JournalPosition position = slot.watermark.position();
        UUID journalId = slot.watermark.journalId();
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(slot.counter);
        bytes.putLong(position.seq()).putLong(position.chain()).putLong(position.generation());
        bytes.putLong(journalId.getMostSignificantBits());
        bytes.putLong(journalId.getLeastSignificantBits());
        return bytes.putInt(crc(bytes)).flip();
    }

    /** {@link #EMPTY} where the slot is not whole: never written, or torn. */
    private static Slot decode(Path file, ByteBuffer bytes) {
        bytes.flip();
        boolean isWhole = bytes.getInt(0) == MAGIC && bytes.getInt(CRC_OFFSET) == crc(bytes);
        if (!isWhole) {
            return EMPTY;
        }
        int version = bytes.getInt(Integer.BYTES);
        if (version != VERSION) {
            throw new JournalDamaged(
                    DamageReason.UNKNOWN_VERSION, "expected version " + VERSION + ", version=" + version, file, 0, 0);
        }
        bytes.position(2 * Integer.BYTES);
        long counter = bytes.getLong();
        JournalPosition position = new JournalPosition(bytes.getLong(), bytes.getLong(), bytes.getLong());
        return new Slot(counter, new Watermark(position, new UUID(bytes.getLong(), bytes.getLong())));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, CRC_OFFSET);
        return (int) crc.getValue();
    }

    private static long position(long counter) {
        return counter % SLOTS * SLOT_BYTES;
    }
}
