package io.gavel.engine.obvious;

/** The codes of the catalogue, written down once more. */
final class No {
    static final int NOT_SUPPORTED = 1103;
    static final int UNKNOWN_INSTRUMENT = 2001;
    static final int UNKNOWN_ORDER = 2002;
    static final int PRICE_NOT_POSITIVE = 2003;
    static final int PRICE_OFF_TICK = 2004;
    static final int QTY_NOT_POSITIVE = 2005;
    static final int QTY_OFF_LOT = 2006;
    static final int QTY_BELOW_MINIMUM = 2007;
    static final int QTY_ABOVE_MAXIMUM = 2008;
    static final int NOTIONAL_ABOVE_MAXIMUM = 2009;
    static final int PHASE_REFUSES = 2010;
    static final int PRICE_OUTSIDE_BAND = 2011;
    static final int POST_ONLY_WOULD_TRADE = 2012;
    static final int BAD_ORDER = 2013;
    static final int NOTIONAL_BELOW_MINIMUM = 2014;
    static final int REPLACE_BELOW_FILLED = 2015;
    static final int UNBOUNDED_COST = 2016;
    static final int OPEN_ORDERS_LIMIT = 2017;
    static final int OPEN_NOTIONAL_LIMIT = 2018;
    static final int UNKNOWN_AUCTION = 2101;
    static final int AUCTION_NOT_OPEN = 2102;
    static final int AUCTION_CLOSED = 2103;
    static final int BID_TOO_LOW = 2104;
    static final int NOT_ABOVE_OWN_MAXIMUM = 2105;
    static final int OWN_LOT = 2106;
    static final int BUY_NOW_NOT_OFFERED = 2107;
    static final int AUCTION_HAS_BIDS = 2108;
    static final int BID_QTY_NOT_LOT = 2109;
    static final int BIDDER_BLOCKED = 2110;
    static final int NOT_ADMITTED = 2111;
    static final int BID_QTY_ABOVE_LOT = 2112;
    static final int BID_ABOVE_CEILING = 2113;
    static final int BID_NOT_BELOW_OWN = 2114;
    static final int BID_QTY_BELOW_OWN = 2115;
    static final int BID_LIMIT = 2116;
    static final int EXPOSURE_LIMIT = 2117;
    static final int RETRACTION_NOT_ALLOWED = 2118;
    static final int UNKNOWN_BID = 2119;
    static final int SECOND_CHANCE_NOT_OFFERED = 2120;
    static final int SALE_NOT_FOUND = 2121;
    static final int NOT_YOUR_TURN = 2122;
    static final int UNKNOWN_SESSION = 2123;
    static final int SESSION_OPENED = 2124;
    static final int UNKNOWN_ACCOUNT = 2201;
    static final int UNKNOWN_ASSET = 2202;
    static final int INSUFFICIENT_FUNDS = 2203;
    static final int AMOUNT_NOT_POSITIVE = 2204;
    static final int AMOUNT_RANGE = 2205;
    static final int CL_ORD_ID_REUSED = 2206;
    static final int ACCOUNT_BLOCKED = 2207;
    static final int DUPLICATE_NAME = 2301;
    static final int BAD_DEFINITION = 2302;
    static final int INEXACT_TICK = 2303;
    static final int TIME_IN_PAST = 2304;
    static final int LIMIT_REACHED = 2306;
    static final int NOT_ALLOWED = 3001;

    /** Fields that BAD_ORDER names; none of them. */
    static final int NO_FIELD = 0;

    static final int PRICE = 1;
    static final int QTY = 2;
    static final int STOP_PX = 3;
    static final int TIME_IN_FORCE = 4;
    static final int EXPIRE_AT = 5;
    static final int POST_ONLY = 6;
    static final int DISPLAY_QTY = 7;
    static final int MIN_QTY = 8;

    private No() {}
}
