package io.gavel.journal;

import io.gavel.wire.Durability;
import io.gavel.wire.Transaction;

/**
 * How a journal writes.
 *
 * @param level what an acknowledgement is worth: {@code process} or {@code disk}
 * @param blockBytes how much of a generation's file is mapped and grown at a time. Small blocks keep files small and
 *     stalls short, large ones allocate less: a new block costs about 5 kB of mapping objects
 * @param excerptBytes most bytes of transactions in one excerpt
 * @param generationBytes size at which a generation is full and the next one goes on, whose pages were written with
 *     zeros before; its whole file is then one block, at least. 0: no page is prepared and a generation ends with the opening that
 *     wrote it
 * @param floors what is done before the disk is full
 * @param isAnyFileSystem whether it may lie where what its level promises can't be kept: for experiments
 */
public record JournalConfig(
        Durability level,
        int blockBytes,
        int excerptBytes,
        int generationBytes,
        SpaceFloors floors,
        boolean isAnyFileSystem) {
    /** System property that allows any file system from the start; builds set it, as their tests lie anywhere. */
    public static final String ANY_FILE_SYSTEM_PROPERTY = "gavel.any-file-system";

    public static final int DEFAULT_BLOCK_BYTES = 4 << 20;
    public static final int DEFAULT_GENERATION_BYTES = 256 << 20;
    public static final int MIN_GENERATION_BYTES = 32 << 10;
    public static final int MAX_GENERATION_BYTES = 1 << 30;
    /** Smallest block in which the largest excerpt is mapped without a seam: Chronicle overlaps blocks by a quarter. */
    public static final int MIN_BLOCK_BYTES = 512 << 10;
    /** Largest excerpt, also for readers: they take a longer one for damage. */
    public static final int MAX_EXCERPT_BYTES = 64 << 10;

    public JournalConfig {
        if (level == Durability.MEMORY) {
            throw new IllegalArgumentException("expected a durability that a file can give, level=" + level);
        }
        if (blockBytes < MIN_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "expected a block of at least " + MIN_BLOCK_BYTES + " bytes, blockBytes=" + blockBytes);
        }
        if (excerptBytes < Transaction.MAX_LENGTH || excerptBytes > MAX_EXCERPT_BYTES) {
            throw new IllegalArgumentException(
                    "expected an excerpt of 32768 to " + MAX_EXCERPT_BYTES + " bytes, excerptBytes=" + excerptBytes);
        }
        if (generationBytes != 0
                && (generationBytes < MIN_GENERATION_BYTES || generationBytes > MAX_GENERATION_BYTES)) {
            throw new IllegalArgumentException("expected no fixed size or " + MIN_GENERATION_BYTES + " to "
                    + MAX_GENERATION_BYTES + " bytes, generationBytes=" + generationBytes);
        }
    }

    /** Level {@code process}, sizes for a server, space prepared. */
    public static JournalConfig defaults() {
        return new JournalConfig(
                Durability.PROCESS,
                DEFAULT_BLOCK_BYTES,
                MAX_EXCERPT_BYTES,
                DEFAULT_GENERATION_BYTES,
                SpaceFloors.NONE,
                Boolean.getBoolean(ANY_FILE_SYSTEM_PROPERTY));
    }

    /** Level {@code process}, small files, nothing prepared: for tests, the pipe and journals that are soon thrown away. */
    public static JournalConfig small() {
        return defaults().withBlockBytes(MIN_BLOCK_BYTES).withGenerationBytes(0);
    }

    public JournalConfig withLevel(Durability level) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    public JournalConfig withBlockBytes(int blockBytes) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    public JournalConfig withExcerptBytes(int excerptBytes) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    /** @param generationBytes 0 for no preparation */
    public JournalConfig withGenerationBytes(int generationBytes) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    /** @param floors for a server {@link SpaceFloors#ofServer}; by default nobody looks how much is free */
    public JournalConfig withFloors(SpaceFloors floors) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    /** @param isAnyFileSystem true: for experiments, where nothing needs to last */
    public JournalConfig withAnyFileSystem(boolean isAnyFileSystem) {
        return new JournalConfig(level, blockBytes, excerptBytes, generationBytes, floors, isAnyFileSystem);
    }

    boolean isPrepared() {
        return generationBytes > 0;
    }
}
