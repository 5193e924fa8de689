package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** Orders, and their cancels. */
final class OrderCommands {
    static final String[] SELF_TRADES = {"none", "cancelNewest", "cancelOldest", "cancelBoth", "decrement"};

    private static final String[] SIDES = {"buy", "sell"};
    private static final String[] ORD_TYPES = {"limit", "market", "stop", "stopLimit", "marketToLimit"};
    private static final String[] TIMES_IN_FORCE = {"gtc", "ioc", "day", "fok", "gtd", "auction"};

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();

    OrderCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void newOrder() {
        refuseWhatIsNotOffered();
        int timeInForce = fields.choice(JsonField.TIME_IN_FORCE, TIMES_IN_FORCE, 2);
        Directory.Instrument instrument = names.instrument();
        int priceDecimals = instrument == null ? JsonFields.ANY_DECIMALS : instrument.priceDecimals();
        int qtyDecimals = instrument == null ? JsonFields.ANY_DECIMALS : instrument.qtyDecimals();
        slot.head(names.account());
        newOrder.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument))
                .side(fields.choice(JsonField.SIDE, SIDES, 2) == 1 ? Side.SELL : Side.BUY)
                .ordType(OrdType.LIMIT)
                .timeInForce(timeInForce == 1 ? TimeInForce.IOC : TimeInForce.GTC)
                .qty(fields.decimal(JsonField.QTY, qtyDecimals))
                .price(fields.decimal(JsonField.PRICE, priceDecimals, NewOrderEncoder.priceNullValue()));
        if (fields.text(JsonField.CL_ORD_ID)) {
            newOrder.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(newOrder.limit());
        }
    }

    void cancelOrder() {
        Directory.Instrument instrument = names.instrument();
        slot.head(names.account());
        cancelOrder
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument));
        if (fields.text(JsonField.CL_ORD_ID)) {
            cancelOrder.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(cancelOrder.limit());
        }
    }

    private void refuseWhatIsNotOffered() {
        fields.choice(JsonField.ORD_TYPE, ORD_TYPES, 1);
        fields.refuse(JsonField.STOP_PX);
        fields.refuse(JsonField.EXPIRE_AT);
        fields.refuse(JsonField.DISPLAY_QTY);
        fields.choice(JsonField.SELF_TRADE, SELF_TRADES, 1);
        if (fields.bool(JsonField.POST_ONLY, false)) {
            fields.unsupported(JsonField.POST_ONLY);
        }
    }
}
