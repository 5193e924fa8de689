package io.gavel.engine.book;

import java.lang.ref.Cleaner;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * Memory as longs, outside the heap, that begins where a line of memory begins; a handle is the place of a word, and what
 * begins there is for who took it to say.
 *
 * <p>It is one stretch of addresses, so that a word is found by arithmetic alone: arrays cost a look at their length, which is
 * another far line where many are used in turn, and begin 16 bytes into a line. Much more is reserved than used, which
 * costs nothing until it is touched; when even that is used up, the stretch is doubled, which the operating system does by
 * moving its tables, not its contents. Given back when nobody has the object any more.
 *
 * <p>Nothing keeps a wrong handle from reading or writing elsewhere; assertions do, which tests run with.
 * Thread: the market's.
 */
abstract class Words {
    /** Nothing begins at the first word. */
    static final int NONE = 0;

    static final long LOW = 0xFFFF_FFFFL;
    static final long HIGH = ~LOW;

    /** What is reserved at first: from 32 MiB on, glibc takes it from the system, page by page as it is touched. */
    static final int LEAST_RESERVED = 1 << 23;

    private static final int BYTES_BITS = 3;
    private static final int HIGH_HALF = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.BYTES : 0;
    private static final long LINE = 64;
    /** So much is made zeros at a time: few enough pages to be touched that nobody waits. */
    private static final int STEP = 1 << 11;

    private static final Cleaner CLEANER = Cleaner.create();

    final Stretch stretch;
    /** The address of the first word. */
    private long base;

    /** Words that are reserved, a power of two, and of these how many are zeros or in use. */
    private long reserved;

    private long made;

    /** @param room words that are there from the beginning */
    Words(int room) {
        reserved = LEAST_RESERVED;
        while (reserved < room) {
            reserved *= 2;
        }
        stretch = new Stretch(bytes(reserved) + LINE);
        base = aligned(stretch.address);
        CLEANER.register(this, stretch);
        makeRoom(Math.max(room, STEP));
    }

    /** Bytes in use; what is only reserved is not counted. */
    final long wordBytes() {
        return bytes(made);
    }

    final long get(int word) {
        return read(addressOf(word), 0);
    }

    final void set(int word, long value) {
        write(addressOf(word), 0, value);
    }

    /** A word of those that begin at another. */
    final long get(int first, int word) {
        return read(addressOf(first), word);
    }

    final void set(int first, int word, long value) {
        write(addressOf(first), word, value);
    }

    /** Changes the upper half of a word. */
    final void setHigh(int first, int word, int value) {
        UnsafeApi.putInt(addressOf(first) + bytes(word) + HIGH_HALF, value);
    }

    /** An int is half a word, and its place counts ints. */
    final int getInt(int place) {
        return UnsafeApi.getInt(addressOfInt(place));
    }

    final void setInt(int place, int value) {
        UnsafeApi.putInt(addressOfInt(place), value);
    }

    /** Where a word is, for {@link #read} and {@link #write} of those from there on. Valid until memory grows. */
    final long addressOf(int word) {
        assert word >= 0 && word < made : word;
        return base + bytes(word);
    }

    static long read(long address, int word) {
        return UnsafeApi.getLong(address + bytes(word));
    }

    static void write(long address, int word, long value) {
        UnsafeApi.putLong(address + bytes(word), value);
    }

    /** The same as {@link #get} of what may be no handle at all: then of any word. */
    final long peek(int word) {
        return read(base + bytes(word & (int) (reserved - 1)), 0);
    }

    /** The same as {@link #getInt} of what may be no place at all: then of any. */
    final int peekInt(int place) {
        return UnsafeApi.getInt(base + intBytes(place & (int) (2 * reserved - 1)));
    }

    static long pair(int high, int low) {
        return (long) high << Integer.SIZE | low;
    }

    static int high(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    /** Zeros up to this word. */
    final void makeRoom(int to) {
        if (to < 0) {
            throw new IllegalStateException("expected fewer than 2^31 words of orders, levels or ids");
        }
        if (to > made) {
            grow(to);
        }
    }

    private void grow(int to) {
        long end = (long) to + STEP - 1 & -STEP;
        if (end > reserved) {
            reserveMore(end);
        }
        UnsafeApi.setMemory(base + bytes(made), bytes(end - made), (byte) 0);
        made = end;
    }

    private void reserveMore(long words) {
        while (reserved < words) {
            reserved *= 2;
        }
        long offset = base - stretch.address;
        stretch.resize(bytes(reserved) + LINE);
        base = aligned(stretch.address);
        if (base - stretch.address != offset) {
            UnsafeApi.copyMemory(stretch.address + offset, base, bytes(made));
        }
    }

    private static long aligned(long address) {
        return address + LINE - 1 & -LINE;
    }

    private long addressOfInt(int place) {
        assert place >= 0 && place >>> 1 < made : place;
        return base + intBytes(place);
    }

    private static long intBytes(long ints) {
        return ints << BYTES_BITS - 1;
    }

    private static long bytes(long words) {
        return words << BYTES_BITS;
    }

    /** What is given back: knows nothing of who uses it. */
    static final class Stretch implements Runnable {
        private long address;

        Stretch(long bytes) {
            address = UnsafeApi.allocateMemory(bytes);
        }

        void resize(long bytes) {
            address = UnsafeApi.reallocateMemory(address, bytes);
        }

        boolean isGivenBack() {
            return address == 0;
        }

        @Override
        public void run() {
            UnsafeApi.freeMemory(address);
            address = 0;
        }
    }
}
