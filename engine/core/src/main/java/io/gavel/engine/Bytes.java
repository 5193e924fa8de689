package io.gavel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Little-endian values in byte arrays, wherever they stand. One comparison with the array's length, then a plain load or
 * store: where a command is decided, buffers that may be on or off the heap cost more than the decision.
 *
 * <p>Where the caller has made sure of the room for several values, {@link #read} and {@link #write} of a {@link #place}
 * spare the comparisons, and the arithmetic with an int that may be negative. Nothing keeps a wrong place from reading or
 * writing elsewhere; assertions do, which tests run with.
 */
public final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long FIRST = UnsafeApi.arrayBaseOffset(byte[].class);
    private static final boolean IS_NATIVE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

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

    public static void putShort(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    /** 0 to 255. */
    public static int getUnsignedByte(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** Where the byte at an index is in any array, for {@link #read} and {@link #write}. */
    public static long place(int at) {
        return FIRST + at;
    }

    /** The same as {@link #getLong} of a place of which is known that as much stands there. */
    public static long read(byte[] bytes, long place) {
        return little(UnsafeApi.getLong(bytes, in(bytes, place, Long.BYTES)));
    }

    /** The same as {@link #getInt}. */
    public static int readInt(byte[] bytes, long place) {
        return little(UnsafeApi.getInt(bytes, in(bytes, place, Integer.BYTES)));
    }

    public static byte readByte(byte[] bytes, long place) {
        return UnsafeApi.getByte(bytes, in(bytes, place, 1));
    }

    /** The same as {@link #putLong} at a place of which is known that there is room. */
    public static void write(byte[] bytes, long place, long value) {
        UnsafeApi.putLong(bytes, in(bytes, place, Long.BYTES), little(value));
    }

    /** The same as {@link #putInt}. */
    public static void writeInt(byte[] bytes, long place, int value) {
        UnsafeApi.putInt(bytes, in(bytes, place, Integer.BYTES), little(value));
    }

    public static void writeByte(byte[] bytes, long place, int value) {
        UnsafeApi.putByte(bytes, in(bytes, place, 1), (byte) value);
    }

    /**
     * Copies so many bytes, and what stands behind them up to {@link #COPIED} where the buffer has as much: eight pieces
     * whatever the length is cost less than to ask for it, or to call somebody who does. So the caller must not mind what
     * stands in {@code to} from {@code at + length} to {@code at + COPIED}, where there must be room.
     */
    public static void copy(DirectBuffer from, int offset, byte[] to, int at, int length) {
        if (length > COPIED || (offset | length) < 0 || from.capacity() - offset < COPIED) {
            from.getBytes(offset, to, at, length);
            return;
        }
        byte[] array = from.byteArray();
        long source = from.addressOffset() + offset;
        long place = in(to, place(at), COPIED);
        UnsafeApi.putLong(to, place, UnsafeApi.getLong(array, source));
        UnsafeApi.putLong(to, place + 8, UnsafeApi.getLong(array, source + 8));
        UnsafeApi.putLong(to, place + 16, UnsafeApi.getLong(array, source + 16));
        UnsafeApi.putLong(to, place + 24, UnsafeApi.getLong(array, source + 24));
        UnsafeApi.putLong(to, place + 32, UnsafeApi.getLong(array, source + 32));
        UnsafeApi.putLong(to, place + 40, UnsafeApi.getLong(array, source + 40));
        UnsafeApi.putLong(to, place + 48, UnsafeApi.getLong(array, source + 48));
        UnsafeApi.putLong(to, place + 56, UnsafeApi.getLong(array, source + 56));
    }

    private static long in(byte[] bytes, long place, int length) {
        assert place >= FIRST && place <= FIRST + bytes.length - length : place;
        return place;
    }

    private static long little(long value) {
        return IS_NATIVE ? value : Long.reverseBytes(value);
    }

    private static int little(int value) {
        return IS_NATIVE ? value : Integer.reverseBytes(value);
    }
}
