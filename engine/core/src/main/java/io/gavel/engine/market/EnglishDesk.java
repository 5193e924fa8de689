package io.gavel.engine.market;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.KeptBids;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;

/** Ascending bids: whoever offers most when the end comes gets the lot. */
class EnglishDesk extends FormatDesk<EnglishAuction> {
    EnglishDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
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
            checks.refuse(tooLow, auction.leastOf(accountId));
        } else if (tooLow != null) {
            checks.refuse(tooLow);
        } else if (auction.buysAtOnce(amount)) {
            buy(auction, accountId, auction.terms().buyNow(), sender.timeNs);
        } else if (checks.coversBid(auction, accountId, amount, auction.extraHold(accountId, amount))) {
            auction.bid(accountId, amount, sender.timeNs, sender.seq, sender.idHash);
            tellBid(auction, accountId);
        }
    }

    @Override
    void buyNow(EnglishAuction auction, Sender sender) {
        if (auction.offersBuyNow()) {
            buy(auction, sender.accountId, auction.terms().buyNow(), sender.timeNs);
        } else {
            checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
        }
    }

    @Override
    void retractBid(EnglishAuction auction, Sender sender, BidRetraction retraction) {
        if (!checks.hasRetraction(auction)) {
            return;
        }
        KeptBids kept = auction.kept();
        int accountId = sender.accountId;
        int bid = retraction.isNamed ? kept.find(accountId, retraction.origIdHash) : kept.latestOf(accountId);
        if (bid == KeptBids.NONE) {
            checks.refuse(Refusal.UNKNOWN_BID);
            return;
        }
        long bidNs = kept.timeNs(bid);
        if (!checks.mayRetract(auction, retraction, bidNs, sender.timeNs)) {
            return;
        }
        // What is free is all that came before it, too.
        boolean allGo = !retraction.isNamed
                && (retraction.isVenues || auction.terms().retraction().isFree(bidNs, auction.endsAtNs()));
        int leaderBefore = auction.leaderAccountId();
        long holdBefore = auction.leaderHold();
        int gone = 1;
        if (allGo) {
            gone = kept.removeAllOf(accountId);
        } else {
            kept.remove(bid);
        }
        auction.rebuild();
        boolean hasNewLeader = auction.leaderAccountId() != leaderBefore;
        told.retracted(auction, accountId, gone, hasNewLeader ? holdBefore : holdBefore - auction.leaderHold());
        if (hasNewLeader) {
            gone += coverLeader(auction);
        }
        told.rebuilt(auction, gone);
        tellState(auction);
    }

    /** Holds for who leads by a retraction; who is not covered falls away (RET-3). Says how many bids did. */
    private int coverLeader(EnglishAuction auction) {
        int fallen = 0;
        int leader = auction.leaderAccountId();
        while (leader != 0 && !checks.canHold(auction, leader, auction.leaderHold())) {
            fallen += auction.kept().removeAllOf(leader);
            auction.rebuild();
            told.released(auction, leader, 0, ReleaseReason.UNCOVERED);
            leader = auction.leaderAccountId();
        }
        if (leader != 0) {
            told.held(auction, leader, auction.leaderHold());
        }
        return fallen;
    }

    @Override
    void onDeadline(EnglishAuction auction, long timeNs) {
        auction.close();
        auction.closedAt(timeNs);
        if (auction.leaderAccountId() != 0 && auction.reserveMet()) {
            tellSale(auction, auction.leaderAccountId(), auction.price());
        } else {
            tellEnd(auction, AuctionOutcome.UNSOLD);
        }
    }

    @Override
    void hammer(EnglishAuction auction, Sender sender) {
        onDeadline(auction, sender.timeNs);
    }

    @Override
    void cancel(EnglishAuction auction, AuctionCancelReason reason) {
        auction.cancel();
        tellEnd(auction, AuctionOutcome.CANCELED);
    }

    /** Ends it in favour of who can pay this price. */
    final void buy(EnglishAuction auction, int accountId, long price, long timeNs) {
        long free = accountId == auction.leaderAccountId() ? auction.leaderHold() : 0;
        if (checks.coversPurchase(auction, accountId, price, auction.terms().holdFor(price) - free)) {
            auction.close();
            auction.closedAt(timeNs);
            told.bought(price);
            tellSale(auction, accountId, price);
        }
    }

    /** Acknowledges the bid, shows the new state, tells who was outbid and the new end. */
    private void tellBid(EnglishAuction auction, int accountId) {
        told.bidAccepted(auction, accountId, auction.holdDelta(), auction.price(), auction.leaderAccountId());
        tellState(auction);
        if (auction.displacedAccountId() != 0) {
            told.outbid(auction, auction.displacedAccountId(), auction.price(), auction.displacedHold());
        }
        if (auction.extended()) {
            told.extended(auction);
        }
    }

    private void tellState(EnglishAuction auction) {
        told.state(auction, auction.leaderAccountId(), auction.price(), auction.minNext(), auction.reserveMet());
    }

    /** The lot goes to the winner; the leader's hold ends. */
    private void tellSale(EnglishAuction auction, int winnerAccountId, long price) {
        if (auction.secondChance() != null) {
            auction.secondChance().sold(winnerAccountId, price);
        }
        int leader = auction.leaderAccountId();
        if (!auction.terms().hasAwards()) {
            sales.sold(auction, winnerAccountId, price, leader, auction.leaderHold());
            return;
        }
        boolean leaderWins = winnerAccountId == leader;
        if (leader != 0 && !leaderWins) {
            told.released(auction, leader, auction.leaderHold(), ReleaseReason.LOST);
        }
        long qty = auction.terms().qty();
        sales.awarded(auction, winnerAccountId, qty, price, price, leaderWins ? auction.leaderHold() : 0);
        sales.ended(auction, AuctionOutcome.SOLD, winnerAccountId, price, qty, 1);
    }

    /** Nobody gets the lot; the leader's hold ends. */
    private void tellEnd(EnglishAuction auction, AuctionOutcome outcome) {
        int leader = auction.leaderAccountId();
        if (!auction.terms().hasAwards()) {
            sales.notSold(auction, outcome, leader, auction.leaderHold());
            return;
        }
        if (leader != 0) {
            told.released(auction, leader, auction.leaderHold(), ReleaseReason.CANCELED);
        }
        sales.ended(auction, outcome, 0, AuctionTerms.NO_AMOUNT, 0, 0);
    }
}
