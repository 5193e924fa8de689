package io.gavel.journal;

import io.gavel.testing.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a {@link KilledWriter} was promised: its standard output in a file, so that nothing of it goes with the writer. A
 * pipe's stream is closed by the kill, with what is still in it.
 */
final class ToldFile {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path file;
    private long taken;

    ToldFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** Waits for the next sequence that the writer was told; the first is what it found. */
    long next(Process writer) {
        taken++;
        Waiting.until(
                LIMIT,
                () -> "a writer that goes on, taken=" + taken + ", isAlive=" + writer.isAlive(),
                () -> count() >= taken);
        return at(taken);
    }

    /** The last one, once the writer is gone; 0: none. */
    long last() {
        return count() == 0 ? 0 : at(count());
    }

    private long count() {
        try {
            return Files.size(file) / Long.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long at(long number) {
        try (RandomAccessFile words = new RandomAccessFile(file.toFile(), "r")) {
            words.seek((number - 1) * Long.BYTES);
            return words.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
