package io.gavel.engine.view;

import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.FinishedOrderRecordDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderRecordDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/**
 * Follows every order through its events, and tells what that changes in the books as they are shown.
 *
 * <p>Events say what happened; what follows from it is derived here, once for all who show books. Of an iceberg the book
 * shows a slice; one that is used up is followed by the next, at the end of the level. An order that comes in takes
 * first and rests when that is over: at the next stop that is triggered, at a print, or at the end of its command.
 *
 * <p>Feed it every durable transaction in order, after the directory. One thread. Allocates to grow and for special
 * orders.
 */
public final class OrderTracker {
    private static final long NO_PRICE = OrderViews.NO_PRICE;

    private final ReferenceData reference;
    private final BookChanges changes;
    private final OrderViews orders = new OrderViews();
    /** The order that takes; it rests later. */
    private int taking = OrderViews.NONE;

    private final byte[] text = new byte[255];
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderEnteredDecoder entered = new OrderEnteredDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderTriggeredDecoder triggered = new OrderTriggeredDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final CrossTradedDecoder crossTraded = new CrossTradedDecoder();
    private final MatchPreventedDecoder prevented = new MatchPreventedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();

    /** @param reference knows every instrument by the time that an order comes in there */
    public OrderTracker(ReferenceData reference, BookChanges changes) {
        this.reference = reference;
        this.changes = changes;
    }

    /** The orders, as they are known now. */
    OrderViews orders() {
        return orders;
    }

    /** Takes in all events of a transaction. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        transaction.rewind();
        while (transaction.nextEvent()) {
            onEvent(transaction);
        }
        transaction.rewind();
        onEnd(transaction);
    }

    /** The transaction's events are all taken in. */
    void onEnd(Transaction transaction) {
        if (!transaction.continues()) {
            rest();
            changes.done(transaction.seq(), transaction.timeNs());
        }
    }

    /** Takes in the event at which the transaction stands. */
    void onEvent(Transaction transaction) {
        DirectBuffer buffer = transaction.buffer();
        int offset = transaction.eventOffset();
        int blockLength = transaction.eventBlockLength();
        int version = transaction.eventVersion();
        switch (transaction.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                onAccepted(accepted.wrap(buffer, offset, blockLength, version), transaction);
            case OrderEnteredDecoder.TEMPLATE_ID ->
                onEntered(entered.wrap(buffer, offset, blockLength, version), transaction);
            case OrderReplacedDecoder.TEMPLATE_ID ->
                onReplaced(replaced.wrap(buffer, offset, blockLength, version), transaction);
            case OrderTriggeredDecoder.TEMPLATE_ID -> onTriggered(triggered.wrap(buffer, offset, blockLength, version));
            case TradedDecoder.TEMPLATE_ID -> onTraded(traded.wrap(buffer, offset, blockLength, version));
            case CrossTradedDecoder.TEMPLATE_ID ->
                onCrossTraded(crossTraded.wrap(buffer, offset, blockLength, version));
            case MatchPreventedDecoder.TEMPLATE_ID -> onPrevented(prevented.wrap(buffer, offset, blockLength, version));
            case OrderCanceledDecoder.TEMPLATE_ID -> onCanceled(canceled.wrap(buffer, offset, blockLength, version));
            case UncrossedDecoder.TEMPLATE_ID -> rest();
            default -> {
                // Says nothing about orders.
            }
        }
    }

    /** Takes in an open order of a snapshot; they come in the order of their places. */
    void restore(OrderRecordDecoder record) {
        OrdType type = record.ordType();
        boolean waits = type == OrdType.STOP || type == OrdType.STOP_LIMIT;
        boolean hasNoLimit = type == OrdType.STOP || type == OrdType.MARKET || type == OrdType.MARKET_TO_LIMIT;
        int length = record.getClOrdId(text, 0, text.length);
        int order = orders.open(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                record.side() == Side.SELL,
                hasNoLimit ? NO_PRICE : record.priceTicks(),
                record.qtyLots(),
                text,
                length);
        orders.fill(order, record.qtyLots() - record.leavesLots());
        if (waits) {
            orders.waitFor(order, record.stopTicks());
        }
        boolean isIceberg = record.displayLots() != OrderRecordDecoder.displayLotsNullValue();
        if (isIceberg) {
            orders.display(order, record.displayLots());
        }
        enter(order, false);
        if (isIceberg && orders.isInBook(order)) {
            show(order, record.shownLots());
        }
    }

