package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/**
 * A generation that is or will be written: its file, and how far that has pages already.
 *
 * <p>The first touch of a page is most of what an append costs, so pages are written with zeros before the first append,
 * while nobody writes the file: never beside a live appender. Zeros carry no information; a file may end anywhere in
 * them. One thread at a time.
 */
final class Generation implements AutoCloseable {
    /** Kept behind a file's last byte that is not zero: a record may end in zeros. */
    private static final long KEPT_BEHIND_BYTES = 2L * JournalConfig.MAX_EXCERPT_BYTES;
    /** What Chronicle itself leaves behind an unprepared end is not worth a change of the file. */
    private static final long TRIMMED_MIN_BYTES = 1L << 20;

    private static final int STEP_BYTES = 1 << 20;
    /**
     * Zeros are written in pieces, as the kernel caches what one call wrote as one piece and a store through the mapping
     * makes all of it dirty: after calls of 1 MiB a sync of 10 kB took 250 to 490 us, after calls of 64 KiB 128 us and
     * a raw one 105 us ({@code gavel-perf journal --parts commit}; ext4, Linux 6.18).
     */
    private static final int PIECE_BYTES = 64 << 10;

    private static final int PAGE_BYTES = 4 << 10;
    /** How much is reserved at a time where nothing was prepared. */
    private static final int RESERVED_BYTES = 64 << 10;
    /** Behind the position: the header of the next document, which Chronicle has touched. */
    private static final int HEADER_BYTES = 4;
    /** Prepared beyond the size, for what an append that just fits brings with it. */
    private static final int MARGIN_BYTES = 16 << 10;
    /** What making a file touches: Chronicle's own headers, in two files. */
    private static final long HEAD_BYTES = 256 << 10;

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(PIECE_BYTES).asReadOnlyBuffer();

    private final Storage storage;
    private final long number;
    private final long bytes;
    private final Path file;
    private final GenerationWriter writer;
    private final FileChannel channel;
    private final ByteBuffer zeros = ZEROS.duplicate();
    private long preparedEnd;

    private Generation(
            Storage storage, long number, long bytes, Path file, GenerationWriter writer, FileChannel channel) {
        this.storage = storage;
        this.number = number;
        this.bytes = bytes;
        this.file = file;
        this.writer = writer;
        this.channel = channel;
    }

    /**
     * Makes the file, without a record.
     *
     * @param bytes at which it is full
     */
    static Generation create(JournalDirectory directory, long number, Durability level, int blockBytes, long bytes)
            throws IOException {
        Storage storage = directory.storage();
        Files.createDirectories(directory.generations());
        long free = storage.usableBytes(directory.generations());
        if (free < HEAD_BYTES) {
            // Chronicle touches mapped pages at once: without space that is no error that can be caught everywhere.
            throw new JournalFull("space for a generation, bytes=" + HEAD_BYTES + ", free=" + free, directory, null);
        }
        Files.createDirectories(directory.generation(number));
        int mappedBytes = Math.max(blockBytes, JournalConfig.MIN_BLOCK_BYTES);
        GenerationWriter writer = new GenerationWriter(storage, directory.generation(number), level, mappedBytes);
        try {
            Path file = directory.queueFile(number);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            return new Generation(storage, number, bytes, file, writer, channel);
        } catch (IOException | RuntimeException | Error e) {
            CloseHelper.quietClose(writer);
            throw e;
        }
    }

    /** Removes what {@link #create} may have made, if it holds no record. */
    static void remove(JournalDirectory directory, long number) throws IOException {
        Path folder = directory.generation(number);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException none) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    /** Gives back the space of the zeros at the end of a generation that nobody writes any more; it may be dropped by now. */
    static void trim(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long wanted = Tail.usedLength(channel) + KEPT_BEHIND_BYTES;
            if (wanted + TRIMMED_MIN_BYTES <= channel.size()) {
                channel.truncate(wanted);
            }
        } catch (NoSuchFileException dropped) {
            // Nothing needs it any more, and all of its space is back.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes at most one MiB of zeros, from behind what was written to where the generation is full. Only before the first
     * record.
     *
     * @return whether there is more to do
     */
    boolean prepare(boolean isSynced) throws IOException {
        long from = untouched();
        long end = bytes + MARGIN_BYTES;
        if (from >= end) {
            return false;
        }
        writeZeros(from, Math.min(end, from + STEP_BYTES));
        if (isSynced) {
            storage.sync(channel);
        }
        return preparedEnd < end;
    }

    /**
     * Makes sure that pages exist, so that no store through the mapping meets a full disk: that is no exception that can
     * be relied on. By the thread that appends, before it does.
     *
     * @param end up to where
     * @return bytes that were written for it
     */
    long reserve(long end) throws IOException {
        if (end <= preparedEnd) {
            return 0;
        }
        long from = untouched();
        writeZeros(from, Math.max(end, from + RESERVED_BYTES));
        return preparedEnd - from;
    }

    /** First page that neither Chronicle nor zeros have touched. */
    private long untouched() {
        return Math.max(preparedEnd, (writer.position() - HEADER_BYTES + PAGE_BYTES) & -PAGE_BYTES);
    }

    private void writeZeros(long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            at += channel.write(zeros.clear().limit((int) Math.min(PIECE_BYTES, to - at)), at);
        }
        preparedEnd = to;
    }

    long number() {
        return number;
    }

    /** Size at which it is full. */
    long bytes() {
        return bytes;
    }

    /** Bytes behind what was written that have pages. */
    long room() {
        return Math.max(0, preparedEnd - writer.position());
    }

    /** Where its prepared pages end; 0 where none are. */
    long preparedEnd() {
        return preparedEnd;
    }

    Path file() {
        return file;
    }

    GenerationWriter writer() {
        return writer;
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            writer.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
