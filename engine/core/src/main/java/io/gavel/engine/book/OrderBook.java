package io.gavel.engine.book;

import io.gavel.engine.Check;
import io.gavel.wire.types.Side;

/**
 * One instrument's continuous book: what rests is queued by price, then time; what comes in trades at the resting
 * price as long as its limit allows.
 *
 * <p>Units: prices in ticks, quantities in lots. Law: a book is never crossed. Cost: trading with the best level is
 * O(1) a trade; resting and removing are a binary search. No allocation but to grow. Thread: the market's.
 */
public final class OrderBook {
    private final int instrumentId;
    private final OrderStore orders;
    private final PriceLevels bids = new PriceLevels(1);
    private final PriceLevels asks = new PriceLevels(-1);

    public OrderBook(int instrumentId, OrderStore orders) {
        this.instrumentId = instrumentId;
        this.orders = orders;
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
            int best = opposite.size() - 1;
            int maker = opposite.head(best);
            long traded = Math.min(leaves, orders.leavesLots(maker));
            orders.reduce(maker, traded);
            leaves -= traded;
            listener.onTrade(maker, opposite.priceTicks(best), traded);
            if (orders.leavesLots(maker) == 0) {
                opposite.remove(maker, orders);
                listener.onFilled(maker);
            }
        }
        return leaves;
    }

    /** Queues an order that does not trade. */
    public void rest(int order) {
        Side side = orders.side(order);
        long price = orders.priceTicks(order);
        boolean crosses = side == Side.BUY ? asks.meets(price) : bids.meets(price);
        Check.law(!crosses, "a book is never crossed", instrumentId, price);
        levels(side).append(order, orders);
    }

    /** Takes an order out of its queue; its handle stays valid until it is freed. */
    public void remove(int order) {
        levels(orders.side(order)).remove(order, orders);
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

    /** Recomputes the laws of the book. O(n): for tests, replay and the simulator. */
    public void verify() {
        if (!bids.isEmpty() && !asks.isEmpty()) {
            long bid = bids.priceTicks(bids.size() - 1);
            long ask = asks.priceTicks(asks.size() - 1);
            Check.law(bid < ask, "a book is never crossed", ask, bid);
        }
        verify(bids, Side.BUY);
        verify(asks, Side.SELL);
    }

    private void verify(PriceLevels levels, Side side) {
        for (int level = 0; level < levels.size(); level++) {
            Check.law(levels.head(level) != OrderStore.NONE, "a level has orders", 1, 0);
            int previous = OrderStore.NONE;
            for (int order = levels.head(level); order != OrderStore.NONE; order = orders.next(order)) {
                Check.law(orders.side(order) == side, "an order rests on its side", side.value(), 0);
                Check.law(
                        orders.instrumentId(order) == instrumentId, "an order rests in its book", instrumentId, order);
                Check.law(
                        orders.priceTicks(order) == levels.priceTicks(level), "an order rests at its price", 0, order);
                Check.law(orders.leavesLots(order) > 0, "a resting order has leaves", 1, orders.leavesLots(order));
                Check.law(orders.previous(order) == previous, "a queue is linked both ways", previous, order);
                previous = order;
            }
        }
    }

    private void forEachOrder(PriceLevels levels, OrderSink sink) {
        for (int level = levels.size() - 1; level >= 0; level--) {
            for (int order = levels.head(level); order != OrderStore.NONE; order = orders.next(order)) {
                sink.onOrder(order);
            }
        }
    }

    private PriceLevels levels(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
