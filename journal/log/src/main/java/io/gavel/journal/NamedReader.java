package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Somebody who still needs a part of a journal, in {@code DIR/readers/NAME}: retention drops nothing behind the position
 * that stands there, nor the excerpt that ends there, whose chain shows who comes back that it is the same journal. From any
 * process.
 *
 * <pre>
 *   0       4         8             16            24      32           40      48       52
 *   +-------+---------+-------------+-------------+-------+------------+-------+--------+
 *   | magic | version | journalId high and low    |  seq  | generation | chain | crc32c |
 *   +-------+---------+-------------+-------------+-------+------------+-------+--------+
 * </pre>
 *
 * <p>A file that is not as it was written counts as one that needs everything.
 *
 * @param name 1 to 32 of the letters a to z, digits and hyphens
 * @param journalId null: its file cannot be read
 * @param position up to where it has all that it needs; sequence 0: it needs everything
 */
public record NamedReader(String name, UUID journalId, JournalPosition position) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MAGIC = 0x4E4C5647;
    private static final int VERSION = 1;
    private static final int LENGTH = 52;
    private static final JournalPosition NOTHING_PASSED =
            new JournalPosition(0, EnvelopeDescriptor.CHAIN_START, JournalDirectory.NO_GENERATION);

    public NamedReader {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected 1 to 32 of a-z, 0-9 and -, name=" + name);
        }
    }

    /**
     * Makes a reader known that needs everything that is kept; one that is known already is left as it is, and one
     * whose file cannot be read gets a new one.
     *
     * @return as it is now; what it needs is kept from here on
     */
    public static NamedReader register(Path journal, String name) {
        Path file = file(journal, name);
        if (Files.exists(file)) {
            NamedReader known = read(journal, name);
            if (known.journalId() != null) {
                known.syncNames(journal);
                return known;
            }
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            JournalPosition dropped = new JournalPosition(
                    reader.firstSeq() - 1, EnvelopeDescriptor.CHAIN_START, JournalDirectory.NO_GENERATION);
            return new NamedReader(name, reader.journalId(), dropped).write(journal);
        }
    }

    /**
     * Needs nothing before the excerpt that ends at a position any more. The caller has made sure that it never will.
     *
     * @param position where an excerpt ends
     */
    public NamedReader advance(Path journal, JournalPosition position) {
        return new NamedReader(name, journalId, position).write(journal);
    }

    /** Nobody of that name needs anything any more. */
    public static void remove(Path journal, String name) {
        try {
            Files.deleteIfExists(file(journal, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that are known, by name. */
    public static List<NamedReader> list(Path journal) {
        List<NamedReader> readers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journal.resolve("readers"))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    readers.add(read(journal, name));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return readers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readers.sort(Comparator.comparing(NamedReader::name));
        return readers;
    }

    private static NamedReader read(Path journal, String name) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(journal, name));
        } catch (IOException unreadable) {
            return new NamedReader(name, null, NOTHING_PASSED);
        }
        if (bytes.length != LENGTH) {
            return new NamedReader(name, null, NOTHING_PASSED);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isGood = buffer.getInt(LENGTH - Integer.BYTES) == crc(bytes)
                && buffer.getInt() == MAGIC
                && buffer.getInt() == VERSION;
        if (!isGood) {
            return new NamedReader(name, null, NOTHING_PASSED);
        }
        UUID journalId = new UUID(buffer.getLong(), buffer.getLong());
        long seq = buffer.getLong();
        long generation = buffer.getLong();
        return new NamedReader(name, journalId, new JournalPosition(seq, buffer.getLong(), generation));
    }

    private NamedReader write(Path journal) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(journalId.getMostSignificantBits())
                .putLong(journalId.getLeastSignificantBits())
                .putLong(position.seq())
                .putLong(position.generation())
                .putLong(position.chain());
        buffer.putInt(crc(buffer.array())).flip();
        Path file = file(journal, name);
        boolean isNew = !Files.exists(file);
        try {
            Files.createDirectories(file.getParent());
            WholeFile.put(Storage.of(journal), file, buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to be able to write a reader's position, file=" + file, e);
        }
        if (isNew) {
            syncNames(journal);
        }
        return this;
    }

    /** Whoever wrote the file may have been killed before its name was on the device. */
    private void syncNames(Path journal) {
        Storage storage = Storage.of(journal);
        try {
            storage.syncDirectory(file(journal).getParent());
            storage.syncDirectory(journal);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to be able to sync a reader's name, file=" + file(journal), e);
        }
    }

    /** Where its position stands. */
    public Path file(Path journal) {
        return file(journal, name);
    }

    private static Path file(Path journal, String name) {
        return journal.resolve("readers").resolve(name);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, LENGTH - Integer.BYTES);
        return (int) crc.getValue();
    }
}
