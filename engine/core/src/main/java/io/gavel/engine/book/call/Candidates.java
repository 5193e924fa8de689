package io.gavel.engine.book.call;

import io.gavel.wire.types.Side;
import java.util.Arrays;

/**
 * The prices that a call may print at, and what is left of them as a ladder goes down.
 *
 * <p>What is demanded and offered changes at limits only, so candidates are stretches of neighbouring prices, ascending:
 * each limit, and the ticks between two of them as one. However wide a book is, there are twice as many stretches as
 * limits. Demand falls and supply rises with the price, so whatever a step keeps stands together.
 */
final class Candidates {
    private long[] lows = new long[64];
    private long[] highs = new long[64];
    private long[] pairedHigh = new long[64];
    private long[] pairedLow = new long[64];
    private long[] surplusHigh = new long[64];
    private long[] surplusLow = new long[64];
    /** Which side the surplus is on: 1 buyers, -1 sellers, 0 none. */
    private int[] pressure = new int[64];
    /** Which side keeps waiting with a limit better than the price: 1 buyers, -1 sellers, 0 none. */
    private int[] waiting = new int[64];

    private int count;
    private int first;
    private int last;
    private long fromTicks;
    private long toTicks;

    private final WideLots demand = new WideLots();
    private final WideLots demandAbove = new WideLots();
    private final WideLots supply = new WideLots();
    private final WideLots supplyBelow = new WideLots();

    /**
     * All prices from {@code fromTicks} to {@code toTicks}, or the limits among them.
     *
     * @param buyers walked as far as they matter, like {@code sellers}
     */
    void collect(CallSide buyers, CallSide sellers, boolean everyTick, long fromTicks, long toTicks) {
        this.fromTicks = fromTicks;
        this.toTicks = toTicks;
        count = 0;
        demand.set(buyers.total);
        supply.set(sellers.market);
        long next = fromTicks;
        int buy = buyers.count - 1;
        int sell = 0;
        while (buy >= 0 || sell < sellers.count) {
            boolean isBuy = buy >= 0 && (sell == sellers.count || buyers.ticks(buy) <= sellers.ticks(sell));
            boolean isSell = sell < sellers.count && (buy < 0 || sellers.ticks(sell) <= buyers.ticks(buy));
            long limit = isBuy ? buyers.ticks(buy) : sellers.ticks(sell);
            demandAbove.set(demand);
            supplyBelow.set(supply);
            if (everyTick) {
                add(next, limit - 1);
            }
            if (isBuy) {
                buyers.takeFrom(demandAbove, buy--);
            }
            if (isSell) {
                sellers.addTo(supply, sell++);
            }
            add(limit, limit);
            demand.set(demandAbove);
            next = limit + 1;
        }
        supplyBelow.set(supply);
        if (everyTick) {
            add(next, toTicks);
        }
        first = 0;
        last = count - 1;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Keeps the prices at which most lots trade. */
    void keepMostPaired() {
        int best = first;
        for (int at = first + 1; at <= last; at++) {
            if (compare(pairedHigh, pairedLow, at, best) > 0) {
                best = at;
            }
        }
        keepEqual(pairedHigh, pairedLow, best);
    }

    /** Keeps the prices at which fewest lots of the longer side are left. */
    void keepLeastSurplus() {
        int best = first;
        for (int at = first + 1; at <= last; at++) {
            if (compare(surplusHigh, surplusLow, at, best) < 0) {
                best = at;
            }
        }
        keepEqual(surplusHigh, surplusLow, best);
    }

    /**
     * Keeps the prices at which nobody with a better limit is left, of those that pair most. Where there is none, as
     * market orders are left or a band ends, keeps the price that comes nearest to it.
     */
    void keepBetterFilled() {
        while (first < last && waiting[first] > 0) {
            first++;
        }
        while (first < last && waiting[last] < 0) {
            last--;
        }
        if (waiting[first] > 0) {
            lows[first] = highs[first];
        } else if (waiting[first] < 0) {
            highs[first] = lows[first];
        }
    }

    /** Keeps, where the surplus changes sides, the last price with one of buyers and the first with one of sellers. */
    void keepTurnOfSurplus() {
        if (pressure[first] != pressure[last]) {
            while (pressure[first + 1] > 0) {
                first++;
            }
            while (pressure[last - 1] < 0) {
                last--;
            }
        }
    }

    boolean allHaveSurplusOf(Side side) {
        int sign = side == Side.BUY ? 1 : -1;
        return pressure[first] == sign && pressure[last] == sign;
    }

    long lowest() {
        return lows[first];
    }

    long highest() {
        return highs[last];
    }

    /** The price nearest to this one between the lowest and the highest; {@link CallTerms#NO_PRICE}: the middle. */
    long nearestTo(long ticks) {
        return ticks == CallTerms.NO_PRICE ? middle() : Math.max(lowest(), Math.min(highest(), ticks));
    }

    /** The limit nearest to this price, of two the higher; {@link CallTerms#NO_PRICE}: to the middle. */
    long limitNearestTo(long ticks) {
        long to = ticks == CallTerms.NO_PRICE ? middle() : ticks;
        int best = first;
        for (int at = first + 1; at <= last; at++) {
            if (Math.abs(lows[at] - to) <= Math.abs(lows[best] - to)) {
                best = at;
            }
        }
        return lows[best];
    }

    /** Of the lowest and the highest, rounded down to the tick. */
    long middle() {
        return lowest() + (highest() - lowest()) / 2;
    }

    private void keepEqual(long[] high, long[] low, int to) {
        while (compare(high, low, first, to) != 0) {
            first++;
        }
        while (compare(high, low, last, to) != 0) {
            last--;
        }
    }

    private static int compare(long[] high, long[] low, int one, int other) {
        return WideLots.compare(high[one], low[one], high[other], low[other]);
    }

    private void add(long lowTicks, long highTicks) {
        long low = Math.max(lowTicks, fromTicks);
        long high = Math.min(highTicks, toTicks);
        if (low > high) {
            return;
        }
        if (count == lows.length) {
            grow();
        }
        pressure[count] = demand.compareTo(supply);
        WideLots less = pressure[count] < 0 ? demand : supply;
        WideLots more = pressure[count] < 0 ? supply : demand;
        lows[count] = low;
        highs[count] = high;
        pairedHigh[count] = less.high;
        pairedLow[count] = less.low;
        surplusHigh[count] = more.high - less.high - (more.low < less.low ? 1 : 0);
        surplusLow[count] = more.low - less.low & Long.MAX_VALUE;
        waiting[count] = demandAbove.compareTo(less) > 0 ? 1 : supplyBelow.compareTo(less) > 0 ? -1 : 0;
        count++;
    }

    private void grow() {
        lows = Arrays.copyOf(lows, count * 2);
        highs = Arrays.copyOf(highs, count * 2);
        pairedHigh = Arrays.copyOf(pairedHigh, count * 2);
        pairedLow = Arrays.copyOf(pairedLow, count * 2);
        surplusHigh = Arrays.copyOf(surplusHigh, count * 2);
        surplusLow = Arrays.copyOf(surplusLow, count * 2);
        pressure = Arrays.copyOf(pressure, count * 2);
        waiting = Arrays.copyOf(waiting, count * 2);
    }
}
