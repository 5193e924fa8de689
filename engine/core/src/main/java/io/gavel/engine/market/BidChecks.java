package io.gavel.engine.market;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.wire.Refusal;

/** What is asked of every bid, whatever the format; each question refuses by itself where the answer is no. */
final class BidChecks {
    private final Ledger ledger;
    private final AccountLimits limits;
    private final Facts facts;

    BidChecks(Ledger ledger, AccountLimits limits, Facts facts) {
        this.ledger = ledger;
        this.limits = limits;
        this.facts = facts;
    }

    /** Whether the auction takes bids of the account now. */
    boolean isOpenTo(Auction auction, int accountId) {
        if (limits.isBlocked(accountId)) {
            return refuse(Refusal.ACCOUNT_BLOCKED);
        }
        if (auction == null) {
            return refuse(Refusal.UNKNOWN_AUCTION);
        }
        Refusal phase = auction.refusalOfPhase();
        if (phase == Refusal.AUCTION_NOT_OPEN) {
            long opensAtNs = auction.opensAtNs();
            return opensAtNs == AuctionTerms.NEVER ? refuse(phase) : refuse(phase, opensAtNs);
        }
        if (phase != null) {
            return refuse(phase);
        }
        return accountId != auction.terms().sellerAccountId() || refuse(Refusal.OWN_LOT);
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

    /** Whether the account can have so much more held, in the money of the auction. */
    boolean fundsSuffice(Auction auction, int accountId, long amount) {
        int assetId = auction.terms().assetId();
        if (amount >= Auction.LIMIT || !ledger.staysInRange(accountId, assetId, amount)) {
            return refuse(Refusal.AMOUNT_RANGE);
        }
        return ledger.covers(accountId, assetId, amount)
                || refuse(Refusal.INSUFFICIENT_FUNDS, ledger.available(accountId, assetId));
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
