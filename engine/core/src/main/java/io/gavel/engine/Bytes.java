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

    /** Copies at least eight bytes, in as few pieces as there are: a few dozen cost less than a call. */
    public static void copy(DirectBuffer from, int offset, byte[] to, int at, int length) {
        byte[] array = from.byteArray();
        if (array == null) {
            from.getBytes(offset, to, at, length);
            return;
        }
        int start = from.wrapAdjustment() + offset;
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            putLong(to, at + i, getLong(array, start + i));
        }
        putLong(to, at + last, getLong(array, start + last));
    }
}
