package io.gavel.wire.json;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CancelAllAfterEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.MassCancelEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.ReplaceOrderEncoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** Orders, their replaces and their cancels. */
final class OrderCommands {
    static final String[] SELF_TRADES = {"none", "cancelNewest", "cancelOldest", "cancelBoth", "decrement"};
    static final String[] ORD_TYPES = {"limit", "market", "stop", "stopLimit", "marketToLimit"};
    static final String[] TIMES_IN_FORCE = {"gtc", "ioc", "day", "fok", "gtd", "auction"};
    static final String[] POST_ONLIES = {"reject", "slide"};
    static final String[] MASS_REASONS = {"mass", "disconnect"};

    private static final String[] SIDES = {"buy", "sell"};
    private static final OrdType[] TYPES = {
        OrdType.LIMIT, OrdType.MARKET, OrdType.STOP, OrdType.STOP_LIMIT, OrdType.MARKET_TO_LIMIT
    };
    private static final TimeInForce[] TIMES = {
        TimeInForce.GTC, TimeInForce.IOC, TimeInForce.DAY, TimeInForce.FOK, TimeInForce.GTD, TimeInForce.AUCTION
    };
    private static final FieldSet CONDITIONS = FieldSet.of(
            JsonField.STOP_PX,
            JsonField.EXPIRE_AT,
            JsonField.POST_ONLY,
            JsonField.DISPLAY_QTY,
            JsonField.MIN_QTY,
            JsonField.SELF_TRADE);

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final MassCancelEncoder massCancel = new MassCancelEncoder();
    private final CancelAllAfterEncoder cancelAllAfter = new CancelAllAfterEncoder();

    OrderCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void newOrder() {
        Directory.Instrument instrument = names.instrument();
        int priceDecimals = JsonNames.priceDecimals(instrument);
        int qtyDecimals = JsonNames.qtyDecimals(instrument);
        slot.head(names.account());
        if (CONDITIONS.firstIn(fields.present()) == null) {
            CommandForms.plainOrder(newOrder, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header());
        } else {
            CommandForms.order(newOrder, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header());
            conditions(priceDecimals, qtyDecimals);
        }
        newOrder.instrumentId(JsonNames.id(instrument))
                .side(fields.choice(JsonField.SIDE, SIDES) == 1 ? Side.SELL : Side.BUY)
                .ordType(TYPES[fields.choice(JsonField.ORD_TYPE, ORD_TYPES)])
                .timeInForce(TIMES[fields.choice(JsonField.TIME_IN_FORCE, TIMES_IN_FORCE)])
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

    void replaceOrder() {
        Directory.Instrument instrument = names.instrument();
        slot.head(names.account());
        replaceOrder
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(JsonNames.id(instrument))
                .qty(fields.decimal(
                        JsonField.QTY, JsonNames.qtyDecimals(instrument), ReplaceOrderEncoder.qtyNullValue()))
                .price(fields.decimal(
                        JsonField.PRICE, JsonNames.priceDecimals(instrument), ReplaceOrderEncoder.priceNullValue()));
        if (fields.text(JsonField.CL_ORD_ID)) {
            replaceOrder.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
        }
        if (fields.text(JsonField.ORIG_CL_ORD_ID)) {
            replaceOrder.putOrigClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(replaceOrder.limit());
        }
    }

    void massCancel() {
        Side side = fields.choice(JsonField.SIDE, SIDES) == 1 ? Side.SELL : Side.BUY;
        boolean isDisconnect = fields.choice(JsonField.REASON, MASS_REASONS) == 1;
        int instrumentId = fields.has(JsonField.INSTRUMENT) ? JsonNames.idOrUnknown(names.instrument()) : 0;
        slot.head(names.account());
        massCancel
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .instrumentId(instrumentId)
                .side(fields.has(JsonField.SIDE) ? side : Side.NULL_VAL)
                .reason(isDisconnect ? CancelReason.DISCONNECT : CancelReason.MASS);
        slot.end(massCancel.limit());
    }

    void cancelAllAfter() {
        slot.head(names.account());
        cancelAllAfter
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .timeoutNs(fields.nanos(JsonField.TIMEOUT_US, 0));
        slot.end(cancelAllAfter.limit());
    }

    static SelfTrade selfTrade(JsonFields fields) {
        return fields.has(JsonField.SELF_TRADE)
                ? SelfTrade.get((short) fields.choice(JsonField.SELF_TRADE, SELF_TRADES))
                : SelfTrade.NULL_VAL;
    }

    private void conditions(int priceDecimals, int qtyDecimals) {
        newOrder.stopPx(fields.decimal(JsonField.STOP_PX, priceDecimals, NewOrderEncoder.stopPxNullValue()))
                .displayQty(fields.decimal(JsonField.DISPLAY_QTY, qtyDecimals, NewOrderEncoder.displayQtyNullValue()))
                .minQty(fields.decimal(JsonField.MIN_QTY, qtyDecimals, NewOrderEncoder.minQtyNullValue()))
                .expireAtNs(fields.nanos(JsonField.EXPIRE_AT, NewOrderEncoder.expireAtNsNullValue()))
                .postOnly(postOnly())
                .selfTrade(selfTrade(fields));
    }

    /** {@code true} rejects what would trade; so does the word, of which there are two. */
    private PostOnly postOnly() {
        if (!fields.has(JsonField.POST_ONLY)) {
            return PostOnly.NULL_VAL;
        }
        if (fields.isText(JsonField.POST_ONLY)) {
            boolean slides = fields.choice(JsonField.POST_ONLY, POST_ONLIES) == 1;
            return slides ? PostOnly.SLIDE : PostOnly.REJECT;
        }
        return fields.bool(JsonField.POST_ONLY, false) ? PostOnly.REJECT : PostOnly.NO;
    }
}
