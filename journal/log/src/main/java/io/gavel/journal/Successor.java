package io.gavel.journal;

import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the generation after the current one, beside the thread that appends and at a bounded rate, and takes care of
 * full ones: unmapping and shortening a large file takes milliseconds.
 *
 * <p>Whatever goes wrong here is kept as {@link #failure} and tried again. A writer that can't wait takes the next one as
 * far as it is. With little space it is made smaller. What was made and not needed is removed on close.
 */
final class Successor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);
    private static final int SHRINKAGE = 4;
    /** With little space the next generation is not made smaller than this. */
    private static final long SMALLEST_BYTES = 1 << 20;

    private static final long STEP_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long NOTHING = 0;

    private final JournalDirectory directory;
    private final Storage storage;
    private final Durability level;
    private final SpaceFloors floors;
    private final Consumer<JournalPosition> mark;
    private final ConcurrentLinkedQueue<Left> full = new ConcurrentLinkedQueue<>();
    private final Background background;

    private Generation making;
    private long wantedBytes;
    private volatile long wanted = NOTHING;
    private volatile boolean isHurried;
    private volatile Generation ready;
    private volatile Throwable failure;

    /** A full generation, and where its transactions end. */
    private record Left(Generation generation, JournalPosition end) {}

    /** @param mark makes known how far the journal went */
    Successor(JournalDirectory directory, JournalConfig config, Consumer<JournalPosition> mark) {
        this.directory = directory;
        this.level = config.level();
        this.floors = config.floors();
        this.mark = mark;
        storage = directory.storage();
        background = storage.background("gavel-journal-space", this::step);
    }

    /** Asks for a generation; from the writer's thread, not before the one asked for last was taken. */
    void want(long number, long bytes) {
        wantedBytes = bytes;
        wanted = number;
        background.wake();
    }

    /** The writer will soon need it: from now on without a pause. */
    void hurry() {
        if (!isHurried && ready == null) {
            isHurried = true;
            background.wake();
        }
    }

    /** Whether the next generation is prepared. */
    boolean isReady() {
        return ready != null;
    }

    /** Bytes of the prepared generation, 0 while there is none. */
    long readyBytes() {
        Generation next = ready;
        return next == null ? 0 : next.bytes();
    }

    /**
     * The next generation, which stays here until {@link #taken}: where it is not ready as far as it is, if need be without
     * a prepared page.
     *
     * @param number of it
     * @param bytes at which it is full, if there is space
     * @throws JournalFull if there is no space for any
     */
    Generation next(long number, long bytes) throws IOException {
        return ready != null ? ready : makeNow(number, bytes);
    }

    /** The writer has gone on in the ready one and leaves the one before, whose transactions end there. */
    void taken(Generation before, JournalPosition end) {
        ready = null;
        isHurried = false;
        full.add(new Left(before, end));
        background.wake();
    }

    /** Why nothing could be prepared lately, or null. */
    Throwable failure() {
        return failure;
    }

    /** Waits for a step under way, then removes what was prepared and finishes what is full. */
    @Override
    public void close() {
        background.close();
        finishFull();
        abandon();
        Generation unused = ready;
        if (unused != null) {
            ready = null;
            unused.close();
            remove(unused.number());
        }
    }

    private long step() {
        try {
            finishFull();
            if (wanted == NOTHING) {
                return IDLE_NS;
            }
            make();
            return wanted == NOTHING ? IDLE_NS : isHurried ? 0 : STEP_PAUSE_NS;
        } catch (IOException | RuntimeException | Error e) {
            if (failure == null) {
                LOG.warn("the journal's next generation can't be prepared, directory={}", directory.root(), e);
            }
            failure = e;
            return RETRY_NS;
        }
    }

    private synchronized Generation makeNow(long number, long bytes) throws IOException {
        if (ready == null) {
            if (making == null) {
                wanted = number;
                wantedBytes = bytes;
                begin();
            }
            finish();
        }
        return ready;
    }

    /** One step on the way to the wanted generation; what fails is removed, and begun anew by the next one. */
    private synchronized void make() throws IOException {
        if (wanted == NOTHING) {
            return;
        }
        boolean isSound = false;
        try {
            if (making == null) {
                begin();
            } else if (!making.prepare(level == Durability.DISK)) {
                finish();
            }
            isSound = true;
        } finally {
            if (!isSound) {
                abandon();
            }
        }
    }

    private void begin() throws IOException {
        long bytes = fitting(storage.usableBytes(directory.generations()));
        // A try that failed may have left its file, if the disk let it not even be removed.
        Generation.remove(directory, wanted);
        making = Generation.create(directory, wanted, level, (int) bytes, bytes);
    }

    /** The largest size behind which enough is left; the smallest one may take what only cancels should use. */
    private long fitting(long free) {
        long smallest = Math.min(wantedBytes, SMALLEST_BYTES);
        for (long bytes = wantedBytes; bytes >= smallest; bytes /= SHRINKAGE) {
            if (free - bytes >= Math.max(bytes, floors.cancelOnlyBytes())) {
                return bytes;
            }
        }
        if (free - smallest < Math.max(smallest, floors.haltBytes())) {
            throw new JournalFull(
                    "free space for a generation, bytes=" + smallest + ", haltBytes=" + floors.haltBytes() + ", free="
                            + free,
                    directory,
                    null);
        }
        return smallest;
    }

    private void finish() throws IOException {
        if (level == Durability.DISK) {
            storage.sync(making.channel());
            storage.syncDirectory(directory.generation(making.number()));
            storage.syncDirectory(directory.generations());
        }
        Generation made = making;
        making = null;
        if (failure != null) {
            LOG.warn("the journal's next generation is there again, directory={}", directory.root());
        }
        failure = null;
        wanted = NOTHING;
        ready = made;
    }

    private void abandon() {
        Generation unsound = making;
        making = null;
        if (unsound != null) {
            unsound.close();
        }
        if (wanted != NOTHING) {
            remove(wanted);
        }
    }

    private void finishFull() {
        for (Left left = full.poll(); left != null; left = full.poll()) {
            left.generation().close();
            Generation.trim(left.generation().file());
            mark.accept(left.end());
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
