package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Where a journal begins whose first generations were dropped: {@code DIR/retained}, written before the first of them goes.
 *
 * <pre>
 *   0       4         8             16            24              32              40              48       52
 *   +-------+---------+-------------+-------------+---------------+---------------+---------------+--------+
 *   | magic | version | journalId high and low    |firstGeneration|previousLastSeq| previousChain | crc32c |
 *   +-------+---------+-------------+-------------+---------------+---------------+---------------+--------+
 * </pre>
 *
 * @param journalId null: nothing was dropped
 * @param firstGeneration that is kept
 * @param previousLastSeq last sequence before it
 * @param previousChain before its first record
 */
record Retained(UUID journalId, long firstGeneration, long previousLastSeq, long previousChain) {
    static final Retained ALL = new Retained(null, 1, 0, EnvelopeDescriptor.CHAIN_START);

    private static final int MAGIC = 0x524C5647;
    private static final int VERSION = 1;
    private static final int LENGTH = 52;
    private static final long MAX_GENERATION = 9_999_999_999L;

    static Path file(JournalDirectory directory) {
        return directory.root().resolve("retained");
    }

    /** @throws JournalDamaged where the file is there and not as it was written */
    static Retained read(JournalDirectory directory) {
        if (directory.assumed() != null) {
            return directory.assumed();
        }
        Path file = file(directory);
        if (!Files.exists(file)) {
            return ALL;
        }
        if (!Files.isRegularFile(file)) {
            throw damaged(DamageReason.FOREIGN_FILE, "expected a file that says where the journal begins", file);
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException nothingDropped) {
            return ALL;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length != LENGTH) {
            throw damaged(DamageReason.BAD_CRC, "expected " + LENGTH + " bytes, length=" + bytes.length, file);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(LENGTH - Integer.BYTES) != crc(bytes)) {
            throw damaged(DamageReason.BAD_CRC, "expected the bytes that were written", file);
        }
        if (buffer.getInt() != MAGIC) {
            throw damaged(DamageReason.FOREIGN_FILE, "expected where a journal begins", file);
        }
        int version = buffer.getInt();
        if (version != VERSION) {
            throw damaged(DamageReason.UNKNOWN_VERSION, "expected version " + VERSION + ", version=" + version, file);
        }
        Retained noted = new Retained(
                new UUID(buffer.getLong(), buffer.getLong()), buffer.getLong(), buffer.getLong(), buffer.getLong());
        if (noted.firstGeneration < 1 || noted.firstGeneration > MAX_GENERATION || noted.previousLastSeq < 0) {
            throw damaged(DamageReason.BAD_RECORD, "expected a generation and a sequence, " + noted, file);
        }
        return noted;
    }

    /** What the generations themselves say of where they begin; null where the first one with records cannot be read. */
    static Retained found(JournalDirectory directory) {
        try {
            for (Path entry : DamagedJournal.list(directory.generations())) {
                long number = JournalDirectory.number(entry);
                if (number != JournalDirectory.NO_GENERATION) {
                    try (JournalCursor first = JournalCursor.atGeneration(number, directory)) {
                        if (first != null) {
                            return beginningAt(first, number, directory);
                        }
                    }
                }
            }
        } catch (JournalDamaged unreadable) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ALL;
    }

    private static Retained beginningAt(JournalCursor first, long number, JournalDirectory directory) {
        long previousLastSeq = first.nextSeq() - 1;
        boolean isAll = previousLastSeq == 0 && directory.hasGeneration(1);
        return isAll ? ALL : new Retained(first.journalId(), number, previousLastSeq, first.previousChain());
    }

    /** Puts it in place, whole or not at all; it is on the device when this returns. */
    void write(JournalDirectory directory) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(journalId.getMostSignificantBits())
                .putLong(journalId.getLeastSignificantBits())
                .putLong(firstGeneration)
                .putLong(previousLastSeq)
                .putLong(previousChain);
        buffer.putInt(crc(buffer.array())).flip();
        WholeFile.put(directory.storage(), file(directory), buffer);
        directory.storage().syncDirectory(directory.root());
    }

    boolean isAll() {
        return journalId == null;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, LENGTH - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static JournalDamaged damaged(DamageReason reason, String expected, Path file) {
        return new JournalDamaged(reason, expected, file, 0, 0);
    }
}
