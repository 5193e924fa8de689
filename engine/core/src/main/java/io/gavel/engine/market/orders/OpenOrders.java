package io.gavel.engine.market.orders;

import io.gavel.engine.book.OrderBook.OrderSink;
import io.gavel.engine.book.OrderExtras;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.book.StopBook;
import io.gavel.engine.book.call.CallLevels;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;

/** Where orders begin to rest and where they end: the one place at which an order is forgotten wherever it is known. */
public final class OpenOrders {
    private final Listings listings;
    private final OrderStore orders;
    private final OrderExtras extras;
    private final AnswerWindow answers;
    private final AccountOrders accountOrders;
    private final AccountLimits limits;
    private final Facts facts;
    private final Indicatives indicatives;

    private int rested = OrderStore.NONE;

    public OpenOrders(
            Listings listings,
            OrderStore orders,
            AnswerWindow answers,
            AccountOrders accountOrders,
            AccountLimits limits,
            Facts facts,
            Indicatives indicatives) {
        this.listings = listings;
        this.orders = orders;
        this.answers = answers;
        this.accountOrders = accountOrders;
        this.limits = limits;
        this.facts = facts;
        this.indicatives = indicatives;
        extras = orders.extras();
    }

    /** The order that the command at hand has replaced: its answer is the command's from here on. */
    void replaced(int order) {
        rested = order;
    }

    /** The order that the command at hand left behind, or {@link OrderStore#NONE}; once. */
    public int takeRested() {
        int order = rested;
        rested = OrderStore.NONE;
        return order;
    }

    /** What is left of an order rests: in its book, or among the stops that wait. */
    void rest(Instrument instrument, IncomingOrder incoming, long leavesLots) {
        boolean isIceberg = !incoming.isStop() && incoming.displayLots != IncomingOrder.ABSENT;
        long shownLots = isIceberg ? Math.min(incoming.displayLots, leavesLots) : leavesLots;
        if (incoming.order == OrderStore.NONE) {
            add(instrument, incoming, shownLots);
        } else {
            orders.change(incoming.order, incoming.side, incoming.qtyLots, shownLots);
        }
        if (isIceberg) {
            extras.hiddenLots(incoming.order, leavesLots - shownLots);
        }
        if (!incoming.isStop() && PhaseRules.matches(instrument.phase())) {
            instrument.book().rest(incoming.order, incoming.side, incoming.priceTicks, leavesLots);
        } else {
            queue(instrument, incoming.order, incoming.priceTicks, incoming.stopTicks);
        }
        limits.changed(incoming.accountId, instrument, 0, 0, incoming.holdTicks, leavesLots);
        if (!incoming.isStop()) {
            indicatives.bookChanged(instrument);
        }
    }

    /** An order with nothing but a limit, which nobody meets, rests in a book that trades; its account has no limits. */
    void restPlain(Instrument instrument, int order, int accountId, int side, long priceTicks, long lots) {
        accountOrders.add(order, accountId);
        instrument.book().restUnmet(order, side, priceTicks, lots);
    }

    /**
     * Cancels such an order at the wish of its sender, by its id of up to eight bytes.
     *
     * @return the event, written at a place with room
     */
    int cancelPlain(Instrument instrument, int order, int accountId, long id, int idLength, byte[] to, long place) {
        int side = orders.sideValue(order);
        long lots = orders.leavesLots(order);
        long priceTicks = instrument.book().remove(order, side, lots);
        int event =
                facts.restingCanceled(to, place, instrument, order, accountId, side, id, idLength, priceTicks, lots);
        accountOrders.remove(order, accountId);
        answers.freed(order);
        orders.free(order, accountId, id);
        return event;
    }

    /** Queues an order where it belongs; {@code priceTicks} absent: in front of all prices. */
    public void queue(Instrument instrument, int order, long priceTicks, long stopTicks) {
        if (stopTicks != OrderExtras.ABSENT) {
            instrument.stopsToBe(orders).add(order, stopTicks);
        } else if (PhaseRules.matches(instrument.phase())) {
            instrument.book().rest(order, priceTicks);
        } else {
            queueInCall(instrument, order, priceTicks == OrderExtras.ABSENT ? anyPrice(order) : priceTicks);
        }
    }

    /** The book shows another quantity. */
    void bookChanged(Instrument instrument) {
        indicatives.bookChanged(instrument);
    }

    /** Cancels an order that rests or waits, whoever wants it. */
    void cancel(Instrument instrument, int order, CancelReason reason) {
        if (orders.isSpecial(order)) {
            cancelSpecial(instrument, order, reason);
            return;
        }
        // Most orders have but a price and a quantity, and are asked for nothing else.
        long lots = orders.leavesLots(order);
        long priceTicks = instrument.book().remove(order, lots);
        facts.restingCanceled(instrument, order, priceTicks, lots, reason);
        uncounted(instrument, order, priceTicks, lots);
        indicatives.bookChanged(instrument);
        forgetPlain(order);
    }

