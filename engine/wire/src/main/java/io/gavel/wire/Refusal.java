package io.gavel.wire;

/**
 * The one catalogue of refusals: why a well-formed command was not carried out, or a message not understood.
 *
 * <p>Codes are stable and the same on every protocol. Ranges: 10xx system, 11xx the shape of a request, 20xx orders,
 * 21xx auctions, 22xx accounts and money, 23xx administration, 30xx authority and limits. A refusal changes nothing.
 */
public enum Refusal {
    /** The ring is full: try again. Nothing was ordered, so no sequence was used. */
    BUSY(1001, Bound.NONE, "the engine is busy, try again"),
    /** A bug or a failing disk stopped the engine; the operator sees why. */
    HALTED(1002, Bound.NONE, "the engine has halted"),
    /** The server replays its journal, or finishes what was begun before it stops. */
    NOT_READY(1003, Bound.NONE, "the server is not ready: it starts or stops"),
    /** The disk has little space left: what makes something new is refused until there is more. */
    CANCEL_ONLY(1004, Bound.NONE, "the disk is nearly full: only cancels are taken"),

    /** Not JSON, an unknown field, a wrong type: the message names where and what was expected. */
    MALFORMED(1101, Bound.NONE, "the message is malformed"),
    /** A message or frame longer than allowed. */
    TOO_LARGE(1102, Bound.COUNT, "the message is too large"),
    /** Known, but not offered in this version, or not on this door. */
    NOT_SUPPORTED(1103, Bound.NONE, "not supported"),
    /** No such address. */
    UNKNOWN_PATH(1104, Bound.NONE, "there is nothing here"),

    UNKNOWN_INSTRUMENT(2001, Bound.NONE, "unknown instrument"),
    UNKNOWN_ORDER(2002, Bound.NONE, "unknown order"),
    /** The price is zero, negative or absent. Bound: the smallest price. */
    PRICE_NOT_POSITIVE(2003, Bound.PRICE, "the price must be above zero"),
    /** Bound: the tick. */
    PRICE_OFF_TICK(2004, Bound.PRICE, "the price is no multiple of the tick"),
    /** Bound: the smallest quantity. */
    QTY_NOT_POSITIVE(2005, Bound.QTY, "the quantity must be above zero"),
    /** Bound: the lot. */
    QTY_OFF_LOT(2006, Bound.QTY, "the quantity is no multiple of the lot"),
    QTY_BELOW_MINIMUM(2007, Bound.QTY, "the quantity is below the minimum"),
    QTY_ABOVE_MAXIMUM(2008, Bound.QTY, "the quantity is above the maximum"),
    NOTIONAL_ABOVE_MAXIMUM(2009, Bound.MONEY, "price times quantity is above the maximum"),
    /** Not in the instrument's phase. */
    PHASE_REFUSES(2010, Bound.NONE, "the instrument's phase does not take this"),
    /** Bound: the edge of the band that is next to it. */
    PRICE_OUTSIDE_BAND(2011, Bound.PRICE, "the price is outside the price band"),
    /** Bound: the best price of the other side. */
    POST_ONLY_WOULD_TRADE(2012, Bound.PRICE, "the order must not trade at once, and would"),
    /** Fields that do not go together, or one that is missing: a stop without a price to wait for. Bound: the first of them. */
    BAD_ORDER(2013, Bound.FIELD, "the order contradicts itself"),
    NOTIONAL_BELOW_MINIMUM(2014, Bound.MONEY, "price times quantity is below the minimum"),
    /** Bound: what is filled. */
    REPLACE_BELOW_FILLED(2015, Bound.QTY, "so much is filled already, or more"),
    /** A market order that waits for a call, or a bid at any price: covered where there is a price band or a ceiling. */
    UNBOUNDED_COST(2016, Bound.NONE, "nothing bounds what this may cost: there is no price band, or no ceiling"),
    OPEN_ORDERS_LIMIT(2017, Bound.COUNT, "the account's limit of open orders is reached"),
    OPEN_NOTIONAL_LIMIT(2018, Bound.MONEY, "the account's limit of open notional is reached"),

