package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the parts of a journal lie. Generations count from 1 without a gap. */
record JournalDirectory(Path root) {
    static final long NO_GENERATION = 0;

    private static final String QUEUE_SUFFIX = ".cq4";
    private static final int NUMBER_DIGITS = 10;

    Path lockFile() {
        return root.resolve("lock");
    }

    Path durableFile() {
        return root.resolve("durable");
    }

    Path generations() {
        return root.resolve("generations");
    }

    Path generation(long number) {
        String digits = Long.toString(number);
        return generations().resolve("0".repeat(NUMBER_DIGITS - digits.length()) + digits);
    }

    boolean hasGeneration(long number) {
        return Files.isDirectory(generation(number));
    }

    boolean exists() {
        return Files.isDirectory(generations());
    }

    /** Number of the newest generation, {@link #NO_GENERATION} where there is none; checks that none is missing. */
    long lastGeneration() {
        long last = NO_GENERATION;
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(generations())) {
            for (Path entry : entries) {
                last = Math.max(last, number(entry));
                count++;
            }
        } catch (NoSuchFileException nothingYet) {
            return NO_GENERATION;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count != last) {
            throw new JournalDamaged(
                    DamageReason.MISSING_GENERATION,
                    "expected generations 1 to " + last + ", generations=" + count,
                    generations(),
                    0,
                    0);
        }
        return last;
    }

    /** The queue file of a generation, or null where it has none (yet). */
    Path queueFile(long number) {
        Path found = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(generation(number), "*" + QUEUE_SUFFIX)) {
            for (Path file : files) {
                if (found != null) {
                    throw new JournalDamaged(
                            DamageReason.FOREIGN_FILE, "expected one queue file, second=" + found, file, 0, 0);
                }
                found = file;
            }
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Makes the names in a directory survive power loss. */
    static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path entry) {
        String name = entry.getFileName().toString();
        if (name.length() == NUMBER_DIGITS
                && Files.isDirectory(entry)
                && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long number = Long.parseLong(name);
            if (number > NO_GENERATION) {
                return number;
            }
        }
        throw new JournalDamaged(
                DamageReason.FOREIGN_FILE, "expected only folders named by ten digits from 1 on", entry, 0, 0);
    }
}
