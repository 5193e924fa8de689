package io.gavel.engine.book.call;

import io.gavel.wire.types.Side;

/**
 * Prices a call auction: what would print if it ended now.
 *
 * <p>Reused: {@link #price} overwrites the last result. Cost: O(levels that meet the other side's best price or that its
 * market orders reach); only {@link CallProfile#MIDRANGE} with market orders may walk farther, to the middle. Sums are
 * exact ({@link WideLots}); a result beyond 2^63 - 1 lots is told as that. Allocates only to grow. Thread: the market's.
 */
public final class CallPricing {
    private final CallSide buyers = new CallSide(1);
    private final CallSide sellers = new CallSide(-1);
    private final Candidates candidates = new Candidates();
    private final WideLots demand = new WideLots();
    private final WideLots supply = new WideLots();

    private boolean prints;
    private long priceTicks;
    private long qtyLots;
    private long surplusLots;
    private Side surplusSide;
    private long highestTicks;

    /** Whether anything trades. If not there is no price, and the quantities are 0. */
    public boolean prints() {
        return prints;
    }

    /** The print; {@link CallTerms#NO_PRICE} where there is none. */
    public long priceTicks() {
        return priceTicks;
    }

    /** Lots that trade. */
    public long qtyLots() {
        return qtyLots;
    }

    /** Lots of the longer side at the print that do not trade. */
    public long surplusLots() {
        return surplusLots;
    }

    /** The longer side, or null where there is no surplus. */
    public Side surplusSide() {
        return surplusSide;
    }

    /** The highest price that was a candidate, by collar or band. */
    public long highestTicks() {
        return highestTicks;
    }

    /** Prices a call. The levels are walked, and no longer used when it returns. */
    public void price(CallProfile profile, CallLevels buys, CallLevels sells, CallTerms terms) {
        highestTicks = terms.bandHighTicks;
        buyers.start(buys);
        sellers.start(sells);
        long price = buyers.hasLimits() || sellers.hasLimits() ? pick(profile, terms) : ofMarketOrders(terms);
        tell(price);
    }

    /** Market orders on both sides and nothing else: they have no price of their own. */
    private static long ofMarketOrders(CallTerms terms) {
        boolean isInBand = terms.referenceTicks >= terms.bandLowTicks && terms.referenceTicks <= terms.bandHighTicks;
        return isInBand ? terms.referenceTicks : CallTerms.NO_PRICE;
    }

    private long pick(CallProfile profile, CallTerms terms) {
        long from = terms.bandLowTicks;
        long to = terms.bandHighTicks;
        if (profile.hasCollar(terms)) {
            long away = profile.collarTicks(terms);
            from = Math.max(from, terms.referenceTicks - away);
            long upper = terms.referenceTicks + away;
            to = upper < 0 ? to : Math.min(to, upper);
        } else {
            from = Math.max(from, lowestLimit());
            to = Math.min(to, highestLimit());
        }
        highestTicks = to;
        long bestBuy = buyers.hasLimits() ? buyers.bestTicks() : CallLevels.MARKET_SELL;
        long bestSell = sellers.hasLimits() ? sellers.bestTicks() : CallLevels.MARKET_BUY;
        buyers.walk(bestSell, sellers.market, to);
        sellers.walk(bestBuy, buyers.market, from);
        candidates.collect(buyers, sellers, profile.everyTick(), from, to);
        if (candidates.isEmpty()) {
            return CallTerms.NO_PRICE;
        }
        return profile.pick(candidates, terms);
    }

    private long lowestLimit() {
        long ofBuyers = buyers.hasLimits() ? buyers.worstTicks() : Long.MAX_VALUE;
        return sellers.hasLimits() ? Math.min(ofBuyers, sellers.bestTicks()) : ofBuyers;
    }

    private long highestLimit() {
        long ofSellers = sellers.hasLimits() ? sellers.worstTicks() : Long.MIN_VALUE;
        return buyers.hasLimits() ? Math.max(ofSellers, buyers.bestTicks()) : ofSellers;
    }

    private void tell(long price) {
        prints = false;
        priceTicks = CallTerms.NO_PRICE;
        qtyLots = 0;
        surplusLots = 0;
        surplusSide = null;
        if (price == CallTerms.NO_PRICE) {
            return;
        }
        buyers.walkTo(price);
        sellers.walkTo(price);
        buyers.takenAt(price, demand);
        sellers.takenAt(price, supply);
        boolean buyersAreLonger = demand.compareTo(supply) > 0;
        WideLots more = buyersAreLonger ? demand : supply;
        WideLots less = buyersAreLonger ? supply : demand;
        if (less.isZero()) {
            return;
        }
        prints = true;
        priceTicks = price;
        qtyLots = less.saturated();
        more.subtract(less.high, less.low);
        if (!more.isZero()) {
            surplusLots = more.saturated();
            surplusSide = buyersAreLonger ? Side.BUY : Side.SELL;
        }
    }
}
