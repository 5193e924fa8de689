package io.gavel.engine.market;

import io.gavel.wire.types.RetractionReason;

/** Which bids are to be taken back; reused. */
final class BidRetraction {
    RetractionReason reason;

    /** Whether one bid is named, by the hash of its client order id. */
    boolean isNamed;

    long origIdHash;
}
