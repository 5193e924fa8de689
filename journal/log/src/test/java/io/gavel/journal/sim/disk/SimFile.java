package io.gavel.journal.sim.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A file: what every process sees of it, what the device has, and the changes in between, in order.
 *
 * <p>A sync that fails may leave pages that count as clean and that the device never got. Whoever reads sees them, until
 * they leave the cache; only who writes to them again brings them to the device.
 */
final class SimFile {
    static final int SECTOR_BYTES = 512;
    static final int PAGE_BYTES = 4096;

    private final SimDisk disk;
    private final Bytes cached = new Bytes();
    private final Bytes onDevice = new Bytes();
    private final List<Change> changes = new ArrayList<>();
    private final BitSet forgotten = new BitSet();

    SimFile(SimDisk disk) {
        this.disk = disk;
    }

    long size() {
        return cached.size();
    }

    /** Pages that take space. */
    int pages() {
        return cached.pages().cardinality();
    }

    int read(long position, ByteBuffer into) {
        return cached.read(position, into);
    }

    void write(long position, byte[] from, int offset, int length) throws DiskFull {
        if (length == 0) {
            return;
        }
        reserve(position, length);
        remember(position, length);
        byte[] bytes = new byte[length];
        System.arraycopy(from, offset, bytes, 0, length);
        cached.write(position, bytes, 0, length);
        changes.add(new Change(position, bytes));
    }

    void resize(long size) {
        int before = pages();
        cached.resize(size);
        disk.release(before - pages());
        changes.add(Change.resize(size));
    }

    void sync() {
        for (Change change : changes) {
            if (change.isResize()) {
                onDevice.resize(change.position());
            } else {
                onDevice.write(change.position(), change.bytes(), 0, change.bytes().length);
            }
        }
        changes.clear();
    }

    /** Some pages reach the device, the others are taken for clean all the same. */
    void failSync(SplittableRandom random) {
        for (Change change : changes) {
            if (!change.isResize()) {
                forgotten.set((int) change.position() / PAGE_BYTES, (int) (change.end() - 1) / PAGE_BYTES + 1);
            }
        }
        Tearing.Kept kept = Tearing.PAGES.draw(random, changes.size(), longest());
        keep(new Tearing.Kept(kept.unitBytes(), kept.kept(), changes.size()));
        changes.clear();
    }

    /** Clean pages leave the cache, and what was forgotten is seen no more; whether anything was. */
    boolean evict() {
        if (!changes.isEmpty() || forgotten.isEmpty()) {
            return false;
        }
        restart();
        return true;
    }

    /** Turns a bit of what lies at rest, for the device and for whoever reads; false where nothing lies there. */
    boolean turnBit(long position, int bit) {
        return changes.isEmpty() && cached.turnBit(position, bit) && onDevice.turnBit(position, bit);
    }

    void losePower(SplittableRandom random, Tearing tearing) {
        keep(tearing.draw(random, changes.size(), longest()));
        changes.clear();
        restart();
    }

    private void restart() {
        forgotten.clear();
        cached.copyFrom(onDevice);
    }

    private long longest() {
        long longest = Math.max(cached.size(), onDevice.size());
        for (Change change : changes) {
            longest = Math.max(longest, change.end());
        }
        return longest;
    }

    /** Brings to the device what each unit of the file has got. */
    private void keep(Tearing.Kept kept) {
        long size = onDevice.size();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (i < kept.sizeKept()) {
                size = change.isResize() ? change.position() : Math.max(size, change.end());
            }
            keep(kept, i, change);
        }
        onDevice.resize(size);
    }

    private void keep(Tearing.Kept kept, int index, Change change) {
        if (change.isResize()) {
            // A file that shrinks loses what lies behind at once: the space is given back with the new size.
            if (index < kept.sizeKept() && change.position() < onDevice.size()) {
                onDevice.resize(change.position());
            }
            return;
        }
        long at = change.position();
        while (at < change.end()) {
            long end = Math.min(change.end(), kept.end(at));
            if (kept.hasGot(index, at)) {
                onDevice.write(at, change.bytes(), (int) (at - change.position()), (int) (end - at));
            }
            at = end;
        }
    }

    private void reserve(long position, int length) throws DiskFull {
        int first = (int) (position / PAGE_BYTES);
        int behind = (int) ((position + length - 1) / PAGE_BYTES) + 1;
        int missing = behind - first - cached.pages().get(first, behind).cardinality();
        if (missing > 0) {
            disk.reserve(missing);
        }
    }

    /** Pages that are written to again become dirty as a whole. */
    private void remember(long position, int length) {
        for (int page = (int) position / PAGE_BYTES; page <= (int) (position + length - 1) / PAGE_BYTES; page++) {
            if (forgotten.get(page)) {
                forgotten.clear(page);
                long start = (long) page * PAGE_BYTES;
                changes.add(new Change(start, cached.copy(start, PAGE_BYTES)));
            }
        }
    }
}
