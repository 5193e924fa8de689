package io.gavel.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Bytes as text that can be reviewed: lines of an offset and up to 32 bytes; lines of zeros are left out. */
final class SparseHex {
    private static final int LINE_BYTES = 32;

    private SparseHex() {}

    /** The text, up to the last byte that is not zero. */
    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += LINE_BYTES) {
            int to = Math.min(bytes.length, from + LINE_BYTES);
            while (to > from && bytes[to - 1] == 0) {
                to--;
            }
            if (to > from) {
                text.append(HexFormat.of().toHexDigits(from))
                        .append(": ")
                        .append(HexFormat.of().formatHex(bytes, from, to))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** @param length of all */
    static byte[] bytes(List<String> lines, int length) {
        byte[] bytes = new byte[length];
        for (String line : lines) {
            int colon = line.indexOf(": ");
            byte[] part = HexFormat.of().parseHex(line.substring(colon + 2));
            System.arraycopy(part, 0, bytes, HexFormat.fromHexDigits(line, 0, colon), part.length);
        }
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
