package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What earlier writers may have left in the page cache alone: an opening brings it to the device before its own generation
 * names it.
 *
 * <p>To sync is not enough. After a sync that failed the kernel takes pages for clean that the device never got; a process
 * that starts again reads them, and its own sync says that all is well. Only what is written again is sure to be synced,
 * so the bytes are written over themselves. Nobody may have the files mapped.
 */
final class LeftInCache {
    private static final int STEP_BYTES = 1 << 20;

    private LeftInCache() {}

    /** Files and names, for an opening at level {@code disk}. */
    static void bringToDevice(JournalDirectory directory, long lastGeneration) throws IOException {
        for (long number = lastGeneration; number > JournalDirectory.NO_GENERATION; number--) {
            Path file = directory.queueFile(number);
            if (file != null) {
                rewrite(file, directory.storage());
                directory.storage().syncDirectory(directory.generation(number));
                if (isToldOnDisk(number, directory)) {
                    // It began by making sure of all before it.
                    break;
                }
            }
        }
        syncNames(directory);
    }

    /** The names of the generations, and of the folders on the way to them: whoever made one may have made others. */
    static void syncNames(JournalDirectory directory) throws IOException {
        if (directory.exists()) {
            directory.storage().syncDirectory(directory.generations());
        }
        for (Path folder = directory.root().toRealPath(); folder != null; folder = folder.getParent()) {
            // One that may not be read is not one that the journal was made in.
            if (Files.isReadable(folder)) {
                directory.storage().syncDirectory(folder);
            }
        }
    }

    private static boolean isToldOnDisk(long number, JournalDirectory directory) {
        try (JournalCursor cursor = JournalCursor.atGeneration(number, directory)) {
            return cursor != null
                    && cursor.level() == Durability.DISK
                    && cursor.nextBatch()
                    && cursor.generation() == number;
        }
    }

    private static void rewrite(Path file, Storage storage) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = Tail.usedLength(channel);
            ByteBuffer step = ByteBuffer.allocate((int) Math.min(STEP_BYTES, end));
            for (long start = 0; start < end; start += step.capacity()) {
                step.clear().limit((int) Math.min(step.capacity(), end - start));
                while (step.hasRemaining() && channel.read(step, start + step.position()) >= 0) {
                    // until the step is full
                }
                step.flip();
                while (step.hasRemaining()) {
                    channel.write(step, start + step.position());
                }
            }
            storage.sync(channel);
        }
    }
}
