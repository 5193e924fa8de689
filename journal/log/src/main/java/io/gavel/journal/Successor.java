package io.gavel.journal;

import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the generation after the current one, on a thread of its own and at a bounded rate, and takes care of full ones:
 * unmapping and shortening a large file takes milliseconds.
 *
 * <p>Whatever goes wrong here is kept as {@link #failure} and tried again; the writer then goes on in the generation it
 * has. What was made and not needed is removed on close.
 */
final class Successor implements AutoCloseable {
    private static final long STEP_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long NOTHING = 0;

    private final JournalDirectory directory;
    private final Durability level;
    private final FileSync sync;
    private final Generation.Zeros zeros;
    private final ConcurrentLinkedQueue<Generation> full = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private long wantedBytes;
    private volatile long wanted = NOTHING;
    private volatile Generation ready;
    private volatile Throwable failure;
    private volatile boolean isStopped;

    Successor(JournalDirectory directory, Durability level, FileSync sync, Generation.Zeros zeros) {
        this.directory = directory;
        this.level = level;
        this.sync = sync;
        this.zeros = zeros;
        thread = new Thread(this::run, "gavel-journal-space");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for a generation; from the writer's thread, not before the one asked for last was taken. */
    void want(long number, long bytes) {
        wantedBytes = bytes;
        wanted = number;
        LockSupport.unpark(thread);
    }

    /** The prepared generation, or null; stays here until {@link #taken}. */
    Generation ready() {
        return ready;
    }

    /** The writer has gone on in the ready one and leaves the one before. */
    void taken(Generation before) {
        ready = null;
        full.add(before);
        LockSupport.unpark(thread);
    }

    /** Why nothing could be prepared lately, or null. */
    Throwable failure() {
        return failure;
    }

    /** Waits for a step under way, then removes what was prepared and finishes what is full. */
    @Override
    public void close() {
        isStopped = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        finishFull();
        Generation unused = ready;
        if (unused != null) {
            ready = null;
            unused.close();
            remove(unused.number());
        }
    }

    private void run() {
        while (!isStopped) {
            long idleNs = IDLE_NS;
            try {
                finishFull();
                long number = wanted;
                if (number != NOTHING) {
                    make(number);
                    failure = null;
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
                idleNs = RETRY_NS;
            }
            if (!isStopped && (wanted == NOTHING || failure != null) && full.isEmpty()) {
                LockSupport.parkNanos(this, idleNs);
            }
        }
    }

    private void make(long number) throws IOException {
        long bytes = wantedBytes;
        long free = Files.getFileStore(directory.generations()).getUsableSpace();
        if (free < 2 * bytes) {
            throw new IOException("expected free space for two generations, bytes=" + bytes + ", free=" + free);
        }
        Generation made = null;
        boolean isWhole = false;
        try {
            made = Generation.create(directory, number, level, (int) bytes, bytes);
            isWhole = made.prepare(zeros, sync, level == Durability.DISK, this::pause);
            if (isWhole && level == Durability.DISK) {
                sync.sync(made.channel());
                JournalDirectory.sync(directory.generation(number));
                JournalDirectory.sync(directory.generations());
            }
        } catch (IOException | RuntimeException | Error e) {
            isWhole = false;
            throw e;
        } finally {
            if (isWhole) {
                wanted = NOTHING;
                ready = made;
            } else {
                if (made != null) {
                    made.close();
                }
                remove(number);
            }
        }
    }

    private boolean pause() {
        LockSupport.parkNanos(this, STEP_PAUSE_NS);
        return !isStopped;
    }

    private void finishFull() {
        for (Generation generation = full.poll(); generation != null; generation = full.poll()) {
            generation.close();
            Generation.trim(generation.file());
        }
    }

    private void remove(long number) {
        try {
            Generation.remove(directory, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
