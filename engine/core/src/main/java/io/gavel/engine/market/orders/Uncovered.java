package io.gavel.engine.market.orders;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.Side;
import org.agrona.collections.IntHashSet;

/**
 * Market orders to buy that a print would cost more than is there for them, so that they take no part in a call. They are held
 * for at the upper edge of the band as it was when they came, those of accounts with credit at no price where there was none:
 * so there are some only once a band was raised, or where amounts are near what they may be. Cost: O(1) where there can be
 * none, by what the lowest of them is held for and all of them cost together; else O(market orders to buy).
 */
final class Uncovered implements OrderBook.OrderSink {
    private final OrderStore orders;
    private final OrderExtras extras;
    private final Ledger ledger;
    private final CallAuction auction;
    private final IntHashSet found = new IntHashSet();

    private Instrument instrument;
    private long printTicks;
    private long perLotMinor;
    private long creditMinor;
    private long drawableMinor;
    private long lowestHoldTicks;

    Uncovered(OrderStore orders, Ledger ledger, CallAuction auction) {
        this.orders = orders;
        this.ledger = ledger;
        this.auction = auction;
        extras = orders.extras();
    }

    /** Nobody is left out. */
    void clear() {
        found.clear();
    }

    /** Those found so far. */
    IntHashSet found() {
        return found;
    }

    /**
     * Looks for more of them, the oldest first.
     *
     * @return whether there are
     */
    boolean findMore(Instrument in, long atTicks) {
        if (!in.movesMoney()) {
            return false;
        }
        instrument = in;
        printTicks = atTicks;
        long notional = Amounts.product(atTicks, in.tickLotMinor());
        perLotMinor = notional < 0 ? notional : in.holdPerLotMinor(Side.BUY, atTicks);
        drawableMinor = ledger.drawable(in.quoteAssetId());
        if (areAllCovered()) {
            return false;
        }
        int before = found.size();
        creditMinor = 0;
        lowestHoldTicks = Long.MAX_VALUE;
        auction.forEachMarketBuy(in.book(), this);
        if (found.isEmpty()) {
            // Who was held for at less is gone.
            in.lowestCallHoldTicks(lowestHoldTicks);
        }
        return found.size() > before;
    }

    private boolean areAllCovered() {
        return instrument.lowestCallHoldTicks() >= printTicks
                && isDrawable(costOf(auction.marketBuyLots(instrument.book())));
    }

    /** One that is looked at, for {@link #findMore}. */
    @Override
    public void onOrder(int order) {
        if (found.contains(order)) {
            return;
        }
        long holdTicks = extras.holdTicks(order);
        if (holdTicks != 0) {
            lowestHoldTicks = Math.min(lowestHoldTicks, holdTicks);
            if (holdTicks < printTicks) {
                found.add(order);
            }
            return;
        }
        long cost = costOf(orders.allLots(order));
        if (isDrawable(cost) && isDrawable(creditMinor + cost)) {
            creditMinor += cost;
        } else {
            found.add(order);
        }
    }

    /** Negative: beyond what amounts reach to. */
    private long costOf(long lots) {
        return perLotMinor < 0 ? perLotMinor : Amounts.product(perLotMinor, lots);
    }

    private boolean isDrawable(long cost) {
        return cost >= 0 && cost <= drawableMinor;
    }
}
