package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.Side;

/** Orders, trades and balances. */
final class OrderEvents {
    private final EventFields fields;
    private final JsonCommandView command;
    private final byte[] clOrdId = new byte[255];

    OrderEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
    }

    void orderAccepted(long orderId) {
        orderAccepted(orderId, command.price());
    }

    /** One whose price is not the command's: in ticks, or absent. */
    void orderEntered(long orderId, long priceTicks) {
        Directory.Instrument instrument = fields.directory().instrument(command.entityId());
        boolean hasPrice = instrument != null && priceTicks != EventFields.ABSENT;
        orderAccepted(orderId, hasPrice ? priceTicks * instrument.tick() : EventFields.ABSENT);
    }

    private void orderAccepted(long orderId, long price) {
        JsonWriter out = fields.out();
        fields.commandAccount();
        fields.commandClOrdId();
        out.name("orderId").quoted(orderId);
        Directory.Instrument instrument = fields.directory().instrument(command.entityId());
        if (instrument != null) {
            out.field("instrument", instrument.name())
                    .field("side", command.isSell() ? "sell" : "buy")
                    .name("qty")
                    .decimal(command.qty(), instrument.qtyDecimals());
            fields.amount("price", instrument.priceDecimals(), price);
        }
    }

    void trade(TradedDecoder trade, Transaction transaction) {
        JsonWriter out = fields.out();
        Directory.Instrument instrument = fields.directory().instrument(trade.instrumentId());
        out.field("instrument", instrument.name())
                .name("tradeId")
                .quoted(Transaction.eventId(transaction.seq(), transaction.eventIndex()));
        fields.price("price", instrument, trade.priceTicks());
        fields.qty("qty", instrument, trade.qtyLots());
        boolean takerBuys = trade.takerSide() == Side.BUY;
        if (takerBuys) {
            taker(trade, "buyAccount", "buyClOrdId", "buyOrderId");
            maker(trade, "sellAccount", "sellClOrdId", "sellOrderId");
        } else {
            maker(trade, "buyAccount", "buyClOrdId", "buyOrderId");
            taker(trade, "sellAccount", "sellClOrdId", "sellOrderId");
        }
        out.field("aggressor", takerBuys ? "buy" : "sell");
    }

    void crossTrade(CrossTradedDecoder trade, Transaction transaction) {
        JsonWriter out = fields.out();
        Directory.Instrument instrument = fields.directory().instrument(trade.instrumentId());
        out.field("instrument", instrument.name())
                .name("tradeId")
                .quoted(Transaction.eventId(transaction.seq(), transaction.eventIndex()));
        fields.price("price", instrument, trade.priceTicks());
        fields.qty("qty", instrument, trade.qtyLots());
        int length = trade.getBuyClOrdId(clOrdId, 0, clOrdId.length);
        side(trade.buyAccountId(), length, trade.buyOrderId(), "buyAccount", "buyClOrdId", "buyOrderId");
        length = trade.getSellClOrdId(clOrdId, 0, clOrdId.length);
        side(trade.sellAccountId(), length, trade.sellOrderId(), "sellAccount", "sellClOrdId", "sellOrderId");
        out.field("aggressor", aggressor(trade.aggressor()));
    }

    void orderReplaced(OrderReplacedDecoder replaced) {
        Directory.Instrument instrument = fields.directory().instrument(replaced.instrumentId());
        boolean isCommands = replaced.accountId() == 0;
        fields.account(ownerOf(replaced.accountId()));
        clOrdId(replaced.getClOrdId(clOrdId, 0, clOrdId.length));
        if (isCommands && command.origTextLength() > 0) {
            fields.out().name("origClOrdId").ascii(command.origText(), 0, command.origTextLength());
        }
        order(replaced.orderId(), instrument);
        limit(instrument, replaced.priceTicks());
        fields.qty("qty", instrument, replaced.qtyLots());
        fields.qty("leaves", instrument, replaced.leavesLots());
    }

    /** The answer to a replace once more, as far as it is remembered. */
    void replacedAgain(long orderId, long priceTicks, long qtyLots) {
        Directory.Instrument instrument = fields.directory().instrument(command.entityId());
        fields.commandAccount();
        fields.commandClOrdId();
        fields.out().name("origClOrdId").ascii(command.origText(), 0, command.origTextLength());
        order(orderId, instrument);
        limit(instrument, priceTicks);
        fields.qty("qty", instrument, qtyLots);
    }

    void orderTriggered(OrderTriggeredDecoder triggered) {
        Directory.Instrument instrument = fields.directory().instrument(triggered.instrumentId());
        fields.account(ownerOf(triggered.accountId()));
        clOrdId(triggered.getClOrdId(clOrdId, 0, clOrdId.length));
        order(triggered.orderId(), instrument);
        limit(instrument, triggered.priceTicks());
        fields.qty("qty", instrument, triggered.leavesLots());
    }

    void prevented(MatchPreventedDecoder prevented) {
        JsonWriter out = fields.out();
        Directory.Instrument instrument = fields.directory().instrument(prevented.instrumentId());
        fields.account(ownerOf(prevented.accountId()));
        out.field("instrument", instrument.name());
        fields.price("price", instrument, prevented.priceTicks());
        fields.qty("qty", instrument, prevented.qtyLots());
        out.field("mode", OrderCommands.SELF_TRADES[prevented.mode().value()]);
        out.name("makerClOrdId").ascii(clOrdId, 0, prevented.getMakerClOrdId(clOrdId, 0, clOrdId.length));
        out.name("makerOrderId").quoted(prevented.makerOrderId());
        int length = prevented.getTakerClOrdId(clOrdId, 0, clOrdId.length);
        out.name("takerClOrdId");
        if (length > 0) {
            out.ascii(clOrdId, 0, length);
        } else {
            out.ascii(command.text(), 0, command.textLength());
        }
        out.name("takerOrderId").quoted(prevented.takerOrderId());
    }

    void orderCanceled(OrderCanceledDecoder canceled) {
        JsonWriter out = fields.out();
        Directory.Instrument instrument = fields.directory().instrument(canceled.instrumentId());
        fields.account(ownerOf(canceled.accountId()));
        clOrdId(canceled.getClOrdId(clOrdId, 0, clOrdId.length));
        out.name("orderId").quoted(canceled.orderId()).field("instrument", instrument.name());
        fields.qty("qty", instrument, canceled.leavesLots());
        out.field("reason", VenueEvents.reason(canceled.reason()));
    }

    void balance(int assetId, long totalMinor, long heldMinor) {
        Directory.Asset asset = fields.directory().asset(assetId);
        fields.commandAccount();
        fields.out().field("asset", asset.name());
        fields.amount("total", asset.decimals(), totalMinor);
        fields.amount("held", asset.decimals(), heldMinor);
        fields.amount("available", asset.decimals(), totalMinor - heldMinor);
    }

    /** Whose order it was: the account that an event names, or the command's. */
    int ownerOf(int accountId) {
        return accountId == 0 ? command.accountId() : accountId;
    }

    /** The one that was read from the event, or the command's. */
    private void clOrdId(int length) {
        if (length > 0) {
            fields.out().name("clOrdId").ascii(clOrdId, 0, length);
        } else {
            fields.commandClOrdId();
        }
    }

    private void order(long orderId, Directory.Instrument instrument) {
        fields.out().name("orderId").quoted(orderId).field("instrument", instrument.name());
    }

    private void limit(Directory.Instrument instrument, long priceTicks) {
        if (priceTicks != EventFields.ABSENT) {
            fields.price("price", instrument, priceTicks);
        }
    }

    private void side(
            int accountId, int idLength, long orderId, String account, String clOrdIdName, String orderIdName) {
        if (fields.sees(accountId)) {
            fields.account(account, accountId);
            fields.out().name(clOrdIdName).ascii(clOrdId, 0, idLength);
            fields.out().name(orderIdName).quoted(orderId);
        }
    }

    private static String aggressor(Aggressor aggressor) {
        return switch (aggressor) {
            case BUY -> "buy";
            case SELL -> "sell";
            case NONE -> "none";
            case NULL_VAL -> throw new IllegalStateException("expected an aggressor of the schema");
        };
    }

    private void taker(TradedDecoder trade, String account, String clOrdIdName, String orderId) {
        if (fields.sees(command.accountId())) {
            fields.account(account, command.accountId());
            fields.out().name(clOrdIdName).ascii(command.text(), 0, command.textLength());
            fields.out().name(orderId).quoted(trade.takerOrderId());
        }
    }

    private void maker(TradedDecoder trade, String account, String clOrdIdName, String orderId) {
        int length = trade.getMakerClOrdId(clOrdId, 0, clOrdId.length);
        if (fields.sees(trade.makerAccountId())) {
            fields.account(account, trade.makerAccountId());
            fields.out().name(clOrdIdName).ascii(clOrdId, 0, length);
            fields.out().name(orderId).quoted(trade.makerOrderId());
        }
    }
}
