package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;

/** Auctions and bids. */
final class AuctionEvents {
    /** Most awards that one message lists on a network; each was a message of its own before. */
    private static final int MAX_AWARDS = 1_000;

    private final EventFields fields;
    private final JsonCommandView command;
    private final Awards awards;

    AuctionEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
        awards = new Awards(fields.directory());
    }

    /** Looks at a transaction. */
    void begin(Transaction transaction) {
        awards.begin(transaction);
    }

    /**
     * @param state the auction's right behind the bid; null: not known, and nothing is said of it
     * @param sealed all that is told of it where bids are hidden; null: they are not
     */
    void bidAccepted(AuctionStateDecoder state, SealedStateDecoder sealed) {
        bidder();
        if (state != null) {
            figures(state.priceMinor(), state.leaderAccountId(), state.minNextMinor(), state.endsAtNs());
        } else if (sealed != null) {
            fields.endsAt(sealed.endsAtNs());
        }
    }

    /** The answer that a bid got before; of a hidden one there is no price. */
    void bidAccepted(long priceMinor, int leader, long minNextMinor, long endsAtNs) {
        bidder();
        if (priceMinor == EventFields.ABSENT) {
            fields.endsAt(endsAtNs);
        } else {
            figures(priceMinor, leader, minNextMinor, endsAtNs);
        }
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
        cancelReason();
    }

    /** As {@link #closed}, with who won what where several could. */
    void ended(AuctionEndedDecoder ended) {
        int auctionId = ended.auctionId();
        Directory.Auction auction = fields.directory().auction(auctionId);
        fields.auction(auctionId);
        fields.out().field("outcome", outcome(ended.outcome()));
        fields.amount("price", fields.auctionDecimals(auctionId), ended.priceMinor());
        fields.bidder("winner", auctionId, ended.winnerAccountId());
        if (auction != null && auction.isMultiUnit()) {
            awards(auctionId, ended.awards());
        }
        cancelReason();
    }

    /** The answer that a cancel or the hammer got before. */
    void closedAgain() {
        fields.auction(command.entityId());
        if (command.type() == CommandType.CANCEL_AUCTION) {
            fields.out().field("outcome", outcome(AuctionOutcome.CANCELED));
        }
    }

    private void awards(int auctionId, int count) {
        int decimals = fields.auctionDecimals(auctionId);
        JsonWriter out = fields.out().field("awarded", count);
        boolean isTooLong = count > MAX_AWARDS && !fields.isFull();
        if (isTooLong || count != awards.count(auctionId)) {
            return;
        }
        out.name("awards").beginArray();
        for (int i = 0; i < count; i++) {
            out.beginArray();
            fields.bidderValue(auctionId, awards.accountId(auctionId, i));
            out.value(Long.toString(awards.qty(auctionId, i)));
            out.decimal(awards.priceMinor(auctionId, i), decimals).endArray();
        }
        out.endArray();
    }

    private void cancelReason() {
        reason(fields.out(), command.cancelReason());
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

    /** Says the reason, where one was given: commands that are no JSON may leave it out. */
    static void reason(JsonWriter out, AuctionCancelReason reason) {
        if (reason != AuctionCancelReason.NULL_VAL) {
            out.field("reason", SaleCommands.CANCEL_REASONS[reason.value() - 1]);
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
