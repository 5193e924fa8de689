package io.gavel.engine.account;

/**
 * What a trade costs beside its price. Pure: no state, no allocation.
 *
 * <p>A rate is in millionths of a percent of the notional; below zero it is a rebate. Amounts are smallest units of the
 * quote asset, below {@link Ledger#LIMIT}. A fee that is no whole number is rounded against who pays it or is paid it.
 */
public final class Fees {
    /** A hundred percent. */
    public static final long WHOLE = 100_000_000;

    private Fees() {}

    /** What one who trades pays for it: rounded up; below zero: is paid, rounded towards zero. */
    public static long charged(long notional, long percentMicros) {
        return percentMicros < 0 ? -part(notional, -percentMicros) : partRoundedUp(notional, percentMicros);
    }

    /** What whoever collects fees gets of it, and pays of rebates: the exact fee rounded down; the rest is rounding. */
    public static long collected(long notional, long percentMicros) {
        return percentMicros < 0 ? -partRoundedUp(notional, -percentMicros) : part(notional, percentMicros);
    }

    /** What a buy holds of one lot whose price is this: the price and the worst fee, rounded up. */
    public static long holdPerLotMinor(long priceMinor, long worstPercentMicros) {
        return worstPercentMicros == 0 ? priceMinor : priceMinor + partRoundedUp(priceMinor, worstPercentMicros);
    }

    /** The rate that a buy is held for: the higher one, and no rebate. */
    public static long worst(long makerPercentMicros, long takerPercentMicros) {
        return Math.max(0, Math.max(makerPercentMicros, takerPercentMicros));
    }

    /** What each side of a trade pays in which nobody took: what a maker pays, but no rebate, for nobody pays for it. */
    public static long ofUncross(long makerPercentMicros) {
        return Math.max(0, makerPercentMicros);
    }

    private static long part(long amount, long percentMicros) {
        long rest = amount % WHOLE * percentMicros;
        return amount / WHOLE * percentMicros + rest / WHOLE;
    }

    private static long partRoundedUp(long amount, long percentMicros) {
        long rest = amount % WHOLE * percentMicros;
        return amount / WHOLE * percentMicros + (rest + WHOLE - 1) / WHOLE;
    }
}
