package io.gavel.journal.replay;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** Compares ranges of two buffers as fast as the JDK can. Allocates only when it meets another array. One thread. */
final class ByteComparison {
    /** No difference. */
    static final int EQUAL = -1;

    private final View left = new View();
    private final View right = new View();

    /** Index of the first byte that differs, or {@link #EQUAL}. */
    int mismatch(DirectBuffer a, int aOffset, DirectBuffer b, int bOffset, int length) {
        return left.of(a, aOffset, length).mismatch(right.of(b, bOffset, length));
    }

    /** The last buffer seen, as the JDK's. */
    private static final class View {
        private Object seen;
        private ByteBuffer bytes;

        ByteBuffer of(DirectBuffer buffer, int offset, int length) {
            Object memory = buffer.byteArray() == null ? buffer.byteBuffer() : buffer.byteArray();
            if (memory == null) {
                byte[] copy = new byte[length];
                buffer.getBytes(offset, copy);
                return ByteBuffer.wrap(copy);
            }
            if (memory != seen) {
                seen = memory;
                bytes = memory instanceof byte[] array
                        ? ByteBuffer.wrap(array)
                        : ((ByteBuffer) memory).duplicate().clear();
            }
            int start = buffer.wrapAdjustment() + offset;
            return bytes.limit(start + length).position(start);
        }
    }
}
