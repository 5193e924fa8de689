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
    static final int UNKNOWN_ACCOUNT = 2201;
    static final int UNKNOWN_ASSET = 2202;
    static final int INSUFFICIENT_FUNDS = 2203;
    static final int AMOUNT_NOT_POSITIVE = 2204;
    static final int AMOUNT_RANGE = 2205;
    static final int CL_ORD_ID_REUSED = 2206;
    static final int ACCOUNT_BLOCKED = 2207;
    static final int BAD_DEFINITION = 2302;
    static final int INEXACT_TICK = 2303;
    static final int TIME_IN_PAST = 2304;
    static final int LIMIT_REACHED = 2306;

    private No() {}
}
