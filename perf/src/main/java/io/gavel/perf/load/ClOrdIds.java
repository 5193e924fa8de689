package io.gavel.perf.load;

import java.nio.charset.StandardCharsets;

/** Client order ids of eight characters, written without allocating. */
final class ClOrdIds {
    static final int LENGTH = 8;

    private static final byte[] DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS = 5;

    private final byte[] bytes = new byte[LENGTH];

    /** The id of a number below 2^40; valid until the next call. */
    byte[] of(long number) {
        long rest = number;
        for (int i = LENGTH - 1; i >= 0; i--) {
            bytes[i] = DIGITS[(int) rest & (DIGITS.length - 1)];
            rest >>>= BITS;
        }
        return bytes;
    }
}
