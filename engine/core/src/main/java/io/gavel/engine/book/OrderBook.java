package io.gavel.engine.book;

import io.gavel.engine.Check;
import io.gavel.wire.types.Side;

/**
 * One instrument's continuous book: what rests is queued by price, then time; what comes in trades at the resting
 * price as long as its limit allows.
 *
 * <p>Units: prices in ticks, quantities in lots. Law: a book is never crossed. Cost: trading, resting and removing are
 * O(1) near prices used lately, a search among pages of prices elsewhere. No allocation but to grow. Thread: the
 * market's.
 */
public final class OrderBook {
    private static final int OTHER_SIDE = Side.BUY.value() + Side.SELL.value();

    private final int instrumentId;
    private final OrderStore orders;
    private final PriceLevels bids;
    private final PriceLevels asks;

    /** By the value of the side, as half of all orders are of either one and a branch would guess. */
    private final PriceLevels[] sides;

    private int firstOnlyForCall = OrderStore.NONE;

    public OrderBook(int instrumentId, OrderStore orders) {
        this.instrumentId = instrumentId;
        this.orders = orders;
        bids = new PriceLevels(1, orders);
        asks = new PriceLevels(-1, orders);
        sides = new PriceLevels[] {null, bids, asks};
    }

    /**
     * Trades an incoming order with the other side, best price first, oldest first.
     *
     * @return lots that are left
     */
    public long match(Side side, long limitTicks, long qtyLots, BookListener listener) {
        PriceLevels opposite = opposite(side);
        long leaves = qtyLots;
        while (leaves > 0 && opposite.meets(limitTicks)) {
            leaves = trade(opposite, leaves, listener);
        }
        return leaves;
    }

    /** Queues an order that does not trade. */
    public void rest(int order, long priceTicks) {
        rest(order, orders.sideValue(order), priceTicks, orders.allLots(order));
    }

    /**
     * The same of an order of which the caller knows as much.
     *
     * @param lots all of it, what the book does not show included
     */
    public void rest(int order, Side side, long priceTicks, long lots) {
        rest(order, side.value(), priceTicks, lots);
    }

    /** The same of an order that nobody meets, as was asked just now; by the value of its side. */
    public void restUnmet(int order, int side, long priceTicks, long lots) {
        sides[side].append(order, priceTicks, lots);
    }

    private void rest(int order, int side, long priceTicks, long lots) {
        Check.law(!sides[OTHER_SIDE - side].meets(priceTicks), "a book is never crossed", instrumentId, priceTicks);
        sides[side].append(order, priceTicks, lots);
    }

    /**
     * Queues an order without asking whether it would trade: where orders are collected for a call. Market orders have the
     * price {@code CallLevels.MARKET_BUY} or {@code MARKET_SELL}.
     */
    public void restInCall(int order, long priceTicks) {
        levels(order).append(order, priceTicks, orders.allLots(order));
        if (orders.isSpecial(order) && orders.extras().isOnlyForCall(order)) {
            orders.extras().linkOnlyForCall(order, firstOnlyForCall);
            firstOnlyForCall = order;
        }
    }

    /** Takes an order out of its queue; its handle stays valid until it is freed. */
    public void remove(int order) {
        remove(order, orders.allLots(order));
        leaveCall(order);
    }

    /** One of the orders that an uncross does not let go on as they are, or {@link OrderStore#NONE}. */
    int firstOnlyForCall() {
        return firstOnlyForCall;
    }

    /** An order is in no queue any more: no uncross has to look for it. */
    void leaveCall(int order) {
        if (orders.isSpecial(order)) {
            firstOnlyForCall = orders.extras().unlinkOnlyForCall(order, firstOnlyForCall);
        }
    }

    /**
     * The same of a plain order of which so much is left, as the caller knows.
     *
     * @param lots all of it, what the book does not show included
     * @return the price at which it rested
     */
    public long remove(int order, long lots) {
        return levels(order).remove(order, lots);
    }

    /** The same by the value of its side. */
    public long remove(int order, int side, long lots) {
        return sides[side].remove(order, lots);
    }

    /** Whether an incoming order at this limit would trade, by the value of its side. */
    public boolean meets(int side, long limitTicks) {
        return sides[OTHER_SIDE - side].meets(limitTicks);
    }

    /** Whether an incoming order at this limit would trade. */
    public boolean meets(Side side, long limitTicks) {
        return opposite(side).meets(limitTicks);
    }

    /** Whether there is nobody to trade with. */
    public boolean isEmptyFor(Side side) {
        return opposite(side).isEmpty();
    }

    /** The price that an incoming order trades at first; there must be somebody. */
    public long bestPriceFor(Side side) {
        return opposite(side).bestPriceTicks();
    }

    /**
     * Takes lots of an order that keeps its place, those first that the book does not show.
     *
     * @param qtyLots its whole quantity from now on
     */
    public void shrink(int order, long qtyLots, long byLots) {
        long shownLots = byLots;
        if (orders.isSpecial(order)) {
            OrderExtras extras = orders.extras();
            long hidden = extras.hiddenLots(order);
            long fromHidden = Math.min(hidden, byLots);
            extras.hiddenLots(order, hidden - fromHidden);
            shownLots -= fromHidden;
        }
        levels(order).reduce(orders.level(order), byLots);
        orders.change(order, orders.side(order), qtyLots, orders.leavesLots(order) - shownLots);
    }

    /** Of an order that rests. */
    public long priceTicks(int order) {
        return levels(order).priceTicks(orders.level(order));
    }

    /** Receives resting orders. */
    @FunctionalInterface
    public interface OrderSink {
        void onOrder(int order);
    }

    /** All resting orders: bids then asks, best price first, oldest first. */
    public void forEachOrder(OrderSink sink) {
        forEachOrder(bids, sink);
        forEachOrder(asks, sink);
    }

