package io.gavel.engine.market.orders;

import io.gavel.engine.MergeSort;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.CrossListener;
import io.gavel.engine.book.Handles;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.call.CallPricing;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.TimeInForce;

/**
 * Decides phases and uncrosses. An uncross tells who takes no part, its print, its trades, what becomes of orders that do not
 * go on, then the phase; what the print triggers comes last. Rare, so it may grow what it needs.
 */
public final class PhaseDesk implements CrossListener {
    private static final long SMALLEST = 1;

    private final Listings listings;
    private final OrderStore orders;
    private final OrderDesk orderDesk;
    private final OpenOrders openOrders;
    private final CallAuction auction;
    private final Indicatives indicatives;
    private final Facts facts;
    private final UncrossLeftovers leftovers;
    private final Handles leaving = new Handles();
    private final MergeSort.Order byEntry;

    private Instrument instrument;
    private long printTicks;

    public PhaseDesk(
            Listings listings,
            OrderStore orders,
            OrderDesk orderDesk,
            OpenOrders openOrders,
            CallAuction auction,
            Indicatives indicatives,
            Facts facts) {
        this.listings = listings;
        this.orders = orders;
        this.orderDesk = orderDesk;
        this.openOrders = openOrders;
        this.auction = auction;
        this.indicatives = indicatives;
        this.facts = facts;
        leftovers = new UncrossLeftovers(orders, openOrders, auction, facts);
        // Order ids are given in order of entry.
        byEntry = (order, other) -> orders.orderId(order) < orders.orderId(other);
    }

    public void setPhase(SetPhaseDecoder command) {
        instrument = listings.instrument(command.instrumentId());
        Phase phase = command.phase();
        if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (phase == Phase.NULL_VAL) {
            facts.refused(Refusal.NOT_SUPPORTED);
        } else if (instrument.phase() == Phase.DELISTED) {
            facts.refused(Refusal.PHASE_REFUSES);
        } else if (PhaseRules.uncrosses(instrument.phase(), phase)) {
            uncross(instrument.referenceTicks());
        } else if (phase == Phase.CLOSED) {
            close();
        } else if (phase == Phase.DELISTED) {
            delist();
        } else {
            change(phase);
        }
    }

    public void uncross(UncrossDecoder command) {
        instrument = listings.instrument(command.instrumentId());
        long reference = command.referencePrice();
        boolean isGiven = reference != UncrossDecoder.referencePriceNullValue();
        if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (!PhaseRules.takesUncross(instrument.phase())) {
            facts.refused(Refusal.PHASE_REFUSES);
        } else if (isGiven && reference <= 0) {
            facts.refused(Refusal.PRICE_NOT_POSITIVE, SMALLEST);
        } else if (isGiven && reference % instrument.tick() != 0) {
            facts.refused(Refusal.PRICE_OFF_TICK, SMALLEST);
        } else if (isGiven && reference / instrument.tick() >= Ledger.LIMIT) {
            // No order has such a price; the highest of all is that of market orders.
            facts.refused(Refusal.AMOUNT_RANGE);
        } else {
            uncross(isGiven ? reference / instrument.tick() : instrument.referenceTicks());
        }
    }

    @Override
    public void onCross(int buy, int sell, long buyLimitTicks, long sellLimitTicks, long qtyLots) {
        long buyHoldTicks = holdTicks(buy, buyLimitTicks);
        facts.crossTraded(instrument, buy, sell, printTicks, qtyLots, buyHoldTicks, Aggressor.NONE);
        openOrders.reduced(instrument, buy, buyHoldTicks, qtyLots);
        openOrders.reduced(instrument, sell, holdTicks(sell, sellLimitTicks), qtyLots);
    }

    @Override
    public void onFilled(int order) {
        openOrders.forget(order);
    }

    /** Of an order that may be out of its book already. */
    private long holdTicks(int order, long limitTicks) {
        long heldAt = orders.isSpecial(order) ? orders.extras().holdTicks(order) : OrderExtras.ABSENT;
        return heldAt == OrderExtras.ABSENT ? limitTicks : heldAt;
    }

    private void uncross(long referenceTicks) {
        CallPricing print = indicatives.price(instrument, referenceTicks);
        leftovers.cancelUncovered(instrument, indicatives.uncovered());
        facts.uncrossed(instrument, print);
        boolean prints = print.prints();
        if (prints) {
            printTicks = print.priceTicks();
            instrument.lastTicks(printTicks);
            auction.cross(instrument.book(), printTicks, this);
        }
        leftovers.settle(instrument, prints ? printTicks : Instrument.NO_TICKS);
        leftovers.cancelCrossed(instrument, print.highestTicks());
        change(Phase.CONTINUOUS);
        // Also where nothing printed: who entered in the call may wait for a price that the last trade has.
        orderDesk.triggerStops(instrument);
    }

    /** The day is over: orders of the day end. */
    private void close() {
        cancel(CancelReason.EXPIRED, true);
        change(Phase.CLOSED);
    }

    private void delist() {
        cancel(CancelReason.PHASE, false);
        change(Phase.DELISTED);
    }

    /** In order of entry. */
    private void cancel(CancelReason reason, boolean onlyOfTheDay) {
        leaving.clear();
        OpenOrders.forEach(instrument, order -> {
            if (!onlyOfTheDay || isOfTheDay(order)) {
                leaving.onOrder(order);
            }
        });
        leaving.sort(byEntry);
        for (int i = 0; i < leaving.count(); i++) {
            openOrders.cancel(instrument, leaving.get(i), reason);
        }
    }

    private boolean isOfTheDay(int order) {
        return orders.isSpecial(order) && orders.extras().timeInForce(order) == TimeInForce.DAY;
    }

    private void change(Phase phase) {
        boolean collected = PhaseRules.collects(instrument.phase());
        instrument.phase(phase);
        facts.phaseChanged(instrument);
        if (!collected) {
            indicatives.termsChanged(instrument);
        }
    }
}
