package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.sbe.ScheduleSessionDecoder;
import io.gavel.wire.sbe.SetBidLimitsDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.RetractionReason;
import org.agrona.DirectBuffer;

/**
 * The fields of what is done in auctions and sessions, as {@link BidCommands}, {@link SaleCommands} and
 * {@link SessionCommands} read them.
 */
final class JsonBidLine {
    private static final long ABSENT = EventFields.ABSENT;

    private final Directory directory;
    private JsonWriter out;

    JsonBidLine(Directory directory) {
        this.directory = directory;
    }

    void write(CommandType type, DirectBuffer buffer, int body, int block, int version, JsonWriter out) {
        this.out = out;
        switch (type) {
            case PLACE_BID -> placeBid(new PlaceBidDecoder().wrap(buffer, body, block, version));
            case BUY_NOW -> {
                BuyNowDecoder buy = new BuyNowDecoder().wrap(buffer, body, block, version);
                auction(buy.auctionId());
                out.field("clOrdId", buy.clOrdId());
            }
            case RETRACT_BID -> retractBid(new RetractBidDecoder().wrap(buffer, body, block, version));
            case ANSWER_OFFER -> {
                AnswerOfferDecoder answer = new AnswerOfferDecoder().wrap(buffer, body, block, version);
                auction(answer.auctionId());
                if (answer.accept() == BooleanType.FALSE) {
                    out.field("accept", false);
                }
                out.field("clOrdId", answer.clOrdId());
            }
            case CANCEL_AUCTION -> {
                CancelAuctionDecoder cancel = new CancelAuctionDecoder().wrap(buffer, body, block, version);
                auction(cancel.auctionId());
                AuctionEvents.reason(out, cancel.reason());
                out.field("clOrdId", cancel.clOrdId());
            }
            case CLOSE_AUCTION -> {
                CloseAuctionDecoder close = new CloseAuctionDecoder().wrap(buffer, body, block, version);
                auction(close.auctionId());
                out.field("clOrdId", close.clOrdId());
            }
            default -> writeVenues(type, buffer, body, block, version);
        }
    }

    /** What a seller or the venue does. */
    private void writeVenues(CommandType type, DirectBuffer buffer, int body, int block, int version) {
        switch (type) {
            case CANCEL_SALE -> {
                CancelSaleDecoder cancel = new CancelSaleDecoder().wrap(buffer, body, block, version);
                auction(cancel.auctionId());
                if (cancel.winnerAccountId() != 0) {
                    account("winner", cancel.winnerAccountId());
                }
                AuctionEvents.reason(out, cancel.reason());
                out.field("clOrdId", cancel.clOrdId());
            }
            case OFFER_SECOND_CHANCE -> {
                OfferSecondChanceDecoder offer = new OfferSecondChanceDecoder().wrap(buffer, body, block, version);
                auction(offer.auctionId());
                account("bidder", offer.bidderAccountId());
                micros("expiresInUs", offer.expiresInNs());
                out.field("clOrdId", offer.clOrdId());
            }
            case SET_BIDDER -> setBidder(new SetBidderDecoder().wrap(buffer, body, block, version));
            case SET_BID_LIMITS -> {
                SetBidLimitsDecoder limits = new SetBidLimitsDecoder().wrap(buffer, body, block, version);
                Directory.Asset asset = directory.asset(limits.assetId());
                JsonCommandLines.name("asset", asset, limits.assetId(), out);
                JsonCommandLines.optional("maxBid", JsonCommandLines.decimals(asset), limits.maxBid(), out);
                JsonCommandLines.optional("maxExposure", JsonCommandLines.decimals(asset), limits.maxExposure(), out);
            }
            case CREATE_SESSION -> createSession(new CreateSessionDecoder().wrap(buffer, body, block, version));
            case SCHEDULE_SESSION -> {
                ScheduleSessionDecoder schedule = new ScheduleSessionDecoder().wrap(buffer, body, block, version);
                JsonCommandLines.name("session", directory.session(schedule.sessionId()), schedule.sessionId(), out);
                micros("previewAt", schedule.previewAtNs());
                micros("opensAt", schedule.opensAtNs());
                micros("closesAt", schedule.closesAtNs());
            }
            default -> {
                // Nothing else is done in auctions.
            }
        }
    }

    private void placeBid(PlaceBidDecoder bid) {
        Directory.Auction auction = directory.auction(bid.auctionId());
        auction(bid.auctionId());
        boolean isOpen = bid.amount() == BidCommands.NON_COMPETITIVE
                && auction != null
                && auction.format() == AuctionFormat.UNIFORM;
        if (!isOpen) {
            amount("amount", auction, bid.amount() == BidCommands.NO_AMOUNT ? 0 : bid.amount());
        }
        if (bid.qty() != BidCommands.DEFAULT_QTY) {
            out.field("qty", Long.toString(bid.qty() == BidCommands.NO_QTY ? 0 : bid.qty()));
        }
        out.field("clOrdId", bid.clOrdId());
    }

    private void retractBid(RetractBidDecoder retract) {
        auction(retract.auctionId());
        if (retract.reason() != RetractionReason.NULL_VAL) {
            out.field("reason", BidCommands.RETRACTION_REASONS[retract.reason().value() - 1]);
        }
        out.field("clOrdId", retract.clOrdId());
        String origClOrdId = retract.origClOrdId();
        if (!origClOrdId.isEmpty()) {
            out.field("origClOrdId", origClOrdId);
        }
    }

    private void setBidder(SetBidderDecoder set) {
        if (set.auctionId() != 0) {
            auction(set.auctionId());
        } else {
            JsonCommandLines.name("session", directory.session(set.sessionId()), set.sessionId(), out);
        }
        account("bidder", set.bidderAccountId());
        out.field("standing", SaleCommands.STANDINGS[set.standing().value() - 1]);
        if (set.maxBid() != ABSENT) {
            amount("maxBid", directory.auction(set.auctionId()), set.maxBid());
        }
    }

    private void createSession(CreateSessionDecoder session) {
        out.field("mode", SessionCommands.MODES[session.mode().value() - 1]);
        micros("previewAt", session.previewAtNs());
        micros("opensAt", session.opensAtNs());
        micros("closesAt", session.closesAtNs());
        micros("staggerUs", session.staggerNs());
        micros("lotDurationUs", session.lotDurationNs());
        out.field("session", session.name());
    }

    private void amount(String field, Directory.Auction auction, long minor) {
        Directory.Asset asset = auction == null ? null : directory.asset(auction.assetId());
        JsonCommandLines.amount(field, JsonCommandLines.decimals(asset), minor, out);
    }

    private void auction(int id) {
        JsonCommandLines.name("auction", directory.auction(id), id, out);
    }

    private void account(String field, int id) {
        JsonCommandLines.name(field, directory.account(id), id, out);
    }

    private void micros(String field, long ns) {
        JsonCommandLines.micros(field, ns, out);
    }
}
