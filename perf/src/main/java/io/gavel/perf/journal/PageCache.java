package io.gavel.perf.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Drops files from the page cache, one by one, so that nobody else on the machine is disturbed: GNU dd asks the kernel
 * for it. What the host of a virtual machine keeps stays kept.
 */
final class PageCache {
    private static final Path DD = Path.of("/usr/bin/dd");

    private PageCache() {}

    static boolean canForget() {
        return Files.isExecutable(DD);
    }

    /** Syncs them first: only clean pages can be dropped. */
    static void forget(List<Path> files) throws IOException {
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Process dd = new ProcessBuilder(DD.toString(), "if=" + file, "iflag=nocache", "count=0", "status=none")
                    .inheritIO()
                    .start();
            try {
                if (dd.waitFor() != 0) {
                    throw new IOException("expected dd to drop a file from the page cache, file=" + file);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
