package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
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
        long hash = RowSum.NONE;
    }

    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final OrderAcceptedDecoder accepted = new OrderAcceptedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder canceled = new OrderCanceledDecoder();

    private final ReferenceData reference;
    private final Rows orders;
    private final Rows fills;
    private final Rows cancels;
    private final RowSum sum;
    private final Long2ObjectHashMap<Order> open = new Long2ObjectHashMap<>();

    OrderRows(RowBatch batch, ReferenceData reference, RowSum sum) {
        this.reference = reference;
        this.sum = sum;
        orders = batch.rows(Table.ORDER_STATE);
        fills = batch.rows(Table.FILL);
        cancels = batch.rows(Table.ORDER_CANCEL);
    }

    void onAccepted(Transaction tx) {
        newOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        accepted.wrap(tx.buffer(), tx.eventOffset(), tx.eventBlockLength(), tx.eventVersion());
        Order order = new Order();
        order.orderId = accepted.orderId();
        order.accountId = tx.accountId();
        order.instrumentId = newOrder.instrumentId();
        order.clOrdId = newOrder.clOrdId();
        order.side = newOrder.sideRaw();
        order.ordType = newOrder.ordTypeRaw();
        order.timeInForce = newOrder.timeInForceRaw();
        long price = newOrder.price();
        order.priceTicks =
                price == NewOrderDecoder.priceNullValue() ? Rows.NULL : price / reference.tick(order.instrumentId);
        order.qtyLots = newOrder.qty() / reference.lot(order.instrumentId);
        order.createdNs = tx.timeNs();
        open.put(order.orderId, order);
        write(order, OPEN, tx);
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
        fill(traded.takerOrderId(), tx);
        fill(traded.makerOrderId(), tx);
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
            order.hash = sum.replace(RowSum.NONE, row.hash());
            open.put(order.orderId, order);
        }
    }

    private void fill(long orderId, Transaction tx) {
        Order order = require(orderId);
        order.filledLots += traded.qtyLots();
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
                .end();
        order.hash = sum.replace(order.hash, status == OPEN ? orders.hash() : RowSum.NONE);
    }
}
