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
            long tail = 0;
            for (int shift = 0; position < end; position++, shift += Byte.SIZE) {
                tail |= (buffer.getByte(position) & 0xFFL) << shift;
            }
            hash = mix(hash, tail);
        }
        return finish(hash);
    }

    /** Folds one value into a hash. */
    public static long mix(long hash, long value) {
        long product = (hash ^ value) * K1;
        return Long.rotateLeft(product ^ (product >>> 32), 27) * K2;
    }

    private static long finish(long hash) {
        long h = hash ^ (hash >>> 33);
        h *= K1;
        return h ^ (h >>> 29);
    }
}
