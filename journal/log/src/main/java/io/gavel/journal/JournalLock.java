package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write a journal: an exclusive lock of the operating system on {@code DIR/lock}, which the kernel frees
 * however the process ends.
 *
 * <p>The set of directories held by this process is not only for a clear message: closing any other descriptor of the
 * file would drop the process's lock (a POSIX rule), so the file is never opened twice.
 */
final class JournalLock implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private JournalLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the lock or says who has it. */
    static JournalLock take(JournalDirectory journal) {
        Path directory = realPath(journal);
        if (!HELD_HERE.add(directory)) {
            throw new JournalLocked(directory, "this process");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(journal.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                throw new JournalLocked(directory, "another process");
            }
            return new JournalLock(directory, channel);
        } catch (IOException e) {
            release(directory, channel);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            release(directory, channel);
            throw e;
        }
    }

    /** Whether anybody writes the journal at this moment. */
    static boolean isHeld(JournalDirectory journal) {
        if (HELD_HERE.contains(realPath(journal))) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(journal.lockFile(), StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (NoSuchFileException neverWritten) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks more than once: a tool that only looks whether the journal is written holds the lock for a moment. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        for (int attempt = 1; channel.tryLock() == null; attempt++) {
            if (attempt == ATTEMPTS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    @Override
    public void close() {
        release(directory, channel);
    }

    private static Path realPath(JournalDirectory journal) {
        try {
            return Files.exists(journal.root())
                    ? journal.root().toRealPath()
                    : journal.root().toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(Path directory, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
