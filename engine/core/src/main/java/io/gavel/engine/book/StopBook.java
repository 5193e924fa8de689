package io.gavel.engine.book;

import io.gavel.engine.Check;
import io.gavel.engine.book.OrderBook.OrderSink;

/**
 * The stops of an instrument that wait: buys for a trade at or above their price, sells for one at or below, each side
 * sorted from the market outwards, at one price the earlier first.
 *
 * <p>Units: ticks. O(1) near prices used lately. No allocation but to grow. Thread: the market's.
 */
public final class StopBook {
    /** Nobody asks how much waits at a price. */
    private static final long NO_LOTS = 0;

    private final OrderStore orders;
    /** Buys: the lowest is reached first. */
    private final PriceLevels buys;

    private final PriceLevels sells;

    public StopBook(OrderStore orders) {
        this.orders = orders;
        buys = new PriceLevels(-1, orders);
        sells = new PriceLevels(1, orders);
    }

    /** Queues a stop that waits. */
    public void add(int order, long stopTicks) {
        levels(order).append(order, stopTicks, NO_LOTS);
    }

    /** Takes a stop out of its queue; its handle stays valid until it is freed. */
    public void remove(int order) {
        levels(order).remove(order, NO_LOTS);
    }

    /** Takes out the next stop that a trade at this price triggers, or {@link OrderStore#NONE}. Buys come before sells. */
    public int poll(long priceTicks) {
        int order = firstAt(buys, priceTicks);
        if (order == OrderStore.NONE) {
            order = firstAt(sells, priceTicks);
        }
        if (order != OrderStore.NONE) {
            remove(order);
        }
        return order;
    }

    /** All stops that wait: buys then sells, from the market outwards, oldest first. */
    public void forEachOrder(OrderSink sink) {
        forEachOrder(buys, sink);
        forEachOrder(sells, sink);
    }

    /** Recomputes the laws of the stops. O(n): for tests, replay and the simulator. */
    public void verify() {
        forEachOrder(order -> {
            long stopTicks = orders.extras().stopTicks(order);
            Check.law(orders.isSpecial(order), "a stop is special", 1, order);
            Check.law(
                    levels(order).priceTicks(orders.level(order)) == stopTicks,
                    "a stop waits at its price",
                    stopTicks,
                    order);
        });
    }

    private int firstAt(PriceLevels levels, long priceTicks) {
        return levels.meets(priceTicks) ? levels.first(levels.bestLevel()) : OrderStore.NONE;
    }

    private void forEachOrder(PriceLevels levels, OrderSink sink) {
        for (int level = levels.bestLevel(); level != OrderStore.NONE; level = levels.behind(level)) {
            for (int order = levels.first(level); order != OrderStore.NONE; order = levels.next(level, order)) {
                sink.onOrder(order);
            }
        }
    }

    private PriceLevels levels(int order) {
        return orders.isBuy(order) ? buys : sells;
    }
}
