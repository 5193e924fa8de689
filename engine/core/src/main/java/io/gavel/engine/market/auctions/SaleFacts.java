package io.gavel.engine.market.auctions;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.account.Postings;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.SecondChance;
import io.gavel.engine.market.facts.Facts;
import io.gavel.wire.log.AuctionAwardedEncoder;
import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.AuctionEndedEncoder;
import io.gavel.wire.log.SaleCanceledEncoder;
import io.gavel.wire.log.SecondChanceEndedEncoder;
import io.gavel.wire.log.SecondChanceOfferedEncoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.OfferOutcome;
import io.gavel.wire.types.ReleaseReason;

/**
 * States what an auction came to: who got what at which price, and who pays whom. An auction without fees that sells one
 * lot ends with one event; where {@link AuctionTerms#hasAwards}, there is one a winner and one for the end.
 */
final class SaleFacts {
    private final Ledger ledger;
    private final BidHolds holds;
    private final AuctionFacts told;
    private final Facts facts;
    private final AuctionClosedEncoder auctionClosed = new AuctionClosedEncoder();
    private final AuctionAwardedEncoder auctionAwarded = new AuctionAwardedEncoder();
    private final AuctionEndedEncoder auctionEnded = new AuctionEndedEncoder();
    private final SaleCanceledEncoder saleCanceled = new SaleCanceledEncoder();
    private final SecondChanceOfferedEncoder offered = new SecondChanceOfferedEncoder();
    private final SecondChanceEndedEncoder offerEnded = new SecondChanceEndedEncoder();

    SaleFacts(Ledger ledger, BidHolds holds, AuctionFacts told, Facts facts) {
        this.ledger = ledger;
        this.holds = holds;
        this.told = told;
        this.facts = facts;
    }

    /**
     * The lot goes to {@code winnerAccountId} at {@code price}, told as the terms want it; what {@code holderAccountId},
     * who led, has held for it ends.
     */
    void lotSold(Auction auction, int winnerAccountId, long price, int holderAccountId, long held) {
        if (!auction.terms().hasAwards()) {
            sold(auction, winnerAccountId, price, holderAccountId, held);
            return;
        }
        boolean holderWins = winnerAccountId == holderAccountId;
        if (holderAccountId != 0 && !holderWins) {
            told.released(auction, holderAccountId, held, ReleaseReason.LOST);
        }
        long qty = auction.terms().qty();
        awarded(auction, winnerAccountId, qty, price, price, holderWins ? held : 0);
        ended(auction, AuctionOutcome.SOLD, winnerAccountId, price, qty, 1);
    }

    /** Nobody gets anything, told as the terms want it; what {@code holderAccountId} has held ends, where it is not 0. */
    void nothingSold(Auction auction, AuctionOutcome outcome, int holderAccountId, long held) {
        if (!auction.terms().hasAwards()) {
            closed(auction, outcome, 0, AuctionTerms.NO_AMOUNT, holderAccountId, held);
            return;
        }
        if (holderAccountId != 0) {
            told.released(auction, holderAccountId, held, ReleaseReason.CANCELED);
        }
        ended(auction, outcome, 0, AuctionTerms.NO_AMOUNT, 0, 0);
    }

