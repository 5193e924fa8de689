package io.gavel.engine.market.command;

import io.gavel.engine.Bytes;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** The fields of a {@code NewOrder}, as {@link NewOrderDecoder} reads them, by plain loads. */
public final class NewOrderFields {
    private byte[] bytes;
    private int body;
    private boolean isPlain;

    public void wrap(Command command) {
        bytes = command.bytes();
        body = command.body();
        isPlain = command.version() < NewOrderDecoder.stopPxSinceVersion();
    }

    /** Whether it comes in the block of version 1, which knows limits and nothing else. */
    public boolean isPlain() {
        return isPlain;
    }

    public int instrumentId() {
        return Bytes.getInt(bytes, body + NewOrderDecoder.instrumentIdEncodingOffset());
    }

    public Side side() {
        return Side.get(code(NewOrderDecoder.sideEncodingOffset()));
    }

    public OrdType ordType() {
        return OrdType.get(code(NewOrderDecoder.ordTypeEncodingOffset()));
    }

    public TimeInForce timeInForce() {
        return TimeInForce.get(code(NewOrderDecoder.timeInForceEncodingOffset()));
    }

    public long qty() {
        return Bytes.getLong(bytes, body + NewOrderDecoder.qtyEncodingOffset());
    }

    public long price() {
        return Bytes.getLong(bytes, body + NewOrderDecoder.priceEncodingOffset());
    }

    public long stopPx() {
        return isPlain
                ? NewOrderDecoder.stopPxNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.stopPxEncodingOffset());
    }

    public long displayQty() {
        return isPlain
                ? NewOrderDecoder.displayQtyNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.displayQtyEncodingOffset());
    }

    public long minQty() {
        return isPlain
                ? NewOrderDecoder.minQtyNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.minQtyEncodingOffset());
    }

    public long expireAtNs() {
        return isPlain
                ? NewOrderDecoder.expireAtNsNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.expireAtNsEncodingOffset());
    }

    public PostOnly postOnly() {
        return isPlain ? PostOnly.NULL_VAL : PostOnly.get(code(NewOrderDecoder.postOnlyEncodingOffset()));
    }

    public SelfTrade selfTrade() {
        return isPlain ? SelfTrade.NULL_VAL : SelfTrade.get(code(NewOrderDecoder.selfTradeEncodingOffset()));
    }

    private short code(int field) {
        return (short) Bytes.getUnsignedByte(bytes, body + field);
    }
}
