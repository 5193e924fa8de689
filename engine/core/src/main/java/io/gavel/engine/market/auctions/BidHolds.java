package io.gavel.engine.market.auctions;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.account.Postings;
import io.gavel.engine.auction.Auction;

/** Posts what is held for bids, and counts it for those who have a limit of it. */
final class BidHolds {
    private final Ledger ledger;
    private final BidLimits limits;

    BidHolds(Ledger ledger, BidLimits limits) {
        this.ledger = ledger;
        this.limits = limits;
    }

    /** So much more is held of the account's money, or less. */
    void changed(Auction auction, int accountId, long delta) {
        int assetId = auction.terms().assetId();
        Postings.heldChanged(ledger, accountId, assetId, delta);
        limits.changed(accountId, assetId, delta);
    }

    void released(Auction auction, int accountId, long amount) {
        changed(auction, accountId, -amount);
    }
}
