package io.gavel.engine.book.call;

import java.util.Arrays;

/** One side of a call as far as it was walked: market orders, then limits, the best first. */
final class CallSide {
    private final int sign;
    private final long marketTicks;

    /** Lots of market orders. */
    final WideLots market = new WideLots();

    /** Lots of market orders and of all limits walked. */
    final WideLots total = new WideLots();

    int count;
    private long[] ticks = new long[64];
    private long[] lotsHigh = new long[64];
    private long[] lotsLow = new long[64];

    private CallLevels levels;
    private boolean isBehindLast;

    /** @param sign 1 for buyers, whose best limit is the highest; -1 for sellers */
    CallSide(int sign) {
        this.sign = sign;
        marketTicks = sign > 0 ? CallLevels.MARKET_BUY : CallLevels.MARKET_SELL;
    }

    /** Walks market orders and stops in front of the best limit. */
    void start(CallLevels source) {
        levels = source;
        count = 0;
        market.clear();
        source.rewind();
        isBehindLast = !source.next();
        while (!isBehindLast && source.priceTicks() == marketTicks) {
            market.add(source.lots());
            isBehindLast = !source.next();
        }
        total.set(market);
    }

    boolean hasLimits() {
        return count > 0 || !isBehindLast;
    }

    /** Once {@link #start} was called and nothing else. */
    long bestTicks() {
        return levels.priceTicks();
    }

    long worstTicks() {
        return levels.worstTicks();
    }

    /**
     * Walks all that can tell candidates apart: limits that meet the other side's best, those that its market orders
     * reach, those in front of the candidates, and two more. Behind those the other side's market orders alone decide
     * what is paired, and every limit only adds to the surplus: what is behind the second loses to the first.
     *
     * @param otherBestTicks {@link CallLevels#MARKET_BUY} of sellers or {@link CallLevels#MARKET_SELL} of buyers where
     *     the other side has no limit, so that none meets it
     * @param fromTicks the first candidate on this side's way
     */
    void walk(long otherBestTicks, WideLots otherMarket, long fromTicks) {
        int more = 0;
        while (!isBehindLast && more < 2) {
            long price = levels.priceTicks();
            boolean isWanted = sign * price >= sign * otherBestTicks
                    || total.compareTo(otherMarket) < 0
                    || sign * price > sign * fromTicks;
            more += isWanted ? 0 : 1;
            walkTo(price);
        }
    }

    /** Walks on to all limits at this price or better. */
    void walkTo(long price) {
        while (!isBehindLast && sign * levels.priceTicks() >= sign * price) {
            add(levels.priceTicks(), levels.lots());
            isBehindLast = !levels.next();
        }
    }

    long ticks(int level) {
        return ticks[level];
    }

    void addTo(WideLots sum, int level) {
        sum.high += lotsHigh[level];
        sum.add(lotsLow[level]);
    }

    void takeFrom(WideLots sum, int level) {
        sum.subtract(lotsHigh[level], lotsLow[level]);
    }

    /** What would be taken at a price, of what was walked: market orders and limits at it or better. */
    void takenAt(long price, WideLots sum) {
        sum.set(market);
        for (int level = 0; level < count && sign * ticks[level] >= sign * price; level++) {
            addTo(sum, level);
        }
    }

    private void add(long price, long lots) {
        total.add(lots);
        if (count == 0 || ticks[count - 1] != price) {
            if (count == ticks.length) {
                ticks = Arrays.copyOf(ticks, count * 2);
                lotsHigh = Arrays.copyOf(lotsHigh, count * 2);
                lotsLow = Arrays.copyOf(lotsLow, count * 2);
            }
            ticks[count] = price;
            lotsHigh[count] = 0;
            lotsLow[count] = lots;
            count++;
            return;
        }
        long low = lotsLow[count - 1] + lots;
        lotsLow[count - 1] = low & Long.MAX_VALUE;
        lotsHigh[count - 1] += low >>> Long.SIZE - 1;
    }
}
