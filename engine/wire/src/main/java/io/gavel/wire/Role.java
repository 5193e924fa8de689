package io.gavel.wire;

/** What a session may do; part of every command's definition ({@link CommandType#role}). */
public enum Role {
    /** Look: public data and the own accounts. */
    READ,
    /** Bid in auctions. */
    BID,
    /** Enter orders. */
    TRADE,
    /** Cancel own orders. */
    CANCEL,
    /** Create, move money in and out, everything. */
    ADMIN
}
