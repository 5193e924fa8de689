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
    private final int instrumentId;
    private final OrderStore orders;
    private final PriceLevels bids;
    private final PriceLevels asks;

    public OrderBook(int instrumentId, OrderStore orders) {
        this.instrumentId = instrumentId;
        this.orders = orders;
        bids = new PriceLevels(1, orders.records());
        asks = new PriceLevels(-1, orders.records());
    }

    /**
     * Trades an incoming order with the other side, best price first, oldest first.
     *
     * @return lots that are left
     */
    public long match(Side side, long limitTicks, long qtyLots, BookListener listener) {
        PriceLevels opposite = side == Side.BUY ? asks : bids;
        long leaves = qtyLots;
        while (leaves > 0 && opposite.meets(limitTicks)) {
            leaves = trade(opposite, opposite.bestLevel(), opposite.bestPriceTicks(), leaves, listener);
        }
        return leaves;
    }

    /** Queues an order that does not trade. */
    public void rest(int order, long priceTicks) {
        boolean isBuy = orders.isBuy(order);
        Check.law(!(isBuy ? asks : bids).meets(priceTicks), "a book is never crossed", instrumentId, priceTicks);
        (isBuy ? bids : asks).append(order, priceTicks, orders.leavesLots(order));
    }

    /**
     * Queues an order without asking whether it would trade: where orders are collected for a call. Market orders have the
     * price {@code CallLevels.MARKET_BUY} or {@code MARKET_SELL}.
     */
    public void restInCall(int order, long priceTicks) {
        levels(order).append(order, priceTicks, orders.leavesLots(order));
    }

    /** Takes an order out of its queue; its handle stays valid until it is freed. */
    public void remove(int order) {
        levels(order).remove(orders.level(order), orders.links(order), orders.leavesLots(order));
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

    /** Trades with one level, which was the best. */
    private long trade(PriceLevels opposite, int level, long priceTicks, long qtyLots, BookListener listener) {
        long leaves = qtyLots;
        boolean isThere = true;
        while (leaves > 0 && isThere) {
            int maker = opposite.first(level);
            long makerLeaves = orders.leavesLots(maker);
            if (makerLeaves > leaves) {
                orders.reduce(maker, leaves);
                opposite.reduce(level, leaves);
                listener.onTrade(maker, priceTicks, leaves);
                return 0;
            }
            long links = orders.links(maker);
            isThere = (int) links != level;
            orders.reduce(maker, makerLeaves);
            opposite.remove(level, links, makerLeaves);
            leaves -= makerLeaves;
            listener.onTrade(maker, priceTicks, makerLeaves);
            listener.onFilled(maker);
        }
        return leaves;
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
        int count = 0;
        long lots = 0;
        int previous = level;
        for (int order = levels.first(level); order != level; order = orders.behind(order)) {
            long leaves = orders.leavesLots(order);
            Check.law(orders.isBuy(order) == areBids, "an order rests on its side", areBids ? 1 : 0, order);
            Check.law(orders.instrumentId(order) == instrumentId, "an order rests in its book", instrumentId, order);
            Check.law(orders.level(order) == level, "an order rests at its price", level, order);
            Check.law(leaves > 0, "a resting order has leaves", 1, leaves);
            Check.law(Records.high(orders.links(order)) == previous, "a queue is linked both ways", previous, order);
            previous = order;
            count++;
            lots = lots + leaves < lots ? Long.MAX_VALUE : lots + leaves;
        }
        Check.law(count > 0, "a level has orders", 1, count);
        Check.law(levels.orders(level) == count, "a level counts its orders", count, levels.orders(level));
        Check.law(levels.lots(level) == lots, "a level counts its lots", lots, levels.lots(level));
    }

    private void forEachOrder(PriceLevels levels, OrderSink sink) {
        for (int level = levels.bestLevel(); level != OrderStore.NONE; level = levels.behind(level)) {
            for (int order = levels.first(level); order != level; order = orders.behind(order)) {
                sink.onOrder(order);
            }
        }
    }

    private PriceLevels levels(int order) {
        return orders.isBuy(order) ? bids : asks;
    }
}
