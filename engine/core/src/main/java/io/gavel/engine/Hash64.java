package io.gavel.engine;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** A 64-bit hash of values, the same on every JVM: multiply, fold, rotate over little-endian words. Not cryptographic. */
public final class Hash64 {
    private static final long K1 = 0x9E3779B97F4A7C15L;
    private static final long K2 = 0xD6E8FEB86659FD93L;

    private Hash64() {}

    /** Hash of a range of bytes, started from {@code seed}. */
    public static long of(long seed, DirectBuffer buffer, int offset, int length) {
        long hash = seed ^ (length * K1);
        int position = offset;
        int end = offset + length;
        for (; position + Long.BYTES <= end; position += Long.BYTES) {
            hash = mix(hash, buffer.getLong(position, ByteOrder.LITTLE_ENDIAN));
        }
        if (position < end) {
            hash = mix(hash, tail(buffer, offset, position, end));
        }
        return finish(hash);
    }

    /** The same of bytes in an array. Up to three words go without a loop, which would cost as much as one of them. */
    public static long of(long seed, byte[] bytes, int offset, int length) {
        long hash = seed ^ (length * K1);
        if (length < Long.BYTES) {
            return finish(length == 0 ? hash : mix(hash, tail(bytes, offset, offset + length)));
        }
        hash = mix(hash, Bytes.getLong(bytes, offset));
        if (length == Long.BYTES) {
            return finish(hash);
        }
        int position = offset + Long.BYTES;
        int end = offset + length;
        if (length >= 2 * Long.BYTES) {
            hash = mix(hash, Bytes.getLong(bytes, position));
            position += Long.BYTES;
        }
        if (length >= 3 * Long.BYTES) {
            hash = mix(hash, Bytes.getLong(bytes, position));
            position += Long.BYTES;
        }
        for (; position + Long.BYTES <= end; position += Long.BYTES) {
            hash = mix(hash, Bytes.getLong(bytes, position));
        }
        if (position < end) {
            hash = mix(hash, tail(bytes, position, end));
        }
        return finish(hash);
    }

    /** The same of up to eight bytes that are at hand already, the first of them lowest and zeros behind the last. */
    public static long of(long seed, long bytes, int length) {
        return finish(mix(seed ^ (length * K1), bytes));
    }

    /** The same of 17 to 24 bytes that are at hand, as two words and what is left of the third with zeros behind. */
    public static long of(long seed, long first, long second, long third, int length) {
        return finish(mix(mix(mix(seed ^ (length * K1), first), second), third));
    }

    /** Folds one value into a hash. */
    public static long mix(long hash, long value) {
        long product = (hash ^ value) * K1;
        return Long.rotateLeft(product ^ (product >>> 32), 27) * K2;
    }

    /** The last 1 to 7 bytes, the first of them lowest. In as few loads as there are: most ids end in such a tail. */
    private static long tail(DirectBuffer buffer, int offset, int position, int end) {
        int length = end - position;
        if (end - offset >= Long.BYTES) {
            return buffer.getLong(end - Long.BYTES, ByteOrder.LITTLE_ENDIAN) >>> (Long.BYTES - length) * Byte.SIZE;
        }
        if (length >= Integer.BYTES) {
            long low = buffer.getInt(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            long last = buffer.getInt(end - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            return low | last >>> (Long.BYTES - length) * Byte.SIZE << Integer.SIZE;
        }
        int middle = length / 2;
        return buffer.getByte(position) & 0xFFL
                | (buffer.getByte(position + middle) & 0xFFL) << middle * Byte.SIZE
                | (buffer.getByte(end - 1) & 0xFFL) << (length - 1) * Byte.SIZE;
    }

    private static long tail(byte[] bytes, int position, int end) {
        if (position + Long.BYTES <= bytes.length) {
            return Bytes.getLong(bytes, position) & -1L >>> (Long.BYTES - (end - position)) * Byte.SIZE;
        }
        long tail = 0;
        for (int i = end - 1; i >= position; i--) {
            tail = tail << Byte.SIZE | Bytes.getUnsignedByte(bytes, i);
        }
        return tail;
    }

    private static long finish(long hash) {
        long h = hash ^ (hash >>> 33);
        h *= K1;
        return h ^ (h >>> 29);
    }
}
