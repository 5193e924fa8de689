package io.gavel.journal;

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
import java.util.function.BooleanSupplier;
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
    private static final int PAGE_BYTES = 4 << 10;

    private final long number;
    private final long bytes;
    private final Path file;
    private final GenerationWriter writer;
    private final FileChannel channel;
    private long preparedEnd;

    private Generation(long number, long bytes, Path file, GenerationWriter writer, FileChannel channel) {
        this.number = number;
        this.bytes = bytes;
        this.file = file;
        this.writer = writer;
        this.channel = channel;
    }

    /** Writes a run of zeros; a seam so that tests can let it fail. */
    @FunctionalInterface
    interface Zeros {
        Zeros PLAIN = (channel, zeros, position) -> {
            while (zeros.hasRemaining()) {
                channel.write(zeros, position + zeros.position());
            }
        };

        void write(FileChannel channel, ByteBuffer zeros, long position) throws IOException;
    }

    /**
     * Makes the file, without a record.
     *
     * @param bytes at which it is full
     */
    static Generation create(JournalDirectory directory, long number, Durability level, int blockBytes, long bytes)
            throws IOException {
        Files.createDirectories(directory.generation(number));
        GenerationWriter writer = new GenerationWriter(directory.generation(number), level, blockBytes);
        try {
            writer.createFile();
            Path file = directory.queueFile(number);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            return new Generation(number, bytes, file, writer, channel);
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

    /** Gives back the space of the zeros at the end of a generation that nobody writes any more. */
    static void trim(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long wanted = Tail.usedLength(channel) + KEPT_BEHIND_BYTES;
            if (wanted + TRIMMED_MIN_BYTES <= channel.size()) {
                channel.truncate(wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes zeros from behind what Chronicle wrote to where the generation is full. Only before the first record.
     *
     * @param pause called after each step of one MiB; false stops it
     * @return whether it was not stopped
     */
    boolean prepare(Zeros zeros, FileSync sync, boolean isSynced, BooleanSupplier pause) throws IOException {
        ByteBuffer step = ByteBuffer.allocateDirect(STEP_BYTES);
        long at = (writer.position() + 2 * PAGE_BYTES) & -PAGE_BYTES;
        while (at < bytes) {
            int length = (int) Math.min(STEP_BYTES, bytes - at);
            zeros.write(channel, step.clear().limit(length), at);
            if (isSynced) {
                sync.sync(channel);
            }
            at += length;
            preparedEnd = at;
            if (!pause.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    long number() {
        return number;
    }

    /** Size at which it is full. */
    long bytes() {
        return bytes;
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
