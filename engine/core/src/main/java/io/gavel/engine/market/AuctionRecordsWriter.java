package io.gavel.engine.market;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.Session;
import io.gavel.engine.market.auctions.AuctionDefinition;
import io.gavel.engine.market.auctions.BidLimits;
import io.gavel.engine.market.auctions.BidderStandings;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.log.AuctionStateRecordEncoder;
import io.gavel.wire.log.BidLimitsRecordEncoder;
import io.gavel.wire.log.BidRecordEncoder;
import io.gavel.wire.log.BidderRecordEncoder;
import io.gavel.wire.log.OutageRecordEncoder;
import io.gavel.wire.log.SessionRecordEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;

/** Writes sessions, auctions with their bids, and what is said of bidders. */
final class AuctionRecordsWriter {
    private final RecordWriter out;
    private final Market market;
    private final Listings listings;
    private final BidderStandings standings;
    private final BidLimits limits;
    private final AuctionStateRecordEncoder auctionState = new AuctionStateRecordEncoder();
    private final CreateAuctionEncoder auctionTerms = new CreateAuctionEncoder();
    private final BidRecordEncoder bidRecord = new BidRecordEncoder();

    AuctionRecordsWriter(Market market, RecordWriter out) {
        this.out = out;
        listings = market.listings();
        this.market = market;
        standings = market.standings();
        limits = market.bidLimits();
    }

    void write() {
        listings.sessions().forEach(this::writeSession);
        listings.auctions().forEach(this::writeAuction);
        writeBidders();
        writeBidLimits();
        writeOutage();
    }

    private void writeSession(Session session) {
        SessionRecordEncoder record = new SessionRecordEncoder();
        record.wrap(out.buffer(), RecordWriter.BODY)
                .sessionId(session.sessionId())
                .createdSeq(session.createdSeq())
                .mode(session.mode())
                .phase(session.phase())
                .previewAtNs(timeOrNull(session.previewAtNs()))
                .opensAtNs(timeOrNull(session.opensAtNs()))
                .closesAtNs(timeOrNull(session.closesAtNs()))
                .staggerNs(session.staggerNs())
                .lotDurationNs(timeOrNull(session.lotDurationNs()))
                .shiftNs(session.shiftNs())
                .name(listings.sessions.name(session.sessionId()));
        out.emit(SessionRecordEncoder.TEMPLATE_ID, SessionRecordEncoder.BLOCK_LENGTH, record.encodedLength());
    }

    private static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? SessionRecordEncoder.opensAtNsNullValue() : timeNs;
    }

    /** Its state, then its terms as they were commanded, then its bids. */
    private void writeAuction(Auction auction) {
        auction.save(auctionState.wrap(out.buffer(), RecordWriter.BODY));
        out.emit(AuctionStateRecordEncoder.TEMPLATE_ID, AuctionStateRecordEncoder.BLOCK_LENGTH);
        AuctionDefinition.write(
                auction.terms(),
                listings.auctions.name(auction.auctionId()),
                auctionTerms.wrap(out.buffer(), RecordWriter.BODY));
        out.emit(CreateAuctionEncoder.TEMPLATE_ID, CreateAuctionEncoder.BLOCK_LENGTH, auctionTerms.encodedLength());
        auction.saveBids(
                bidRecord.wrap(out.buffer(), RecordWriter.BODY),
                () -> out.emit(BidRecordEncoder.TEMPLATE_ID, BidRecordEncoder.BLOCK_LENGTH));
    }

    private void writeBidders() {
        BidderRecordEncoder record = new BidderRecordEncoder();
        standings.forEach((auctionId, sessionId, accountId, standing) -> {
            record.wrap(out.buffer(), RecordWriter.BODY)
                    .auctionId(auctionId)
                    .sessionId(sessionId)
                    .accountId(accountId)
                    .standing(standing.kind())
                    .maxBidMinor(standing.maxBid());
            out.emit(BidderRecordEncoder.TEMPLATE_ID, BidderRecordEncoder.BLOCK_LENGTH);
        });
    }

    /** While what came due in it is still to happen. */
    private void writeOutage() {
        long untilNs = market.auctionDesk().awayUntilNs();
        if (untilNs > market.lastTimeNs()) {
            new OutageRecordEncoder().wrap(out.buffer(), RecordWriter.BODY).untilNs(untilNs);
            out.emit(OutageRecordEncoder.TEMPLATE_ID, OutageRecordEncoder.BLOCK_LENGTH);
        }
    }

    private void writeBidLimits() {
        BidLimitsRecordEncoder record = new BidLimitsRecordEncoder();
        limits.forEach((accountId, assetId, maxBid, maxExposure) -> {
            record.wrap(out.buffer(), RecordWriter.BODY)
                    .accountId(accountId)
                    .assetId(assetId)
                    .maxBidMinor(maxBid)
                    .maxExposureMinor(maxExposure);
            out.emit(BidLimitsRecordEncoder.TEMPLATE_ID, BidLimitsRecordEncoder.BLOCK_LENGTH);
        });
    }
}
