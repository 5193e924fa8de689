package io.gavel.perf.flash1;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * What a matcher reports, in memory: two to five longs a report, as reports that take more push out of the near caches what
 * is to be measured. The first has the sequence, the side and the type, from the highest bits to the lowest. The canonical
 * text is a line a report, sorted by sequence and type and otherwise as it came.
 */
final class ReportStream {
    static final int ACK = 0;
    static final int TRADE = 1;
    static final int CANCEL_ACK = 2;
    static final int MODIFY_ACK = 3;
    static final int CANCEL_REJECT = 4;
    static final int MODIFY_REJECT = 5;

    /** Sequences are below. */
    static final long END_OF_SEQS = 1L << 59;

    private static final int SEQ_SHIFT = 4;
    private static final int SIDE_SHIFT = 3;
    private static final int TYPE_MASK = (1 << SIDE_SHIFT) - 1;
    /** Longs of a report, by type. */
    private static final int[] WORDS = {4, 5, 3, 4, 2, 2};

    private static final int MOST_WORDS = 5;
    private static final int FLUSH_CHARS = 1 << 16;

    private long[] words;
    private int length;

    /** @param expected reports; more make it grow */
    ReportStream(int expected) {
        words = new long[expected * MOST_WORDS];
    }

    /** Forgets all reports; the memory stays. */
    void clear() {
        length = 0;
    }

    /** @param type {@link #ACK} or {@link #MODIFY_ACK} */
    void taken(int type, long seq, int side, long id, long price, long qty) {
        long[] to = withRoom();
        int at = length;
        to[at] = head(type, seq, side);
        to[at + 1] = id;
        to[at + 2] = price;
        to[at + 3] = qty;
        length = at + 4;
    }

    void traded(long seq, long price, long qty, long makerId, long takerId) {
        long[] to = withRoom();
        int at = length;
        to[at] = head(TRADE, seq, 0);
        to[at + 1] = price;
        to[at + 2] = qty;
        to[at + 3] = makerId;
        to[at + 4] = takerId;
        length = at + 5;
    }

    void canceled(long seq, int side, long id, long price) {
        long[] to = withRoom();
        int at = length;
        to[at] = head(CANCEL_ACK, seq, side);
        to[at + 1] = id;
        to[at + 2] = price;
        length = at + 3;
    }

    /** @param type {@link #CANCEL_REJECT} or {@link #MODIFY_REJECT} */
    void rejected(int type, long seq, long id) {
        long[] to = withRoom();
        int at = length;
        to[at] = head(type, seq, 0);
        to[at + 1] = id;
        length = at + 2;
    }

    /** Of the canonical text, in hexadecimal digits. */
    String sha256() {
        MessageDigest digest = digest();
        StringBuilder text = new StringBuilder(2 * FLUSH_CHARS);
        int[] sorted = starts().boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0) {
                text.append('\n');
            }
            line(sorted[i], text);
            if (text.length() > FLUSH_CHARS) {
                digest.update(text.toString().getBytes(StandardCharsets.US_ASCII));
                text.setLength(0);
            }
        }
        digest.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest());
    }

    private IntStream starts() {
        return IntStream.iterate(0, at -> at < length, at -> at + WORDS[type(at)]);
    }

    private int compare(int x, int y) {
        int bySeq = Long.compare(seq(x), seq(y));
        return bySeq != 0 ? bySeq : Integer.compare(type(x), type(y));
    }

    private void line(int at, StringBuilder text) {
        int type = type(at);
        text.append(type).append(',').append(seq(at));
        if (type == ACK || type == MODIFY_ACK || type == CANCEL_ACK) {
            text.append(',').append(words[at] >>> SIDE_SHIFT & 1);
        }
        for (int i = 1; i < WORDS[type]; i++) {
            text.append(',').append(words[at + i]);
        }
    }

    private int type(int at) {
        return (int) words[at] & TYPE_MASK;
    }

    private long seq(int at) {
        return words[at] >>> SEQ_SHIFT;
    }

    private long[] withRoom() {
        if (length + MOST_WORDS > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        return words;
    }

    private static long head(int type, long seq, int side) {
        return seq << SEQ_SHIFT | side << SIDE_SHIFT | type;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every JVM to have SHA-256", e);
        }
    }
}
