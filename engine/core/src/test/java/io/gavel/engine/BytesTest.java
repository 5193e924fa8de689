package io.gavel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class BytesTest {
    @Test
    void valuesAreLittleEndianAndKeepTheirSigns() {
        byte[] bytes = new byte[17];
        Bytes.putLong(bytes, 1, 0x8877_6655_4433_2211L);
        Bytes.putInt(bytes, 9, -2);
        Bytes.putShort(bytes, 13, 65_535);
        assertEquals(0x11, bytes[1]);
        assertEquals(0x8877_6655_4433_2211L, Bytes.getLong(bytes, 1));
        assertEquals(-2, Bytes.getInt(bytes, 9));
        assertEquals(0xFF, Bytes.getUnsignedByte(bytes, 13));
        assertEquals(0xFF, Bytes.getUnsignedByte(bytes, 14));
        assertEquals(0x88, Bytes.getUnsignedByte(bytes, 8));
    }

    @Test
    void nothingIsReadOrWrittenBeyondTheArray() {
        byte[] bytes = new byte[8];
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.getLong(bytes, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.putLong(bytes, -1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.getInt(bytes, 5));
    }

    @Test
    void placesHoldTheSameValues() {
        byte[] bytes = new byte[17];
        long place = Bytes.place(1);
        Bytes.write(bytes, place, 0x8877_6655_4433_2211L);
        Bytes.writeInt(bytes, place + 8, -2);
        Bytes.writeByte(bytes, place + 12, 300);
        assertEquals(0x8877_6655_4433_2211L, Bytes.getLong(bytes, 1));
        assertEquals(-2, Bytes.getInt(bytes, 9));
        assertEquals(300 - 256, bytes[13]);
        assertEquals(0x8877_6655_4433_2211L, Bytes.read(bytes, place));
        assertEquals(-2, Bytes.readInt(bytes, place + 8));
        assertEquals(300 - 256, Bytes.readByte(bytes, place + 12));
    }

    @Test
    void testsFindPlacesBeyondTheArray() {
        byte[] bytes = new byte[8];
        assertThrows(AssertionError.class, () -> Bytes.read(bytes, Bytes.place(1)));
        assertThrows(AssertionError.class, () -> Bytes.write(bytes, Bytes.place(-1), 0));
        assertThrows(AssertionError.class, () -> Bytes.readInt(bytes, Bytes.place(5)));
        assertThrows(AssertionError.class, () -> Bytes.writeByte(bytes, Bytes.place(8), 0));
        UnsafeBuffer from = new UnsafeBuffer(new byte[Bytes.COPIED]);
        assertThrows(AssertionError.class, () -> Bytes.copy(from, 0, new byte[Bytes.COPIED], 1, 8));
    }

    @Test
    void copiesWhateverIsAskedForFromAnyBuffer() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] source = new byte[100];
        random.nextBytes(source);
        UnsafeBuffer part = new UnsafeBuffer(source, 3, 90);
        UnsafeBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(90));
        offHeap.putBytes(0, part, 0, 90);
        for (int length = 8; length <= 80; length++) {
            for (int from : new int[] {0, 5, 90 - Bytes.COPIED, 90 - length}) {
                for (int at : new int[] {0, 7, 100 - Math.max(length, Bytes.COPIED)}) {
                    if (from + length <= 90) {
                        assertCopied(source, part, from, at, length);
                        assertCopied(source, offHeap, from, at, length);
                    }
                }
            }
        }
    }

    private static void assertCopied(byte[] source, DirectBuffer from, int offset, int at, int length) {
        byte[] to = new byte[100];
        Arrays.fill(to, (byte) 0x55);
        byte[] expected = to.clone();
        System.arraycopy(source, 3 + offset, expected, at, length);
        Bytes.copy(from, offset, to, at, length);
        // What may have been written over behind the copy, and no further.
        int scribbled = Math.max(length, Bytes.COPIED);
        System.arraycopy(to, at + length, expected, at + length, scribbled - length);
        assertArrayEquals(expected, to);
    }
}
