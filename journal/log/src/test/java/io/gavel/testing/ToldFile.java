package io.gavel.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process that is killed had told: eight bytes each, on its standard output in a file, so that nothing of it goes
 * with the process. A pipe's stream is closed by the kill, with what is still in it.
 */
public final class ToldFile {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path file;
    private long taken;

    public ToldFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** Waits for the next number that the process tells, from the first on. */
    public long next(Process process) {
        taken++;
        Waiting.until(
                LIMIT,
                () -> "a process that goes on, taken=" + taken + ", isAlive=" + process.isAlive(),
                () -> count() >= taken);
        return at(taken);
    }

    /** The last one, once the process is gone; 0: none. */
    public long last() {
        return count() == 0 ? 0 : at(count());
    }

    /** How many it told so far. */
    public long count() {
        try {
            return Files.size(file) / Long.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param number from 1 to {@link #count} */
    public long at(long number) {
        try (RandomAccessFile words = new RandomAccessFile(file.toFile(), "r")) {
            words.seek((number - 1) * Long.BYTES);
            return words.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
