package io.gavel.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Appends JSON, as UTF-8, to an array that grows; puts the commas itself.
 *
 * <p>It does not check that names and values alternate. Names are ASCII without anything to escape; values are escaped.
 * Allocates only to grow. One thread.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** Digits of the smallest long. */
    private static final int MOST_DIGITS = 19;

    private byte[] bytes;
    private int length;
    private boolean needsComma;

    public JsonWriter() {
        this(1024);
    }

    public JsonWriter(int initialCapacity) {
        bytes = new byte[Math.max(64, initialCapacity)];
    }

    /** Forgets all that was written. */
    public JsonWriter clear() {
        length = 0;
        needsComma = false;
        return this;
    }

    /** What was written, from 0 to {@link #length}; another array after growing. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    /** Ends a line: the next object stands for itself. */
    public JsonWriter newLine() {
        reserve(1);
        bytes[length++] = '\n';
        needsComma = false;
        return this;
    }

    /** The name of the value that follows. */
    public JsonWriter name(String name) {
        int nameLength = name.length();
        reserve(nameLength + 4);
        if (needsComma) {
            bytes[length++] = ',';
        }
        bytes[length++] = '"';
        putAscii(name, nameLength);
        bytes[length++] = '"';
        bytes[length++] = ':';
        needsComma = false;
        return this;
    }

    /** A string; {@code null} for null. A lone surrogate becomes U+FFFD. */
    public JsonWriter value(CharSequence text) {
        if (text == null) {
            return nullValue();
        }
        int textLength = text.length();
        beforeValue(6 * textLength + 2);
        bytes[length++] = '"';
        for (int i = 0; i < textLength; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                putEscaped((byte) c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < textLength
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                putSequence(Character.toCodePoint(c, text.charAt(i)));
            } else {
                putSequence(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    /** A string whose bytes are printable ASCII. */
    public JsonWriter ascii(byte[] text, int offset, int textLength) {
        beforeValue(2 * textLength + 2);
        bytes[length++] = '"';
        for (int i = 0; i < textLength; i++) {
            putEscaped(text[offset + i]);
        }
        bytes[length++] = '"';
        return this;
    }

    public JsonWriter value(long number) {
        beforeValue(MOST_DIGITS + 1);
        putLong(number);
        return this;
    }

    public JsonWriter value(boolean isTrue) {
        beforeValue(5);
        String word = isTrue ? "true" : "false";
        putAscii(word, word.length());
        return this;
    }

    public JsonWriter nullValue() {
        beforeValue(4);
        putAscii("null", 4);
        return this;
    }

    /** An integer as a string: ids that need 64 bits. */
    public JsonWriter quoted(long number) {
        beforeValue(MOST_DIGITS + 3);
        bytes[length++] = '"';
        putLong(number);
        bytes[length++] = '"';
        return this;
    }

    /** A string of an ASCII word with a number behind. */
    public JsonWriter prefixed(String prefix, long number) {
        int prefixLength = prefix.length();
        beforeValue(prefixLength + MOST_DIGITS + 3);
        bytes[length++] = '"';
        putAscii(prefix, prefixLength);
        putLong(number);
        bytes[length++] = '"';
        return this;
    }

    /** {@code unscaled} x 10^-{@code decimals} as a decimal string with exactly that many decimals (0 to 18). */
    public JsonWriter decimal(long unscaled, int decimals) {
        beforeValue(MOST_DIGITS + 5);
        bytes[length++] = '"';
        int from = length;
        putLong(unscaled);
        if (decimals > 0) {
            insertPoint(unscaled < 0 ? from + 1 : from, decimals);
        }
        bytes[length++] = '"';
        return this;
    }

    public JsonWriter field(String name, CharSequence value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, long value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, boolean value) {
        return name(name).value(value);
    }

    /** What was written, as text: for tests and logs. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private JsonWriter open(char bracket) {
        beforeValue(1);
        bytes[length++] = (byte) bracket;
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        reserve(1);
        bytes[length++] = (byte) bracket;
        needsComma = true;
        return this;
    }

    private void beforeValue(int most) {
        reserve(most + 1);
        if (needsComma) {
            bytes[length++] = ',';
        }
        needsComma = true;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void putAscii(String text, int textLength) {
        byte[] into = bytes;
        int at = length;
        for (int i = 0; i < textLength; i++) {
            into[at + i] = (byte) text.charAt(i);
        }
        length = at + textLength;
    }

    private void putEscaped(byte b) {
        if (b == '"' || b == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = b;
        } else if (b >= 0x20) {
            bytes[length++] = b;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[b >> 4 & 0xF];
            bytes[length++] = HEX[b & 0xF];
        }
    }

    private void putSequence(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            }
            bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
    }

    private void putLong(long number) {
        if (number < 0) {
            bytes[length++] = '-';
        }
        // Counts down from a negative number, which holds the smallest long too.
        long rest = number < 0 ? number : -number;
        int digits = 1;
        for (long left = rest; left <= -10; left /= 10) {
            digits++;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Puts a decimal point into the digits from {@code from} on, with zeros in front where there are too few. */
    private void insertPoint(int from, int decimals) {
        int digits = length - from;
        int missing = decimals + 1 - digits;
        reserve(Math.max(missing, 0) + 2);
        if (missing > 0) {
            System.arraycopy(bytes, from, bytes, from + missing, digits);
            Arrays.fill(bytes, from, from + missing, (byte) '0');
            length += missing;
        }
        int point = length - decimals;
        System.arraycopy(bytes, point, bytes, point + 1, decimals);
        bytes[point] = '.';
        length++;
    }
}
