package io.gavel.engine.market.orders;

import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.StopBook;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.wire.types.OrdType;
import org.agrona.collections.IntArrayQueue;

/**
 * Triggers stops. What trades trigger waits in a queue, in the order of the trades, then of the stop prices from the
 * market outwards (buys first), then of arrival, and enters one by one; what their trades trigger joins the queue.
 */
final class StopDesk {
    private final OrderStore orders;
    private final OrderExtras extras;
    private final OpenOrders openOrders;
    private final Matching matching;
    private final Facts facts;
    private final IncomingOrder triggered = new IncomingOrder();
    private final IntArrayQueue queue = new IntArrayQueue(16, OrderStore.NONE);

    StopDesk(OrderStore orders, OpenOrders openOrders, Matching matching, Facts facts) {
        this.orders = orders;
        this.openOrders = openOrders;
        this.matching = matching;
        this.facts = facts;
        extras = orders.extras();
    }

    /** Whether the last trade is where a stop wants it. */
    static boolean isMet(Instrument instrument, IncomingOrder stop) {
        long lastTicks = instrument.lastTicks();
        if (lastTicks == Instrument.NO_TICKS) {
            return false;
        }
        return stop.isBuy() ? lastTicks >= stop.stopTicks : lastTicks <= stop.stopTicks;
    }

    /** A stop becomes what it was to become, and enters. */
    void trigger(Instrument instrument, IncomingOrder stop) {
        long heldDelta = 0;
        stop.stopTicks = IncomingOrder.ABSENT;
        if (stop.type == OrdType.STOP_LIMIT) {
            stop.type = OrdType.LIMIT;
        } else {
            stop.type = OrdType.MARKET;
            if (stop.isBuy()) {
                heldDelta = -instrument.heldFor(stop.side, stop.holdTicks, stop.leavesLots);
                stop.holdTicks = 0;
            }
        }
        facts.orderTriggered(instrument, stop, heldDelta);
        matching.enter(instrument, stop);
    }

    /** Enters what the trades of the order that entered last trigger, and what their trades trigger. */
    void afterTrades(Instrument instrument) {
        if (instrument.stops() == null || matching.firstTicks() == Instrument.NO_TICKS) {
            return;
        }
        collectAll(instrument);
        run(instrument);
    }

    /** Enters what the last trade or print triggers: the book trades again. */
    void afterPrint(Instrument instrument) {
        if (instrument.stops() == null || instrument.lastTicks() == Instrument.NO_TICKS) {
            return;
        }
        collect(instrument, instrument.lastTicks());
        run(instrument);
    }

    private void run(Instrument instrument) {
        while (!queue.isEmpty()) {
            int order = queue.pollInt();
            long hold = extras.holdTicks(order);
            triggered.known(
                    orders, order, extras.type(order) == OrdType.STOP_LIMIT ? hold : IncomingOrder.ABSENT, hold);
            extras.stopTicks(order, OrderExtras.ABSENT);
            extras.holdTicks(order, OrderExtras.ABSENT);
            extras.minLots(order, 0);
            extras.type(order, OrdType.LIMIT);
            trigger(instrument, triggered);
            if (matching.firstTicks() != Instrument.NO_TICKS) {
                collectAll(instrument);
            }
        }
    }

    /** Trades of one order go one way, so that its first and its last one trigger all that those between do. */
    private void collectAll(Instrument instrument) {
        collect(instrument, matching.firstTicks());
        collect(instrument, instrument.lastTicks());
    }

    /** What waits in the queue rests nowhere, so it counts against no limit. */
    private void collect(Instrument instrument, long priceTicks) {
        StopBook stops = instrument.stops();
        for (int order = stops.poll(priceTicks); order != OrderStore.NONE; order = stops.poll(priceTicks)) {
            openOrders.uncounted(instrument, order);
            queue.addInt(order);
        }
    }
}
