package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.account.Postings;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.AuctionExtendedEncoder;
import io.gavel.wire.log.AuctionOpenedEncoder;
import io.gavel.wire.log.AuctionStateEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.OutbidEncoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.BooleanType;

/** States what was decided of auctions, as {@link Facts} does of all else, and into the same transaction. */
final class AuctionFacts {
    private final Ledger ledger;
    private final Facts facts;
    private final BidAcceptedEncoder bidAccepted = new BidAcceptedEncoder();
    private final OutbidEncoder outbid = new OutbidEncoder();
    private final BoughtEncoder bought = new BoughtEncoder();
    private final AuctionStateEncoder auctionState = new AuctionStateEncoder();
    private final AuctionOpenedEncoder auctionOpened = new AuctionOpenedEncoder();
    private final AuctionClosedEncoder auctionClosed = new AuctionClosedEncoder();
    private final AuctionExtendedEncoder auctionExtended = new AuctionExtendedEncoder();

    AuctionFacts(Ledger ledger, Facts facts) {
        this.ledger = ledger;
        this.facts = facts;
    }

    /** The auction took the command's bid: acknowledges it, shows the new state, tells who was outbid and the new end. */
    void bidAccepted(EnglishAuction auction, int accountId) {
        int assetId = auction.terms().assetId();
        bidAccepted
                .wrap(facts.buffer(), facts.out().event(BidAcceptedEncoder.BLOCK_LENGTH))
                .holdDeltaMinor(auction.holdDelta());
        facts.out().endEvent(BidAcceptedEncoder.TEMPLATE_ID, BidAcceptedEncoder.BLOCK_LENGTH);
        Postings.held(ledger, accountId, assetId, auction.holdDelta());
        facts.answer().bidAccepted(auction.price(), auction.leaderAccountId(), timeOrNull(auction.endsAtNs()));
        auctionState(auction);
        if (auction.displacedAccountId() != 0) {
            outbid.wrap(facts.buffer(), facts.out().event(OutbidEncoder.BLOCK_LENGTH))
                    .auctionId(auction.auctionId())
                    .accountId(auction.displacedAccountId())
                    .priceMinor(auction.price())
                    .releasedMinor(auction.displacedHold());
            facts.out().endEvent(OutbidEncoder.TEMPLATE_ID, OutbidEncoder.BLOCK_LENGTH);
            Postings.released(ledger, auction.displacedAccountId(), assetId, auction.displacedHold());
        }
        if (auction.extended()) {
            auctionExtended
                    .wrap(facts.buffer(), facts.out().event(AuctionExtendedEncoder.BLOCK_LENGTH))
                    .auctionId(auction.auctionId())
                    .endsAtNs(auction.endsAtNs());
            facts.out().endEvent(AuctionExtendedEncoder.TEMPLATE_ID, AuctionExtendedEncoder.BLOCK_LENGTH);
        }
    }

    void bought(long price) {
        bought.wrap(facts.buffer(), facts.out().event(BoughtEncoder.BLOCK_LENGTH))
                .priceMinor(price);
        facts.out().endEvent(BoughtEncoder.TEMPLATE_ID, BoughtEncoder.BLOCK_LENGTH);
        facts.answer().bought(price);
    }

    /** The least that is taken is its start price, in every format. */
    void auctionOpened(Auction auction) {
        auctionOpened
                .wrap(facts.buffer(), facts.out().event(AuctionOpenedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .minNextMinor(auction.terms().start())
                .endsAtNs(timeOrNull(auction.endsAtNs()));
        facts.out().endEvent(AuctionOpenedEncoder.TEMPLATE_ID, AuctionOpenedEncoder.BLOCK_LENGTH);
    }

    /** The lot goes to {@code winnerAccountId} at {@code price}; the leader's hold ends. */
    void auctionSold(EnglishAuction auction, int winnerAccountId, long price) {
        auctionClosed(auction, AuctionOutcome.SOLD, winnerAccountId, price);
        AuctionTerms terms = auction.terms();
        Postings.sold(ledger, winnerAccountId, terms.sellerAccountId(), terms.assetId(), price);
    }

    /** Nobody gets the lot; the leader's hold ends. */
    void auctionEnded(EnglishAuction auction, AuctionOutcome outcome) {
        auctionClosed(auction, outcome, 0, AuctionClosedEncoder.priceMinorNullValue());
        if (outcome == AuctionOutcome.CANCELED) {
            facts.answer().auctionCanceled();
        }
    }

    private void auctionClosed(EnglishAuction auction, AuctionOutcome outcome, int winnerAccountId, long price) {
        auctionClosed
                .wrap(facts.buffer(), facts.out().event(AuctionClosedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .winnerAccountId(winnerAccountId)
                .priceMinor(price)
                .holderAccountId(auction.leaderAccountId())
                .releasedMinor(auction.leaderHold())
                .outcome(outcome);
        facts.out().endEvent(AuctionClosedEncoder.TEMPLATE_ID, AuctionClosedEncoder.BLOCK_LENGTH);
        Postings.released(ledger, auction.leaderAccountId(), auction.terms().assetId(), auction.leaderHold());
    }

    private void auctionState(EnglishAuction auction) {
        auctionState
                .wrap(facts.buffer(), facts.out().event(AuctionStateEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .leaderAccountId(auction.leaderAccountId())
                .priceMinor(auction.price())
                .minNextMinor(auction.minNext())
                .endsAtNs(timeOrNull(auction.endsAtNs()))
                .bids(auction.bids())
                .reserveMet(auction.reserveMet() ? BooleanType.TRUE : BooleanType.FALSE);
        facts.out().endEvent(AuctionStateEncoder.TEMPLATE_ID, AuctionStateEncoder.BLOCK_LENGTH);
    }

    private static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? AuctionStateEncoder.endsAtNsNullValue() : timeNs;
    }
}