    PriceLevels bids() {
        return bids;
    }

    PriceLevels asks() {
        return asks;
    }

    /**
     * Recomputes the laws of the book. O(n): for tests, replay and the simulator.
     *
     * @param mayBeCrossed whether orders are or were collected here since the last uncross
     */
    public void verify(boolean mayBeCrossed) {
        if (!mayBeCrossed && !bids.isEmpty() && !asks.isEmpty()) {
            Check.law(
                    bids.bestPriceTicks() < asks.bestPriceTicks(),
                    "a book is never crossed",
                    asks.bestPriceTicks(),
                    bids.bestPriceTicks());
        }
        verify(bids, true);
        verify(asks, false);
    }

    /** Trades with the best level. */
    private long trade(PriceLevels opposite, long qtyLots, BookListener listener) {
        int level = opposite.bestLevel();
        long priceTicks = opposite.bestPriceTicks();
        long leaves = qtyLots;
        int maker = opposite.first(level);
        do {
            long makerLeaves = orders.leavesLots(maker);
            if (makerLeaves > leaves) {
                orders.reduce(maker, leaves);
                opposite.reduce(level, leaves);
                listener.onTrade(maker, priceTicks, leaves);
                return 0;
            }
            leaves -= makerLeaves;
            if (orders.isSpecial(maker) && refresh(opposite, level, maker, makerLeaves, priceTicks)) {
                listener.onTrade(maker, priceTicks, makerLeaves);
                maker = opposite.first(level);
                continue;
            }
            orders.reduce(maker, makerLeaves);
            int behind = opposite.removeFirst(level, maker, makerLeaves);
            listener.onTrade(maker, priceTicks, makerLeaves);
            listener.onFilled(maker);
            maker = behind;
        } while (leaves > 0 && maker != OrderStore.NONE);
        return leaves;
    }

    /**
     * Takes lots of the first order of a level, at most all that it shows.
     *
     * @return whether it is out of the book now
     */
    boolean take(PriceLevels levels, int level, int order, long lots, long priceTicks) {
        if (lots < orders.leavesLots(order)) {
            orders.reduce(order, lots);
            levels.reduce(level, lots);
            return false;
        }
        if (orders.isSpecial(order) && refresh(levels, level, order, lots, priceTicks)) {
            return false;
        }
        orders.reduce(order, lots);
        levels.removeFirst(level, order, lots);
        return true;
    }

    /** What the first order of a level showed is used up: shows the next slice behind all others, if it hides any. */
    private boolean refresh(PriceLevels levels, int level, int order, long usedLots, long priceTicks) {
        OrderExtras extras = orders.extras();
        long hidden = extras.hiddenLots(order);
        if (hidden == 0) {
            return false;
        }
        long slice = Math.min(extras.displayLots(order), hidden);
        orders.reduce(order, usedLots - slice);
        extras.hiddenLots(order, hidden - slice);
        if (orders.behind(order) == order) {
            levels.reduce(level, usedLots);
        } else {
            levels.removeFirst(level, order, usedLots + hidden);
            levels.append(order, priceTicks, hidden);
        }
        return true;
    }

    private void verify(PriceLevels levels, boolean areBids) {
        int before = OrderStore.NONE;
        for (int level = levels.bestLevel(); level != OrderStore.NONE; level = levels.behind(level)) {
            long priceTicks = levels.priceTicks(level);
            if (before != OrderStore.NONE) {
                long better = levels.priceTicks(before);
                Check.law(areBids ? better > priceTicks : better < priceTicks, "levels are sorted", better, priceTicks);
            }
            verify(levels, level, areBids);
            before = level;
        }
    }

    private void verify(PriceLevels levels, int level, boolean areBids) {
        long lots = 0;
        Check.law(levels.first(level) != OrderStore.NONE, "a level has orders", 1, 0);
        for (int order = levels.first(level); order != OrderStore.NONE; order = levels.next(level, order)) {
            long leaves = orders.allLots(order);
            Check.law(orders.isBuy(order) == areBids, "an order rests on its side", areBids ? 1 : 0, order);
            Check.law(orders.instrumentId(order) == instrumentId, "an order rests in its book", instrumentId, order);
            Check.law(orders.level(order) == level, "an order rests at its price", level, order);
            Check.law(leaves > 0, "a resting order has leaves", 1, leaves);
            int behind = levels.next(level, order);
            Check.law(
                    behind == OrderStore.NONE || orders.before(behind) == order,
                    "a queue is linked both ways",
                    order,
                    behind);
            lots = lots + leaves < lots ? Long.MAX_VALUE : lots + leaves;
        }
        Check.law(levels.lots(level) == lots, "a level counts its lots", lots, levels.lots(level));
    }

    private void forEachOrder(PriceLevels levels, OrderSink sink) {
        for (int level = levels.bestLevel(); level != OrderStore.NONE; level = levels.behind(level)) {
            for (int order = levels.first(level); order != OrderStore.NONE; order = levels.next(level, order)) {
                sink.onOrder(order);
            }
        }
    }

    /** The level that an order would trade with, or rest at if that is where orders came lately; else any place. */
    int guessLevel(Side side, long priceTicks) {
        PriceLevels opposite = opposite(side);
        return opposite.meets(priceTicks) ? opposite.bestLevel() : sides[side.value()].guess(priceTicks);
    }

    /** Reads what is asked first of both sides. */
    long touch() {
        return bids.bestLevel() ^ asks.bestLevel();
    }

    /** What an incoming order of this side trades with. */
    PriceLevels opposite(Side side) {
        return sides[OTHER_SIDE - side.value()];
    }

    private PriceLevels levels(int order) {
        return sides[orders.sideValue(order)];
    }
}
