package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.ReverseAuction;
import io.gavel.engine.market.command.BidFields;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.ReleaseReason;

/** Suppliers bid down in rounds; who opened the auction buys from the lowest. Nothing is held of theirs, but of the buyer's. */
final class ReverseDesk extends FormatDesk<ReverseAuction> {
    private final RoundFacts rounds;

    ReverseDesk(BidChecks checks, AuctionFacts told, SaleFacts sales, RoundFacts rounds) {
        super(checks, told, sales);
        this.rounds = rounds;
    }

    @Override
    ReverseAuction create(int auctionId, long createdSeq, AuctionTerms terms) {
        return new ReverseAuction(auctionId, createdSeq, terms);
    }

    @Override
    boolean mayOpen(AuctionTerms terms) {
        return checks.fundsSuffice(terms.sellerAccountId(), terms.assetId(), terms.holdFor(terms.start()));
    }

    /** A buyer who was to be covered at a later time, and is not, buys nothing. */
    @Override
    void open(ReverseAuction auction, long timeNs) {
        AuctionTerms terms = auction.terms();
        if (!checks.covers(terms.sellerAccountId(), terms.assetId(), auction.buyerHold())) {
            auction.cancel();
            sales.nothingSold(auction, AuctionOutcome.CANCELED, 0, 0);
            return;
        }
        super.open(auction, timeNs);
        told.held(auction, auction.buyerAccountId(), auction.buyerHold());
    }

    @Override
    void placeBid(ReverseAuction auction, Sender sender, BidFields bid) {
        int accountId = sender.accountId;
        long amount = bid.amount();
        Refusal stage = auction.refusalOf(accountId);
        if (stage != null) {
            checks.refuse(stage);
            return;
        }
        if (!checks.isForTheLot(auction, bid.qty()) || !checks.amountIsRight(amount)) {
            return;
        }
        long highest = auction.highestOf(accountId);
        if (amount > highest) {
            checks.refuse(auction.round() == 0 ? Refusal.BID_ABOVE_CEILING : Refusal.BID_NOT_BELOW_OWN, highest);
        } else if (checks.coversBid(auction, accountId, amount, 0)) {
            auction.bid(accountId, amount, sender.seq, sender.timeNs, sender.idHash);
            told.bidAccepted(auction, accountId, 0, AuctionTerms.NO_AMOUNT, 0);
            told.sealedState(auction);
        }
    }

    /** Needs no policy: nobody was told of it (REV-1, REV-2). */
    @Override
    void retractBid(ReverseAuction auction, Sender sender, BidRetraction retraction) {
        int accountId = sender.accountId;
        boolean isThere = auction.hasBid(accountId)
                && (!retraction.isNamed || auction.idHashOf(accountId) == retraction.origIdHash);
        if (isThere) {
            auction.retract(accountId);
            told.retracted(auction, accountId, 1, 0);
        } else {
            checks.refuse(Refusal.UNKNOWN_BID);
        }
    }

    @Override
    void onDeadline(ReverseAuction auction, long timeNs) {
        if (auction.hasOffers()) {
            auction.forEachNews((accountId, amount) -> rounds.offered(auction, accountId, amount));
            auction.endStage();
            rounds.stageEnded(auction);
        }
        if (auction.isDone() || !auction.hasOffers()) {
            end(auction);
        }
    }

    @Override
    void cancel(ReverseAuction auction, AuctionCancelReason reason) {
        auction.forEachHold((buyerId, hold) -> told.released(auction, buyerId, hold, ReleaseReason.CANCELED));
        auction.cancel();
        sales.nothingSold(auction, AuctionOutcome.CANCELED, 0, 0);
    }

    private void end(ReverseAuction auction) {
        auction.close();
        int winnerId = auction.leaderAccountId();
        long price = auction.price();
        long qty = auction.terms().qty();
        if (auction.isBought()) {
            sales.awarded(auction, winnerId, qty, price, price, auction.buyerHold());
            sales.ended(auction, AuctionOutcome.SOLD, winnerId, price, qty, 1);
        } else {
            sales.nothingSold(auction, AuctionOutcome.UNSOLD, auction.buyerAccountId(), auction.buyerHold());
        }
    }
}
