package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.AnswerOfferEncoder;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.sbe.RetractBidEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.RetractionReason;

/** What a bidder does in an auction. */
final class BidCommands {
    /** On the wire: the whole lot, one unit where there are several. */
    static final long DEFAULT_QTY = 0;
    /** A quantity that no lot has. */
    static final long NO_QTY = -1;
    /** On the wire: at whatever the price will be (UNI-1). */
    static final long NON_COMPETITIVE = 0;
    /** An amount that nobody can bid. */
    static final long NO_AMOUNT = -1;

    static final String[] RETRACTION_REASONS = {"wrongAmount", "descriptionChanged", "sellerUnreachable", "admin"};

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final BuyNowEncoder buyNow = new BuyNowEncoder();
    private final RetractBidEncoder retractBid = new RetractBidEncoder();
    private final AnswerOfferEncoder answerOffer = new AnswerOfferEncoder();

    BidCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void placeBid() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        placeBid.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction))
                .qty(qty(auction))
                .amount(amount(auction));
        if (fields.text(JsonField.CL_ORD_ID)) {
            placeBid.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(placeBid.limit());
        }
    }

    void buyNow() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        buyNow.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction));
        if (fields.text(JsonField.CL_ORD_ID)) {
            buyNow.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(buyNow.limit());
        }
    }

    void retractBid() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        retractBid
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction))
                .reason(RetractionReason.get((short) (1 + fields.choice(JsonField.REASON, RETRACTION_REASONS))));
        if (fields.text(JsonField.CL_ORD_ID)) {
            retractBid.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            putOrigClOrdId();
            slot.end(retractBid.limit());
        }
    }

    void answerOffer() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        answerOffer
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction))
                .accept(fields.bool(JsonField.ACCEPT, true) ? BooleanType.TRUE : BooleanType.FALSE);
        if (fields.text(JsonField.CL_ORD_ID)) {
            answerOffer.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(answerOffer.limit());
        }
    }

    private void putOrigClOrdId() {
        if (fields.has(JsonField.ORIG_CL_ORD_ID) && fields.text(JsonField.ORIG_CL_ORD_ID)) {
            retractBid.putOrigClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
        } else {
            retractBid.putOrigClOrdId(CommandSlot.NO_TEXT, 0, 0);
        }
    }

    /** Only where all pay one price, which bounds it, can a bid leave its amount open; a zero that was written does not. */
    private long amount(Directory.Auction auction) {
        boolean mayBeOpen = auction == null || auction.format() == AuctionFormat.UNIFORM;
        if (!fields.has(JsonField.AMOUNT)) {
            if (!mayBeOpen) {
                fields.malformed("amount", "expected this field in placeBid");
            }
            return NON_COMPETITIVE;
        }
        long amount = fields.decimal(JsonField.AMOUNT, names.decimals(auction));
        return amount == NON_COMPETITIVE && mayBeOpen ? NO_AMOUNT : amount;
    }

    /**
     * The default, said or left out, is the same command, so that either repeats the other. A zero that somebody wrote is
     * not the default.
     */
    private long qty(Directory.Auction auction) {
        if (!fields.has(JsonField.QTY)) {
            return DEFAULT_QTY;
        }
        long qty = fields.decimal(JsonField.QTY, 0);
        if (qty == 0) {
            return NO_QTY;
        }
        return auction != null && qty == auction.defaultBidQty() ? DEFAULT_QTY : qty;
    }
}
