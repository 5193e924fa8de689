package io.gavel.wire.json;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;

/** What is done in an auction. */
final class BidCommands {
    /** On the wire: the whole lot. */
    static final long WHOLE_LOT = 0;
    /** A quantity that no lot has. */
    static final long NO_LOT = -1;

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final BuyNowEncoder buyNow = new BuyNowEncoder();
    private final CancelAuctionEncoder cancelAuction = new CancelAuctionEncoder();

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
                .amount(fields.decimal(JsonField.AMOUNT, names.decimals(auction)));
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

    void cancelAuction() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        CommandForms.plainCancel(cancelAuction, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction));
        if (fields.text(JsonField.CL_ORD_ID)) {
            cancelAuction.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(cancelAuction.limit());
        }
    }

    /**
     * The default, said or left out, is the same command, so that either repeats the other. A zero that somebody wrote is
     * not the whole lot.
     */
    private long qty(Directory.Auction auction) {
        if (!fields.has(JsonField.QTY)) {
            return WHOLE_LOT;
        }
        long qty = fields.decimal(JsonField.QTY, 0);
        if (qty == 0) {
            return NO_LOT;
        }
        return auction != null && qty == auction.qty() ? WHOLE_LOT : qty;
    }
}
