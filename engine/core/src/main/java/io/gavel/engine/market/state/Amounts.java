package io.gavel.engine.market.state;

import io.gavel.engine.account.Ledger;

/** Products of amounts that stay below {@link Ledger#LIMIT}, or say that they don't. */
public final class Amounts {
    /** What a product is that is out of range. */
    public static final long OUT_OF_RANGE = -1;

    /** What a scaled amount is that is not a whole number. */
    static final long INEXACT = -2;

    private Amounts() {}

    /** The product of two amounts that are not negative, or {@link #OUT_OF_RANGE}. */
    public static long product(long one, long other) {
        long low = one * other;
        return Math.multiplyHigh(one, other) == 0 && low >= 0 && low < Ledger.LIMIT ? low : OUT_OF_RANGE;
    }

    /** {@code amount} times ten to the {@code exponent}, or {@link #OUT_OF_RANGE}, or {@link #INEXACT}. */
    public static long scaled(long amount, int exponent) {
        long result = amount;
        for (int i = 0; i < exponent && result != OUT_OF_RANGE; i++) {
            result = product(result, 10);
        }
        for (int i = 0; i < -exponent; i++) {
            if (result % 10 != 0) {
                return INEXACT;
            }
            result /= 10;
        }
        return result;
    }
}