    UNKNOWN_AUCTION(2101, Bound.NONE, "unknown auction"),
    /** The auction opens later. Bound: when. */
    AUCTION_NOT_OPEN(2102, Bound.TIME, "the auction is not open yet"),
    AUCTION_CLOSED(2103, Bound.NONE, "the auction is closed"),
    /** Bound: the least that will be accepted. */
    BID_TOO_LOW(2104, Bound.MONEY, "the bid is below the minimum"),
    /** The leader's new maximum is not above his own old one: nothing changes. */
    NOT_ABOVE_OWN_MAXIMUM(2105, Bound.NONE, "the bid is not above your own maximum"),
    OWN_LOT(2106, Bound.NONE, "the seller cannot bid on the own lot"),
    BUY_NOW_NOT_OFFERED(2107, Bound.NONE, "there is no buy-now price, or it no longer stands"),
    /** Only an administrator cancels an auction that has bids. */
    AUCTION_HAS_BIDS(2108, Bound.NONE, "the auction has bids"),
    BID_QTY_NOT_LOT(2109, Bound.COUNT, "the quantity is not the lot's"),
    /** The seller or the venue does not take bids of this account. */
    BIDDER_BLOCKED(2110, Bound.NONE, "the bidder is blocked here"),
    NOT_ADMITTED(2111, Bound.NONE, "the bidder is not admitted here"),
    /** Bound: the units that there are. */
    BID_QTY_ABOVE_LOT(2112, Bound.COUNT, "there are not so many units"),
    /** Bound: the highest bid. */
    BID_ABOVE_CEILING(2113, Bound.MONEY, "the bid is above the highest that is taken"),
    /** Suppliers go down. Bound: the highest that will be accepted. */
    BID_NOT_BELOW_OWN(2114, Bound.MONEY, "the bid is not far enough below your own"),
    /** Bound: the units of the own bid. */
    BID_QTY_BELOW_OWN(2115, Bound.COUNT, "the bid is for fewer units than your own"),
    /** Bound: the most that a bid of this account may offer. */
    BID_LIMIT(2116, Bound.MONEY, "the bid is above the bidder's limit"),
    /** Bound: the most that may be held for all bids of this account. */
    EXPOSURE_LIMIT(2117, Bound.MONEY, "the bidder's bids together would be above their limit"),
    RETRACTION_NOT_ALLOWED(2118, Bound.NONE, "the bid cannot be retracted, or no longer"),
    UNKNOWN_BID(2119, Bound.NONE, "there is no such bid"),
    SECOND_CHANCE_NOT_OFFERED(2120, Bound.NONE, "there is no second chance here, or no longer"),
    SALE_NOT_FOUND(2121, Bound.NONE, "there is no such sale, or it can no longer be taken back"),
    NOT_YOUR_TURN(2122, Bound.NONE, "it is another bidder's turn"),
    UNKNOWN_SESSION(2123, Bound.NONE, "unknown session"),
    /** Its lots and times are settled. */
    SESSION_OPENED(2124, Bound.NONE, "the session has opened"),

    UNKNOWN_ACCOUNT(2201, Bound.NONE, "unknown account"),
    UNKNOWN_ASSET(2202, Bound.NONE, "unknown asset"),
    /** Bound: what is available. */
    INSUFFICIENT_FUNDS(2203, Bound.MONEY, "not enough is available"),
    AMOUNT_NOT_POSITIVE(2204, Bound.NONE, "the amount must be above zero"),
    /** An amount or a sum of amounts would reach 2^62. */
    AMOUNT_RANGE(2205, Bound.NONE, "the amount is out of range"),
    /** The client order id was used before with another body. */
    CL_ORD_ID_REUSED(2206, Bound.NONE, "the clOrdId was used for something else"),
    /** Its kill switch is on. */
    ACCOUNT_BLOCKED(2207, Bound.NONE, "the account is blocked"),

    DUPLICATE_NAME(2301, Bound.NONE, "the name is taken"),
    /** A definition contradicts itself; nothing was created. */
    BAD_DEFINITION(2302, Bound.NONE, "the definition contradicts itself"),
    /** One tick times one lot must be a whole number of the quote asset's smallest unit, one lot of the base's. */
    INEXACT_TICK(2303, Bound.NONE, "tick times lot is not a whole number of the quote asset's smallest unit"),
    TIME_IN_PAST(2304, Bound.TIME, "the time is past"),
    UNKNOWN_RULE_SET(2305, Bound.COUNT, "this release does not know the rule set"),
    LIMIT_REACHED(2306, Bound.COUNT, "a limit of this engine is reached"),

    /** The sender's role does not allow it. */
    NOT_ALLOWED(3001, Bound.NONE, "your role does not allow this"),
    NOT_YOUR_ACCOUNT(3002, Bound.NONE, "this is not your account"),
    NOT_LOGGED_IN(3003, Bound.NONE, "log in first"),
    TOO_MANY(3004, Bound.COUNT, "too many at once"),
    SLOW(3005, Bound.NONE, "you read too slowly");

    /** What the number beside a refusal counts: the unit in which it is shown. */
    public enum Bound {
        NONE,
        /** Ticks of the command's instrument. */
        PRICE,
        /** Lots of the command's instrument. */
        QTY,
        /** Smallest units of the money concerned: the asset named, the auction's asset, or what an order pays with. */
        MONEY,
        /** Ns since the epoch. */
        TIME,
        /** A plain count. */
        COUNT,
        /** The code of an {@link OrderField}. */
        FIELD
    }

    private static final Refusal[] BY_CODE = new Refusal[4_000];

    static {
        for (Refusal refusal : values()) {
            BY_CODE[refusal.code] = refusal;
        }
    }

    private final int code;
    private final Bound bound;
    private final String message;

    Refusal(int code, Bound bound, String message) {
        this.code = code;
        this.bound = bound;
        this.message = message;
    }

    /** The number on every protocol, 1001 to 3999. */
    public int code() {
        return code;
    }

    /** The unit of the bound that goes with it. */
    public Bound bound() {
        return bound;
    }

    /** One plain sentence in lower case. */
    public String message() {
        return message;
    }

    /** The refusal of a code; throws {@link IllegalArgumentException} for one that is not in the catalogue. */
    public static Refusal of(int code) {
        Refusal refusal = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (refusal == null) {
            throw new IllegalArgumentException("expected a code of the catalogue, code=" + code);
        }
        return refusal;
    }
}
