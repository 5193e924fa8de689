package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.types.CancelReason;
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
            fields.amount("price", instrument.priceDecimals(), command.price());
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

    void orderCanceled(OrderCanceledDecoder canceled) {
        JsonWriter out = fields.out();
        Directory.Instrument instrument = fields.directory().instrument(canceled.instrumentId());
        fields.account(ownerOf(canceled));
        int length = canceled.getClOrdId(clOrdId, 0, clOrdId.length);
        if (length > 0) {
            out.name("clOrdId").ascii(clOrdId, 0, length);
        } else {
            fields.commandClOrdId();
        }
        out.name("orderId").quoted(canceled.orderId()).field("instrument", instrument.name());
        fields.qty("qty", instrument, canceled.leavesLots());
        out.field("reason", reason(canceled.reason()));
    }

    void balance(int assetId, long totalMinor, long heldMinor) {
        Directory.Asset asset = fields.directory().asset(assetId);
        fields.commandAccount();
        fields.out().field("asset", asset.name());
        fields.amount("total", asset.decimals(), totalMinor);
        fields.amount("held", asset.decimals(), heldMinor);
        fields.amount("available", asset.decimals(), totalMinor - heldMinor);
    }

    /** Whose order it was. */
    int ownerOf(OrderCanceledDecoder canceled) {
        return canceled.accountId() == 0 ? command.accountId() : canceled.accountId();
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

    private static String reason(CancelReason reason) {
        return switch (reason) {
            case USER -> "user";
            case MASS -> "mass";
            case IOC -> "ioc";
            default -> throw new IllegalStateException("expected a reason of the schema, reason=" + reason);
        };
    }
}
