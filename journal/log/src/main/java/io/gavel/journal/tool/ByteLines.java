package io.gavel.journal.tool;

import java.util.Arrays;

/** Text as bytes on its way to a sink. Allocates only to grow. One thread. */
final class ByteLines {
    private byte[] bytes;
    private int length;

    ByteLines(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void append(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    void append(byte[] text) {
        append(text, 0, text.length);
    }

    void append(byte[] text, int from, int count) {
        reserve(count);
        System.arraycopy(text, from, bytes, length, count);
        length += count;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
