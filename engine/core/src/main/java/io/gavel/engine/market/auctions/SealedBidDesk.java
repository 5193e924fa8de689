package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.SealedBidAuction;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;

/** What formats with sealed bids have in common: bids are taken, replaced and freed without a word about them. */
abstract class SealedBidDesk<A extends SealedBidAuction> extends FormatDesk<A> {
    SealedBidDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    /** Takes a bid that the format has nothing against, if it is covered. */
    final void take(A auction, Sender sender, long amount, long qty) {
        int accountId = sender.accountId;
        long hold = auction.holdFor(amount, qty);
        long more = hold < Auction.LIMIT ? Math.max(0, hold - auction.holdOf(accountId)) : hold;
        if (checks.coversBid(auction, accountId, auction.hammerFor(amount, qty), more)) {
            auction.bid(accountId, amount, qty, sender.timeNs, sender.seq, sender.idHash);
            told.bidAccepted(auction, accountId, auction.holdDelta(), AuctionTerms.NO_AMOUNT, 0);
            told.sealedState(auction);
        }
    }

    /** The bidder's only bid goes, and nobody else learns of it. */
    @Override
    final void retractBid(A auction, Sender sender, BidRetraction retraction) {
        int accountId = sender.accountId;
        if (!checks.hasRetraction(auction)) {
            return;
        }
        boolean isThere =
                auction.hasBid(accountId) && (!retraction.isNamed || auction.isNamed(accountId, retraction.origIdHash));
        if (!isThere) {
            checks.refuse(Refusal.UNKNOWN_BID);
        } else if (checks.mayRetract(auction, retraction, auction.bidNs(accountId), sender.timeNs)) {
            long released = auction.holdOf(accountId);
            auction.retract(accountId);
            told.retracted(auction, accountId, 1, released);
        }
    }

    @Override
    final void onDeadline(A auction, long timeNs) {
        auction.close();
        settle(auction);
        auction.forget();
    }

    /** The end has come: says who gets what, and frees all others. */
    abstract void settle(A auction);

    @Override
    final void cancel(A auction, AuctionCancelReason reason) {
        auction.cancel();
        tellNothingSold(auction, AuctionOutcome.CANCELED);
        auction.forget();
    }

    /** Nobody gets anything: all are free. */
    final void tellNothingSold(A auction, AuctionOutcome outcome) {
        auction.forEachHold((accountId, hold) -> told.released(auction, accountId, hold, ReleaseReason.CANCELED));
        sales.nothingSold(auction, outcome, 0, 0);
    }
}
