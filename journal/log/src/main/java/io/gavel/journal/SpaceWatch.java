package io.gavel.journal;

import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.Storage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second how much space is left and says what it allows; keeps the ballast and frees it when the journal has to
 * halt. Refuses nothing itself.
 */
final class SpaceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long GROW_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Of prepared pages, where no more can be prepared. */
    private static final long CANCEL_ONLY_ROOM_BYTES = 8 << 20;

    private static final long HALT_ROOM_BYTES = 1 << 20;
    /** What was left must be this part of the floor above it before it counts as over. */
    private static final int OVER_PART = 8;

    private final JournalDirectory directory;
    private final Storage storage;
    private final SpaceFloors floors;
    private final Ballast ballast;
    private final long cancelOnlyRoomBytes;
    private final long haltRoomBytes;
    private LongSupplier room = () -> Long.MAX_VALUE;
    private BooleanSupplier isStuck = () -> false;
    private Background background;
    private boolean isFailureLogged;

    private volatile SpaceState state = SpaceState.OK;
    private volatile String reason = "";
    private volatile long freeBytes;
    private volatile long ballastBytes;

    SpaceWatch(JournalDirectory directory, JournalConfig config) {
        this.directory = directory;
        storage = directory.storage();
        floors = config.floors();
        ballast = new Ballast(directory, floors.ballastBytes());
        cancelOnlyRoomBytes = Math.min(CANCEL_ONLY_ROOM_BYTES, config.generationBytes() / 2);
        haltRoomBytes = Math.min(HALT_ROOM_BYTES, config.generationBytes() / OVER_PART);
    }

    /**
     * Looks from now on by itself.
     *
     * @param roomBytes prepared and not yet used; any thread
     * @param isStuck whether no more can be prepared; any thread
     */
    void start(LongSupplier roomBytes, BooleanSupplier isStuck) {
        this.room = roomBytes;
        this.isStuck = isStuck;
        background = storage.background("gavel-journal-watch", this::step);
    }

    SpaceState state() {
        return state;
    }

    /** Why it is as it is; empty while all is well. */
    String reason() {
        return reason;
    }

    long freeBytes() {
        return freeBytes;
    }

    long ballastBytes() {
        return ballastBytes;
    }

    /** Looks once. */
    void check() throws IOException {
        freeBytes = storage.usableBytes(directory.root());
        ballastBytes = ballast.keptBytes();
        if (state == SpaceState.HALT) {
            return;
        }
        long left = isStuck.getAsBoolean() ? room.getAsLong() : Long.MAX_VALUE;
        if (freeBytes < floors.haltBytes() || left < haltRoomBytes) {
            ballast.release();
            enter(SpaceState.HALT, left);
        } else if (freeBytes < floors.cancelOnlyBytes() || left < cancelOnlyRoomBytes) {
            enter(SpaceState.CANCEL_ONLY, left);
        } else if (state == SpaceState.OK
                || freeBytes >= floors.cancelOnlyBytes() + floors.cancelOnlyBytes() / OVER_PART) {
            enter(SpaceState.OK, left);
        }
    }

    @Override
    public void close() {
        if (background != null) {
            background.close();
        }
    }

    private long step() {
        try {
            check();
            isFailureLogged = false;
            return state == SpaceState.OK && isBallastGrowing() ? GROW_PAUSE_NS : LOOK_NS;
        } catch (IOException | RuntimeException | Error e) {
            if (!isFailureLogged) {
                LOG.warn("nobody can say how much space the journal has, directory={}", directory.root(), e);
            }
            isFailureLogged = true;
            return LOOK_NS;
        }
    }

    /** Brings the ballast nearer to its size, where that makes nothing worse; whether there is more to do. */
    private boolean isBallastGrowing() throws IOException {
        long missing = ballast.missingBytes();
        if (missing < 0) {
            ballast.shorten();
        }
        if (missing <= 0 || freeBytes - missing < floors.cancelOnlyBytes() + floors.cancelOnlyBytes() / OVER_PART) {
            return false;
        }
        ballast.grow();
        ballastBytes = ballast.keptBytes();
        return true;
    }

    private void enter(SpaceState next, long left) {
        if (next == state) {
            return;
        }
        String where = "freeBytes=" + freeBytes + ", cancelOnlyBytes=" + floors.cancelOnlyBytes() + ", haltBytes="
                + floors.haltBytes() + (left == Long.MAX_VALUE ? "" : ", preparedBytes=" + left) + ", directory="
                + directory.root();
        reason = next == SpaceState.OK ? "" : "expected more free space for the journal, " + where;
        state = next;
        if (next == SpaceState.OK) {
            LOG.warn("the journal has space again, {}", where);
        } else {
            LOG.error("the journal's disk is nearly full: {}, {}", next, where);
        }
    }
}
