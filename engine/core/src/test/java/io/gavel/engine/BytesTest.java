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
        assertEquals(65_535, Bytes.getUnsignedShort(bytes, 13));
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
    void copiesWhateverIsAtLeastALongFromAnyBuffer() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] source = new byte[100];
        random.nextBytes(source);
        UnsafeBuffer part = new UnsafeBuffer(source, 3, 90);
        UnsafeBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(90));
        offHeap.putBytes(0, part, 0, 90);
        for (int length = 8; length <= 80; length++) {
            for (int at : new int[] {7, 100 - Bytes.COPIED, 100 - length}) {
                if (at + length <= 100) {
                    assertCopied(source, part, at, length);
                    assertCopied(source, offHeap, at, length);
                }
            }
        }
    }

    private static void assertCopied(byte[] source, DirectBuffer from, int at, int length) {
        byte[] to = new byte[100];
        Arrays.fill(to, (byte) 0x55);
        byte[] expected = to.clone();
        System.arraycopy(source, 3 + 5, expected, at, length);
        Bytes.copy(from, 5, to, at, length);
        // What may have been written over behind the copy, and no further.
        int scribbled = Math.min(to.length, at + Math.max(length, Bytes.COPIED));
        System.arraycopy(to, at + length, expected, at + length, scribbled - at - length);
        assertArrayEquals(expected, to);
    }
}
