package io.gavel.journal.tool;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.Comparator;
import java.util.Locale;
import org.agrona.collections.Long2ObjectHashMap;

/** Rows of orders and trades. Remembers the orders that are open. */
final class OrderHistory {
    private static final long NO_PRICE = NewOrderDecoder.priceNullValue();

    private static final class Order {
        private long id;
        private String account;
        private String clOrdId;
        private Directory.Instrument instrument;
        private boolean isSell;
        private OrdType type;
        private TimeInForce timeInForce;
        /** {@link #NO_PRICE}: none. */
        private long price;
        /** What it waits, or waited, for; {@link #NO_PRICE}: nothing. */
        private long stopPx;

        private long qty;
        private long filled;
        private long createdSeq;
        private long createdNs;
    }

    private final Directory directory;
    private final CsvTable orders;
    private final CsvTable trades;
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final EventDecoders decoders = new EventDecoders();
    private final Long2ObjectHashMap<Order> open = new Long2ObjectHashMap<>();

    OrderHistory(Directory directory, CsvTable orders, CsvTable trades) {
        this.directory = directory;
        this.orders = orders;
        this.trades = trades;
    }

    void onAccepted(Transaction at) {
        wrapNewOrder(at);
        open(decoders.orderAccepted(at).orderId(), newOrder.price(), at);
    }

    void onEntered(Transaction at) {
        wrapNewOrder(at);
        OrderEnteredDecoder entered = decoders.orderEntered(at);
        open(entered.orderId(), price(directory.instrument(newOrder.instrumentId()), entered.priceTicks()), at);
    }

    private void wrapNewOrder(Transaction at) {
        newOrder.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
    }

    private void open(long orderId, long price, Transaction at) {
        Order order = new Order();
        order.id = orderId;
        order.account = directory.account(at.accountId()).name();
        order.instrument = directory.instrument(newOrder.instrumentId());
        order.isSell = newOrder.side() == Side.SELL;
        order.type = newOrder.ordType();
        order.timeInForce = newOrder.timeInForce();
        order.price = price;
        order.stopPx = newOrder.stopPx();
        order.qty = newOrder.qty();
        order.clOrdId = newOrder.clOrdId();
        order.createdSeq = at.seq();
        order.createdNs = at.timeNs();
        open.put(order.id, order);
    }

    void onReplaced(Transaction at) {
        OrderReplacedDecoder replaced = decoders.orderReplaced(at);
        Order order = open.get(replaced.orderId());
        order.price = price(order.instrument, replaced.priceTicks());
        order.qty = replaced.qtyLots() * order.instrument.lot();
        if (replaced.accountId() == 0) {
            replaceOrder.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
            order.clOrdId = replaceOrder.clOrdId();
        }
    }

    void onTriggered(Transaction at) {
        OrderTriggeredDecoder triggered = decoders.orderTriggered(at);
        Order order = open.get(triggered.orderId());
        order.price = price(order.instrument, triggered.priceTicks());
    }

    void onPrevented(Transaction at) {
        MatchPreventedDecoder prevented = decoders.matchPrevented(at);
        for (long orderId : new long[] {prevented.makerOrderId(), prevented.takerOrderId()}) {
            Order order = open.get(orderId);
            order.qty -= prevented.qtyLots() * order.instrument.lot();
        }
    }

    private static long price(Directory.Instrument instrument, long priceTicks) {
        return priceTicks == NO_PRICE ? NO_PRICE : priceTicks * instrument.tick();
    }

    void onTraded(Transaction at) {
        TradedDecoder traded = decoders.traded(at);
        Directory.Instrument instrument = directory.instrument(traded.instrumentId());
        boolean takerBuys = traded.takerSide() == Side.BUY;
        String taker = directory.account(at.accountId()).name();
        String maker = directory.account(traded.makerAccountId()).name();
        trade(
                at,
                instrument,
                traded.priceTicks(),
                traded.qtyLots(),
                takerBuys ? taker : maker,
                takerBuys ? maker : taker,
                takerBuys ? "buy" : "sell",
                takerBuys ? traded.takerOrderId() : traded.makerOrderId(),
                takerBuys ? traded.makerOrderId() : traded.takerOrderId());
    }

    void onCrossTraded(Transaction at) {
        CrossTradedDecoder traded = decoders.crossTraded(at);
        trade(
                at,
                directory.instrument(traded.instrumentId()),
                traded.priceTicks(),
                traded.qtyLots(),
                directory.account(traded.buyAccountId()).name(),
                directory.account(traded.sellAccountId()).name(),
                traded.aggressor().name().toLowerCase(Locale.ROOT),
                traded.buyOrderId(),
                traded.sellOrderId());
    }

    private void trade(
            Transaction at,
            Directory.Instrument instrument,
            long priceTicks,
            long qtyLots,
            String buyer,
            String seller,
            String aggressor,
            long buyOrderId,
            long sellOrderId) {
        long qty = qtyLots * instrument.lot();
        trades.begin()
                .number(at.seq())
                .number(at.eventIndex())
                .time(at.timeNs())
                .number(at.timeNs())
                .number(Transaction.eventId(at.seq(), at.eventIndex()))
                .text(instrument.name())
                .decimal(priceTicks * instrument.tick(), instrument.priceDecimals())
                .decimal(qty, instrument.qtyDecimals())
                .text(buyer)
                .text(seller)
                .text(aggressor)
                .number(buyOrderId)
                .number(sellOrderId)
                .end();
        fill(buyOrderId, qty, at);
        fill(sellOrderId, qty, at);
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
                .text(order.timeInForce.name().toLowerCase(Locale.ROOT));
        price(order.price, instrument);
        orders.decimal(order.qty, instrument.qtyDecimals())
                .decimal(order.filled, instrument.qtyDecimals())
                .text(state)
                .text(reason)
                .number(order.createdSeq)
                .time(order.createdNs);
        if (ended == null) {
            orders.nothing().nothing();
        } else {
            orders.number(ended.seq()).time(ended.timeNs());
        }
        orders.text(order.type.name().toLowerCase(Locale.ROOT));
        price(order.stopPx, instrument);
        orders.end();
    }

    private void price(long price, Directory.Instrument instrument) {
        if (price == NO_PRICE) {
            orders.nothing();
        } else {
            orders.decimal(price, instrument.priceDecimals());
        }
    }
}
