package io.gavel.engine.market.orders;

import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.Handles;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.agrona.collections.IntHashSet;

/**
 * What becomes of orders that an uncross ends or changes without a trade. Before the print those that take no part in it are
 * canceled. Behind the trades, in the order of the book, buys first: market orders and those only for a call are canceled,
 * market-to-limit gets the print as its limit, and what still crosses, as a band or collar was in the way, is canceled.
 */
final class UncrossLeftovers {
    private final OrderStore orders;
    private final OrderExtras extras;
    private final OpenOrders openOrders;
    private final CallAuction auction;
    private final Facts facts;
    private final Handles leaving = new Handles();

    UncrossLeftovers(OrderStore orders, OpenOrders openOrders, CallAuction auction, Facts facts) {
        this.orders = orders;
        this.openOrders = openOrders;
        this.auction = auction;
        this.facts = facts;
        extras = orders.extras();
    }

    /** Before the print: cancels those that take no part in it, the oldest first. */
    void cancelUncovered(Instrument instrument, IntHashSet uncovered) {
        if (uncovered.isEmpty()) {
            return;
        }
        leaving.clear();
        // Rare, so it may cost an object.
        auction.forEachMarketBuy(instrument.book(), order -> {
            if (uncovered.contains(order)) {
                leaving.onOrder(order);
            }
        });
        for (int i = 0; i < leaving.count(); i++) {
            openOrders.cancel(instrument, leaving.get(i), CancelReason.UNCROSS);
        }
    }

    /** @param printTicks {@link Instrument#NO_TICKS}: there was none */
    void settle(Instrument instrument, long printTicks) {
        leaving.clear();
        auction.forEachOnlyForCall(instrument.book(), leaving);
        for (int i = 0; i < leaving.count(); i++) {
            int order = leaving.get(i);
            boolean getsLimit = extras.type(order) == OrdType.MARKET_TO_LIMIT
                    && extras.timeInForce(order) != TimeInForce.AUCTION
                    && printTicks != Instrument.NO_TICKS;
            if (getsLimit) {
                limit(instrument, order, printTicks);
            } else {
                openOrders.cancel(instrument, order, CancelReason.UNCROSS);
            }
        }
    }

    /** @param highestTicks the highest price that could have printed */
    void cancelCrossed(Instrument instrument, long highestTicks) {
        leaving.clear();
        auction.forEachCrossed(instrument.book(), highestTicks, leaving);
        for (int i = 0; i < leaving.count(); i++) {
            openOrders.cancel(instrument, leaving.get(i), CancelReason.COLLAR);
        }
    }

    /** It stands among the orders at the print by the time at which it came. */
    private void limit(Instrument instrument, int order, long printTicks) {
        Side side = orders.side(order);
        long lots = orders.allLots(order);
        long heldDelta =
                instrument.heldFor(side, printTicks, lots) - instrument.heldFor(side, extras.holdTicks(order), lots);
        openOrders.unqueue(instrument, order);
        extras.type(order, OrdType.LIMIT);
        extras.holdTicks(order, OrderExtras.ABSENT);
        auction.restByEntry(instrument.book(), order, printTicks);
        openOrders.counted(instrument, order);
        facts.restingReplaced(instrument, order, printTicks, lots, heldDelta);
    }
}
