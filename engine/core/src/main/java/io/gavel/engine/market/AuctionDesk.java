package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.AuctionOutcome;

/** Decides bids, buy-now, cancels, openings and closings. Refusals come in the order of the checks (docs/RULES.md). */
final class AuctionDesk {
    private final Listings listings;
    private final Ledger ledger;
    private final AccountLimits limits;
    private final Facts facts;
    private final AuctionFacts told;

    AuctionDesk(Listings listings, Ledger ledger, AccountLimits limits, Facts facts) {
        this.listings = listings;
        this.ledger = ledger;
        this.limits = limits;
        this.facts = facts;
        told = new AuctionFacts(ledger, facts);
    }

    void placeBid(int accountId, PlaceBidDecoder bid, long timeNs) {
        EnglishAuction auction = listings.auction(bid.auctionId());
        long amount = bid.amount();
        if (!isOpenTo(auction, accountId) || !amountIsRight(auction, bid.qty(), amount)) {
            return;
        }
        Refusal tooLow = auction.refusalOf(accountId, amount);
        if (tooLow != null) {
            refuseBid(tooLow, auction);
        } else if (auction.buysAtOnce(amount)) {
            buy(auction, accountId);
        } else if (fundsSuffice(auction, accountId, auction.extraHold(accountId, amount))) {
            auction.bid(accountId, amount, timeNs);
            told.bidAccepted(auction, accountId);
            setDeadline(auction);
        }
    }

    void buyNow(int accountId, BuyNowDecoder command) {
        EnglishAuction auction = listings.auction(command.auctionId());
        if (!isOpenTo(auction, accountId)) {
            return;
        }
        if (!auction.offersBuyNow()) {
            facts.refused(Refusal.BUY_NOW_NOT_OFFERED);
            return;
        }
        buy(auction, accountId);
    }

    void cancelAuction(int accountId, boolean isAdmin, CancelAuctionDecoder command) {
        EnglishAuction auction = listings.auction(command.auctionId());
        if (auction == null) {
            facts.refused(Refusal.UNKNOWN_AUCTION);
        } else if (auction.refusalOfPhase() == Refusal.AUCTION_CLOSED) {
            facts.refused(Refusal.AUCTION_CLOSED);
        } else if (!isAdmin && accountId != auction.terms().sellerAccountId()) {
            facts.refused(Refusal.NOT_ALLOWED);
        } else if (!isAdmin && auction.bids() > 0) {
            facts.refused(Refusal.AUCTION_HAS_BIDS);
        } else {
            auction.cancel();
            told.auctionEnded(auction, AuctionOutcome.CANCELED);
            setDeadline(auction);
        }
    }

    /** Time reached the auction's deadline: it opens or closes. */
    void onDeadline(int auctionId) {
        EnglishAuction auction = listings.auction(auctionId);
        if (auction.phase() == EnglishAuction.Phase.SCHEDULED) {
            open(auction);
        } else {
            auction.close();
            if (auction.leaderAccountId() != 0 && auction.reserveMet()) {
                told.auctionSold(auction, auction.leaderAccountId(), auction.price());
            } else {
                told.auctionEnded(auction, AuctionOutcome.UNSOLD);
            }
        }
        setDeadline(auction);
    }

    void open(EnglishAuction auction) {
        auction.open();
        told.auctionOpened(auction);
    }

    /** Keeps when the auction opens or closes next. */
    void setDeadline(EnglishAuction auction) {
        listings.timers.set(Timers.Kind.AUCTION, auction.auctionId(), auction.deadlineNs(), auction.createdSeq());
    }

    private void buy(EnglishAuction auction, int accountId) {
        long price = auction.terms().buyNow();
        long free = accountId == auction.leaderAccountId() ? auction.leaderHold() : 0;
        if (fundsSuffice(auction, accountId, Math.max(0, price - free))) {
            auction.close();
            told.bought(price);
            told.auctionSold(auction, accountId, price);
            setDeadline(auction);
        }
    }

    private boolean isOpenTo(EnglishAuction auction, int accountId) {
        if (limits.isBlocked(accountId)) {
            return refuse(Refusal.ACCOUNT_BLOCKED);
        }
        if (auction == null) {
            return refuse(Refusal.UNKNOWN_AUCTION);
        }
        Refusal phase = auction.refusalOfPhase();
        if (phase == Refusal.AUCTION_NOT_OPEN) {
            facts.refused(phase, auction.terms().opensAtNs());
            return false;
        }
        if (phase != null) {
            return refuse(phase);
        }
        return accountId != auction.terms().sellerAccountId() || refuse(Refusal.OWN_LOT);
    }

    private boolean amountIsRight(EnglishAuction auction, long qty, long amount) {
        if (qty != 0 && qty != auction.terms().qty()) {
            facts.refused(Refusal.BID_QTY_NOT_LOT, auction.terms().qty());
            return false;
        }
        if (amount <= 0) {
            return refuse(Refusal.AMOUNT_NOT_POSITIVE);
        }
        return amount < EnglishAuction.LIMIT || refuse(Refusal.AMOUNT_RANGE);
    }

    private boolean fundsSuffice(EnglishAuction auction, int accountId, long amount) {
        int assetId = auction.terms().assetId();
        if (!ledger.staysInRange(accountId, assetId, amount)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        if (!ledger.covers(accountId, assetId, amount)) {
            facts.refused(Refusal.INSUFFICIENT_FUNDS, ledger.available(accountId, assetId));
            return false;
        }
        return true;
    }

    private void refuseBid(Refusal refusal, EnglishAuction auction) {
        if (refusal == Refusal.BID_TOO_LOW) {
            facts.refused(refusal, auction.minNext());
        } else {
            facts.refused(refusal);
        }
    }

    private boolean refuse(Refusal refusal) {
        facts.refused(refusal);
        return false;
    }
}
