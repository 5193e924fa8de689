package io.gavel.engine.market.orders;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.command.IncomingOrder;
import io.gavel.engine.market.command.NewOrderFields;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.PhaseRules;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;

/** Decides orders: enters and cancels. Refusals come in the order of the checks, which docs/RULES.md lists. */
public final class OrderDesk {
    private final Listings listings;
    private final OrderStore orders;
    private final AccountLimits limits;
    private final Facts facts;
    private final OpenOrders openOrders;
    private final Matching matching;
    private final StopDesk stopDesk;
    private final OrderChecks checks;
    private final NewOrderFields fields = new NewOrderFields();
    private final IncomingOrder incoming = new IncomingOrder();

    private long nextOrderId = 1;

    public OrderDesk(
            Listings listings,
            Ledger ledger,
            OrderStore orders,
            AccountOrders accountOrders,
            AccountLimits limits,
            OpenOrders openOrders,
            Facts facts,
            int maxOpenOrders) {
        this.listings = listings;
        this.orders = orders;
        this.limits = limits;
        this.openOrders = openOrders;
        this.facts = facts;
        matching = new Matching(ledger, orders, openOrders, facts);
        stopDesk = new StopDesk(orders, openOrders, matching, facts);
        checks = new OrderChecks(ledger, orders, accountOrders, limits, matching, facts, maxOpenOrders);
    }

    public long nextOrderId() {
        return nextOrderId;
    }

    public void nextOrderId(long orderId) {
        nextOrderId = orderId;
    }

    /** What keeps orders out. */
    OrderChecks checks() {
        return checks;
    }

    /** Decides a new order; what it leaves behind is {@link OpenOrders#takeRested}. */
    public void newOrder(Command command, long seq, long timeNs) {
        int accountId = command.accountId();
        fields.wrap(command);
        Instrument instrument = listings.instrument(fields.instrumentId());
        if (limits.isBlocked(accountId)) {
            facts.refused(Refusal.ACCOUNT_BLOCKED);
        } else if (instrument == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
        } else if (checks.admit(instrument, accountId, fields, incoming, timeNs)) {
            incoming.named(seq, command);
            enter(instrument);
        }
    }

    public void cancelOrder(Command command) {
        int instrumentId =
                Bytes.getInt(command.bytes(), command.body() + CancelOrderDecoder.instrumentIdEncodingOffset());
        Instrument target = listings.instrument(instrumentId);
        if (target == null) {
            facts.refused(Refusal.UNKNOWN_INSTRUMENT);
            return;
        }
        int order = command.readId() ? command.find(orders) : OrderStore.NONE;
        if (order == OrderStore.NONE || orders.instrumentId(order) != target.id()) {
            facts.refused(Refusal.UNKNOWN_ORDER);
            return;
        }
        openOrders.cancel(target, order, CancelReason.USER);
    }

    /** Time reached what a gtd order lives to. */
    public void expire(int order) {
        openOrders.cancel(listings.instrument(orders.instrumentId(order)), order, CancelReason.EXPIRED);
    }

    /** What the last trade or print triggers enters, as the instrument trades again. */
    void triggerStops(Instrument instrument) {
        stopDesk.afterPrint(instrument);
    }

    /**
     * An order that was replaced and lost its place enters again, at its own handle, as {@link IncomingOrder} says: it is
     * out of its queue, and counted against no limit until it rests. Then what its trades trigger.
     */
    void reenter(Instrument instrument, IncomingOrder replaced) {
        if (replaced.isStop() || !PhaseRules.matches(instrument.phase())) {
            openOrders.rest(instrument, replaced, replaced.leavesLots);
            return;
        }
        matching.enter(instrument, replaced);
        stopDesk.afterTrades(instrument);
    }

    /** Enters an order that nothing refuses, as a command names it whose id is at hand. */
    void enterPlain(Instrument instrument, Command command, PlainOrder order) {
        incoming.plain();
        incoming.accountId = order.accountId;
        incoming.side = order.side();
        incoming.timeInForce = order.timeInForce();
        incoming.qtyLots = order.lots;
        incoming.leavesLots = order.lots;
        incoming.priceTicks = order.ticks;
        incoming.holdTicks = order.ticks;
        incoming.cost = order.cost;
        incoming.named(order.seq, command);
        enter(instrument);
    }

    private void enter(Instrument instrument) {
        incoming.orderId = nextOrderId++;
        if (incoming.type == OrdType.LIMIT && !incoming.isSlid) {
            facts.orderAccepted(instrument, incoming);
        } else {
            facts.orderEntered(instrument, incoming);
        }
        if (!PhaseRules.matches(instrument.phase())) {
            openOrders.rest(instrument, incoming, incoming.leavesLots);
            return;
        }
        if (!incoming.isStop()) {
            matching.enter(instrument, incoming);
        } else if (StopDesk.isMet(instrument, incoming)) {
            stopDesk.trigger(instrument, incoming);
        } else {
            openOrders.rest(instrument, incoming, incoming.leavesLots);
            return;
        }
        stopDesk.afterTrades(instrument);
    }
}
