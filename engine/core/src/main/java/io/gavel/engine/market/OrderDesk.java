package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.BookListener;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.agrona.DirectBuffer;

/** Decides orders: enters and cancels. Refusals come in the order of the checks, which docs/RULES.md lists. */
final class OrderDesk implements BookListener {
    private static final long SMALLEST = 1;

    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final AnswerWindow answers;
    private final AccountOrders accountOrders;
    private final AccountLimits limits;
    private final Facts facts;
    private final Indicatives indicatives;
    private final int maxOpenOrders;
    private final IncomingOrder incoming = new IncomingOrder();

    private Instrument instrument;
    private long nextOrderId = 1;
    private int rested = OrderStore.NONE;

    OrderDesk(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AnswerWindow answers,
            AccountOrders accountOrders,
            AccountLimits limits,
            Facts facts,
            Indicatives indicatives,
            MarketConfig config) {
        this.listings = listings;
        this.ledger = ledger;
        this.orders = orders;
        this.answers = answers;
        this.accountOrders = accountOrders;
        this.limits = limits;
        this.facts = facts;
        this.indicatives = indicatives;
        this.maxOpenOrders = config.maxOpenOrders();
    }

    long nextOrderId() {
        return nextOrderId;
    }

    void nextOrderId(long orderId) {
        nextOrderId = orderId;
    }

    /** The order that the last {@link #newOrder} left in its book, or {@link OrderStore#NONE}. */
    int rested() {
        return rested;
    }

    void newOrder(int accountId, long idHash, DirectBuffer buffer, int idOffset, int idLength, NewOrderDecoder order) {
        rested = OrderStore.NONE;
        instrument = listings.instrument(order.instrumentId());
        if (limits.isBlocked(accountId)) {
            facts.refused(Refusal.ACCOUNT_BLOCKED);
        } else if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (order.ordType() != OrdType.LIMIT || !isOffered(order.timeInForce()) || !isSide(order.side())) {
            facts.refused(Refusal.NOT_SUPPORTED);
        } else if (!PhaseRules.takesNew(instrument.phase(), order.timeInForce())) {
            facts.refused(Refusal.PHASE_REFUSES);
        } else if (sizeIsRight(order) && priceIsRight(order) && isCovered(accountId, order)) {
            enter(order.timeInForce(), idHash, buffer, idOffset, idLength);
        }
    }

    /** An order is open from now on: it is in its book or waits for its price. */
    void opened(int order, Instrument target) {
        accountOrders.add(order);
        counted(order, target);
    }

    /** Counts what an open order is worth against the limits of its account. */
    void counted(int order, Instrument target) {
        limits.changed(orders.accountId(order), target, 0, 0, holdTicks(target, order), openLots(order));
    }

    void cancelOrder(
            int accountId, long idHash, DirectBuffer buffer, int idOffset, int idLength, CancelOrderDecoder cancel) {
        Instrument target = listings.instrument(cancel.instrumentId());
        if (target == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
            return;
        }
        int order = orders.find(accountId, idHash, buffer, idOffset, idLength);
        if (order == OrderStore.NONE || orders.instrumentId(order) != target.id()) {
            facts.refused(Refusal.UNKNOWN_ORDER);
            return;
        }
        cancelResting(target, order, CancelReason.USER);
    }

    /** Time reached what a gtd order lives to. */
    void expire(int order) {
        cancelResting(listings.instrument(orders.instrumentId(order)), order, CancelReason.EXPIRED);
    }

    /** Cancels an order that rests, whoever wants it. */
    void cancelResting(Instrument target, int order, CancelReason reason) {
        facts.restingCanceled(target, order, reason);
        limits.changed(orders.accountId(order), target, holdTicks(target, order), openLots(order), 0, 0);
        target.book().remove(order);
        indicatives.bookChanged(target);
        forget(order);
    }

    /** All open orders of an instrument. */
    void forEachOpen(Instrument of, OrderBook.OrderSink sink) {
        of.book().forEachOrder(sink);
    }

    /** What a print triggers enters, once the instrument is in its new phase. */
    void triggerStops(Instrument printed) {
        // No order waits for a price yet.
    }

    @Override
    public void onTrade(int maker, long priceTicks, long qtyLots) {
        instrument.lastTicks(priceTicks);
        facts.traded(instrument, incoming, maker, priceTicks, qtyLots);
        reduced(instrument, maker, priceTicks, qtyLots);
    }

    @Override
    public void onFilled(int maker) {
        forget(maker);
    }

    private void enter(TimeInForce timeInForce, long idHash, DirectBuffer buffer, int idOffset, int idLength) {
        incoming.orderId = nextOrderId++;
        facts.orderAccepted(instrument, incoming);
        boolean matches = PhaseRules.matches(instrument.phase());
        long leaves = matches
                ? instrument.book().match(incoming.side, incoming.priceTicks, incoming.qtyLots, this)
                : incoming.qtyLots;
        if (leaves == 0) {
            return;
        }
        if (timeInForce == TimeInForce.IOC) {
            facts.incomingCanceled(instrument, incoming, leaves, CancelReason.IOC);
            return;
        }
        rested = orders.add(
                incoming.orderId,
                incoming.accountId,
                instrument.id(),
                incoming.side,
                incoming.qtyLots,
                leaves,
                idHash,
                buffer,
                idOffset,
                idLength);
        if (matches) {
            instrument.book().rest(rested, incoming.priceTicks);
        } else {
            instrument.book().restInCall(rested, incoming.priceTicks);
            indicatives.bookChanged(instrument);
        }
        opened(rested, instrument);
    }

