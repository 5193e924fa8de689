package io.gavel.engine.obvious;

import java.math.BigInteger;

/** What the rules compute, with big numbers and by their words. */
final class Arithmetic {
    static final long NONE = Told.NONE;
    static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(62);
    private static final BigInteger WHOLE = BigInteger.valueOf(100_000_000);

    private Arithmetic() {}

    /** ENG-1, ENG-2: how far above a price the next bid must be. */
    static long step(Terms terms, long price) {
        if (terms.percent == NONE) {
            for (long[] band : terms.steps) {
                if (band[0] == NONE || price < band[0]) {
                    return band[1];
                }
            }
            throw new IllegalStateException("expected the last band to be open");
        }
        BigInteger part = BigInteger.valueOf(price).multiply(BigInteger.valueOf(terms.percent));
        BigInteger rounded = terms.roundsDown ? part.divide(WHOLE) : ceiling(part, WHOLE);
        return rounded.max(BigInteger.valueOf(Math.max(1, terms.leastStep)))
                .min(LIMIT)
                .longValueExact();
    }

    /** FEE-1: each part of the hammer price at the rate of its tier, rounded up once. */
    static BigInteger fee(long[][] tiers, BigInteger hammer) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger from = BigInteger.ZERO;
        for (long[] tier : tiers) {
            BigInteger to = tier[0] == NONE ? hammer : hammer.min(BigInteger.valueOf(tier[0]));
            sum = sum.add(to.subtract(from).max(BigInteger.ZERO).multiply(BigInteger.valueOf(tier[1])));
            from = from.max(to);
        }
        return ceiling(sum, WHOLE);
    }

    /** What is held for a bid: what it may cost at most. */
    static BigInteger hold(Terms terms, long amount, long qty) {
        BigInteger hammer = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(qty));
        return hammer.add(fee(terms.premium, hammer));
    }

    static BigInteger ceiling(BigInteger part, BigInteger whole) {
        return part.add(whole).subtract(BigInteger.ONE).divide(whole);
    }

    /** A sum that stops at the highest amount there is. */
    static long plus(long amount, long more) {
        return BigInteger.valueOf(amount)
                .add(BigInteger.valueOf(more))
                .min(LIMIT.subtract(BigInteger.ONE))
                .longValueExact();
    }
}
