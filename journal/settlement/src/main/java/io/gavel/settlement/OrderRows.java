package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.Aggressor;
import org.agrona.collections.Long2ObjectHashMap;

/** Orders, fills and cancels. Remembers the orders that are open. */
final class OrderRows {
    static final int OPEN = 1;

    private static final int FILLED = 2;
    private static final int CANCELED = 3;

    private static final class Order {
        long orderId;
        int accountId;
        int instrumentId;
        String clOrdId;
        int side;
        int ordType;
        int timeInForce;
        long priceTicks;
        long qtyLots;
        long filledLots;
        long createdNs;
        /** What it waits, or waited, for. */
        long stopTicks = Rows.NULL;

        long hash = RowSum.NONE;
    }

    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final OrderEnteredDecoder entered = new OrderEnteredDecoder();
    private final OrderReplacedDecoder replaced = new OrderReplacedDecoder();
    private final OrderTriggeredDecoder triggered = new OrderTriggeredDecoder();
    private final MatchPreventedDecoder prevented = new MatchPreventedDecoder();
    private final CrossTradedDecoder crossed = new CrossTradedDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();

    private final ReferenceData reference;
    private final Rows orders;
    private final Rows fills;
    private final Rows cancels;
    private final Rows events;
    private final RowSum sum;
    private final Long2ObjectHashMap<Order> open = new Long2ObjectHashMap<>();

    OrderRows(RowBatch batch, ReferenceData reference, RowSum sum) {
        this.reference = reference;
        this.sum = sum;
        orders = batch.rows(Table.ORDER_STATE);
        fills = batch.rows(Table.FILL);
        cancels = batch.rows(Table.ORDER_CANCEL);
        events = batch.rows(Table.ORDER_EVENT);
    }

    void onAccepted(Transaction tx) {
        newOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        accepted.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        long price = newOrder.price();
        boolean hasPrice = price != NewOrderDecoder.priceNullValue();
        open(accepted.orderId(), hasPrice ? price / reference.tick(newOrder.instrumentId()) : Rows.NULL, tx);
    }

    void onEntered(Transaction tx) {
        newOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        entered.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        open(entered.orderId(), ticksOrNull(entered.priceTicks()), tx);
    }

    private void open(long orderId, long priceTicks, Transaction tx) {
        Order order = new Order();
        order.orderId = orderId;
        order.accountId = tx.accountId();
        order.instrumentId = newOrder.instrumentId();
        order.clOrdId = newOrder.clOrdId();
        order.side = newOrder.sideRaw();
        order.ordType = newOrder.ordTypeRaw();
        order.timeInForce = newOrder.timeInForceRaw();
        order.priceTicks = priceTicks;
        order.qtyLots = newOrder.qty() / reference.lot(order.instrumentId);
        order.createdNs = tx.timeNs();
        long stopPx = newOrder.stopPx();
        if (stopPx != NewOrderDecoder.stopPxNullValue()) {
            order.stopTicks = stopPx / reference.tick(order.instrumentId);
        }
        open.put(order.orderId, order);
        write(order, OPEN, tx);
    }

    void onReplaced(Transaction tx) {
        replaced.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        Order order = require(replaced.orderId());
        order.priceTicks = ticksOrNull(replaced.priceTicks());
        order.qtyLots = replaced.qtyLots();
        if (replaced.accountId() == 0) {
            replaceOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
            order.clOrdId = replaceOrder.clOrdId();
        }
        write(order, OPEN, tx);
        event(order, order.priceTicks, order.qtyLots, tx);
    }

    void onTriggered(Transaction tx) {
        triggered.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        Order order = require(triggered.orderId());
        order.priceTicks = ticksOrNull(triggered.priceTicks());
        write(order, OPEN, tx);
        event(order, order.priceTicks, triggered.leavesLots(), tx);
    }

    /** Both orders lose the quantity, of the account that would have traded with itself. */
    void onPrevented(Transaction tx) {
        prevented.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        lose(require(prevented.makerOrderId()), tx);
        lose(require(prevented.takerOrderId()), tx);
    }

    private void lose(Order order, Transaction tx) {
        order.qtyLots -= prevented.qtyLots();
        if (prevented.qtyLots() != 0) {
            write(order, OPEN, tx);
        }
        event(order, prevented.priceTicks(), prevented.qtyLots(), tx);
    }

