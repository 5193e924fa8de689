package io.gavel.engine.auction;

import io.gavel.engine.Hash64;
import io.gavel.wire.types.Rounding;
import java.util.Arrays;

/**
 * By how much the next bid must exceed the price (ENG-1, ENG-2): a step function of the current price, or a percentage
 * of it, rounded to the smallest unit. Immutable; a step is never below one unit.
 */
public final class Increments {
    /** Most bands of a table. */
    public static final int MAX_BANDS = 64;

    /** The {@code below} of the last band. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** A percentage is counted in millionths of a percent. */
    private static final long MICROS_OF_ONE = 100_000_000L;

    private static final long NO_PERCENT = -1;

    /** Of each band the price below which it holds, then its step. */
    private final long[] bands;

    private final long percentMicros;
    private final long floor;
    private final Rounding rounding;

    private Increments(long[] bands, long percentMicros, long floor, Rounding rounding) {
        this.bands = bands;
        this.percentMicros = percentMicros;
        this.floor = floor;
        this.rounding = rounding;
    }

    /**
     * A table of bands.
     *
     * @param belows a band holds for prices below this; rising, the last {@link #UNBOUNDED}
     * @param steps at least one unit each
     */
    public static Increments table(long[] belows, long[] steps) {
        long[] bands = new long[2 * belows.length];
        for (int band = 0; band < belows.length; band++) {
            bands[2 * band] = belows[band];
            bands[2 * band + 1] = steps[band];
        }
        return new Increments(bands, NO_PERCENT, 1, Rounding.UP);
    }

    /** A percentage of the price, in millionths of a percent, above zero; rounded up to the smallest unit. */
    public static Increments percent(long micros) {
        return percent(micros, 1, Rounding.UP);
    }

    /** @param floor least step, at least one unit */
    public static Increments percent(long micros, long floor, Rounding rounding) {
        return new Increments(new long[0], micros, floor, rounding);
    }

    public boolean isPercent() {
        return percentMicros != NO_PERCENT;
    }

    public long percentMicros() {
        return percentMicros;
    }

    /** Of a percentage: the least step. */
    public long floor() {
        return floor;
    }

    /** Of a percentage. */
    public Rounding rounding() {
        return rounding;
    }

    public int bands() {
        return bands.length / 2;
    }

    public long below(int band) {
        return bands[2 * band];
    }

    public long step(int band) {
        return bands[2 * band + 1];
    }

    /** The step at a price; {@code price} plus it may exceed any amount, but does not overflow. */
    public long at(long price) {
        if (isPercent()) {
            return percentOf(price);
        }
        int at = 0;
        while (price >= bands[at] && at < bands.length - 2) {
            at += 2;
        }
        return bands[at + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Increments that
                && Arrays.equals(bands, that.bands)
                && percentMicros == that.percentMicros
                && floor == that.floor
                && rounding == that.rounding;
    }

    @Override
    public int hashCode() {
        long hash = percentMicros;
        for (long word : bands) {
            hash = Hash64.mix(hash, word);
        }
        return (int) hash;
    }

    private long percentOf(long price) {
        long whole = price / MICROS_OF_ONE;
        long rest = price % MICROS_OF_ONE;
        long roundedUp = rounding == Rounding.UP ? MICROS_OF_ONE - 1 : 0;
        long restStep = (rest * percentMicros + roundedUp) / MICROS_OF_ONE;
        long wholeStep = Math.multiplyHigh(whole, percentMicros) == 0 ? whole * percentMicros : -1;
        boolean tooLarge = wholeStep < 0 || wholeStep > Auction.LIMIT;
        return tooLarge ? Auction.LIMIT : Math.max(floor, wholeStep + restStep);
    }
}
