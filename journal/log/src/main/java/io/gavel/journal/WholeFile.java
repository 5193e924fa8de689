package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts a small file in place, whole or not at all. */
final class WholeFile {
    /** Ends the name of a file that is not whole yet. */
    static final String ASIDE_SUFFIX = ".new";

    private WholeFile() {}

    /** Writes aside, syncs, renames; the folder is the caller's to sync. Replaces what stood there. */
    static void put(Storage storage, Path file, ByteBuffer content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ASIDE_SUFFIX);
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            // Or a power cut may leave the name without the content.
            storage.sync(channel);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
