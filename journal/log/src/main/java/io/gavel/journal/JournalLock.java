package io.gavel.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write a journal: an exclusive lock of the operating system on {@code DIR/lock}, which the kernel frees
 * however the process ends.
 *
 * <p>What this process holds is not known for a clear message only: closing any other descriptor of the file would drop
 * the process's lock (a POSIX rule), so the file is never opened twice. A folder may be reached by several paths and
 * through several mounts, so it is known by the file's identity as well, where the file system has one.
 */
final class JournalLock implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Set<Object> HELD_HERE = new HashSet<>();

    private final List<Object> names;
    private final FileChannel channel;
    private final boolean isShared;

    private JournalLock(List<Object> names, FileChannel channel, boolean isShared) {
        this.names = names;
        this.channel = channel;
        this.isShared = isShared;
    }

    /** Takes the lock or says who has it. */
    static JournalLock take(JournalDirectory journal) {
        try {
            makeFile(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return take(journal, false);
    }

    /**
     * Keeps writers away from who looks for longer, and writes nothing, not even the file: without it nobody ever wrote, or
     * the folder was copied.
     */
    static JournalLock look(JournalDirectory journal) {
        return Files.exists(journal.lockFile()) ? take(journal, true) : new JournalLock(List.of(), null, true);
    }

    private static JournalLock take(JournalDirectory journal, boolean isShared) {
        List<Object> names = List.of();
        FileChannel channel = null;
        try {
            names = hold(journal);
            channel =
                    FileChannel.open(journal.lockFile(), isShared ? StandardOpenOption.READ : StandardOpenOption.WRITE);
            if (!isLocked(channel, isShared)) {
                throw new JournalLocked(realPath(journal), "another process");
            }
            return new JournalLock(names, channel, isShared);
        } catch (IOException e) {
            release(names, channel);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            release(names, channel);
            throw e;
        }
    }

    /** Whether anybody writes the journal at this moment. */
    static boolean isHeld(JournalDirectory journal) {
        if (isHeldHere(journal)) {
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
    private static boolean isLocked(FileChannel channel, boolean isShared) throws IOException {
        for (int attempt = 1; channel.tryLock(0, Long.MAX_VALUE, isShared) == null; attempt++) {
            if (attempt == ATTEMPTS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    /** Whether it only keeps writers away, and is none. */
    boolean isShared() {
        return isShared;
    }

    @Override
    public void close() {
        release(names, channel);
    }

    /** Without opening one that is there. */
    private static void makeFile(JournalDirectory journal) throws IOException {
        if (!Files.exists(journal.lockFile())) {
            try {
                Files.createFile(journal.lockFile());
            } catch (FileAlreadyExistsException raced) {
                // By whoever wants the same.
            }
        }
    }

    private static List<Object> hold(JournalDirectory journal) throws IOException {
        List<Object> names = names(journal);
        synchronized (HELD_HERE) {
            if (names.stream().anyMatch(HELD_HERE::contains)) {
                throw new JournalLocked(realPath(journal), "this process");
            }
            HELD_HERE.addAll(names);
        }
        return names;
    }

    private static boolean isHeldHere(JournalDirectory journal) {
        try {
            List<Object> names = names(journal);
            synchronized (HELD_HERE) {
                return names.stream().anyMatch(HELD_HERE::contains);
            }
        } catch (NoSuchFileException neverWritten) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> names(JournalDirectory journal) throws IOException {
        Object identity = Files.readAttributes(journal.lockFile(), BasicFileAttributes.class)
                .fileKey();
        return identity == null ? List.of(realPath(journal)) : List.of(realPath(journal), identity);
    }

    private static Path realPath(JournalDirectory journal) throws IOException {
        return journal.root().toRealPath();
    }

    private static void release(List<Object> names, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (HELD_HERE) {
                names.forEach(HELD_HERE::remove);
            }
        }
    }
}
