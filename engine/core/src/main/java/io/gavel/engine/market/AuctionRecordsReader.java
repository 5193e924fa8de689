package io.gavel.engine.market;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.Session;
import io.gavel.engine.market.auctions.AuctionDefinition;
import io.gavel.engine.market.auctions.AuctionDesk;
import io.gavel.engine.market.auctions.BidderDesk;
import io.gavel.engine.market.auctions.BidderStandings;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BidLimitsRecordDecoder;
import io.gavel.wire.log.BidRecordDecoder;
import io.gavel.wire.log.BidderRecordDecoder;
import io.gavel.wire.log.OutageRecordDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts sessions, auctions with their bids, and what is said of bidders back. */
final class AuctionRecordsReader {
    private final Listings listings;
    private final AuctionDesk desk;
    private final BidderDesk bidders;
    private final BidderStandings standings;
    private final UnsafeBuffer state = new UnsafeBuffer(new byte[AuctionStateRecordDecoder.BLOCK_LENGTH]);
    private final AuctionStateRecordDecoder auctionState = new AuctionStateRecordDecoder();
    private final AuctionDefinition definition = new AuctionDefinition();

    AuctionRecordsReader(Market market) {
        listings = market.listings();
        desk = market.auctionDesk();
        bidders = market.bidderDesk();
        standings = market.standings();
    }

    void onSession(SessionRecordDecoder record) {
        Session session = new Session(
                record.sessionId(),
                record.createdSeq(),
                record.mode(),
                record.staggerNs(),
                timeOrNever(record.lotDurationNs()));
        session.schedule(
                timeOrNever(record.previewAtNs()), timeOrNever(record.opensAtNs()), timeOrNever(record.closesAtNs()));
        session.restore(record.phase(), record.shiftNs());
        listings.addSession(record.name(), session);
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == SessionRecordDecoder.opensAtNsNullValue() ? AuctionTerms.NEVER : timeNs;
    }

    /** Once all lots are back. */
    void resumeSessions() {
        for (Session session : listings.sessions()) {
            session.restored();
            desk.sessions().setDeadline(session);
        }
    }

    /** Its terms follow. */
    void onState(DirectBuffer buffer, int body, int block, int version) {
        // Lies over a copy: the source may reuse its buffer for the next record.
        state.putBytes(0, buffer, body, block);
        auctionState.wrap(state, 0, block, version);
        if (auctionState.auctionId() != listings.auctions.endId()) {
            throw new IllegalStateException("expected auctions by id, auctionId=" + auctionState.auctionId());
        }
    }

    void onTerms(CreateAuctionDecoder terms) {
        definition.read(terms);
        Auction auction = desk.create(auctionState.auctionId(), auctionState.createdSeq(), definition.terms());
        if (definition.terms().sessionId() != 0) {
            desk.sessions().join(auction, auctionState.lot());
        }
        auction.load(auctionState);
        listings.addAuction(definition.name(), auction);
        desk.setDeadline(auction);
    }

    void onBid(BidRecordDecoder record) {
        Auction auction = listings.auction(record.auctionId());
        auction.loadBid(record);
        desk.setDeadline(auction);
    }

    void onBidder(BidderRecordDecoder record) {
        BidderStandings.Standing standing = new BidderStandings.Standing(record.standing(), record.maxBidMinor());
        if (record.sessionId() == 0) {
            standings.setInAuction(record.auctionId(), record.accountId(), standing);
        } else {
            standings.setInSession(record.sessionId(), record.accountId(), standing);
        }
    }

    void onBidLimits(BidLimitsRecordDecoder record) {
        bidders.limit(record.accountId(), record.assetId(), record.maxBidMinor(), record.maxExposureMinor());
    }

    void onOutage(OutageRecordDecoder record) {
        desk.awayUntil(record.untilNs());
    }

    void onOldAuction(AuctionRecordDecoder record) {
        EnglishAuction auction =
                new EnglishAuction(record.auctionId(), record.createdSeq(), OldAuctionRecord.terms(record));
        auction.load(record);
        listings.addAuction(record.name(), auction);
        desk.setDeadline(auction);
    }
}
