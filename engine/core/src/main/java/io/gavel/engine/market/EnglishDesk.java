package io.gavel.engine.market;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;

/** Ascending bids: whoever offers most when the end comes gets the lot. */
final class EnglishDesk extends FormatDesk<EnglishAuction> {
    EnglishDesk(BidChecks checks, AuctionFacts told) {
        super(checks, told);
    }

    @Override
    EnglishAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new EnglishAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(EnglishAuction auction, Sender sender, PlaceBidDecoder bid) {
        int accountId = sender.accountId;
        long amount = bid.amount();
        if (!checks.isForTheLot(auction, bid.qty()) || !checks.amountIsRight(amount)) {
            return;
        }
        Refusal tooLow = auction.refusalOf(accountId, amount);
        if (tooLow == Refusal.BID_TOO_LOW) {
            checks.refuse(tooLow, auction.minNext());
        } else if (tooLow != null) {
            checks.refuse(tooLow);
        } else if (auction.buysAtOnce(amount)) {
            buy(auction, accountId);
        } else if (checks.fundsSuffice(auction, accountId, auction.extraHold(accountId, amount))) {
            auction.bid(accountId, amount, sender.timeNs);
            told.bidAccepted(auction, accountId);
        }
    }

    @Override
    void buyNow(EnglishAuction auction, Sender sender) {
        if (auction.offersBuyNow()) {
            buy(auction, sender.accountId);
        } else {
            checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
        }
    }

    @Override
    void onDeadline(EnglishAuction auction, long timeNs) {
        auction.close();
        if (auction.leaderAccountId() != 0 && auction.reserveMet()) {
            told.auctionSold(auction, auction.leaderAccountId(), auction.price());
        } else {
            told.auctionEnded(auction, AuctionOutcome.UNSOLD);
        }
    }

    @Override
    void cancel(EnglishAuction auction, AuctionCancelReason reason) {
        auction.cancel();
        told.auctionEnded(auction, AuctionOutcome.CANCELED);
    }

    private void buy(EnglishAuction auction, int accountId) {
        long price = auction.terms().buyNow();
        long free = accountId == auction.leaderAccountId() ? auction.leaderHold() : 0;
        if (checks.fundsSuffice(auction, accountId, Math.max(0, price - free))) {
            auction.close();
            told.bought(price);
            told.auctionSold(auction, accountId, price);
        }
    }
}
