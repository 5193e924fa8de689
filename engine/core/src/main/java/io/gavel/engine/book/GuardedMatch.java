package io.gavel.engine.book;

import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;

/**
 * Trades an incoming order that must not trade with its own account, or that may run out of money on the way. What
 * {@link OrderBook#match} does in its short loop this does with a question in front of each step.
 *
 * <p>One reused instance; no allocation. Thread: the market's.
 */
public final class GuardedMatch {
    private final OrderStore orders;
    private long leavesLots;
    private long preventedLots;

    public GuardedMatch(OrderStore orders) {
        this.orders = orders;
    }

    /** Answers the questions, and receives what happens beside trades. */
    public interface Listener extends BookListener {
        /** How many of these lots the incoming order can pay for. */
        long affordableLots(long priceTicks, long lots);

        /**
         * The account's own order was met, and did not trade.
         *
         * @param lots what both have lost; 0 where the mode takes no lots
         */
        void onPrevented(int maker, long priceTicks, long lots);

        /** It is out of the book therefore; the listener frees it. */
        void onPreventedMaker(int maker, long priceTicks, long leavesLots);
    }

    /** Why it ended. */
    public enum End {
        FILLED,
        NOBODY,
        /** One's own order was met, and the mode ends the incoming one. */
        SELF,
        FUNDS
    }

    /** Lots that are left. */
    public long leavesLots() {
        return leavesLots;
    }

    /** Lots that were lost without a trade. */
    public long preventedLots() {
        return preventedLots;
    }

    /** Trades best price first, oldest first, up to a limit. */
    public End run(
            OrderBook book,
            Side side,
            long limitTicks,
            long qtyLots,
            int accountId,
            SelfTrade mode,
            Listener listener) {
        PriceLevels opposite = book.opposite(side);
        leavesLots = qtyLots;
        preventedLots = 0;
        while (leavesLots > 0) {
            if (!opposite.meets(limitTicks)) {
                return End.NOBODY;
            }
            int level = opposite.bestLevel();
            long priceTicks = opposite.bestPriceTicks();
            int maker = opposite.first(level);
            if (mode != SelfTrade.NONE && orders.accountId(maker) == accountId) {
                if (prevent(book, opposite, level, maker, priceTicks, mode, listener)) {
                    return End.SELF;
                }
            } else if (!trade(book, opposite, level, maker, priceTicks, listener)) {
                return End.FUNDS;
            }
        }
        return End.FILLED;
    }

    /** Returns whether the funds sufficed. */
    private boolean trade(
            OrderBook book, PriceLevels opposite, int level, int maker, long priceTicks, Listener listener) {
        long wanted = Math.min(leavesLots, orders.leavesLots(maker));
        long lots = listener.affordableLots(priceTicks, wanted);
        if (lots > 0) {
            boolean isGone = book.take(opposite, level, maker, lots, priceTicks);
            leavesLots -= lots;
            listener.onTrade(maker, priceTicks, lots);
            if (isGone) {
                listener.onFilled(maker);
            }
        }
        return lots == wanted;
    }

    /** Returns whether this ends the incoming order. */
    private boolean prevent(
            OrderBook book,
            PriceLevels opposite,
            int level,
            int maker,
            long priceTicks,
            SelfTrade mode,
            Listener listener) {
        if (mode == SelfTrade.DECREMENT) {
            decrement(book, opposite, level, maker, priceTicks, listener);
            return leavesLots == 0;
        }
        listener.onPrevented(maker, priceTicks, 0);
        if (mode != SelfTrade.CANCEL_NEWEST) {
            long makerLots = orders.allLots(maker);
            book.remove(maker);
            listener.onPreventedMaker(maker, priceTicks, makerLots);
        }
        return mode != SelfTrade.CANCEL_OLDEST;
    }

    private void decrement(
            OrderBook book, PriceLevels opposite, int level, int maker, long priceTicks, Listener listener) {
        long lots = Math.min(leavesLots, orders.leavesLots(maker));
        boolean isGone = book.take(opposite, level, maker, lots, priceTicks);
        orders.lose(maker, lots);
        leavesLots -= lots;
        preventedLots += lots;
        listener.onPrevented(maker, priceTicks, lots);
        if (isGone) {
            listener.onPreventedMaker(maker, priceTicks, 0);
        }
    }
}
