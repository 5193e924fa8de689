package io.gavel.journal.sim.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** Content of a file: its length, its bytes, and which pages have space on the device. What was never written is zero. */
final class Bytes {
    private static final byte[] ZEROS = new byte[64 << 10];

    private byte[] bytes = {};
    private long size;
    private final BitSet pages = new BitSet();

    long size() {
        return size;
    }

    BitSet pages() {
        return pages;
    }

    void copyFrom(Bytes other) {
        bytes = other.bytes.clone();
        size = other.size;
        pages.clear();
        pages.or(other.pages);
    }

    void write(long position, byte[] from, int offset, int length) {
        int end = Math.toIntExact(position + length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(from, offset, bytes, (int) position, length);
        size = Math.max(size, end);
        if (length > 0) {
            pages.set((int) position / SimFile.PAGE_BYTES, (end - 1) / SimFile.PAGE_BYTES + 1);
        }
    }

    void resize(long newSize) {
        if (newSize < bytes.length) {
            Arrays.fill(bytes, (int) newSize, bytes.length, (byte) 0);
            pages.clear((int) ((newSize + SimFile.PAGE_BYTES - 1) / SimFile.PAGE_BYTES), Integer.MAX_VALUE);
        }
        size = newSize;
    }

    /** Sets the length without cutting or adding anything. */
    void size(long newSize) {
        size = newSize;
    }

    int read(long position, ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        int length = (int) Math.min(into.remaining(), size - position);
        int there = (int) Math.max(0, Math.min(length, bytes.length - position));
        into.put(bytes, there == 0 ? 0 : (int) position, there);
        for (int left = length - there; left > 0; left -= ZEROS.length) {
            into.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
        return length;
    }

    /** False where nothing was ever written. */
    boolean turnBit(long position, int bit) {
        if (position >= Math.min(size, bytes.length) || !pages.get((int) position / SimFile.PAGE_BYTES)) {
            return false;
        }
        bytes[(int) position] ^= (byte) (1 << bit);
        return true;
    }

    byte[] copy(long position, int length) {
        ByteBuffer copy = ByteBuffer.allocate((int) Math.max(0, Math.min(length, size - position)));
        read(position, copy);
        return copy.array();
    }
}
