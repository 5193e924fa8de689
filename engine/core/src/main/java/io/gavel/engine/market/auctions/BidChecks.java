package io.gavel.engine.market.auctions;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.wire.Refusal;
import io.gavel.wire.types.BidderStanding;

/** What is asked of every bid, whatever the format; each question refuses by itself where the answer is no. */
final class BidChecks {
    private final Ledger ledger;
    private final AccountLimits accounts;
    private final BidderStandings standings;
    private final BidLimits limits;
    private final Facts facts;

    BidChecks(Ledger ledger, AccountLimits accounts, BidderStandings standings, BidLimits limits, Facts facts) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.standings = standings;
        this.limits = limits;
        this.facts = facts;
    }

    /** Whether the auction takes bids of the account now. */
    boolean isOpenTo(Auction auction, int accountId) {
        if (!mayAct(accountId)) {
            return false;
        }
        if (auction == null) {
            return refuse(Refusal.UNKNOWN_AUCTION);
        }
        if (!isOpen(auction)) {
            return false;
        }
        if (accountId == auction.terms().sellerAccountId()) {
            return refuse(Refusal.OWN_LOT);
        }
        BidderStanding standing = standings.of(auction, accountId).kind();
        if (standing == BidderStanding.BLOCKED) {
            return refuse(Refusal.BIDDER_BLOCKED);
        }
        return !auction.terms().isForAdmitted() || standing == BidderStanding.ADMITTED || refuse(Refusal.NOT_ADMITTED);
    }

    /** Whether the auction has opened and is not over. */
    boolean isOpen(Auction auction) {
        Refusal phase = auction.refusalOfPhase();
        if (phase == Refusal.AUCTION_NOT_OPEN) {
            long opensAtNs = auction.opensAtNs();
            return opensAtNs == AuctionTerms.NEVER ? refuse(phase) : refuse(phase, opensAtNs);
        }
        return phase == null || refuse(phase);
    }

    /** Whether a bid is for the lot as a whole. */
    boolean isForTheLot(Auction auction, long qty) {
        long lot = auction.terms().qty();
        return qty == 0 || qty == lot || refuse(Refusal.BID_QTY_NOT_LOT, lot);
    }

    /**
     * Whether a bid is for units that there are.
     *
     * @param left how many there are
     */
    boolean unitsExist(long left, long qty) {
        return qty > 0 && qty <= left || refuse(Refusal.BID_QTY_ABOVE_LOT, left);
    }

    boolean amountIsRight(long amount) {
        if (amount <= 0) {
            return refuse(Refusal.AMOUNT_NOT_POSITIVE);
        }
        return amount < Auction.LIMIT || refuse(Refusal.AMOUNT_RANGE);
    }

    /**
     * Whether the account may bid so much and can have that held, the last questions to a bid.
     *
     * @param hammer what the bid offers, price times units
     * @param more what must be held beside what is held already
     */
    boolean coversBid(Auction auction, int accountId, long hammer, long more) {
        if (!mayOffer(auction, accountId, hammer)) {
            return false;
        }
        long limit = limits.exceeded(accountId, auction.terms().assetId(), more);
        return limit == BidLimits.NONE ? fundsSuffice(auction, accountId, more) : refuse(Refusal.EXPOSURE_LIMIT, limit);
    }

    /**
     * Whether the account may buy at once for so much and can pay that: nothing is held, so no exposure is asked.
     *
     * @param hammer the price, times units
     * @param more what must be paid, the premium included, beside what is held already
     */
    boolean coversPurchase(Auction auction, int accountId, long hammer, long more) {
        return mayOffer(auction, accountId, hammer) && fundsSuffice(auction, accountId, more);
    }

    /** Whether bids of the account may be so high (BLK-4, BLK-5). */
    private boolean mayOffer(Auction auction, int accountId, long hammer) {
        long here = standings.of(auction, accountId).maxBid();
        if (here != BidderStandings.NO_LIMIT && hammer > here) {
            return refuse(Refusal.BID_LIMIT, here);
        }
        long anywhere = limits.maxBid(accountId, auction.terms().assetId());
        return anywhere == BidLimits.NONE || hammer <= anywhere || refuse(Refusal.BID_LIMIT, anywhere);
    }

    /** Whether the policy lets a bid be taken back now, or the venue does (RET-2); asked where there is a policy. */
    boolean mayRetract(Auction auction, BidRetraction retraction, long bidNs, long nowNs) {
        return retraction.isVenues
                || auction.terms().retraction().allows(bidNs, auction.endsAtNs(), nowNs)
                || refuse(Refusal.RETRACTION_NOT_ALLOWED);
    }

    /** Whether bids can be taken back here at all. */
    boolean hasRetraction(Auction auction) {
        return auction.terms().retraction() != null || refuse(Refusal.RETRACTION_NOT_ALLOWED);
    }

    /** Whether the account's kill switch is off. */
    boolean mayAct(int accountId) {
        return !accounts.isBlocked(accountId) || refuse(Refusal.ACCOUNT_BLOCKED);
    }

    /** Whether the account can have so much more held, or pay it, in the money of the auction. */
    boolean fundsSuffice(Auction auction, int accountId, long amount) {
        return amount <= 0 || fundsSuffice(accountId, auction.terms().assetId(), amount);
    }

    /** Whether the account can have so much more held, or pay it. */
    boolean fundsSuffice(int accountId, int assetId, long amount) {
        if (amount >= Auction.LIMIT || !ledger.staysInRange(accountId, assetId, amount)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        return ledger.covers(accountId, assetId, amount)
                || refuse(Refusal.INSUFFICIENT_FUNDS, ledger.available(accountId, assetId));
    }

    /** The same without a refusal: where there is no command, or another bidder is asked about. */
    boolean covers(int accountId, int assetId, long amount) {
        return amount < Auction.LIMIT
                && ledger.staysInRange(accountId, assetId, amount)
                && ledger.covers(accountId, assetId, amount);
    }

    /** Says no, and is it. */
    boolean refuse(Refusal refusal) {
        facts.refused(refusal);
        return false;
    }

    boolean refuse(Refusal refusal, long bound) {
        facts.refused(refusal, bound);
        return false;
    }
}
