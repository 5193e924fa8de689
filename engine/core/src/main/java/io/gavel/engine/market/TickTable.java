package io.gavel.engine.market;

/**
 * Price steps by price range, in ticks of the instrument: a price must be a multiple of the step of its range.
 *
 * <p>Immutable. O(bands) a look.
 */
final class TickTable {
    /** Most ranges. */
    static final int MAX_BANDS = 64;

    /** What the last range is below. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    /** Every tick of the instrument. */
    static final TickTable EVERY_TICK = new TickTable(new long[] {UNBOUNDED}, new long[] {1});

    private final long[] belows;
    private final long[] steps;

    /** @param belows ends of the ranges, each above the one before, the last {@link #UNBOUNDED} */
    TickTable(long[] belows, long[] steps) {
        this.belows = belows.clone();
        this.steps = steps.clone();
    }

    int bands() {
        return steps.length;
    }

    long below(int band) {
        return belows[band];
    }

    long step(int band) {
        return steps[band];
    }

    /** The step of the range that a price is in. */
    long stepAt(long priceTicks) {
        int band = 0;
        while (priceTicks >= belows[band]) {
            band++;
        }
        return steps[band];
    }

    boolean has(long priceTicks) {
        return priceTicks % stepAt(priceTicks) == 0;
    }
}
