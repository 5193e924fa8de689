package io.gavel.wire.json;

import java.nio.charset.StandardCharsets;

/**
 * A place in a text of JSON, and what can stand there: space, strings, numbers, words.
 *
 * <p>Strict: valid UTF-8, no control character and no lone surrogate in a string, numbers as RFC 8259 has them. Errors
 * are {@link JsonException}s that name no field. Borrows the bytes. One thread.
 */
final class JsonText {
    private byte[] bytes;
    private int start;
    private int pos;
    private int end;

    void wrap(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        start = from;
        pos = from;
        end = to;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index of the next byte. */
    int position() {
        return pos;
    }

    boolean isAtEnd() {
        return pos == end;
    }

    /** The next byte; the text must go on. */
    byte peek() {
        if (pos == end) {
            throw error("expected more: the text ends too early");
        }
        return bytes[pos];
    }

    void skip() {
        pos++;
    }

    /** The byte behind space, which is not passed. */
    byte peekBehindSpace() {
        skipSpace();
        return peek();
    }

    void skipSpace() {
        while (pos < end) {
            byte b = bytes[pos];
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return;
            }
            pos++;
        }
    }

    void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (pos == end || bytes[pos] != word.charAt(i)) {
                throw error("expected a value");
            }
            pos++;
        }
    }

    /** Passes a number; false: it has a fraction or an exponent. */
    boolean skipNumber() {
        boolean isInteger = true;
        if (bytes[pos] == '-') {
            pos++;
        }
        if (pos < end && bytes[pos] == '0') {
            pos++;
        } else {
            skipDigits();
        }
        if (pos < end && bytes[pos] == '.') {
            pos++;
            skipDigits();
            isInteger = false;
        }
        if (pos < end && (bytes[pos] | 0x20) == 'e') {
            pos++;
            if (pos < end && (bytes[pos] == '+' || bytes[pos] == '-')) {
                pos++;
            }
            skipDigits();
            isInteger = false;
        }
        return isInteger;
    }

    private void skipDigits() {
        int from = pos;
        while (pos < end && bytes[pos] >= '0' && bytes[pos] <= '9') {
            pos++;
        }
        if (pos == from) {
            throw error("expected a digit");
        }
    }

    /** Passes a string from behind its opening quote to behind its closing one; true: it has escapes. */
    boolean skipString() {
        boolean isEscaped = false;
        final byte[] text = bytes;
        final int limit = end;
        int i = pos;
        while (i < limit) {
            byte b = text[i];
            if (b == '"') {
                pos = i + 1;
                return isEscaped;
            }
            if (b == '\\') {
                isEscaped = true;
                pos = i;
                skipEscape();
                i = pos;
            } else if (b >= 0x20) {
                i++;
            } else if (b >= 0) {
                pos = i;
                throw error("expected no control character in a string");
            } else {
                pos = i;
                skipSequence();
                i = pos;
            }
        }
        pos = limit;
        throw error("expected '\"'");
    }

    private void skipEscape() {
        pos++;
        byte b = peek();
        pos++;
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                int unit = hex4();
                if (unit >= 0xDC00 && unit <= 0xDFFF) {
                    throw error("expected no lone surrogate");
                }
                if (unit >= 0xD800 && unit <= 0xDBFF) {
                    skipLowSurrogate();
                }
            }
            default -> {
                pos--;
                throw error("expected an escape of JSON");
            }
        }
    }

    private void skipLowSurrogate() {
        if (end - pos < 6 || bytes[pos] != '\\' || bytes[pos + 1] != 'u') {
            throw error("expected no lone surrogate");
        }
        pos += 2;
        int low = hex4();
        if (low < 0xDC00 || low > 0xDFFF) {
            throw error("expected no lone surrogate");
        }
    }

    private int hex4() {
        if (end - pos < 4) {
            throw error("expected four hex digits");
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[pos], 16);
            if (digit < 0) {
                throw error("expected four hex digits");
            }
            unit = unit << 4 | digit;
            pos++;
        }
        return unit;
    }

    /** Skips one UTF-8 sequence of two to four bytes: shortest form only, no surrogates, nothing above U+10FFFF. */
    private void skipSequence() {
        int lead = bytes[pos] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || end - pos < length) {
            throw error("expected valid UTF-8");
        }
        int second = bytes[pos + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            throw error("expected valid UTF-8");
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[pos + i] & 0xC0) != 0x80) {
                throw error("expected valid UTF-8");
            }
        }
        pos += length;
    }

    /** An error at this place. */
    JsonException error(String expected) {
        return new JsonException("", expected + " at byte " + (pos - start));
    }

    /** The text between two positions, which was passed before. */
    String decode(int from, int to, boolean isEscaped) {
        if (!isEscaped) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int i = from;
        while (i < to) {
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
            byte b = bytes[i + 1];
            i += 2;
            if (b == 'u') {
                text.append((char) Integer.parseInt(new String(bytes, i, 4, StandardCharsets.US_ASCII), 16));
                i += 4;
            } else {
                text.append(unescaped(b));
            }
            plain = i;
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    private static char unescaped(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) b;
        };
    }

    /** The hash that {@link String#hashCode} gives ASCII text. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + (bytes[i] & 0xFF);
        }
        return hash;
    }
}
