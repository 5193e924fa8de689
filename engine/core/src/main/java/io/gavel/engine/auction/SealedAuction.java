package io.gavel.engine.auction;

import io.gavel.wire.types.AuctionFormat;

/**
 * One lot, sealed bids: the highest wins and pays what it bids, in a Vickrey auction what the second one bids. Rules:
 * docs/RULES.md SEA, VIC.
 */
public final class SealedAuction extends SealedBidAuction {
    private int best = SealedBids.NONE;
    private int second = SealedBids.NONE;

    public SealedAuction(int auctionId, long createdSeq, AuctionTerms terms) {
        super(auctionId, createdSeq, terms);
    }

    @Override
    public long hammerFor(long amount, long qty) {
        return amount;
    }

    /** Finds the highest bid, among equal ones the earliest, and the one behind it (SEA-3). O(n), once. */
    public void settle() {
        best = SealedBids.NONE;
        second = SealedBids.NONE;
        for (int slot = 0; slot < bids.size(); slot++) {
            if (best == SealedBids.NONE || bids.ranksBefore(slot, best)) {
                second = best;
                best = slot;
            } else if (second == SealedBids.NONE || bids.ranksBefore(slot, second)) {
                second = slot;
            }
        }
    }

    /** Whether somebody bids enough; of {@link #settle}. */
    public boolean isSold() {
        return best != SealedBids.NONE && (!terms().hasReserve() || bids.amount(best) >= terms().reserve());
    }

    /** Who gets the lot, where it {@link #isSold}. */
    public int winnerId() {
        return bids.accountId(best);
    }

    /** What the winner pays for it (SEA-3, VIC-1). */
    public long price() {
        if (terms().format() == AuctionFormat.SEALED) {
            return bids.amount(best);
        }
        long least = Math.max(terms().start(), terms().reserve());
        return second == SealedBids.NONE ? least : Math.max(least, bids.amount(second));
    }
}