    /**
     * Somebody gets {@code qty} units, or the lot, and pays at once what they come to with the fees: in a reverse auction
     * its buyer pays who wins, in all others who wins pays the seller.
     *
     * @param price of a unit, or of the lot
     * @param hammer of all that is awarded
     * @param released what the payer has held for it: at least what is paid, where anything was held
     */
    void awarded(Auction auction, int winnerAccountId, long qty, long price, long hammer, long released) {
        AuctionTerms terms = auction.terms();
        long premium = terms.premium().of(hammer);
        long commission = terms.commission().of(hammer);
        boolean isReverse = terms.format() == AuctionFormat.REVERSE;
        int payerId = isReverse ? terms.sellerAccountId() : winnerAccountId;
        int payeeId = isReverse ? winnerAccountId : terms.sellerAccountId();
        auctionAwarded
                .wrap(facts.buffer(), facts.out().event(AuctionAwardedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(winnerAccountId)
                .qty(qty)
                .priceMinor(price)
                .hammerMinor(hammer)
                .premiumMinor(premium)
                .commissionMinor(commission)
                .releasedMinor(released)
                .payerAccountId(payerId)
                .payeeAccountId(payeeId);
        facts.out().endEvent(AuctionAwardedEncoder.TEMPLATE_ID, AuctionAwardedEncoder.BLOCK_LENGTH);
        holds.released(auction, payerId, released);
        Postings.awarded(ledger, payerId, payeeId, terms.assetId(), hammer, premium, commission);
    }

    /**
     * All awards were told.
     *
     * @param winnerAccountId the only one; 0: nobody, or several
     * @param price hammer, stop-out or lowest winning price; {@link AuctionTerms#NO_AMOUNT}: none
     * @param qty units that were sold
     */
    void ended(Auction auction, AuctionOutcome outcome, int winnerAccountId, long price, long qty, int awards) {
        auctionEnded
                .wrap(facts.buffer(), facts.out().event(AuctionEndedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .winnerAccountId(winnerAccountId)
                .priceMinor(AuctionFacts.amountOrNull(price))
                .qty(qty)
                .awards(awards)
                .outcome(outcome);
        facts.out().endEvent(AuctionEndedEncoder.TEMPLATE_ID, AuctionEndedEncoder.BLOCK_LENGTH);
        facts.answer().auctionOver(AuctionEndedEncoder.TEMPLATE_ID);
    }

    /** Lot and money of an award go where they came from. */
    void saleCanceled(
            Auction auction,
            int winnerAccountId,
            long hammer,
            long premium,
            long commission,
            AuctionCancelReason reason) {
        AuctionTerms terms = auction.terms();
        saleCanceled
                .wrap(facts.buffer(), facts.out().event(SaleCanceledEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .winnerAccountId(winnerAccountId)
                .hammerMinor(hammer)
                .premiumMinor(premium)
                .commissionMinor(commission)
                .reason(reason)
                .payerAccountId(winnerAccountId)
                .payeeAccountId(terms.sellerAccountId());
        facts.out().endEvent(SaleCanceledEncoder.TEMPLATE_ID, SaleCanceledEncoder.BLOCK_LENGTH);
        Postings.saleCanceled(
                ledger, winnerAccountId, terms.sellerAccountId(), terms.assetId(), hammer, premium, commission);
        facts.answer().saleCanceled();
    }

    /** Who lost may have the lot; nothing is held for it. */
    void offered(Auction auction, SecondChance.Item offer) {
        long premium = auction.terms().premium().of(offer.price());
        offered.wrap(facts.buffer(), facts.out().event(SecondChanceOfferedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(offer.accountId())
                .priceMinor(offer.price())
                .premiumMinor(premium)
                .expiresAtNs(offer.expiresAtNs());
        facts.out().endEvent(SecondChanceOfferedEncoder.TEMPLATE_ID, SecondChanceOfferedEncoder.BLOCK_LENGTH);
        facts.answer().offered(offer.price(), premium, offer.expiresAtNs());
    }

    /** An offer is none any more; where it was accepted, the award is told next. */
    void offerEnded(Auction auction, int accountId, OfferOutcome outcome) {
        offerEnded
                .wrap(facts.buffer(), facts.out().event(SecondChanceEndedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(accountId)
                .outcome(outcome);
        facts.out().endEvent(SecondChanceEndedEncoder.TEMPLATE_ID, SecondChanceEndedEncoder.BLOCK_LENGTH);
        facts.answer().offerEnded(outcome);
    }

    private void sold(Auction auction, int winnerAccountId, long price, int holderAccountId, long released) {
        closed(auction, AuctionOutcome.SOLD, winnerAccountId, price, holderAccountId, released);
        AuctionTerms terms = auction.terms();
        Postings.sold(ledger, winnerAccountId, terms.sellerAccountId(), terms.assetId(), price);
    }

    private void closed(
            Auction auction,
            AuctionOutcome outcome,
            int winnerAccountId,
            long price,
            int holderAccountId,
            long released) {
        auctionClosed
                .wrap(facts.buffer(), facts.out().event(AuctionClosedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .winnerAccountId(winnerAccountId)
                .priceMinor(AuctionFacts.amountOrNull(price))
                .holderAccountId(holderAccountId)
                .releasedMinor(released)
                .outcome(outcome);
        facts.out().endEvent(AuctionClosedEncoder.TEMPLATE_ID, AuctionClosedEncoder.BLOCK_LENGTH);
        holds.released(auction, holderAccountId, released);
        facts.answer().auctionOver(AuctionClosedEncoder.TEMPLATE_ID);
    }
}
