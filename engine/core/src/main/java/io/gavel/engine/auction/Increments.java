package io.gavel.engine.auction;

/**
 * By how much the next bid must exceed the price (ENG-1, ENG-2): a step function of the current price, or a percentage
 * of it, rounded up to the smallest unit. Immutable; a step is never below one unit.
 */
public final class Increments {
    /** Most bands of a table. */
    public static final int MAX_BANDS = 64;

    /** The {@code below} of the last band. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** A percentage is counted in millionths of a percent. */
    private static final long MICROS_OF_ONE = 100_000_000L;

    private static final long NO_PERCENT = -1;

    private final long[] belows;
    private final long[] steps;
    private final long percentMicros;

    private Increments(long[] belows, long[] steps, long percentMicros) {
        this.belows = belows;
        this.steps = steps;
        this.percentMicros = percentMicros;
    }

    /**
     * A table of bands.
     *
     * @param belows a band holds for prices below this; rising, the last {@link #UNBOUNDED}
     * @param steps at least one unit each
     */
    public static Increments table(long[] belows, long[] steps) {
        return new Increments(belows, steps, NO_PERCENT);
    }

    /** A percentage of the price, in millionths of a percent, above zero. */
    public static Increments percent(long micros) {
        return new Increments(new long[0], new long[0], micros);
    }

    public boolean isPercent() {
        return percentMicros != NO_PERCENT;
    }

    public long percentMicros() {
        return percentMicros;
    }

    public int bands() {
        return belows.length;
    }

    public long below(int band) {
        return belows[band];
    }

    public long step(int band) {
        return steps[band];
    }

    /** The step at a price; {@code price} plus it may exceed any amount, but does not overflow. */
    public long at(long price) {
        if (isPercent()) {
            return percentOf(price);
        }
        int band = 0;
        while (price >= belows[band] && band < belows.length - 1) {
            band++;
        }
        return steps[band];
    }

    private long percentOf(long price) {
        long whole = price / MICROS_OF_ONE;
        long rest = price % MICROS_OF_ONE;
        long restStep = (rest * percentMicros + MICROS_OF_ONE - 1) / MICROS_OF_ONE;
        long wholeStep = Math.multiplyHigh(whole, percentMicros) == 0 ? whole * percentMicros : -1;
        boolean tooLarge = wholeStep < 0 || wholeStep > EnglishAuction.LIMIT;
        return tooLarge ? EnglishAuction.LIMIT : Math.max(1, wholeStep + restStep);
    }
}
