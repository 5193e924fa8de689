package io.gavel.journal.tool;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.Comparator;
import java.util.Locale;
import org.agrona.collections.Long2ObjectHashMap;

/** Rows of orders and trades. Remembers the orders that are open. */
final class OrderHistory {
    private static final class Order {
        private long id;
        private String account;
        private String clOrdId;
        private Directory.Instrument instrument;
        private boolean isSell;
        private boolean isImmediate;
        private long price;
        private long qty;
        private long filled;
        private long createdSeq;
        private long createdNs;
    }

    private final Directory directory;
    private final CsvTable orders;
    private final CsvTable trades;
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final EventDecoders decoders = new EventDecoders();
    private final Long2ObjectHashMap<Order> open = new Long2ObjectHashMap<>();

    OrderHistory(Directory directory, CsvTable orders, CsvTable trades) {
        this.directory = directory;
        this.orders = orders;
        this.trades = trades;
    }

    void onAccepted(Transaction at) {
        newOrder.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
        Order order = new Order();
        order.id = decoders.orderAccepted(at).orderId();
        order.account = directory.account(at.accountId()).name();
        order.instrument = directory.instrument(newOrder.instrumentId());
        order.isSell = newOrder.side() == Side.SELL;
        order.isImmediate = newOrder.timeInForce() == TimeInForce.IOC;
        order.price = newOrder.price();
        order.qty = newOrder.qty();
        order.clOrdId = newOrder.clOrdId();
        order.createdSeq = at.seq();
        order.createdNs = at.timeNs();
        open.put(order.id, order);
    }

    void onTraded(Transaction at) {
        TradedDecoder traded = decoders.traded(at);
        Directory.Instrument instrument = directory.instrument(traded.instrumentId());
        boolean takerBuys = traded.takerSide() == Side.BUY;
        String taker = directory.account(at.accountId()).name();
        String maker = directory.account(traded.makerAccountId()).name();
        long qty = traded.qtyLots() * instrument.lot();
        trades.begin()
                .number(at.seq())
                .number(at.eventIndex())
                .time(at.timeNs())
                .number(at.timeNs())
                .number(Transaction.eventId(at.seq(), at.eventIndex()))
                .text(instrument.name())
                .decimal(traded.priceTicks() * instrument.tick(), instrument.priceDecimals())
                .decimal(qty, instrument.qtyDecimals())
                .text(takerBuys ? taker : maker)
                .text(takerBuys ? maker : taker)
                .text(takerBuys ? "buy" : "sell")
                .number(takerBuys ? traded.takerOrderId() : traded.makerOrderId())
                .number(takerBuys ? traded.makerOrderId() : traded.takerOrderId())
                .end();
        fill(traded.takerOrderId(), qty, at);
        fill(traded.makerOrderId(), qty, at);
    }

    void onCanceled(Transaction at) {
        OrderCanceledDecoder canceled = decoders.orderCanceled(at);
        Order order = open.remove(canceled.orderId());
        write(order, "canceled", canceled.reason().name().toLowerCase(Locale.ROOT), at);
    }

    /** Writes the orders that are open. */
    void end() {
        open.values().stream()
                .sorted(Comparator.comparingLong((Order order) -> order.id))
                .forEach(order -> write(order, "open", null, null));
        open.clear();
    }

    private void fill(long orderId, long qty, Transaction at) {
        Order order = open.get(orderId);
        order.filled += qty;
        if (order.filled == order.qty) {
            open.remove(orderId);
            write(order, "filled", null, at);
        }
    }

    /** @param ended null: it is open */
    private void write(Order order, String state, String reason, Transaction ended) {
        Directory.Instrument instrument = order.instrument;
        orders.begin()
                .number(order.id)
                .text(order.account)
                .text(instrument.name())
                .text(order.clOrdId)
                .text(order.isSell ? "sell" : "buy")
                .text(order.isImmediate ? "ioc" : "gtc")
                .decimal(order.price, instrument.priceDecimals())
                .decimal(order.qty, instrument.qtyDecimals())
                .decimal(order.filled, instrument.qtyDecimals())
                .text(state)
                .text(reason)
                .number(order.createdSeq)
                .time(order.createdNs);
        if (ended == null) {
            orders.nothing().nothing().end();
        } else {
            orders.number(ended.seq()).time(ended.timeNs()).end();
        }
    }
}