    /** Takes in an order of a snapshot that is over; they come in the order in which they finished. */
    void restore(FinishedOrderRecordDecoder record) {
        int length = record.getClOrdId(text, 0, text.length);
        int order = orders.open(
                record.orderId(),
                record.accountId(),
                record.instrumentId(),
                record.side() == Side.SELL,
                record.priceTicks(),
                record.qtyLots(),
                text,
                length);
        orders.fill(order, record.filledLots());
        boolean isCanceled = record.canceled() == BooleanType.TRUE;
        orders.finish(order, isCanceled ? OrderState.CANCELED : OrderState.FILLED);
    }

    private void onAccepted(OrderAcceptedDecoder event, Transaction transaction) {
        wrapNewOrder(transaction);
        take(event.orderId(), transaction.accountId(), newOrder.price() / reference.tick(newOrder.instrumentId()));
    }

    private void onEntered(OrderEnteredDecoder event, Transaction transaction) {
        wrapNewOrder(transaction);
        take(event.orderId(), transaction.accountId(), event.priceTicks());
        OrdType type = newOrder.ordType();
        if (type == OrdType.STOP || type == OrdType.STOP_LIMIT) {
            orders.waitFor(taking, newOrder.stopPx() / reference.tick(newOrder.instrumentId()));
            taking = OrderViews.NONE;
        }
    }

    private void wrapNewOrder(Transaction transaction) {
        newOrder.wrap(
                transaction.buffer(),
                transaction.commandBodyOffset(),
                transaction.commandBlockLength(),
                transaction.commandVersion());
    }

    private void take(long orderId, int accountId, long priceTicks) {
        rest();
        int instrumentId = newOrder.instrumentId();
        long lot = reference.lot(instrumentId);
        long displayQty = newOrder.displayQty();
        int length = newOrder.getClOrdId(text, 0, text.length);
        boolean isSell = newOrder.side() == Side.SELL;
        taking = orders.open(orderId, accountId, instrumentId, isSell, priceTicks, newOrder.qty() / lot, text, length);
        if (displayQty != NewOrderDecoder.displayQtyNullValue()) {
            orders.display(taking, displayQty / lot);
        }
    }

    private void onReplaced(OrderReplacedDecoder event, Transaction transaction) {
        rest();
        int order = orders.openOrder(event.orderId());
        long priceBefore = orders.priceTicks(order);
        long priceTicks = event.priceTicks();
        boolean keepsPlace = priceTicks == priceBefore && event.qtyLots() <= orders.qtyLots(order);
        boolean isCommands = event.accountId() == 0;
        if (isCommands) {
            replaceOrder.wrap(
                    transaction.buffer(),
                    transaction.commandBodyOffset(),
                    transaction.commandBlockLength(),
                    transaction.commandVersion());
            orders.rename(order, text, replaceOrder.getClOrdId(text, 0, text.length));
        }
        if (!keepsPlace) {
            leave(order);
        }
        orders.amend(order, priceTicks, event.qtyLots(), event.leavesLots());
        if (orders.isInBook(order)) {
            show(order, Math.min(orders.shownLots(order), event.leavesLots()));
        } else if (!isCommands && priceBefore == NO_PRICE) {
            enter(order, true);
        } else if (!orders.waits(order)) {
            taking = order;
        }
    }

    private void onTriggered(OrderTriggeredDecoder event) {
        rest();
        taking = orders.openOrder(event.orderId());
        orders.trigger(taking);
        orders.amend(taking, event.priceTicks(), orders.qtyLots(taking), event.leavesLots());
    }

