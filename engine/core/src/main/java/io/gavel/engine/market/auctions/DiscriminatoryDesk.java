package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.DiscriminatoryAuction;
import io.gavel.engine.auction.DiscriminatoryAuction.Award;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;
import java.util.List;

/** Open bids for units: the best bids win what there is, each at its own price. */
final class DiscriminatoryDesk extends FormatDesk<DiscriminatoryAuction> {
    DiscriminatoryDesk(BidChecks checks, AuctionFacts told, SaleFacts sales) {
        super(checks, told, sales);
    }

    @Override
    DiscriminatoryAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new DiscriminatoryAuction(auctionId, createdSeq, terms);
    }

    @Override
    void placeBid(DiscriminatoryAuction auction, Sender sender, BidFields bid) {
        int accountId = sender.accountId;
        long amount = bid.amount();
        long qty = bid.qty() == 0 ? 1 : bid.qty();
        if (!checks.unitsExist(auction.terms().qty(), qty) || !checks.amountIsRight(amount)) {
            return;
        }
        Refusal refusal = auction.refusalOf(accountId, amount, qty);
        if (refusal == Refusal.BID_TOO_LOW) {
            checks.refuse(refusal, auction.minNext());
        } else if (refusal == Refusal.BID_QTY_BELOW_OWN) {
            checks.refuse(refusal, auction.ownQty(accountId));
        } else if (refusal != null) {
            checks.refuse(refusal);
        } else if (checks.coversBid(
                auction, accountId, AuctionTerms.hammerOf(amount, qty), auction.extraHold(accountId, amount, qty))) {
            auction.bid(accountId, amount, qty, sender.seq, sender.timeNs, sender.idHash);
            tellBid(auction, accountId);
        }
    }

    @Override
    void retractBid(DiscriminatoryAuction auction, Sender sender, BidRetraction retraction) {
        int accountId = sender.accountId;
        if (!checks.hasRetraction(auction)) {
            return;
        }
        boolean isThere = auction.hasBid(accountId)
                && (!retraction.isNamed || auction.bidIdHash(accountId) == retraction.origIdHash);
        if (!isThere) {
            checks.refuse(Refusal.UNKNOWN_BID);
        } else if (checks.mayRetract(auction, retraction, auction.bidTimeNs(accountId), sender.timeNs)) {
            told.retracted(auction, accountId, 1, auction.retract(accountId));
            told.rebuilt(auction, 1);
            tellState(auction);
        }
    }

    @Override
    void onDeadline(DiscriminatoryAuction auction, long timeNs) {
        List<Award> awards = auction.awards();
        ReleaseReason reason = awards.isEmpty() ? ReleaseReason.CANCELED : ReleaseReason.LOST;
        auction.forEachLoser((accountId, released) -> told.released(auction, accountId, released, reason));
        auction.close();
        long units = 0;
        for (Award award : awards) {
            long hammer = award.price() * award.qty();
            sales.awarded(auction, award.accountId(), award.qty(), award.price(), hammer, award.released());
            units += award.qty();
        }
        if (awards.isEmpty()) {
            sales.nothingSold(auction, AuctionOutcome.UNSOLD, 0, 0);
        } else {
            Award last = awards.get(awards.size() - 1);
            int onlyWinner = awards.size() == 1 ? last.accountId() : 0;
            sales.ended(auction, AuctionOutcome.SOLD, onlyWinner, last.price(), units, awards.size());
        }
    }

    @Override
    void hammer(DiscriminatoryAuction auction, Sender sender) {
        onDeadline(auction, sender.timeNs);
    }

    @Override
    void cancel(DiscriminatoryAuction auction, AuctionCancelReason reason) {
        auction.forEachHold(
                (accountId, released) -> told.released(auction, accountId, released, ReleaseReason.CANCELED));
        auction.cancel();
        sales.nothingSold(auction, AuctionOutcome.CANCELED, 0, 0);
    }

    /** Acknowledges the bid, shows the new state, tells who was put out and the new end. */
    private void tellBid(DiscriminatoryAuction auction, int accountId) {
        told.bidAccepted(auction, accountId, auction.holdDelta(), auction.price(), auction.leaderAccountId());
        if (auction.hasFreeUnits()) {
            told.takesStart();
        }
        tellState(auction);
        for (int i = 0; i < auction.displacedCount(); i++) {
            told.outbid(auction, auction.displacedAccountId(i), auction.price(), auction.displacedHold(i));
        }
        if (auction.extended()) {
            told.extended(auction);
        }
    }

    private void tellState(DiscriminatoryAuction auction) {
        told.state(auction, auction.leaderAccountId(), auction.price(), auction.minNext(), auction.reserveMet());
    }
}
