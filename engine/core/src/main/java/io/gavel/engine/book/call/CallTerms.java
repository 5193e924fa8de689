package io.gavel.engine.book.call;

/** What a call is priced by besides its orders. All in ticks. Reused: set, then given to {@link CallPricing}. */
public final class CallTerms {
    /** No price: there is no reference, or a side of the band is open. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    /** All of it in millionths of a percent. */
    static final long MICROS_OF_ONE = 100_000_000L;

    long referenceTicks = NO_PRICE;
    long halfUnitTicks;
    long pressureMicros;
    long bandLowTicks;
    long bandHighTicks;

    public CallTerms() {
        clear();
    }

    /** No reference, no floor, no band, no pressure. */
    public CallTerms clear() {
        referenceTicks = NO_PRICE;
        halfUnitTicks = 0;
        pressureMicros = 0;
        bandLowTicks = 1;
        bandHighTicks = Long.MAX_VALUE - 1;
        return this;
    }

    /** The last print or trade, or what was given instead; {@link #NO_PRICE}: none. */
    public CallTerms reference(long ticks) {
        referenceTicks = ticks;
        return this;
    }

    /** 0.50 of the quote asset in ticks, rounded down: the least half width of the collars of NASDAQ and IEX. */
    public CallTerms halfUnit(long ticks) {
        halfUnitTicks = ticks;
        return this;
    }

    /** By how much pressure on one side moves the reference (x of ASX), in millionths of a percent, at most 100 %. */
    public CallTerms pressure(long micros) {
        pressureMicros = micros;
        return this;
    }

    /** The instrument's price band: no print outside of it. Either may be {@link #NO_PRICE}. */
    public CallTerms band(long lowTicks, long highTicks) {
        bandLowTicks = lowTicks == NO_PRICE ? 1 : lowTicks;
        bandHighTicks = highTicks == NO_PRICE ? Long.MAX_VALUE - 1 : highTicks;
        return this;
    }

    boolean hasReference() {
        return referenceTicks != NO_PRICE;
    }

    /** The reference raised by the pressure, rounded up to the tick. */
    long raisedReference() {
        return hasReference() ? referenceTicks + pressureTicks() : NO_PRICE;
    }

    /** The reference lowered by the pressure, rounded down to the tick. */
    long loweredReference() {
        return hasReference() ? referenceTicks - pressureTicks() : NO_PRICE;
    }

    private long pressureTicks() {
        boolean isExact = referenceTicks % MICROS_OF_ONE * pressureMicros % MICROS_OF_ONE == 0;
        return part(pressureMicros) + (isExact ? 0 : 1);
    }

    /** A part of the reference, rounded down. The halves of the product stay below 2^63 up to 100 %. */
    long part(long micros) {
        return referenceTicks / MICROS_OF_ONE * micros + referenceTicks % MICROS_OF_ONE * micros / MICROS_OF_ONE;
    }
}