    private void onTraded(TradedDecoder event) {
        boolean takerBuys = event.takerSide() == Side.BUY;
        long qtyLots = event.qtyLots();
        fill(orders.openOrder(event.makerOrderId()), qtyLots, false);
        fill(orders.openOrder(event.takerOrderId()), qtyLots, false);
        Aggressor aggressor = takerBuys ? Aggressor.BUY : Aggressor.SELL;
        changes.traded(event.instrumentId(), event.priceTicks(), qtyLots, aggressor);
    }

    private void onCrossTraded(CrossTradedDecoder event) {
        boolean isUncross = event.aggressor() == Aggressor.NONE;
        long qtyLots = event.qtyLots();
        fill(orders.openOrder(event.buyOrderId()), qtyLots, isUncross);
        fill(orders.openOrder(event.sellOrderId()), qtyLots, isUncross);
        changes.traded(event.instrumentId(), event.priceTicks(), qtyLots, event.aggressor());
    }

    /** @param isUncross icebergs take part with their full size, and keep their place */
    private void fill(int order, long qtyLots, boolean isUncross) {
        orders.fill(order, qtyLots);
        reduced(order, qtyLots, isUncross);
        if (orders.leavesLots(order) == 0) {
            finish(order, OrderState.FILLED);
        }
    }

    /** Both lose the quantity; a cancel of who has nothing left follows. */
    private void onPrevented(MatchPreventedDecoder event) {
        if (event.qtyLots() != 0) {
            lose(orders.openOrder(event.makerOrderId()), event.qtyLots());
            lose(orders.openOrder(event.takerOrderId()), event.qtyLots());
        }
    }

    private void lose(int order, long qtyLots) {
        orders.amend(
                order, orders.priceTicks(order), orders.qtyLots(order) - qtyLots, orders.leavesLots(order) - qtyLots);
        reduced(order, qtyLots, false);
    }

    private void onCanceled(OrderCanceledDecoder event) {
        int order = orders.openOrder(event.orderId());
        leave(order);
        finish(order, OrderState.CANCELED);
    }

    private void finish(int order, OrderState state) {
        if (order == taking) {
            taking = OrderViews.NONE;
        }
        orders.finish(order, state);
    }

    /** An order has this much less left; its fields say so already. */
    private void reduced(int order, long byLots, boolean isUncross) {
        if (!orders.isInBook(order)) {
            return;
        }
        long leavesLots = orders.leavesLots(order);
        if (leavesLots == 0) {
            leave(order);
        } else if (isUncross) {
            show(order, orders.sliceLots(order));
        } else if (orders.shownLots(order) > byLots || !orders.isIceberg(order)) {
            show(order, orders.isIceberg(order) ? orders.shownLots(order) - byLots : leavesLots);
        } else {
            leave(order);
            enter(order, false);
        }
    }

    /** What is left of the order that took takes its place in the book. */
    private void rest() {
        if (taking != OrderViews.NONE) {
            int order = taking;
            taking = OrderViews.NONE;
            enter(order, false);
        }
    }

    private void enter(int order, boolean isByAge) {
        if (orders.priceTicks(order) == NO_PRICE || orders.waits(order) || orders.leavesLots(order) == 0) {
            return;
        }
        long lots = orders.enterBook(order);
        int instrumentId = orders.instrumentId(order);
        if (isByAge) {
            changes.enteredByAge(
                    instrumentId, orders.orderId(order), orders.isSell(order), orders.priceTicks(order), lots);
        } else {
            changes.entered(instrumentId, orders.orderId(order), orders.isSell(order), orders.priceTicks(order), lots);
        }
    }

    private void show(int order, long lots) {
        long before = orders.show(order, lots);
        if (before != lots) {
            changes.changed(
                    orders.instrumentId(order),
                    orders.orderId(order),
                    orders.isSell(order),
                    orders.priceTicks(order),
                    before,
                    lots);
        }
    }

    private void leave(int order) {
        if (orders.isInBook(order)) {
            long shown = orders.leaveBook(order);
            changes.left(
                    orders.instrumentId(order),
                    orders.orderId(order),
                    orders.isSell(order),
                    orders.priceTicks(order),
                    shown);
        }
    }
}
