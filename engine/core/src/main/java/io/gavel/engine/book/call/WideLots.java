package io.gavel.engine.book.call;

/**
 * A sum of lots in two words of 63 bits each: where no money is moved nothing bounds all orders of a side together, and
 * a sum that stopped at 2^63 would take a print for the largest that is not.
 */
final class WideLots {
    long high;
    long low;

    void clear() {
        high = 0;
        low = 0;
    }

    void set(WideLots other) {
        high = other.high;
        low = other.low;
    }

    void add(long lots) {
        low += lots;
        if (low < 0) {
            low &= Long.MAX_VALUE;
            high++;
        }
    }

    /** Takes away at most all of it. */
    void subtract(long lotsHigh, long lotsLow) {
        high -= lotsHigh;
        low -= lotsLow;
        if (low < 0) {
            low &= Long.MAX_VALUE;
            high--;
        }
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    int compareTo(WideLots other) {
        return compare(high, low, other.high, other.low);
    }

    /** The sum, or {@link Long#MAX_VALUE} where it is more. */
    long saturated() {
        return high == 0 ? low : Long.MAX_VALUE;
    }

    static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compare(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compare(low, otherLow);
    }
}
