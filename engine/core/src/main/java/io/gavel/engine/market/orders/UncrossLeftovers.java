package io.gavel.engine.market.orders;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/**
 * What becomes of orders that do not trade in full in an uncross and cannot go on as they are, in the order of the book,
 * buys first: market orders and those only for a call are canceled, market-to-limit gets the print as its limit, and what
 * still crosses, as a band or collar was in the way, is canceled.
 */
final class UncrossLeftovers {
    private final OrderStore orders;
    private final OrderExtras extras;
    private final Ledger ledger;
    private final OpenOrders openOrders;
    private final CallAuction auction;
    private final Facts facts;
    private final OrdersByEntry leaving;

    UncrossLeftovers(OrderStore orders, Ledger ledger, OpenOrders openOrders, CallAuction auction, Facts facts) {
        this.orders = orders;
        this.ledger = ledger;
        this.openOrders = openOrders;
        this.auction = auction;
        this.facts = facts;
        extras = orders.extras();
        leaving = new OrdersByEntry(orders);
    }

    /**
     * Market orders to buy are held for at the upper edge of the band as it was when they came, those of accounts with
     * credit at no price. Cancels those that a print above that edge, or beyond what amounts reach to, would cost more
     * than is there: it does not happen as long as bands stay and amounts are small.
     *
     * @return whether one was
     */
    boolean cancelUncovered(Instrument instrument, long printTicks) {
        if (!instrument.movesMoney()) {
            return false;
        }
        leaving.clear();
        auction.forEachMarketBuy(instrument.book(), leaving);
        long perLot = Amounts.product(printTicks, instrument.tickLotMinor());
        long perLotHeld = perLot < 0 ? perLot : instrument.holdPerLotMinor(Side.BUY, printTicks);
        long costs = 0;
        boolean wasCanceled = false;
        for (int i = 0; i < leaving.count(); i++) {
            int order = leaving.get(i);
            long cost = 0;
            boolean isCovered = extras.holdTicks(order) >= printTicks;
            if (extras.holdTicks(order) == 0) {
                cost = perLotHeld < 0 ? perLotHeld : Amounts.product(perLotHeld, orders.allLots(order));
                isCovered = cost >= 0 && costs + cost <= drawable(instrument, orders.accountId(order));
            }
            if (isCovered) {
                costs += cost;
            } else {
                openOrders.cancel(instrument, order, CancelReason.UNCROSS);
                wasCanceled = true;
            }
        }
        return wasCanceled;
    }

    /** @param printTicks {@link Instrument#NO_TICKS}: there was none */
    void settle(Instrument instrument, long printTicks) {
        leaving.clear();
        instrument.book().forEachOrder(order -> {
            if (isLeaving(order)) {
                leaving.onOrder(order);
            }
        });
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

    private boolean isLeaving(int order) {
        return orders.isSpecial(order)
                && (extras.type(order) != OrdType.LIMIT || extras.timeInForce(order) == TimeInForce.AUCTION);
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

    private long drawable(Instrument instrument, int accountId) {
        int assetId = instrument.quoteAssetId();
        return ledger.spendable(accountId, assetId) - Math.max(0, ledger.available(accountId, assetId));
    }
}
