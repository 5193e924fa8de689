package io.gavel.engine.auction;

/**
 * Until when bids can be taken back (RET-2).
 *
 * @param freeNs a bid from earlier than this before the end can always be retracted
 * @param withinNs a later one so long after it was placed
 */
public record RetractionPolicy(long freeNs, long withinNs) {
    /** Whether a bid was placed so early that it can be retracted whenever the auction is open. */
    public boolean isFree(long bidNs, long endsAtNs) {
        return endsAtNs == AuctionTerms.NEVER || bidNs < endsAtNs - freeNs;
    }

    /** Whether a bid can be retracted now, while the auction is open. */
    public boolean allows(long bidNs, long endsAtNs, long nowNs) {
        return isFree(bidNs, endsAtNs) || nowNs - bidNs <= withinNs;
    }
}
