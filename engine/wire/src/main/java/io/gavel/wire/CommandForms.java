package io.gavel.wire;

import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;
import org.agrona.MutableDirectBuffer;

/**
 * How commands begin that have many optional fields: encoders lie over reused bytes, so what is absent must be said.
 *
 * <p>An order without conditions is written in the block of version 1, less than half as long: most orders are such, and
 * the journal keeps every byte.
 */
public final class CommandForms {
    /** Bytes of the block of an order without conditions. */
    public static final int PLAIN_ORDER_LENGTH = NewOrderEncoder.stopPxEncodingOffset();

    private static final int PLAIN_ORDER_VERSION = 1;

    private CommandForms() {}

    /** Begins an order without conditions: side, type, timeInForce, qty, price, then its id are to be set. */
    public static NewOrderEncoder plainOrder(
            NewOrderEncoder order, MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header) {
        header.wrap(buffer, offset)
                .blockLength(PLAIN_ORDER_LENGTH)
                .templateId(NewOrderEncoder.TEMPLATE_ID)
                .schemaId(NewOrderEncoder.SCHEMA_ID)
                .version(PLAIN_ORDER_VERSION);
        int body = offset + MessageHeaderEncoder.ENCODED_LENGTH;
        order.wrap(buffer, body).limit(body + PLAIN_ORDER_LENGTH);
        return order;
    }

    /** Begins an order whose conditions are all absent until they are set. */
    public static NewOrderEncoder order(
            NewOrderEncoder order, MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header) {
        return withoutConditions(order.wrapAndApplyHeader(buffer, offset, header));
    }

    /** Says that an order has no conditions. */
    public static NewOrderEncoder withoutConditions(NewOrderEncoder order) {
        return order.stopPx(NewOrderEncoder.stopPxNullValue())
                .displayQty(NewOrderEncoder.displayQtyNullValue())
                .minQty(NewOrderEncoder.minQtyNullValue())
                .expireAtNs(NewOrderEncoder.expireAtNsNullValue())
                .postOnly(PostOnly.NULL_VAL)
                .selfTrade(SelfTrade.NULL_VAL);
    }

    /** Says that an instrument has no limits and no fees, and trades continuously. */
    public static CreateInstrumentEncoder plainInstrument(CreateInstrumentEncoder instrument) {
        return instrument
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .minNotional(CreateInstrumentEncoder.minNotionalNullValue())
                .phase(Phase.NULL_VAL)
                .uncross(UncrossProfile.NULL_VAL)
                .selfTrade(SelfTrade.NULL_VAL)
                .bandLow(CreateInstrumentEncoder.bandLowNullValue())
                .bandHigh(CreateInstrumentEncoder.bandHighNullValue())
                .referencePrice(CreateInstrumentEncoder.referencePriceNullValue())
                .collarPercentMicros(CreateInstrumentEncoder.collarPercentMicrosNullValue())
                .makerFeePercentMicros(CreateInstrumentEncoder.makerFeePercentMicrosNullValue())
                .takerFeePercentMicros(CreateInstrumentEncoder.takerFeePercentMicrosNullValue());
    }
}
