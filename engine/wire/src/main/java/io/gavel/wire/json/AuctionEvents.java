package io.gavel.wire.json;

import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;

/** Auctions and bids. */
final class AuctionEvents {
    private final EventFields fields;
    private final JsonCommandView command;

    AuctionEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
    }

    /** @param state the auction's right behind the bid; null: not known, and nothing is said of it */
    void bidAccepted(AuctionStateDecoder state) {
        bidder();
        if (state != null) {
            figures(state.priceMinor(), state.leaderAccountId(), state.minNextMinor(), state.endsAtNs());
        }
    }

    /** The answer that a bid got before. */
    void bidAccepted(long priceMinor, int leader, long minNextMinor, long endsAtNs) {
        bidder();
        figures(priceMinor, leader, minNextMinor, endsAtNs);
    }

    void outbid(OutbidDecoder outbid) {
        fields.auction(outbid.auctionId());
        fields.account(outbid.accountId());
        fields.amount("price", fields.auctionDecimals(outbid.auctionId()), outbid.priceMinor());
    }

    void bought(long priceMinor) {
        bidder();
        fields.amount("price", fields.auctionDecimals(command.entityId()), priceMinor);
    }

    void state(AuctionStateDecoder state) {
        int id = state.auctionId();
        int decimals = fields.auctionDecimals(id);
        fields.auction(id);
        fields.amount("price", decimals, state.priceMinor());
        fields.bidder("leader", id, state.leaderAccountId());
        fields.amount("minNext", decimals, state.minNextMinor());
        fields.endsAt(state.endsAtNs());
        fields.out().field("bids", state.bids()).field("reserveMet", state.reserveMet() == BooleanType.TRUE);
    }

    void opened(AuctionOpenedDecoder opened) {
        fields.auction(opened.auctionId());
        fields.endsAt(opened.endsAtNs());
        fields.amount("minNext", fields.auctionDecimals(opened.auctionId()), opened.minNextMinor());
    }

    void extended(AuctionExtendedDecoder extended) {
        fields.auction(extended.auctionId());
        fields.endsAt(extended.endsAtNs());
    }

    void closed(AuctionClosedDecoder closed) {
        fields.auction(closed.auctionId());
        fields.out().field("outcome", outcome(closed.outcome()));
        fields.amount("price", fields.auctionDecimals(closed.auctionId()), closed.priceMinor());
        fields.bidder("winner", closed.auctionId(), closed.winnerAccountId());
    }

    /** The answer that a cancel got before. */
    void canceled() {
        fields.auction(command.entityId());
        fields.out().field("outcome", outcome(AuctionOutcome.CANCELED));
    }

    private void bidder() {
        fields.auction(command.entityId());
        fields.commandAccount();
        fields.commandClOrdId();
    }

    private void figures(long priceMinor, int leader, long minNextMinor, long endsAtNs) {
        int auctionId = command.entityId();
        int decimals = fields.auctionDecimals(auctionId);
        fields.amount("price", decimals, priceMinor);
        fields.bidder("leader", auctionId, leader);
        fields.amount("minNext", decimals, minNextMinor);
        fields.endsAt(endsAtNs);
        if (fields.isOwn()) {
            fields.alias("alias", auctionId, fields.viewer());
        }
    }

    private static String outcome(AuctionOutcome outcome) {
        return switch (outcome) {
            case SOLD -> "sold";
            case UNSOLD -> "unsold";
            case CANCELED -> "canceled";
            default -> throw new IllegalStateException("expected an outcome of the schema, outcome=" + outcome);
        };
    }
}
