package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Where the parts of a journal lie. Generations count from 1 without a gap, from a later one if the first were dropped.
 *
 * @param storage through which they are written
 * @param assumed where it begins, whatever its note says; null: as its note says
 */
record JournalDirectory(Path root, Storage storage, Retained assumed) {
    static final long NO_GENERATION = 0;

    private static final String QUEUE_SUFFIX = ".cq4";
    private static final int NUMBER_DIGITS = 10;

    /** Through the storage that the path belongs to. */
    JournalDirectory(Path root) {
        this(root, Storage.of(root));
    }

    JournalDirectory(Path root, Storage storage) {
        this(root, storage, null);
    }

    /** The same folder, read as if its note said this. */
    JournalDirectory assuming(Retained beginning) {
        return new JournalDirectory(root, storage, beginning);
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    Path durableFile() {
        return root.resolve("durable");
    }

    Path watermarkFile() {
        return root.resolve("watermark");
    }

    Path ballastFile() {
        return root.resolve("ballast");
    }

    /** There while a repair is under way. */
    Path repairing() {
        return root.resolve("repairing");
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

    /** What is said to whoever looks for a journal where none is. */
    JournalDamaged notAJournal() {
        String instead = "this folder holds none";
        if (!Files.isDirectory(root)) {
            instead = Files.exists(root) ? "this is no folder" : "there is no such folder";
        }
        return new JournalDamaged(
                DamageReason.NOT_A_JOURNAL,
                "expected a journal, or a data folder that holds one; " + instead,
                root,
                0,
                0);
    }

    /** Number of the first generation that is kept: 1, unless some were dropped. */
    long firstGeneration() {
        return Retained.read(this).firstGeneration();
    }

    /** Number of the last generation before the first gap, {@link #NO_GENERATION} where there is none. */
    long lastGeneration() {
        long first = firstGeneration();
        long last = first - 1;
        while (hasGeneration(last + 1)) {
            last++;
        }
        return last < first ? NO_GENERATION : last;
    }

    /**
     * Throws if there is a gap between generations, or anything that is none. What was left of dropped ones is not looked
     * at.
     *
     * @param lastGoodSeq how far the generations before the gap were good
     */
    void checkNames(long lastGoodSeq) {
        long first = firstGeneration();
        long last = first - 1;
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(generations())) {
            for (Path entry : entries) {
                long number = number(entry);
                if (number == NO_GENERATION) {
                    throw new JournalDamaged(
                            DamageReason.FOREIGN_FILE,
                            "expected only folders named by ten digits from 1 on",
                            entry,
                            0,
                            lastGoodSeq);
                }
                last = Math.max(last, number);
                count += number < first ? 0 : 1;
            }
        } catch (NoSuchFileException | NotDirectoryException nothingYet) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count != last - first + 1) {
            if (firstGeneration() != first) {
                // A live writer dropped some between the two looks.
                checkNames(lastGoodSeq);
                return;
            }
            throw new JournalDamaged(
                    DamageReason.MISSING_GENERATION,
                    "expected generations " + first + " to " + last + ", generations=" + count,
                    generations(),
                    0,
                    lastGoodSeq);
        }
    }

    /** The queue file of a generation, or null where it has none (yet). */
    Path queueFile(long number) {
        Path found = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(generation(number), "*" + QUEUE_SUFFIX)) {
            for (Path file : files) {
                if (found != null || !Files.isRegularFile(file)) {
                    throw new JournalDamaged(
                            DamageReason.FOREIGN_FILE, "expected one queue file, other=" + found, file, 0, 0);
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

    /** What a name in the folder of generations says; {@link #NO_GENERATION} where it is none. */
    static long number(Path entry) {
        String name = entry.getFileName().toString();
        boolean isNumber = name.length() == NUMBER_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber && Files.isDirectory(entry) ? Long.parseLong(name) : NO_GENERATION;
    }
}
