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
 */
public record JournalConfig(Durability level, int blockBytes, int excerptBytes) {
    public static final int DEFAULT_BLOCK_BYTES = 4 << 20;
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
    }

    /** Level {@code process}, sizes for a server. */
    public static JournalConfig defaults() {
        return new JournalConfig(Durability.PROCESS, DEFAULT_BLOCK_BYTES, MAX_EXCERPT_BYTES);
    }

    /** Level {@code process}, small files: for tests, the pipe and journals that are soon thrown away. */
    public static JournalConfig small() {
        return defaults().withBlockBytes(MIN_BLOCK_BYTES);
    }

    public JournalConfig withLevel(Durability level) {
        return new JournalConfig(level, blockBytes, excerptBytes);
    }

    public JournalConfig withBlockBytes(int blockBytes) {
        return new JournalConfig(level, blockBytes, excerptBytes);
    }
}
