package io.gavel.wire.json;

import io.gavel.wire.log.AuctionRebuiltDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import io.gavel.wire.types.SessionPhase;

/** How auctions go on that are not just bid up: clocks, rounds, hidden bids; and sessions. */
final class CourseEvents {
    private static final String[] STATES = {"scheduled", "preview", "open", "closed"};

    private final EventFields fields;

    CourseEvents(EventFields fields) {
        this.fields = fields;
    }

    /** The words of {@link SessionPhase}. */
    static String state(SessionPhase phase) {
        return STATES[phase.value() - 1];
    }

    /** What the clock shows is also what takes it. */
    void clock(ClockStateDecoder state) {
        int id = state.auctionId();
        int decimals = fields.auctionDecimals(id);
        fields.auction(id);
        fields.amount("price", decimals, state.priceMinor());
        fields.bidder("leader", id, state.leaderAccountId());
        fields.amount("minNext", decimals, state.priceMinor());
        fields.endsAt(state.endsAtNs());
        fields.out()
                .field("bids", state.bids())
                .field("remaining", Long.toString(state.remainingQty()))
                .field("nextAt", EventFields.micros(state.nextAtNs()));
    }

    void sealed(SealedStateDecoder state) {
        fields.auction(state.auctionId());
        fields.endsAt(state.endsAtNs());
    }

    void rebuilt(AuctionRebuiltDecoder rebuilt) {
        fields.auction(rebuilt.auctionId());
        fields.out().field("bids", rebuilt.bids());
    }

    void roundBid(RoundBidDecoder bid) {
        fields.auction(bid.auctionId());
        fields.bidder("account", bid.auctionId(), bid.accountId());
        fields.amount("price", fields.auctionDecimals(bid.auctionId()), bid.priceMinor());
    }

    void roundEnded(RoundEndedDecoder ended) {
        int id = ended.auctionId();
        fields.auction(id);
        if (ended.round() != 0) {
            fields.out().field("round", ended.round());
        }
        fields.bidder("turn", id, ended.turnAccountId());
        fields.bidder("leader", id, ended.leaderAccountId());
        fields.amount("price", fields.auctionDecimals(id), ended.priceMinor());
        fields.endsAt(ended.endsAtNs());
    }

    void session(SessionStateDecoder state) {
        fields.session(state.sessionId());
        fields.out().field("state", state(state.phase()));
        time("opensAt", state.opensAtNs());
        time("closesAt", state.closesAtNs());
    }

    void sessionExtended(SessionExtendedDecoder extended) {
        fields.session(extended.sessionId());
        if (extended.auctionId() != 0) {
            fields.auction(extended.auctionId());
        }
        fields.out().field("shiftUs", EventFields.micros(extended.shiftNs()));
    }

    private void time(String name, long ns) {
        if (ns != EventFields.ABSENT) {
            fields.out().field(name, EventFields.micros(ns));
        }
    }
}
