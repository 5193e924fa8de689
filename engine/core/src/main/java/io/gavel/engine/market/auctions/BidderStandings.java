package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.wire.types.BidderStanding;

/**
 * Who is admitted or blocked, in an auction or in all of a session (BLK-1): the auction's own word goes before the
 * session's. O(1) to ask, and one look where nothing was ever said. Thread: the market's.
 */
public final class BidderStandings {
    /** No limit of a bidder's bids. */
    static final long NO_LIMIT = Long.MIN_VALUE;

    /** Nothing was said. */
    static final Standing NONE = new Standing(BidderStanding.NONE, NO_LIMIT);

    /** @param maxBid the most that a bid may offer (BLK-4), in smallest units, or {@link #NO_LIMIT} */
    public record Standing(BidderStanding kind, long maxBid) {}

    /** Receives standings: of auctions, then of sessions, by id, then account; the other id is 0. */
    @FunctionalInterface
    public interface Sink {
        void onStanding(int auctionId, int sessionId, int accountId, Standing standing);
    }

    private final ByPair<Standing> ofAuctions = new ByPair<>();
    private final ByPair<Standing> ofSessions = new ByPair<>();
    private boolean saysNothing = true;

    /** What holds for bids of the account on this auction. */
    Standing of(Auction auction, int accountId) {
        if (saysNothing) {
            return NONE;
        }
        Standing own = ofAuctions.get(auction.auctionId(), accountId);
        if (own != null && own.kind() != BidderStanding.NONE) {
            return own;
        }
        Standing everywhere = ofSessions.get(auction.terms().sessionId(), accountId);
        return everywhere == null ? NONE : everywhere;
    }

    public void setInAuction(int auctionId, int accountId, Standing standing) {
        ofAuctions.put(auctionId, accountId, standing);
        saysNothing = false;
    }

    public void setInSession(int sessionId, int accountId, Standing standing) {
        ofSessions.put(sessionId, accountId, standing);
        saysNothing = false;
    }

    /** Allocates: for snapshots. */
    public void forEach(Sink sink) {
        ofAuctions.inOrder((auctionId, accountId, standing) -> {
            if (standing.kind() != BidderStanding.NONE) {
                sink.onStanding(auctionId, 0, accountId, standing);
            }
        });
        ofSessions.inOrder((sessionId, accountId, standing) -> {
            if (standing.kind() != BidderStanding.NONE) {
                sink.onStanding(0, sessionId, accountId, standing);
            }
        });
    }
}
