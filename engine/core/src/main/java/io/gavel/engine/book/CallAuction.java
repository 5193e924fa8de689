package io.gavel.engine.book;

import io.gavel.engine.book.call.CallLevels;
import io.gavel.engine.book.call.CallPricing;
import io.gavel.engine.book.call.CallProfile;
import io.gavel.engine.book.call.CallTerms;

/**
 * A call over a book: what it would print, and who trades when it does.
 *
 * <p>Market orders stand in a level of their own in front of all prices. Pairs are made head with head, by price, then
 * time, until nobody of one side meets the print; so at most one order of a side is filled in part. Self-trade
 * prevention does not act. Cost: pricing as {@link CallPricing} says, crossing O(1) a trade. Thread: the market's.
 */
public final class CallAuction {
    private final OrderStore orders;
    private final CallPricing pricing = new CallPricing();
    private final LevelWalk buys;
    private final LevelWalk sells;

    public CallAuction(OrderStore orders) {
        this.orders = orders;
        buys = new LevelWalk(orders);
        sells = new LevelWalk(orders);
    }

    /** What would print now; valid until the next call. Changes nothing. */
    public CallPricing price(OrderBook book, CallProfile profile, CallTerms terms) {
        pricing.price(profile, buys.of(book.bids()), sells.of(book.asks()), terms);
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
            long lots = Math.min(orders.leavesLots(buy), orders.leavesLots(sell));
            long buyLimitTicks = bids.bestPriceTicks();
            long sellLimitTicks = asks.bestPriceTicks();
            boolean buyIsFilled = take(bids, buy, lots);
            boolean sellIsFilled = take(asks, sell, lots);
            listener.onCross(buy, sell, buyLimitTicks, sellLimitTicks, lots);
            if (buyIsFilled) {
                listener.onFilled(buy);
            }
            if (sellIsFilled) {
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

    /** Whether an order has no limit. Of an order that rests. */
    public static boolean isMarket(long priceTicks) {
        return priceTicks == CallLevels.MARKET_BUY || priceTicks == CallLevels.MARKET_SELL;
    }

    private void forEachAtOrBetter(PriceLevels side, int sign, long limitTicks, OrderBook.OrderSink sink) {
        int level = side.bestLevel();
        while (level != OrderStore.NONE && sign * side.priceTicks(level) >= sign * limitTicks) {
            for (int order = side.first(level); order != level; order = orders.behind(order)) {
                sink.onOrder(order);
            }
            level = side.behind(level);
        }
    }

    private boolean take(PriceLevels side, int order, long lots) {
        int level = orders.level(order);
        long leaves = orders.leavesLots(order);
        orders.reduce(order, lots);
        if (lots < leaves) {
            side.reduce(level, lots);
            return false;
        }
        side.remove(level, orders.links(order), lots);
        return true;
    }
}
