package io.gavel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Little-endian values in byte arrays, wherever they stand. One comparison with the array's length, then a plain load or
 * store: where a command is decided, buffers that may be on or off the heap cost more than the decision.
 */
public final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Most bytes that {@link #copy} may write beyond what it was asked for, from the start on. */
    public static final int COPIED = 8 * Long.BYTES;

    private Bytes() {}

    public static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    public static void putLong(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    public static int getInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    public static void putInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    /** 0 to 65,535. */
    public static int getUnsignedShort(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    public static void putShort(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    /** 0 to 255. */
    public static int getUnsignedByte(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /**
     * Copies at least eight bytes, and what stands behind them up to {@link #COPIED} where both arrays have as much: eight
     * pieces whatever the length is cost less than to ask for it, or to call somebody who does. So the caller must not mind
     * what stands in {@code to} from {@code at + length} to {@code at + COPIED}.
     */
    public static void copy(DirectBuffer from, int offset, byte[] to, int at, int length) {
        byte[] array = from.byteArray();
        if (array == null) {
            from.getBytes(offset, to, at, length);
            return;
        }
        int start = from.wrapAdjustment() + offset;
        int copied = 0;
        if (start + COPIED <= array.length && at + COPIED <= to.length) {
            copyEight(array, start, to, at);
            if (length <= COPIED) {
                return;
            }
            copied = COPIED;
        }
        int last = length - Long.BYTES;
        for (int i = copied; i < last; i += Long.BYTES) {
            putLong(to, at + i, getLong(array, start + i));
        }
        putLong(to, at + last, getLong(array, start + last));
    }

    private static void copyEight(byte[] from, int start, byte[] to, int at) {
        putLong(to, at, getLong(from, start));
        putLong(to, at + 8, getLong(from, start + 8));
        putLong(to, at + 16, getLong(from, start + 16));
        putLong(to, at + 24, getLong(from, start + 24));
        putLong(to, at + 32, getLong(from, start + 32));
        putLong(to, at + 40, getLong(from, start + 40));
        putLong(to, at + 48, getLong(from, start + 48));
        putLong(to, at + 56, getLong(from, start + 56));
    }
}