    private void event(Order order, long priceTicks, long qtyLots, Transaction tx) {
        events.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(tx.eventTemplateId())
                .add(order.orderId)
                .add(order.instrumentId)
                .add(order.accountId)
                .add(priceTicks)
                .add(qtyLots)
                .add(tx.timeNs())
                .end();
    }

    private static long ticksOrNull(long priceTicks) {
        return priceTicks == OrderEnteredDecoder.priceTicksNullValue() ? Rows.NULL : priceTicks;
    }

    void onTraded(Transaction tx) {
        traded.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        fills.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(traded.instrumentId())
                .add(traded.takerOrderId())
                .add(traded.makerOrderId())
                .add(tx.accountId())
                .add(traded.makerAccountId())
                .add(traded.takerSideRaw())
                .add(traded.priceTicks())
                .add(traded.qtyLots())
                .add(tx.timeNs())
                .end();
        fill(traded.takerOrderId(), traded.qtyLots(), tx);
        fill(traded.makerOrderId(), traded.qtyLots(), tx);
    }

    /** The buyer stands as the taker where nobody took. */
    void onCrossTraded(Transaction tx) {
        crossed.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        boolean takerSells = crossed.aggressor() == Aggressor.SELL;
        fills.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(crossed.instrumentId())
                .add(takerSells ? crossed.sellOrderId() : crossed.buyOrderId())
                .add(takerSells ? crossed.buyOrderId() : crossed.sellOrderId())
                .add(takerSells ? crossed.sellAccountId() : crossed.buyAccountId())
                .add(takerSells ? crossed.buyAccountId() : crossed.sellAccountId())
                .add(crossed.aggressorRaw())
                .add(crossed.priceTicks())
                .add(crossed.qtyLots())
                .add(tx.timeNs())
                .end();
        fill(crossed.buyOrderId(), crossed.qtyLots(), tx);
        fill(crossed.sellOrderId(), crossed.qtyLots(), tx);
    }

    void onCanceled(Transaction tx) {
        canceled.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        Order order = require(canceled.orderId());
        open.remove(order.orderId);
        write(order, CANCELED, tx);
        cancels.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(order.orderId)
                .add(order.instrumentId)
                .add(order.accountId)
                .add(canceled.leavesLots())
                .add(canceled.reasonRaw())
                .add(tx.timeNs())
                .end();
    }

    /** @param rows of open orders */
    void restore(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            Order order = new Order();
            order.orderId = row.number();
            order.accountId = row.integer();
            order.instrumentId = row.integer();
            order.clOrdId = row.text();
            order.side = row.integer();
            order.ordType = row.integer();
            order.timeInForce = row.integer();
            order.priceTicks = row.number();
            order.qtyLots = row.number();
            order.filledLots = row.number();
            row.integer(); // The status is that of an open order.
            order.createdNs = row.number();
            row.number(); // When it changed.
            row.number(); // The sequence.
            order.stopTicks = row.number();
            order.hash = sum.replace(RowSum.NONE, row.hash());
            open.put(order.orderId, order);
        }
    }

    private void fill(long orderId, long qtyLots, Transaction tx) {
        Order order = require(orderId);
        order.filledLots += qtyLots;
        boolean isFilled = order.filledLots == order.qtyLots;
        if (isFilled) {
            open.remove(orderId);
        }
        write(order, isFilled ? FILLED : OPEN, tx);
    }

    private Order require(long orderId) {
        Order order = open.get(orderId);
        if (order == null) {
            throw new IllegalStateException("expected an open order, orderId=" + orderId);
        }
        return order;
    }

    private void write(Order order, int status, Transaction tx) {
        orders.at(order.orderId)
                .add(order.orderId)
                .add(order.accountId)
                .add(order.instrumentId)
                .addText(order.clOrdId)
                .add(order.side)
                .add(order.ordType)
                .add(order.timeInForce)
                .add(order.priceTicks)
                .add(order.qtyLots)
                .add(order.filledLots)
                .add(status)
                .add(order.createdNs)
                .add(tx.timeNs())
                .add(tx.seq())
                .add(order.stopTicks)
                .end();
        order.hash = sum.replace(order.hash, status == OPEN ? orders.hash() : RowSum.NONE);
    }
}
