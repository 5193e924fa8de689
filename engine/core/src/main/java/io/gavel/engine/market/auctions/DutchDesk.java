package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.DutchAuction;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;

/** A price that falls: whoever bids it first takes units at it. */
final class DutchDesk extends FormatDesk<DutchAuction> {
    DutchDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    DutchAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new DutchAuction(auctionId, createdSeq, terms);
    }

    @Override
    void open(DutchAuction auction, long timeNs) {
        super.open(auction, timeNs);
        auction.startClock(timeNs);
        tellClock(auction);
    }

    @Override
    void placeBid(DutchAuction auction, Sender sender, BidFields bid) {
        long qty = bid.qty() == 0 ? 1 : bid.qty();
        if (!checks.unitsExist(auction.remaining(), qty) || !checks.amountIsRight(bid.amount())) {
            return;
        }
        long price = auction.price();
        if (bid.amount() < price) {
            checks.refuse(Refusal.BID_TOO_LOW, price);
        } else if (checks.coversPurchase(
                auction,
                sender.accountId,
                AuctionTerms.hammerOf(bid.amount(), qty),
                auction.terms().holdFor(price, qty))) {
            auction.take(sender.accountId, qty, sender.timeNs);
            tellTake(auction, sender.accountId, qty, price);
        }
    }

    @Override
    void onDeadline(DutchAuction auction, long timeNs) {
        if (auction.fall(timeNs)) {
            tellClock(auction);
        } else {
            end(auction, auction.bids() > 0 ? AuctionOutcome.SOLD : AuctionOutcome.UNSOLD);
        }
    }

    @Override
    void delay(DutchAuction auction, long lastNs, long nowNs) {
        long endBefore = auction.endsAtNs();
        auction.delay(lastNs, nowNs);
        if (auction.endsAtNs() != endBefore) {
            told.delayed(auction);
        }
        if (auction.phase() == Auction.Phase.OPEN) {
            tellClock(auction);
        }
    }

    @Override
    void cancel(DutchAuction auction, AuctionCancelReason reason) {
        auction.cancel();
        tellEnd(auction, AuctionOutcome.CANCELED);
    }

    private void tellTake(DutchAuction auction, int accountId, long qty, long price) {
        told.bought(price);
        if (!auction.terms().hasAwards()) {
            auction.close();
            sales.lotSold(auction, accountId, price, 0, 0);
            return;
        }
        sales.awarded(auction, accountId, qty, price, AuctionTerms.hammerOf(price, qty), 0);
        if (auction.remaining() > 0) {
            tellClock(auction);
        } else {
            end(auction, AuctionOutcome.SOLD);
        }
    }

    private void tellClock(DutchAuction auction) {
        told.clockState(auction, auction.price(), auction.remaining(), auction.deadlineNs(), 0);
    }

    private void end(DutchAuction auction, AuctionOutcome outcome) {
        auction.close();
        tellEnd(auction, outcome);
    }

    /** What was taken before stays sold, however it ends. */
    private void tellEnd(DutchAuction auction, AuctionOutcome outcome) {
        if (auction.terms().hasAwards()) {
            long sold = auction.terms().qty() - auction.remaining();
            sales.ended(auction, outcome, auction.onlyWinnerId(), auction.lowestPaid(), sold, auction.bids());
        } else {
            sales.nothingSold(auction, outcome, 0, 0);
        }
    }
}
