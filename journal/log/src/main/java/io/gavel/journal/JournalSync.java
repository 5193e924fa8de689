package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings generations and their names to the device, for who is about to write down something that must not outlive them.
 * Beside a live writer too; changes nothing.
 */
public final class JournalSync {
    private JournalSync() {}

    /**
     * Returns when the device has everything that these generations hold now.
     *
     * @param storage that is asked
     */
    public static void generations(Path journal, Storage storage, long first, long last) {
        try {
            generations(new JournalDirectory(journal, storage), first, last);
        } catch (IOException e) {
            throw new UncheckedIOException("expected the journal to be synced, journal=" + journal, e);
        }
    }

    private static void generations(JournalDirectory directory, long first, long last) throws IOException {
        Storage storage = directory.storage();
        for (long number = first; number <= last; number++) {
            Path file = directory.queueFile(number);
            if (file != null) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    storage.sync(channel);
                }
                storage.syncDirectory(directory.generation(number));
            }
        }
        storage.syncDirectory(directory.generations());
        storage.syncDirectory(directory.root());
    }
}
