package io.gavel.wire;

import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.ReservePolicy;
import io.gavel.wire.types.Rounding;
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

    /** Bytes of the block of an English auction of plain terms. */
    public static final int PLAIN_AUCTION_LENGTH = CreateAuctionEncoder.softCloseScopeEncodingOffset();

    /** Version in the header of such a block. */
    public static final int PLAIN_VERSION = 1;

    private static final int PLAIN_CANCEL_LENGTH = CancelAuctionEncoder.reasonEncodingOffset();

    private CommandForms() {}

    /** Begins an order without conditions: side, type, timeInForce, qty, price, then its id are to be set. */
    public static NewOrderEncoder plainOrder(
            NewOrderEncoder order, MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header) {
        int body = plainHeader(buffer, offset, header, NewOrderEncoder.TEMPLATE_ID, PLAIN_ORDER_LENGTH);
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

    /** Begins an English auction of plain terms: the fields of version 1, the increments and the name are to be set. */
    public static CreateAuctionEncoder plainAuction(
            CreateAuctionEncoder auction, MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header) {
        int body = plainHeader(buffer, offset, header, CreateAuctionEncoder.TEMPLATE_ID, PLAIN_AUCTION_LENGTH);
        auction.wrap(buffer, body).limit(body + PLAIN_AUCTION_LENGTH);
        return auction;
    }

    /** Begins a cancel of an auction that gives no reason. */
    public static CancelAuctionEncoder plainCancel(
            CancelAuctionEncoder cancel, MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header) {
        int body = plainHeader(buffer, offset, header, CancelAuctionEncoder.TEMPLATE_ID, PLAIN_CANCEL_LENGTH);
        cancel.wrap(buffer, body).limit(body + PLAIN_CANCEL_LENGTH);
        return cancel;
    }

    /** Writes the header of a block of version 1, and says where the block begins. */
    private static int plainHeader(
            MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header, int templateId, int blockLength) {
        header.wrap(buffer, offset)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(NewOrderEncoder.SCHEMA_ID)
                .version(PLAIN_VERSION);
        return offset + MessageHeaderEncoder.ENCODED_LENGTH;
    }

    /** Says that an auction has none of what version 3 added; its groups, its name and its category are to be set. */
    public static CreateAuctionEncoder withoutExtras(CreateAuctionEncoder auction) {
        return auction.softCloseScope(ExtensionScope.NULL_VAL)
                .reservePolicy(ReservePolicy.NULL_VAL)
                .lowering(BooleanType.NULL_VAL)
                .bidders(BidderRule.NULL_VAL)
                .incrementRounding(Rounding.NULL_VAL)
                .rounds(CreateAuctionEncoder.roundsNullValue())
                .incrementFloor(CreateAuctionEncoder.incrementFloorNullValue())
                .floor(CreateAuctionEncoder.floorNullValue())
                .step(CreateAuctionEncoder.stepNullValue())
                .intervalNs(CreateAuctionEncoder.intervalNsNullValue())
                .restartUp(CreateAuctionEncoder.restartUpNullValue())
                .clockAdd(CreateAuctionEncoder.clockAddNullValue())
                .ceiling(CreateAuctionEncoder.ceilingNullValue())
                .roundNs(CreateAuctionEncoder.roundNsNullValue())
                .turnNs(CreateAuctionEncoder.turnNsNullValue())
                .outageGraceNs(CreateAuctionEncoder.outageGraceNsNullValue())
                .outageWindowNs(CreateAuctionEncoder.outageWindowNsNullValue())
                .retractFreeNs(CreateAuctionEncoder.retractFreeNsNullValue())
                .retractWithinNs(CreateAuctionEncoder.retractWithinNsNullValue())
                .secondChanceNs(CreateAuctionEncoder.secondChanceNsNullValue())
                .secondChanceItems(CreateAuctionEncoder.secondChanceItemsNullValue())
                .sessionId(CreateAuctionEncoder.sessionIdNullValue())
                .lot(CreateAuctionEncoder.lotNullValue());
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
