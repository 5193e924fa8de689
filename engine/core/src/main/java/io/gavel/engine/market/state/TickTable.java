package io.gavel.engine.market.state;

/**
 * Price steps by price range, in ticks of the instrument: a price must be a multiple of the step of its range.
 *
 * <p>Immutable. O(bands) a look.
 */
public final class TickTable {
    /** Most ranges. */
    public static final int MAX_BANDS = 64;

    /** What the last range is below. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** Every tick of the instrument. */
    public static final TickTable EVERY_TICK = new TickTable(new long[] {UNBOUNDED}, new long[] {1});

    private final long[] belows;
    private final long[] steps;

    /** @param belows ends of the ranges, each above the one before, the last {@link #UNBOUNDED} */
    public TickTable(long[] belows, long[] steps) {
        this.belows = belows.clone();
        this.steps = steps.clone();
    }

    public int bands() {
        return steps.length;
    }

    public long below(int band) {
        return belows[band];
    }

    public long step(int band) {
        return steps[band];
    }

    /** The step of the range that a price is in. */
    public long stepAt(long priceTicks) {
        return steps[bandOf(priceTicks)];
    }

    public boolean has(long priceTicks) {
        return priceTicks % stepAt(priceTicks) == 0;
    }

    /** The highest price below another one, both above zero; 0 where there is none. */
    public long nextBelow(long priceTicks) {
        long price = priceTicks - 1;
        while (price > 0 && !has(price)) {
            price -= price % stepAt(price);
        }
        return price;
    }

    /** The lowest price above another one; below zero where there is none. */
    public long nextAbove(long priceTicks) {
        long price = priceTicks + 1;
        while (price > 0 && !has(price)) {
            long step = stepAt(price);
            price = Math.min(price - price % step + step, belows[bandOf(price)]);
        }
        return price;
    }

    private int bandOf(long priceTicks) {
        int band = 0;
        while (band < belows.length - 1 && priceTicks >= belows[band]) {
            band++;
        }
        return band;
    }
}
