package io.gavel.engine.market;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.HybridAuction;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.PlaceBidDecoder;

/** An English auction with a clock behind it: the best bid is only the price at which it stops by itself. */
final class HybridDesk extends EnglishDesk {
    HybridDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    HybridAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new HybridAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(EnglishAuction auction, Sender sender, PlaceBidDecoder bid) {
        HybridAuction hybrid = (HybridAuction) auction;
        if (!hybrid.hasClock()) {
            super.placeBid(auction, sender, bid);
        } else if (checks.isForTheLot(auction, bid.qty()) && checks.amountIsRight(bid.amount())) {
            stop(hybrid, sender, bid.amount());
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
    void buyNow(EnglishAuction auction, Sender sender) {
        if (((HybridAuction) auction).hasClock()) {
            checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
        } else {
            super.buyNow(auction, sender);
        }
    }

    @Override
    void onDeadline(EnglishAuction auction, long timeNs) {
        HybridAuction hybrid = (HybridAuction) auction;
        boolean runs = true;
        if (hybrid.hasClock()) {
            runs = hybrid.fall(timeNs);
        } else {
            hybrid.startClock(timeNs);
        }
        if (runs) {
            tellClock(hybrid);
        } else {
            super.onDeadline(auction, timeNs);
        }
    }

    /** Only in the ascending part: what a clock starts from is settled. */
    @Override
    void retractBid(EnglishAuction auction, Sender sender, BidRetraction retraction) {
        if (((HybridAuction) auction).hasClock()) {
            checks.refuse(Refusal.RETRACTION_NOT_ALLOWED);
        } else {
            super.retractBid(auction, sender, retraction);
        }
    }

    /** Only the ascending part: a clock ends where it is stopped. */
    @Override
    void hammer(EnglishAuction auction, Sender sender) {
        if (((HybridAuction) auction).hasClock()) {
            checks.refuse(Refusal.NOT_SUPPORTED);
        } else {
            onDeadline(auction, sender.timeNs);
        }
    }

    @Override
    void delay(EnglishAuction auction, long lastNs, long nowNs) {
        HybridAuction hybrid = (HybridAuction) auction;
        if (hybrid.hasClock()) {
            hybrid.delay(lastNs, nowNs);
            tellClock(hybrid);
        } else {
            super.delay(auction, lastNs, nowNs);
        }
    }

    private void tellClock(HybridAuction auction) {
        told.clockState(
                auction, auction.shown(), auction.terms().qty(), auction.deadlineNs(), auction.leaderAccountId());
    }
}
