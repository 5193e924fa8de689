package io.gavel.engine.market;

import io.gavel.engine.Bytes;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;

/** The fields of a {@code NewOrder}, as {@link NewOrderDecoder} reads them, by plain loads. */
final class NewOrderFields {
    private byte[] bytes;
    private int body;
    private boolean isPlain;

    void wrap(Command command) {
        bytes = command.bytes();
        body = command.body();
        isPlain = command.version() < NewOrderDecoder.stopPxSinceVersion();
    }

    /** Whether it comes in the block of version 1, which knows limits and nothing else. */
    boolean isPlain() {
        return isPlain;
    }

    int instrumentId() {
        return Bytes.getInt(bytes, body + NewOrderDecoder.instrumentIdEncodingOffset());
    }

    Side side() {
        return Side.get(code(NewOrderDecoder.sideEncodingOffset()));
    }

    OrdType ordType() {
        return OrdType.get(code(NewOrderDecoder.ordTypeEncodingOffset()));
    }

    TimeInForce timeInForce() {
        return TimeInForce.get(code(NewOrderDecoder.timeInForceEncodingOffset()));
    }

    long qty() {
        return Bytes.getLong(bytes, body + NewOrderDecoder.qtyEncodingOffset());
    }

    long price() {
        return Bytes.getLong(bytes, body + NewOrderDecoder.priceEncodingOffset());
    }

    long stopPx() {
        return isPlain
                ? NewOrderDecoder.stopPxNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.stopPxEncodingOffset());
    }

    long displayQty() {
        return isPlain
                ? NewOrderDecoder.displayQtyNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.displayQtyEncodingOffset());
    }

    long minQty() {
        return isPlain
                ? NewOrderDecoder.minQtyNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.minQtyEncodingOffset());
    }

    long expireAtNs() {
        return isPlain
                ? NewOrderDecoder.expireAtNsNullValue()
                : Bytes.getLong(bytes, body + NewOrderDecoder.expireAtNsEncodingOffset());
    }

    PostOnly postOnly() {
        return isPlain ? PostOnly.NULL_VAL : PostOnly.get(code(NewOrderDecoder.postOnlyEncodingOffset()));
    }

    SelfTrade selfTrade() {
        return isPlain ? SelfTrade.NULL_VAL : SelfTrade.get(code(NewOrderDecoder.selfTradeEncodingOffset()));
    }

    private short code(int field) {
        return (short) Bytes.getUnsignedByte(bytes, body + field);
    }
}