    private void cancelSpecial(Instrument instrument, int order, CancelReason reason) {
        long holdTicks = holdTicks(instrument, order);
        long lots = orders.allLots(order);
        facts.restingCanceled(instrument, order, holdTicks, lots, reason);
        uncounted(instrument, order, holdTicks, lots);
        dequeue(instrument, order);
        forget(order);
    }

    /** Takes an order out of its queue, wherever that is, and counts it against no limit; its handle stays. */
    void unqueue(Instrument instrument, int order) {
        uncounted(instrument, order);
        dequeue(instrument, order);
    }

    private void dequeue(Instrument instrument, int order) {
        if (isWaiting(order)) {
            instrument.stops().remove(order);
        } else {
            instrument.book().remove(order);
            indicatives.bookChanged(instrument);
        }
    }

    /** Counts what an order that rests or waits is worth against the limits of its account. */
    public void counted(Instrument instrument, int order) {
        limits.changed(orders.accountId(order), instrument, 0, 0, holdTicks(instrument, order), orders.allLots(order));
    }

    /** Counts it no more; it still rests or waits, or did until now. */
    void uncounted(Instrument instrument, int order) {
        uncounted(instrument, order, holdTicks(instrument, order), orders.allLots(order));
    }

    /** Counts lots of an order no more that was held at this price. */
    void uncounted(Instrument instrument, int order, long holdTicks, long lots) {
        limits.changed(orders.accountId(order), instrument, holdTicks, lots, 0, 0);
    }

    /** An order that rests has lost lots to a trade, or to none: it is reduced already. */
    void reduced(Instrument instrument, int order, long holdTicks, long byLots) {
        long left = orders.allLots(order);
        limits.changed(orders.accountId(order), instrument, holdTicks, left + byLots, holdTicks, left);
    }

    /** Forgets an order that is in no queue, and counted against no limit. */
    void forget(int order) {
        if (orders.isSpecial(order)) {
            listings.timers.clear(Timers.Kind.ORDER, order);
        }
        forgetPlain(order);
    }

    private void forgetPlain(int order) {
        accountOrders.remove(order, orders.accountId(order));
        if (order == rested) {
            // The command that made it is not answered yet: nothing rests under its id.
            rested = OrderStore.NONE;
        } else {
            answers.freed(order);
        }
        orders.free(order);
    }

    /** Whether an order is a stop that waits. */
    public boolean isWaiting(int order) {
        return orders.isSpecial(order) && extras.stopTicks(order) != OrderExtras.ABSENT;
    }

    /** The price at which an order that rests or waits is held for. */
    public long holdTicks(Instrument instrument, int order) {
        if (orders.isSpecial(order)) {
            long hold = extras.holdTicks(order);
            if (hold != OrderExtras.ABSENT) {
                return hold;
            }
        }
        return instrument.book().priceTicks(order);
    }

    /** The limit of an order that rests or waits, or {@link OrderExtras#ABSENT}. */
    long limitTicks(Instrument instrument, int order) {
        return switch (extras.type(order)) {
            case STOP_LIMIT -> extras.holdTicks(order);
            case LIMIT -> instrument.book().priceTicks(order);
            default -> OrderExtras.ABSENT;
        };
    }

    /** All orders of an instrument: those in the book, then the stops that wait. */
    public static void forEach(Instrument instrument, OrderSink sink) {
        instrument.book().forEachOrder(sink);
        StopBook stops = instrument.stops();
        if (stops != null) {
            stops.forEachOrder(sink);
        }
    }

    private void add(Instrument instrument, IncomingOrder incoming, long shownLots) {
        int order = orders.add(
                incoming.orderId,
                incoming.accountId,
                instrument.id(),
                incoming.side,
                incoming.qtyLots,
                shownLots,
                incoming.idBytes,
                incoming.idOffset,
                incoming.idLength);
        accountOrders.add(order, incoming.accountId);
        incoming.order = order;
        rested = order;
        if (incoming.isSpecial()) {
            addExtras(order, incoming);
        }
        if (incoming.expireAtNs != IncomingOrder.ABSENT) {
            listings.timers.set(Timers.Kind.ORDER, order, incoming.expireAtNs, incoming.seq);
        }
    }

    private void addExtras(int order, IncomingOrder incoming) {
        orders.flags(order, orders.flags(order) | OrderStore.SPECIAL);
        extras.add(order, incoming.type, incoming.timeInForce, incoming.postOnly, incoming.selfTrade);
        extras.displayLots(order, incoming.displayLots);
        if (incoming.type != OrdType.LIMIT) {
            extras.holdTicks(order, incoming.holdTicks);
            extras.stopTicks(order, incoming.stopTicks);
            // In a call it has no effect, then or later: it is for the moment of entry.
            extras.minLots(order, incoming.isStop() ? incoming.minLots : 0);
        }
    }

    private void queueInCall(Instrument instrument, int order, long priceTicks) {
        if (priceTicks == CallLevels.MARKET_BUY) {
            instrument.heldForCall(extras.holdTicks(order));
        }
        instrument.book().restInCall(order, priceTicks);
    }

    private long anyPrice(int order) {
        return orders.side(order) == Side.BUY ? CallLevels.MARKET_BUY : CallLevels.MARKET_SELL;
    }
}
