package io.gavel.engine.auction;

/**
 * How a reverse auction goes on once its first bids are collected.
 *
 * @param count rounds, at least one
 * @param roundNs how long a round is in which all bid at once, or {@link AuctionTerms#NEVER} where they take turns
 * @param turnNs how long a turn is, or {@link AuctionTerms#NEVER}
 * @param step how far below the own bid a new one must be
 */
public record RoundTerms(int count, long roundNs, long turnNs, long step) {
    public boolean hasTurns() {
        return turnNs != AuctionTerms.NEVER;
    }
}
