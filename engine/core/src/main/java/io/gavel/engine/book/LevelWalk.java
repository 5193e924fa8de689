package io.gavel.engine.book;

import io.gavel.engine.book.call.CallLevels;
import org.agrona.collections.IntHashSet;

/**
 * Walks the levels of one side for a call. A level too large for one number comes order by order, and so do market orders
 * where some of them are left out.
 */
final class LevelWalk implements CallLevels {
    private final OrderStore orders;
    private PriceLevels levels;
    private IntHashSet leftOut;
    private int level;
    /** The order gone to within the level, or {@link Words#NONE} where the whole level is one step. */
    private int order;

    LevelWalk(OrderStore orders) {
        this.orders = orders;
    }

    /** @param leftOut market orders to buy that take no part */
    LevelWalk of(PriceLevels side, IntHashSet leftOut) {
        levels = side;
        this.leftOut = leftOut;
        return this;
    }

    @Override
    public void rewind() {
        level = OrderStore.NONE;
        order = OrderStore.NONE;
    }

    @Override
    public boolean next() {
        boolean isThere = step();
        while (isThere && order != OrderStore.NONE && leftOut.contains(order)) {
            isThere = step();
        }
        return isThere;
    }

    private boolean step() {
        if (order != OrderStore.NONE) {
            order = levels.next(level, order);
            if (order != OrderStore.NONE) {
                return true;
            }
        }
        level = level == OrderStore.NONE ? levels.bestLevel() : levels.behind(level);
        order = OrderStore.NONE;
        if (level == OrderStore.NONE) {
            return false;
        }
        if (levels.lots(level) == Long.MAX_VALUE || !leftOut.isEmpty() && priceTicks() == MARKET_BUY) {
            order = levels.first(level);
        }
        return true;
    }

    @Override
    public long priceTicks() {
        return levels.priceTicks(level);
    }

    @Override
    public long lots() {
        return order == OrderStore.NONE ? levels.lots(level) : orders.allLots(order);
    }

    @Override
    public long worstTicks() {
        return levels.worstPriceTicks();
    }
}