    /** An open order has lost lots to a trade, or to none: it is reduced already. */
    void reduced(Instrument target, int order, long holdTicks, long byLots) {
        long left = openLots(order);
        limits.changed(orders.accountId(order), target, holdTicks, left + byLots, holdTicks, left);
    }

    /** The price that an open order is held at, in ticks. */
    long holdTicks(Instrument target, int order) {
        return target.book().priceTicks(order);
    }

    /** What is left of an open order, shown or not. */
    long openLots(int order) {
        return orders.leavesLots(order);
    }

    /** Forgets an order that is out of its book, wherever else it is known. */
    void forget(int order) {
        listings.timers.clear(Timers.Kind.ORDER, order);
        accountOrders.remove(order);
        answers.unpin(orders.tag(order));
        orders.free(order);
    }

    private boolean sizeIsRight(NewOrderDecoder order) {
        long qty = order.qty();
        if (qty <= 0) {
            return refuse(Refusal.QTY_NOT_POSITIVE, SMALLEST);
        }
        if (qty % instrument.lot() != 0) {
            return refuse(Refusal.QTY_OFF_LOT, SMALLEST);
        }
        if (instrument.minQty() != Instrument.NO_LIMIT && qty < instrument.minQty()) {
            // A minimum between two lots is the upper one: the bound is what would have been enough.
            return refuse(Refusal.QTY_BELOW_MINIMUM, (instrument.minQty() + instrument.lot() - 1) / instrument.lot());
        }
        if (instrument.maxQty() != Instrument.NO_LIMIT && qty > instrument.maxQty()) {
            return refuse(Refusal.QTY_ABOVE_MAXIMUM, instrument.maxQty() / instrument.lot());
        }
        incoming.qtyLots = qty / instrument.lot();
        return true;
    }

    private boolean priceIsRight(NewOrderDecoder order) {
        long price = order.price();
        if (price <= 0) {
            return refuse(Refusal.PRICE_NOT_POSITIVE, SMALLEST);
        }
        if (price % instrument.tick() != 0) {
            return refuse(Refusal.PRICE_OFF_TICK, SMALLEST);
        }
        incoming.priceTicks = price / instrument.tick();
        return true;
    }

    private boolean isCovered(int accountId, NewOrderDecoder order) {
        incoming.accountId = accountId;
        incoming.side = order.side();
        if (instrument.movesMoney() || instrument.maxNotional() != Instrument.NO_LIMIT) {
            long lots = Amounts.product(incoming.priceTicks, incoming.qtyLots);
            long notional = lots < 0 ? lots : Amounts.product(lots, instrument.tickLotMinor());
            if (notional < 0) {
                return refuse(Refusal.AMOUNT_RANGE);
            }
            if (instrument.maxNotional() != Instrument.NO_LIMIT && notional > instrument.maxNotional()) {
                return refuse(Refusal.NOTIONAL_ABOVE_MAXIMUM, instrument.maxNotional());
            }
            incoming.cost = notional;
        }
        boolean mayRest = order.timeInForce() != TimeInForce.IOC;
        if (mayRest && !isWithinLimits(accountId) || instrument.movesMoney() && !fundsSuffice()) {
            return false;
        }
        return !mayRest || orders.size() < maxOpenOrders || refuse(Refusal.LIMIT_REACHED, maxOpenOrders);
    }

    /** Whether the account may have one more order open, and one of that worth. */
    private boolean isWithinLimits(int accountId) {
        long maxOrders = limits.maxOpenOrders(accountId);
        if (maxOrders != AccountLimits.NONE && accountOrders.count(accountId) >= maxOrders) {
            return refuse(Refusal.OPEN_ORDERS_LIMIT, maxOrders);
        }
        long exceeded = limits.exceeded(accountId, instrument, 0, 0, incoming.priceTicks, incoming.qtyLots);
        return exceeded == AccountLimits.NONE || refuse(Refusal.OPEN_NOTIONAL_LIMIT, exceeded);
    }

    private boolean fundsSuffice() {
        long perLot = instrument.holdPerLotMinor(incoming.side, incoming.priceTicks);
        incoming.cost = Amounts.product(incoming.qtyLots, perLot);
        int assetId = instrument.paysWith(incoming.side);
        if (incoming.cost < 0 || !ledger.staysInRange(incoming.accountId, assetId, incoming.cost)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        return ledger.covers(incoming.accountId, assetId, incoming.cost)
                || refuse(Refusal.INSUFFICIENT_FUNDS, ledger.available(incoming.accountId, assetId));
    }

    private boolean refuse(Refusal refusal) {
        facts.refused(refusal);
        return false;
    }

    private boolean refuse(Refusal refusal, long bound) {
        facts.refused(refusal, bound);
        return false;
    }

    private static boolean isOffered(TimeInForce timeInForce) {
        return timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.IOC;
    }

    private static boolean isSide(Side side) {
        return side == Side.BUY || side == Side.SELL;
    }
}
