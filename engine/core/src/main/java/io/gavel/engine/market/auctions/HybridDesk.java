package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.HybridAuction;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;

/** An English auction with a clock behind it: the best bid is only the price at which it stops by itself. */
final class HybridDesk extends AscendingDesk<HybridAuction> {
    HybridDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    HybridAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new HybridAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(HybridAuction auction, Sender sender, BidFields bid) {
        if (!auction.hasClock()) {
            super.placeBid(auction, sender, bid);
        } else if (checks.isForTheLot(auction, bid.qty()) && checks.amountIsRight(bid.amount())) {
            stop(auction, sender, bid.amount());
        }
    }

    /** HYB-2. */
    private void stop(HybridAuction auction, Sender sender, long amount) {
        if (amount < auction.shown()) {
            checks.refuse(Refusal.BID_TOO_LOW, auction.shown());
        } else {
            buy(auction, sender.accountId, auction.shown(), sender.timeNs);
        }
    }

    @Override
    void buyNow(HybridAuction auction, Sender sender) {
        if (auction.hasClock()) {
            checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
        } else {
            super.buyNow(auction, sender);
        }
    }

    @Override
    void onDeadline(HybridAuction auction, long timeNs) {
        boolean runs = true;
        if (auction.hasClock()) {
            runs = auction.fall(timeNs);
        } else {
            auction.startClock(timeNs);
        }
        if (runs) {
            tellClock(auction);
        } else {
            super.onDeadline(auction, timeNs);
        }
    }

    /** Only in the ascending part: what a clock starts from is settled. */
    @Override
    void retractBid(HybridAuction auction, Sender sender, BidRetraction retraction) {
        if (auction.hasClock()) {
            checks.refuse(Refusal.RETRACTION_NOT_ALLOWED);
        } else {
            super.retractBid(auction, sender, retraction);
        }
    }

    /** Only the ascending part: a clock ends where it is stopped. */
    @Override
    void hammer(HybridAuction auction, Sender sender) {
        if (auction.hasClock()) {
            checks.refuse(Refusal.NOT_SUPPORTED);
        } else {
            onDeadline(auction, sender.timeNs);
        }
    }

    @Override
    void delay(HybridAuction auction, long lastNs, long nowNs) {
        if (auction.hasClock()) {
            auction.delay(lastNs, nowNs);
            tellClock(auction);
        } else {
            super.delay(auction, lastNs, nowNs);
        }
    }

    private void tellClock(HybridAuction auction) {
        told.clockState(
                auction, auction.shown(), auction.terms().qty(), auction.deadlineNs(), auction.leaderAccountId());
    }
}
