package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.SealedAuction;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;

/** Sealed bids for one lot: the highest gets it, at its own price or the second one's (Vickrey). */
final class SealedDesk extends SealedBidDesk<SealedAuction> {
    SealedDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    SealedAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new SealedAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(SealedAuction auction, Sender sender, BidFields bid) {
        long amount = bid.amount();
        if (!checks.isForTheLot(auction, bid.qty()) || !checks.amountIsRight(amount)) {
            return;
        }
        long start = auction.terms().start();
        if (amount < start) {
            checks.refuse(Refusal.BID_TOO_LOW, start);
        } else {
            take(auction, sender, amount, auction.terms().qty());
        }
    }

    @Override
    void settle(SealedAuction auction) {
        auction.settle();
        if (!auction.isSold()) {
            tellNothingSold(auction, AuctionOutcome.UNSOLD);
            return;
        }
        int winnerId = auction.winnerId();
        auction.forEachHold((accountId, hold) -> {
            if (accountId != winnerId) {
                told.released(auction, accountId, hold, ReleaseReason.LOST);
            }
        });
        sales.lotSold(auction, winnerId, auction.price(), winnerId, auction.holdOf(winnerId));
    }
}
