package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Counts the bytes of a journal's files that a scan has passed, and tells a {@link ScanProgress}. */
final class ScannedBytes {
    private static final long STEP_BYTES = 1 << 20;

    private final JournalDirectory directory;
    private final ScanProgress progress;
    private final boolean isWatched;
    private final long totalBytes;
    private long generation;
    private long bytesBefore;
    private long nextBytes;

    ScannedBytes(JournalDirectory directory, ScanProgress progress) {
        this.directory = directory;
        this.progress = progress;
        isWatched = progress != ScanProgress.NONE;
        totalBytes = isWatched ? bytesUpTo(directory.lastGeneration()) : 0;
        progress.onBytes(0, totalBytes);
    }

    /** The scan stands at this byte of this generation's file. */
    void at(long number, long position) {
        if (number != generation) {
            moveTo(number);
        }
        if (position >= nextBytes) {
            nextBytes = position + STEP_BYTES;
            progress.onBytes(Math.min(totalBytes, bytesBefore + position), totalBytes);
        }
    }

    void end() {
        progress.onBytes(totalBytes, totalBytes);
    }

    private void moveTo(long number) {
        generation = number;
        bytesBefore = isWatched ? bytesUpTo(number - 1) : 0;
        nextBytes = 0;
    }

    private long bytesUpTo(long last) {
        long bytes = 0;
        for (long number = directory.firstGeneration(); number <= last; number++) {
            bytes += bytesOf(number);
        }
        return bytes;
    }

    private long bytesOf(long number) {
        try {
            Path file = directory.queueFile(number);
            return file == null ? 0 : size(file);
        } catch (JournalDamaged whatTheScanWillFind) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
