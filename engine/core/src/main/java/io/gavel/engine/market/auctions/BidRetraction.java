package io.gavel.engine.market.auctions;

/** Which bids are to be taken back; reused. */
final class BidRetraction {
    /** Whether the venue takes them back, which no policy binds. */
    boolean isVenues;

    /** Whether one bid is named, by the hash of its client order id. */
    boolean isNamed;

    long origIdHash;
}
