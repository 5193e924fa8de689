package io.gavel.wire.json;

import io.gavel.wire.CommandForms;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CancelSaleEncoder;
import io.gavel.wire.sbe.CloseAuctionEncoder;
import io.gavel.wire.sbe.OfferSecondChanceEncoder;
import io.gavel.wire.sbe.SetBidLimitsEncoder;
import io.gavel.wire.sbe.SetBidderEncoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.BidderStanding;

/** What a seller, or the venue, does to an auction, its bidders and its sales. */
final class SaleCommands {
    static final String[] CANCEL_REASONS = {"withdrawn", "wrongDescription", "damaged", "fraud", "notPaid", "other"};

    static final String[] STANDINGS = {"none", "admitted", "blocked"};

    private static final long ABSENT = EventFields.ABSENT;

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final CancelAuctionEncoder cancelAuction = new CancelAuctionEncoder();
    private final CloseAuctionEncoder closeAuction = new CloseAuctionEncoder();
    private final CancelSaleEncoder cancelSale = new CancelSaleEncoder();
    private final OfferSecondChanceEncoder offer = new OfferSecondChanceEncoder();
    private final SetBidderEncoder setBidder = new SetBidderEncoder();
    private final SetBidLimitsEncoder setBidLimits = new SetBidLimitsEncoder();

    SaleCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    /** Without a reason as version 1 of the wire says it. */
    void cancelAuction() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        if (fields.has(JsonField.REASON)) {
            cancelAuction
                    .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                    .reason(reason());
        } else {
            CommandForms.plainCancel(cancelAuction, slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header());
        }
        cancelAuction.auctionId(JsonNames.id(auction));
        if (fields.text(JsonField.CL_ORD_ID)) {
            cancelAuction.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(cancelAuction.limit());
        }
    }

    void closeAuction() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        closeAuction
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction));
        if (fields.text(JsonField.CL_ORD_ID)) {
            closeAuction.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(closeAuction.limit());
        }
    }

    void cancelSale() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        cancelSale
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction))
                .winnerAccountId(names.winner())
                .reason(reason());
        if (fields.text(JsonField.CL_ORD_ID)) {
            cancelSale.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(cancelSale.limit());
        }
    }

    void offerSecondChance() {
        Directory.Auction auction = names.auction();
        slot.head(names.account());
        offer.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(JsonNames.id(auction))
                .bidderAccountId(names.bidder())
                .expiresInNs(fields.nanos(JsonField.EXPIRES_IN_US, ABSENT));
        if (fields.text(JsonField.CL_ORD_ID)) {
            offer.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(offer.limit());
        }
    }

    /** Of one auction, or of all lots of a session. */
    void setBidder() {
        boolean isOfAuction = fields.has(JsonField.AUCTION);
        if (isOfAuction == fields.has(JsonField.SESSION)) {
            fields.malformed("auction", "expected either auction or session in setBidder");
            return;
        }
        Directory.Auction auction = isOfAuction ? names.auction() : null;
        Directory.Session session = isOfAuction ? null : names.session();
        int decimals = auction == null ? JsonFields.ANY_DECIMALS : names.decimals(auction);
        if (!isOfAuction && fields.has(JsonField.MAX_BID)) {
            fields.malformed("maxBid", "expected for an auction only: the lots of a session may differ in their money");
        }
        slot.head(names.account());
        setBidder
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .auctionId(isOfAuction ? JsonNames.idOrUnknown(auction) : 0)
                .sessionId(isOfAuction ? 0 : JsonNames.idOrUnknown(session))
                .bidderAccountId(names.bidder())
                .standing(BidderStanding.get((short) (1 + fields.choice(JsonField.STANDING, STANDINGS))))
                .maxBid(fields.decimal(JsonField.MAX_BID, decimals, ABSENT));
        slot.end(setBidder.limit());
    }

    void setBidLimits() {
        Directory.Asset asset = names.asset(JsonField.ASSET);
        slot.head(names.account());
        setBidLimits
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .assetId(JsonNames.id(asset))
                .maxBid(fields.decimal(JsonField.MAX_BID, names.decimals(asset), ABSENT))
                .maxExposure(fields.decimal(JsonField.MAX_EXPOSURE, names.decimals(asset), ABSENT));
        slot.end(setBidLimits.limit());
    }

    private AuctionCancelReason reason() {
        return fields.has(JsonField.REASON)
                ? AuctionCancelReason.get((short) (1 + fields.choice(JsonField.REASON, CANCEL_REASONS)))
                : AuctionCancelReason.OTHER;
    }
}
