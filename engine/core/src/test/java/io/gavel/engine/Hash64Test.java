package io.gavel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class Hash64Test {
    private static final long K1 = 0x9E3779B97F4A7C15L;

    /** Snapshots and state hashes of earlier releases are compared with it: a hash must stay what it was. */
    @Test
    void itIsTheHashOfWordsWhateverTheLength() {
        SplittableRandom random = new SplittableRandom(5);
        for (int length = 0; length <= 70; length++) {
            byte[] bytes = new byte[length + 9];
            random.nextBytes(bytes);
            long seed = random.nextLong();
            int offset = length % 9;
            long expected = byteByByte(seed, bytes, offset, length);
            assertEquals(expected, Hash64.of(seed, new UnsafeBuffer(bytes), offset, length), "length=" + length);
            assertEquals(expected, Hash64.of(seed, bytes, offset, length), "length=" + length);
            byte[] toItsEnd = Arrays.copyOf(bytes, offset + length);
            assertEquals(expected, Hash64.of(seed, toItsEnd, offset, length), "length=" + length);
        }
    }

    private static long byteByByte(long seed, byte[] bytes, int offset, int length) {
        long hash = seed ^ (length * K1);
        for (int word = 0; word < length; word += Long.BYTES) {
            long value = 0;
            for (int i = 0; i < Math.min(Long.BYTES, length - word); i++) {
                value |= (bytes[offset + word + i] & 0xFFL) << i * Byte.SIZE;
            }
            hash = Hash64.mix(hash, value);
        }
        hash = (hash ^ (hash >>> 33)) * K1;
        return hash ^ (hash >>> 29);
    }
}
