package io.gavel.perf.flash1;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * What a matcher reports, eight longs a report, in memory. Its canonical text is a line a report, sorted by sequence and
 * type and otherwise as it came.
 */
final class ReportStream {
    static final int ACK = 0;
    static final int TRADE = 1;
    static final int CANCEL_ACK = 2;
    static final int MODIFY_ACK = 3;
    static final int CANCEL_REJECT = 4;
    static final int MODIFY_REJECT = 5;

    private static final int WORDS = 8;
    /** Words of a report that its text shows behind the type, by type. */
    private static final int[] SHOWN = {5, 5, 4, 5, 2, 2};

    private static final int FLUSH_CHARS = 1 << 16;

    private long[] words;
    private int length;

    /** @param expected reports; more make it grow */
    ReportStream(int expected) {
        words = new long[expected * WORDS];
    }

    /** Forgets all reports; the memory stays. */
    void clear() {
        length = 0;
    }

    int size() {
        return length / WORDS;
    }

    void add(int type, long seq, long a, long b, long c, long d) {
        if (length == words.length) {
            words = Arrays.copyOf(words, length * 2);
        }
        long[] to = words;
        int at = length;
        to[at] = type;
        to[at + 1] = seq;
        to[at + 2] = a;
        to[at + 3] = b;
        to[at + 4] = c;
        to[at + 5] = d;
        length = at + WORDS;
    }

    /** Of the canonical text, in hexadecimal digits. */
    String sha256() {
        MessageDigest digest = digest();
        StringBuilder text = new StringBuilder(2 * FLUSH_CHARS);
        int[] sorted = IntStream.range(0, size())
                .boxed()
                .sorted((x, y) -> compare(x * WORDS, y * WORDS))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0) {
                text.append('\n');
            }
            line(sorted[i] * WORDS, text);
            if (text.length() > FLUSH_CHARS) {
                digest.update(text.toString().getBytes(StandardCharsets.US_ASCII));
                text.setLength(0);
            }
        }
        digest.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest());
    }

    private int compare(int x, int y) {
        int bySeq = Long.compareUnsigned(words[x + 1], words[y + 1]);
        return bySeq != 0 ? bySeq : Long.compare(words[x], words[y]);
    }

    private void line(int at, StringBuilder text) {
        text.append(words[at]);
        for (int i = 1; i < SHOWN[(int) words[at]] + 1; i++) {
            text.append(',').append(words[at + i]);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every JVM to have SHA-256", e);
        }
    }
}
