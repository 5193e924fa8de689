package io.gavel.engine.market.state;

import io.gavel.engine.account.Fees;

/** How far from a reference price matching goes. Pure. Ticks; a collar is in millionths of a percent. */
final class Collar {
    private Collar() {}

    /** The highest price that a buy trades at: the reference and the percentage of it, rounded down. */
    static long above(long referenceTicks, long percentMicros) {
        long edge = referenceTicks + width(referenceTicks, percentMicros);
        return edge < 0 ? Long.MAX_VALUE : edge;
    }

    /** The lowest price that a sell trades at, rounded up. */
    static long below(long referenceTicks, long percentMicros) {
        return referenceTicks - width(referenceTicks, percentMicros);
    }

    private static long width(long ticks, long percentMicros) {
        return ticks / Fees.WHOLE * percentMicros + ticks % Fees.WHOLE * percentMicros / Fees.WHOLE;
    }
}
