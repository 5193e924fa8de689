package io.gavel.wire.json;

import io.gavel.wire.Directory;

/**
 * A question about the present: a book, an auction, a session, a balance, an order.
 *
 * <p>Filled by {@link JsonCommands#decode} and valid until its next call. An id of 0 names what nobody knows.
 */
public final class JsonQuery {
    /** What is asked about. */
    public enum Subject {
        BOOK,
        AUCTION,
        SESSION,
        BALANCE,
        ORDER
    }

    /** Levels that {@code book?} shows where it does not say. */
    public static final int DEFAULT_DEPTH = 10;

    private Subject subject;
    private int id;
    private int accountId;
    private int depth;
    private final byte[] clOrdId = new byte[JsonCommands.MAX_TEXT_LENGTH];
    private int clOrdIdLength;

    JsonQuery() {}

    public Subject subject() {
        return subject;
    }

    /** The instrument of {@code book?}. */
    public int instrumentId() {
        return id;
    }

    /** The auction of {@code auction?}. */
    public int auctionId() {
        return id;
    }

    /** The session of {@code session?}. */
    public int sessionId() {
        return id;
    }

    /** The asset of {@code balance?}. */
    public int assetId() {
        return id;
    }

    /** The account of {@code balance?} and {@code order?}. */
    public int accountId() {
        return accountId;
    }

    /** Levels a side, at least 1. */
    public int depth() {
        return depth;
    }

    /** The text of {@code order?}'s client order id, from 0 to {@link #clOrdIdLength}. */
    public byte[] clOrdId() {
        return clOrdId;
    }

    public int clOrdIdLength() {
        return clOrdIdLength;
    }

    void book(Directory.Instrument instrument, int depth) {
        subject = Subject.BOOK;
        id = instrument == null ? 0 : instrument.id();
        this.depth = depth;
    }

    void auction(Directory.Auction auction) {
        subject = Subject.AUCTION;
        id = auction == null ? 0 : auction.id();
    }

    void session(Directory.Session session) {
        subject = Subject.SESSION;
        id = session == null ? 0 : session.id();
    }

    void balance(int accountId, Directory.Asset asset) {
        subject = Subject.BALANCE;
        id = asset == null ? 0 : asset.id();
        this.accountId = accountId;
    }

    void order(int accountId, byte[] text, int from, int to) {
        subject = Subject.ORDER;
        this.accountId = accountId;
        clOrdIdLength = to - from;
        System.arraycopy(text, from, clOrdId, 0, clOrdIdLength);
    }
}
