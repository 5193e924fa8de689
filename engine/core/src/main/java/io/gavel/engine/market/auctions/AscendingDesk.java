package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.KeptBids;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;
import org.agrona.collections.IntHashSet;

/**
 * Ascending bids: whoever offers most when the end comes gets the lot.
 *
 * @param <A> English, or an auction that begins as one
 */
abstract class AscendingDesk<A extends EnglishAuction> extends FormatDesk<A> {
    AscendingDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    void placeBid(A auction, Sender sender, BidFields bid) {
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
    void buyNow(A auction, Sender sender) {
        if (auction.offersBuyNow()) {
            buy(auction, sender.accountId, auction.terms().buyNow(), sender.timeNs);
        } else {
            checks.refuse(Refusal.BUY_NOW_NOT_OFFERED);
        }
    }

    @Override
    void retractBid(A auction, Sender sender, BidRetraction retraction) {
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
    private int coverLeader(A auction) {
        int leader = auction.leaderAccountId();
        int fallen = 0;
        if (leader != 0 && !checks.covers(leader, auction.terms().assetId(), auction.leaderHold())) {
            fallen = dropUncovered(auction);
            leader = auction.leaderAccountId();
        }
        if (leader != 0) {
            told.held(auction, leader, auction.leaderHold());
        }
        return fallen;
    }

    /** All who would lead one after the other and are not covered go at once, however many they are. */
    private int dropUncovered(A auction) {
        KeptBids kept = auction.kept();
        AuctionTerms terms = auction.terms();
        IntHashSet uncovered = new IntHashSet();
        for (int bid : kept.byRank()) {
            int accountId = kept.accountId(bid);
            if (checks.covers(accountId, terms.assetId(), terms.holdFor(kept.amount(bid)))) {
                break;
            }
            uncovered.add(accountId);
            told.released(auction, accountId, 0, ReleaseReason.UNCOVERED);
        }
        int fallen = kept.removeAllOf(uncovered::contains);
        auction.rebuild();
        return fallen;
    }

    @Override
    void onDeadline(A auction, long timeNs) {
        auction.close();
        auction.closedAt(timeNs);
        if (auction.leaderAccountId() != 0 && auction.reserveMet()) {
            tellSale(auction, auction.leaderAccountId(), auction.price());
        } else {
            tellEnd(auction, AuctionOutcome.UNSOLD);
        }
    }

    @Override
    void hammer(A auction, Sender sender) {
        onDeadline(auction, sender.timeNs);
    }

    @Override
    void cancel(A auction, AuctionCancelReason reason) {
        auction.cancel();
        tellEnd(auction, AuctionOutcome.CANCELED);
    }

    /** Ends it in favour of who can pay this price. */
    final void buy(A auction, int accountId, long price, long timeNs) {
        long free = accountId == auction.leaderAccountId() ? auction.leaderHold() : 0;
        if (checks.coversPurchase(auction, accountId, price, auction.terms().holdFor(price) - free)) {
            auction.close();
            auction.closedAt(timeNs);
            told.bought(price);
            tellSale(auction, accountId, price);
        }
    }

    /** Acknowledges the bid, shows the new state, tells who was outbid and the new end. */
    private void tellBid(A auction, int accountId) {
        told.bidAccepted(auction, accountId, auction.holdDelta(), auction.price(), auction.leaderAccountId());
        tellState(auction);
        if (auction.displacedAccountId() != 0) {
            told.outbid(auction, auction.displacedAccountId(), auction.price(), auction.displacedHold());
        }
        if (auction.extended()) {
            told.extended(auction);
        }
    }

    private void tellState(A auction) {
        told.state(auction, auction.leaderAccountId(), auction.price(), auction.minNext(), auction.reserveMet());
    }

    /** The lot goes to the winner; the leader's hold ends. */
    private void tellSale(A auction, int winnerAccountId, long price) {
        if (auction.secondChance() != null) {
            auction.secondChance().sold(winnerAccountId, price);
        }
        sales.lotSold(auction, winnerAccountId, price, auction.leaderAccountId(), auction.leaderHold());
    }

    /** Nobody gets the lot; the leader's hold ends. */
    private void tellEnd(A auction, AuctionOutcome outcome) {
        sales.nothingSold(auction, outcome, auction.leaderAccountId(), auction.leaderHold());
    }
}
