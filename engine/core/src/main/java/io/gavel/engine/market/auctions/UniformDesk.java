package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Allotment;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.UniformAuction;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;

/** Sealed bids for units of one kind: the best get them, and all pay the same. */
final class UniformDesk extends SealedBidDesk<UniformAuction> {
    UniformDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    UniformAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new UniformAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(UniformAuction auction, Sender sender, BidFields bid) {
        long qty = bid.qty() == 0 ? 1 : bid.qty();
        if (checks.unitsExist(auction.terms().qty(), qty) && priceIsRight(auction, bid.amount())) {
            take(auction, sender, bid.amount(), qty);
        }
    }

    /** A bid at any price needs a ceiling: what it may cost must be known (UNI-1). */
    private boolean priceIsRight(UniformAuction auction, long amount) {
        AuctionTerms terms = auction.terms();
        if (amount == UniformAuction.ANY_PRICE) {
            return auction.hasCeiling() || checks.refuse(Refusal.UNBOUNDED_COST);
        }
        if (!checks.amountIsRight(amount)) {
            return false;
        }
        if (amount < terms.start()) {
            return checks.refuse(Refusal.BID_TOO_LOW, terms.start());
        }
        return !auction.hasCeiling()
                || amount <= terms.ceiling()
                || checks.refuse(Refusal.BID_ABOVE_CEILING, terms.ceiling());
    }

    @Override
    void settle(UniformAuction auction) {
        Allotment allotment = auction.settle();
        if (allotment.winners() == 0) {
            tellNothingSold(auction, AuctionOutcome.UNSOLD);
            return;
        }
        long price = allotment.price();
        auction.forEachLoser(
                allotment, (accountId, hold) -> told.released(auction, accountId, hold, ReleaseReason.LOST));
        auction.forEachAward(
                allotment,
                (accountId, qty, hold) ->
                        sales.awarded(auction, accountId, qty, price, AuctionTerms.hammerOf(price, qty), hold));
        long sold = auction.terms().qty() - allotment.left();
        int onlyWinnerId = allotment.winners() == 1 ? auction.firstServedId(allotment) : 0;
        sales.ended(auction, AuctionOutcome.SOLD, onlyWinnerId, price, sold, allotment.winners());
    }
}
