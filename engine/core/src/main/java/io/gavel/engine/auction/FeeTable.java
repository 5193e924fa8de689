package io.gavel.engine.auction;

/**
 * What is paid beside a hammer price (FEE-1): each part of it at the rate of its tier, as taxes are. Rates are in
 * millionths of a percent; the sum is rounded up to the smallest unit, once. Immutable.
 *
 * <p>Grows with the price and never by less, so that who can pay for a price with its fee can pay for any lower one.
 */
public final class FeeTable {
    /** Nothing. */
    public static final FeeTable NONE = new FeeTable(new long[0], new long[0]);

    /** Most tiers of a table. */
    public static final int MAX_TIERS = 16;

    /** The {@code below} of the last tier. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** Highest rate: ten times the price. */
    public static final long MOST_PERCENT_MICROS = 1_000_000_000L;

    /** A hundred percent. */
    public static final long WHOLE = 100_000_000L;

    private final long[] belows;
    private final long[] percentMicros;

    private FeeTable(long[] belows, long[] percentMicros) {
        this.belows = belows;
        this.percentMicros = percentMicros;
    }

    /**
     * @param belows a tier holds for the part of a price below this; rising, the last {@link #UNBOUNDED}
     * @param percentMicros 0 to {@link #MOST_PERCENT_MICROS} each
     */
    public static FeeTable of(long[] belows, long[] percentMicros) {
        return belows.length == 0 ? NONE : new FeeTable(belows, percentMicros);
    }

    public boolean isNone() {
        return belows.length == 0;
    }

    public int tiers() {
        return belows.length;
    }

    public long below(int tier) {
        return belows[tier];
    }

    public long percentMicros(int tier) {
        return percentMicros[tier];
    }

    /** The fee for a price below 2^62; at most {@link Auction#LIMIT}, which no amount reaches. */
    public long of(long price) {
        long whole = 0;
        long rest = 0;
        long from = 0;
        for (int tier = 0; tier < belows.length && from < price; tier++) {
            long part = Math.min(price, belows[tier]) - from;
            long rate = percentMicros[tier];
            if (Math.multiplyHigh(part / WHOLE, rate) != 0 || part / WHOLE * rate < 0) {
                return Auction.LIMIT;
            }
            rest += part % WHOLE * rate;
            whole += part / WHOLE * rate + rest / WHOLE;
            rest %= WHOLE;
            from += part;
            if (whole < 0 || whole >= Auction.LIMIT) {
                return Auction.LIMIT;
            }
        }
        return rest == 0 ? whole : whole + 1;
    }
}
