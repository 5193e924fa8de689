package io.gavel.wire.json;

import static io.gavel.wire.json.JsonCommandLines.amount;
import static io.gavel.wire.json.JsonCommandLines.name;
import static io.gavel.wire.json.JsonCommandLines.optional;
import static io.gavel.wire.json.JsonCommandLines.priceDecimals;
import static io.gavel.wire.json.JsonCommandLines.qtyDecimals;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CancelAllAfterDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.agrona.DirectBuffer;

/** The fields of orders, replaces and cancels, as {@link OrderCommands} reads them. */
final class JsonOrderLine {
    private static final long ABSENT = EventFields.ABSENT;

    private final Directory directory;
    private JsonWriter out;

    JsonOrderLine(Directory directory) {
        this.directory = directory;
    }

    void write(CommandType type, DirectBuffer buffer, int body, int block, int version, JsonWriter out) {
        this.out = out;
        switch (type) {
            case NEW_ORDER -> newOrder(new NewOrderDecoder().wrap(buffer, body, block, version));
            case CANCEL_ORDER -> {
                CancelOrderDecoder cancel = new CancelOrderDecoder().wrap(buffer, body, block, version);
                instrument(cancel.instrumentId());
                out.field("clOrdId", cancel.clOrdId());
            }
            case REPLACE_ORDER -> replaceOrder(new ReplaceOrderDecoder().wrap(buffer, body, block, version));
            case MASS_CANCEL -> massCancel(new MassCancelDecoder().wrap(buffer, body, block, version));
            case CANCEL_ALL_AFTER ->
                out.field(
                        "timeoutUs",
                        EventFields.micros(new CancelAllAfterDecoder()
                                .wrap(buffer, body, block, version)
                                .timeoutNs()));
            default -> {
                // Nothing else is an order's.
            }
        }
    }

    private void newOrder(NewOrderDecoder order) {
        Directory.Instrument instrument = directory.instrument(order.instrumentId());
        int priceDecimals = priceDecimals(instrument);
        int qtyDecimals = qtyDecimals(instrument);
        instrument(order.instrumentId());
        out.field("side", order.side() == Side.SELL ? "sell" : "buy");
        if (order.ordType() != OrdType.LIMIT) {
            out.field("ordType", ordType(order.ordType()));
        }
        optional("price", priceDecimals, order.price(), out);
        optional("stopPx", priceDecimals, order.stopPx(), out);
        amount("qty", qtyDecimals, order.qty(), out);
        optional("displayQty", qtyDecimals, order.displayQty(), out);
        optional("minQty", qtyDecimals, order.minQty(), out);
        if (order.timeInForce() != TimeInForce.GTC) {
            out.field("timeInForce", timeInForce(order.timeInForce()));
        }
        if (order.expireAtNs() != ABSENT) {
            out.field("expireAt", EventFields.micros(order.expireAtNs()));
        }
        postOnly(order.postOnly());
        if (order.selfTrade() != SelfTrade.NULL_VAL) {
            out.field("selfTrade", OrderCommands.SELF_TRADES[order.selfTrade().value()]);
        }
        out.field("clOrdId", order.clOrdId());
    }

    private void replaceOrder(ReplaceOrderDecoder replace) {
        Directory.Instrument instrument = directory.instrument(replace.instrumentId());
        instrument(replace.instrumentId());
        optional("price", priceDecimals(instrument), replace.price(), out);
        optional("qty", qtyDecimals(instrument), replace.qty(), out);
        out.field("clOrdId", replace.clOrdId());
        out.field("origClOrdId", replace.origClOrdId());
    }

    private void massCancel(MassCancelDecoder cancel) {
        if (cancel.instrumentId() != 0) {
            instrument(cancel.instrumentId());
        }
        if (cancel.side() != Side.NULL_VAL) {
            out.field("side", cancel.side() == Side.SELL ? "sell" : "buy");
        }
        if (cancel.reason() == CancelReason.DISCONNECT) {
            out.field("reason", "disconnect");
        }
    }

    private void postOnly(PostOnly postOnly) {
        switch (postOnly) {
            case NO -> out.field("postOnly", false);
            case REJECT -> out.field("postOnly", true);
            case SLIDE -> out.field("postOnly", "slide");
            case NULL_VAL -> {
                // Absent, and so not said.
            }
        }
    }

    private static String ordType(OrdType type) {
        return switch (type) {
            case LIMIT -> "limit";
            case MARKET -> "market";
            case STOP -> "stop";
            case STOP_LIMIT -> "stopLimit";
            case MARKET_TO_LIMIT -> "marketToLimit";
            case NULL_VAL -> null;
        };
    }

    private static String timeInForce(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case DAY -> "day";
            case GTC -> "gtc";
            case IOC -> "ioc";
            case FOK -> "fok";
            case GTD -> "gtd";
            case AUCTION -> "auction";
            case NULL_VAL -> null;
        };
    }

    private void instrument(int id) {
        name("instrument", directory.instrument(id), id, out);
    }
}
