package io.gavel.engine.market.auctions;

/** Who sent the command at hand, and as what it is known; reused. */
final class Sender {
    int accountId;
    boolean isAdmin;

    /** Hash of the command's client order id. */
    long idHash;

    /** Sequence of the command's transaction, and its time. */
    long seq;

    long timeNs;
}
