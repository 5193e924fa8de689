package io.gavel.engine.book;

import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import org.agrona.collections.IntArrayList;

/**
 * What an incoming order would trade, step by step as {@link GuardedMatch} would, without changing anything: hidden lots
 * come in slices behind all others of their price, and the account's own orders are met but not traded with.
 *
 * <p>A level is gone through once, and then once more for each further slice of those that hide something. One reused
 * instance; allocates only to grow. Thread: the market's.
 */
public final class DryRun {
    private final OrderStore orders;
    /** Of the level at hand, those that show another slice. */
    private final IntArrayList hiding = new IntArrayList();

    private long leavesLots;
    private long tradedLots;
    private boolean isOver;

    public DryRun(OrderStore orders) {
        this.orders = orders;
    }

    /** Counts what it costs. */
    public interface Purse {
        /** Pays for one trade; returns how many of these lots there is money for. */
        long pay(long priceTicks, long lots);
    }

    /** Returns the lots that would trade, own orders and the purse in mind. */
    public long run(
            OrderBook book, Side side, long limitTicks, long qtyLots, int accountId, SelfTrade mode, Purse purse) {
        PriceLevels opposite = book.opposite(side);
        leavesLots = qtyLots;
        tradedLots = 0;
        isOver = false;
        int level = opposite.bestLevel();
        while (level != OrderStore.NONE && leavesLots > 0 && !isOver) {
            long priceTicks = opposite.priceTicks(level);
            if (side == Side.BUY ? priceTicks > limitTicks : priceTicks < limitTicks) {
                break;
            }
            meetAll(opposite, level, priceTicks, accountId, mode, purse);
            level = opposite.behind(level);
        }
        return tradedLots;
    }

    private void meetAll(PriceLevels opposite, int level, long priceTicks, int accountId, SelfTrade mode, Purse purse) {
        hiding.clear();
        for (int maker = opposite.first(level);
                maker != OrderStore.NONE && goesOn();
                maker = opposite.next(level, maker)) {
            boolean isStaying = meet(maker, priceTicks, orders.leavesLots(maker), accountId, mode, purse);
            if (isStaying && orders.isSpecial(maker) && orders.extras().hiddenLots(maker) > 0) {
                hiding.addInt(maker);
            }
        }
        for (int slice = 0; !hiding.isEmpty() && goesOn(); slice++) {
            meetHidden(slice, priceTicks, accountId, mode, purse);
        }
    }

    /** Meets the next slice of those that hide something; keeps those that have another one. */
    private void meetHidden(int slice, long priceTicks, int accountId, SelfTrade mode, Purse purse) {
        OrderExtras extras = orders.extras();
        int kept = 0;
        int count = hiding.size();
        for (int i = 0; i < count && goesOn(); i++) {
            int maker = hiding.getInt(i);
            long display = extras.displayLots(maker);
            long hidden = extras.hiddenLots(maker) - slice * display;
            meet(maker, priceTicks, Math.min(display, hidden), accountId, mode, purse);
            if (hidden > display) {
                hiding.setInt(kept++, maker);
            }
        }
        while (hiding.size() > kept) {
            hiding.removeAt(hiding.size() - 1);
        }
    }

    /** Returns whether the order stays in the book if it has more. */
    private boolean meet(int maker, long priceTicks, long shownLots, int accountId, SelfTrade mode, Purse purse) {
        long lots = Math.min(leavesLots, shownLots);
        if (mode != SelfTrade.NONE && orders.accountId(maker) == accountId) {
            if (mode == SelfTrade.DECREMENT) {
                leavesLots -= lots;
                return true;
            }
            isOver = mode != SelfTrade.CANCEL_OLDEST;
            return false;
        }
        long paid = purse.pay(priceTicks, lots);
        isOver = paid < lots;
        leavesLots -= paid;
        tradedLots += paid;
        return true;
    }

    private boolean goesOn() {
        return leavesLots > 0 && !isOver;
    }
}
