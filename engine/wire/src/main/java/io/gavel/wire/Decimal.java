package io.gavel.wire;

import java.nio.charset.StandardCharsets;

/**
 * Decimal strings as scaled longs: {@code "100.25"} at 2 decimals is 10025.
 *
 * <p>A decimal string is a JSON number without exponent: digits, perhaps a minus in front, perhaps a point with digits
 * on both sides; no plus, no superfluous zero in front, no minus zero. Errors are values, as this runs once per field
 * of every command. Stateless.
 */
public final class Decimal {
    /** Amounts stay below this, in smallest units. */
    public static final long LIMIT = 1L << 62;
    /** Most decimals that an asset, a tick or a lot can have. */
    public static final int MAX_DECIMALS = 18;

    /** The text is no decimal string. */
    public static final long MALFORMED = Long.MIN_VALUE;
    /** It has more decimals than allowed. */
    public static final long TOO_PRECISE = Long.MIN_VALUE + 1;
    /** It is {@link #LIMIT} or beyond in smallest units. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    private static final long[] POWERS = new long[MAX_DECIMALS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimal() {}

    /** 10^{@code exponent}, 0 to 18. */
    public static long powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    /** Whether a result of {@link #parse} is no number but one of the errors. */
    public static boolean isError(long result) {
        return result <= OUT_OF_RANGE;
    }

    /** What was expected, for an error that {@link #parse} returned at {@code decimals}. */
    public static String expected(long error, int decimals) {
        if (error == TOO_PRECISE) {
            return "expected at most " + decimals + " decimals";
        }
        return error == OUT_OF_RANGE
                ? "expected an amount below 2^62 smallest units"
                : "expected a decimal string such as \"100.25\"";
    }

    /**
     * The number that the ASCII text between two positions says, scaled by 10^{@code decimals}, or an error.
     *
     * @param decimals 0 to {@link #MAX_DECIMALS}
     */
    public static long parse(byte[] text, int from, int to, int decimals) {
        int written = decimals(text, from, to);
        if (written < 0) {
            return MALFORMED;
        }
        if (written > decimals) {
            return TOO_PRECISE;
        }
        boolean isNegative = text[from] == '-';
        long value = 0;
        for (int i = isNegative ? from + 1 : from; i < to; i++) {
            if (text[i] == '.') {
                continue;
            }
            if (value >= LIMIT / 10 + 1) {
                return OUT_OF_RANGE;
            }
            value = value * 10 + (text[i] - '0');
        }
        long scale = POWERS[decimals - written];
        if (value >= LIMIT || (value != 0 && scale > (LIMIT - 1) / value)) {
            return OUT_OF_RANGE;
        }
        value *= scale;
        if (isNegative && value == 0) {
            return MALFORMED;
        }
        return isNegative ? -value : value;
    }

    /** As {@link #parse(byte[], int, int, int)}, of a String. */
    public static long parse(String text, int decimals) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, decimals);
    }

    /** How many decimals the text has, or -1 when it is no decimal string. */
    public static int decimals(byte[] text, int from, int to) {
        int i = from < to && text[from] == '-' ? from + 1 : from;
        int whole = digits(text, i, to);
        if (whole == 0 || (whole > 1 && text[i] == '0')) {
            return -1;
        }
        i += whole;
        if (i == to) {
            return 0;
        }
        if (text[i] != '.') {
            return -1;
        }
        i++;
        int fraction = digits(text, i, to);
        return fraction == 0 || i + fraction != to ? -1 : fraction;
    }

    private static int digits(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i - from;
    }
}
