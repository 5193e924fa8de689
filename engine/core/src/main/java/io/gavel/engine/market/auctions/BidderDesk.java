package io.gavel.engine.market.auctions;

import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.SetBidLimitsDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.types.BidderStanding;

/** Decides who may bid where, and how much (BLK). Bids that were taken stay, even beyond a new limit. */
public final class BidderDesk {
    private static final long ABSENT = SetBidderDecoder.maxBidNullValue();
    private static final int NOWHERE = 0;

    private final Listings listings;
    private final BidderStandings standings;
    private final BidLimits limits;
    private final Facts facts;

    public BidderDesk(Listings listings, BidderStandings standings, BidLimits limits, Facts facts) {
        this.listings = listings;
        this.standings = standings;
        this.limits = limits;
        this.facts = facts;
    }

    /** What the seller of an auction, or the venue, thinks of a bidder (BLK-1). */
    public void setBidder(int senderId, boolean isAdmin, SetBidderDecoder command) {
        Refusal refusal = refusalOf(senderId, isAdmin, command);
        if (refusal != null) {
            facts.refused(refusal);
            return;
        }
        BidderStandings.Standing standing = command.standing() == BidderStanding.NONE
                ? BidderStandings.NONE
                : new BidderStandings.Standing(command.standing(), command.maxBid());
        if (command.auctionId() != NOWHERE) {
            standings.setInAuction(command.auctionId(), command.bidderAccountId(), standing);
        } else {
            standings.setInSession(command.sessionId(), command.bidderAccountId(), standing);
        }
        facts.applied();
    }

    /** Sets both limits of an account in an asset (BLK-5). */
    public void setBidLimits(int accountId, SetBidLimitsDecoder command) {
        long maxBid = command.maxBid();
        long maxExposure = command.maxExposure();
        Refusal refusal = firstOf(refusalOfLimit(maxBid), refusalOfLimit(maxExposure));
        if (!listings.assets.has(command.assetId())) {
            facts.refused(Refusal.UNKNOWN_ASSET);
        } else if (refusal != null) {
            facts.refused(refusal);
        } else {
            limit(accountId, command.assetId(), maxBid, maxExposure);
            facts.applied();
        }
    }

    /** Sets limits; with the first ones, what is held for bids is counted. */
    public void limit(int accountId, int assetId, long maxBid, long maxExposure) {
        limits.set(accountId, assetId, maxBid, maxExposure);
        if (!limits.counts()) {
            count(limits);
        }
    }

    /** Recounts what is held for bids. O(n): for tests, replay and the simulator. */
    public void verify() {
        if (limits.counts()) {
            BidLimits recounted = new BidLimits();
            count(recounted);
            limits.verify(recounted);
        }
    }

    private void count(BidLimits into) {
        into.startCounting();
        for (Auction auction : listings.auctions()) {
            int assetId = auction.terms().assetId();
            auction.forEachHold((accountId, amount) -> into.changed(accountId, assetId, amount));
        }
    }

    private Refusal refusalOf(int senderId, boolean isAdmin, SetBidderDecoder command) {
        if ((command.auctionId() == NOWHERE) == (command.sessionId() == NOWHERE)
                || command.standing() == BidderStanding.NULL_VAL) {
            return Refusal.BAD_DEFINITION;
        }
        boolean isOfSession = command.auctionId() == NOWHERE;
        Auction auction = listings.auction(command.auctionId());
        if (isOfSession && !listings.sessions.has(command.sessionId())) {
            return Refusal.UNKNOWN_SESSION;
        }
        if (!isOfSession && auction == null) {
            return Refusal.UNKNOWN_AUCTION;
        }
        // A session has no seller: the venue says who may bid there.
        boolean isSeller = !isOfSession && senderId == auction.terms().sellerAccountId();
        if (!isAdmin && !isSeller) {
            return Refusal.NOT_ALLOWED;
        }
        return listings.accounts.has(command.bidderAccountId())
                ? refusalOfLimit(command.maxBid())
                : Refusal.UNKNOWN_ACCOUNT;
    }

    private static Refusal refusalOfLimit(long limit) {
        if (limit == ABSENT) {
            return null;
        }
        return limit < 0 ? Refusal.BAD_DEFINITION : limit >= Ledger.LIMIT ? Refusal.AMOUNT_RANGE : null;
    }

    private static Refusal firstOf(Refusal one, Refusal other) {
        return one == null ? other : one;
    }
}
