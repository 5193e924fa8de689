package io.gavel.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * Space kept back on the journal's disk, in a file that says nothing and is freed when the disk is nearly full.
 *
 * <p>Written from the start to the end, so that its length is what it holds back; random bytes, as some file systems keep
 * no space for zeros. One thread.
 */
final class Ballast {
    private static final int STEP_BYTES = 1 << 20;

    private final JournalDirectory directory;
    private final long bytes;

    /** @param bytes to keep back; 0: none */
    Ballast(JournalDirectory directory, long bytes) {
        this.directory = directory;
        this.bytes = bytes;
    }

    /** Bytes kept back now. */
    long keptBytes() throws IOException {
        try {
            return Files.size(directory.ballastFile());
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** Bytes that are still to be kept back; below 0: there are too many. */
    long missingBytes() throws IOException {
        return bytes - keptBytes();
    }

    /** Keeps back at most one MiB more; the last step returns when the device has all of it. */
    void grow() throws IOException {
        long from = keptBytes();
        int length = (int) Math.min(STEP_BYTES, bytes - from);
        byte[] noise = new byte[length];
        SplittableRandom random = new SplittableRandom(from);
        ByteBuffer step = ByteBuffer.wrap(noise);
        while (step.remaining() >= Long.BYTES) {
            step.putLong(random.nextLong());
        }
        step.clear();
        try (FileChannel channel =
                FileChannel.open(directory.ballastFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (step.hasRemaining()) {
                channel.write(step, from + step.position());
            }
            if (from + length == bytes) {
                directory.storage().sync(channel);
            }
        }
    }

    /** Gives all of it back. */
    void release() throws IOException {
        Files.deleteIfExists(directory.ballastFile());
    }

    /** Gives back what is more than wanted. */
    void shorten() throws IOException {
        Path file = directory.ballastFile();
        if (bytes == 0) {
            Files.deleteIfExists(file);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }
}
