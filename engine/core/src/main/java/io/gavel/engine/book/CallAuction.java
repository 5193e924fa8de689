package io.gavel.engine.book;

import io.gavel.engine.book.call.CallLevels;
import io.gavel.engine.book.call.CallPricing;
import io.gavel.engine.book.call.CallProfile;
import io.gavel.engine.book.call.CallTerms;
import java.util.Arrays;
import org.agrona.collections.IntHashSet;

/**
 * A call over a book: what it would print, and who trades when it does.
 *
 * <p>Market orders stand in a level of their own in front of all prices. Pairs are made head with head, by price, then
 * time, until nobody of one side meets the print; so at most one order of a side is filled in part. Self-trade
 * prevention does not act. Cost: pricing as {@link CallPricing} says, crossing O(1) a trade. Thread: the market's.
 */
public final class CallAuction {
    private final OrderStore orders;
    private final OrderExtras extras;
    private final CallPricing pricing = new CallPricing();
    private final LevelWalk buys;
    private final LevelWalk sells;
    private final Handles found = new Handles();
    private int[] moved = new int[16];

    public CallAuction(OrderStore orders) {
        this.orders = orders;
        extras = orders.extras();
        buys = new LevelWalk(orders);
        sells = new LevelWalk(orders);
    }

    /**
     * What would print now; valid until the next call. Changes nothing.
     *
     * @param leftOut market orders to buy that take no part
     */
    public CallPricing price(OrderBook book, CallProfile profile, CallTerms terms, IntHashSet leftOut) {
        pricing.price(profile, buys.of(book.bids(), leftOut), sells.of(book.asks(), leftOut), terms);
        return pricing;
    }

    /** Trades all that meets a print. */
    public void cross(OrderBook book, long printTicks, CrossListener listener) {
        PriceLevels bids = book.bids();
        PriceLevels asks = book.asks();
        // A seller at the print meets bids at it or above, and the other way round.
        while (bids.meets(printTicks) && asks.meets(printTicks)) {
            int buy = bids.first(bids.bestLevel());
            int sell = asks.first(asks.bestLevel());
            long lots = Math.min(orders.allLots(buy), orders.allLots(sell));
            long buyLimitTicks = bids.bestPriceTicks();
            long sellLimitTicks = asks.bestPriceTicks();
            boolean buyIsFilled = take(bids, buy, lots);
            boolean sellIsFilled = take(asks, sell, lots);
            listener.onCross(buy, sell, buyLimitTicks, sellLimitTicks, lots);
            if (buyIsFilled) {
                book.leaveCall(buy);
                listener.onFilled(buy);
            }
            if (sellIsFilled) {
                book.leaveCall(sell);
                listener.onFilled(sell);
            }
        }
    }

    /**
     * What still crosses once all has traded that meets the print: a collar or band kept it from where everybody would
     * have. Those prices are all above it or all below; the orders of the side that would pay them are told, best price
     * first, oldest first.
     *
     * @param highestTicks the highest price that could have printed
     */
    public void forEachCrossed(OrderBook book, long highestTicks, OrderBook.OrderSink sink) {
        PriceLevels bids = book.bids();
        PriceLevels asks = book.asks();
        if (bids.isEmpty() || asks.isEmpty() || bids.bestPriceTicks() < asks.bestPriceTicks()) {
            return;
        }
        if (asks.bestPriceTicks() > highestTicks) {
            forEachAtOrBetter(bids, 1, asks.bestPriceTicks(), sink);
        } else {
            forEachAtOrBetter(asks, -1, bids.bestPriceTicks(), sink);
        }
    }

    /**
     * Orders that an uncross does not let go on as they are (at market, to be given a limit, only for a call), in the order of
     * the book: buys first, best price first, oldest first. Cost: that of all orders at their prices, not of the book.
     */
    public void forEachOnlyForCall(OrderBook book, OrderBook.OrderSink sink) {
        forEachOnlyForCall(book, true, book.bids(), sink);
        forEachOnlyForCall(book, false, book.asks(), sink);
    }

    private void forEachOnlyForCall(OrderBook book, boolean isBuy, PriceLevels side, OrderBook.OrderSink sink) {
        found.clear();
        int last = OrderStore.NONE;
        for (int order = book.firstOnlyForCall(); order != OrderStore.NONE; order = extras.behindOnlyForCall(order)) {
            int level = orders.level(order);
            if (orders.isBuy(order) == isBuy && level != last) {
                found.onOrder(level);
                last = level;
            }
        }
        found.sort(side);
        last = OrderStore.NONE;
        for (int i = 0; i < found.count(); i++) {
            int level = found.get(i);
            if (level != last) {
                forEachOnlyForCall(side, level, sink);
                last = level;
            }
        }
    }

    private void forEachOnlyForCall(PriceLevels side, int level, OrderBook.OrderSink sink) {
        for (int order = side.first(level); order != OrderStore.NONE; order = side.next(level, order)) {
            if (orders.isSpecial(order) && extras.isOnlyForCall(order)) {
                sink.onOrder(order);
            }
        }
    }

    /** Lots of orders to buy that have no limit; 2^63 - 1 also stands for more. */
    public long marketBuyLots(OrderBook book) {
        PriceLevels bids = book.bids();
        boolean hasSome = !bids.isEmpty() && bids.bestPriceTicks() == CallLevels.MARKET_BUY;
        return hasSome ? bids.lots(bids.bestLevel()) : 0;
    }

    /** Orders to buy that have no limit, oldest first. */
    public void forEachMarketBuy(OrderBook book, OrderBook.OrderSink sink) {
        if (!book.bids().isEmpty()) {
            forEachAtOrBetter(book.bids(), 1, CallLevels.MARKET_BUY, sink);
        }
    }

    /**
     * Queues an order at a price by the time at which it was entered: in front of those at the end of its level that came
     * later. They are queued anew behind it, which changes nothing of theirs.
     */
    public void restByEntry(OrderBook book, int order, long priceTicks) {
        book.restInCall(order, priceTicks);
        int first = orders.behind(order);
        int count = 0;
        for (int later = order; later != first; ) {
            later = orders.before(later);
            if (orders.orderId(later) < orders.orderId(order)) {
                break;
            }
            if (count == moved.length) {
                moved = Arrays.copyOf(moved, count * 2);
            }
            moved[count++] = later;
        }
        while (count > 0) {
            int behind = moved[--count];
            book.remove(behind);
            book.restInCall(behind, priceTicks);
        }
    }

    private void forEachAtOrBetter(PriceLevels side, int sign, long limitTicks, OrderBook.OrderSink sink) {
        int level = side.bestLevel();
        while (level != OrderStore.NONE && sign * side.priceTicks(level) >= sign * limitTicks) {
            for (int order = side.first(level); order != OrderStore.NONE; order = side.next(level, order)) {
                sink.onOrder(order);
            }
            level = side.behind(level);
        }
    }

    /** Takes lots of an order, what the book does not show included; what is left shows anew, and stays in its place. */
    private boolean take(PriceLevels side, int order, long lots) {
        long rest = orders.allLots(order) - lots;
        if (rest == 0) {
            side.remove(order, lots);
        } else {
            side.reduce(orders.level(order), lots);
        }
        long shown = rest;
        if (orders.isSpecial(order) && extras.displayLots(order) != OrderExtras.ABSENT) {
            shown = Math.min(extras.displayLots(order), rest);
            extras.hiddenLots(order, rest - shown);
        }
        orders.reduce(order, orders.leavesLots(order) - shown);
        return rest == 0;
    }
}
