package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.ReverseAuction;
import io.gavel.engine.market.facts.Facts;
import io.gavel.wire.log.RoundBidEncoder;
import io.gavel.wire.log.RoundEndedEncoder;

/** States how a reverse auction goes on; who pays whom in the end, {@link SaleFacts} does. */
final class RoundFacts {
    private final Facts facts;
    private final RoundBidEncoder roundBid = new RoundBidEncoder();
    private final RoundEndedEncoder roundEnded = new RoundEndedEncoder();

    RoundFacts(Facts facts) {
        this.facts = facts;
    }

    /** What a supplier offers, which nobody was told before. */
    void offered(ReverseAuction auction, int accountId, long amount) {
        roundBid.wrap(facts.buffer(), facts.out().event(RoundBidEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(accountId)
                .priceMinor(amount);
        facts.out().endEvent(RoundBidEncoder.TEMPLATE_ID, RoundBidEncoder.BLOCK_LENGTH);
    }

    /** A stage has ended, and the next one begins, unless it was the last. */
    void stageEnded(ReverseAuction auction) {
        roundEnded
                .wrap(facts.buffer(), facts.out().event(RoundEndedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .round(auction.round())
                .turnAccountId(auction.turnAccountId())
                .leaderAccountId(auction.leaderAccountId())
                .priceMinor(auction.price())
                .endsAtNs(auction.isDone() ? RoundEndedEncoder.endsAtNsNullValue() : auction.endsAtNs());
        facts.out().endEvent(RoundEndedEncoder.TEMPLATE_ID, RoundEndedEncoder.BLOCK_LENGTH);
    }
}
