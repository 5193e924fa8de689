package io.gavel.engine.view.marketdata;

/** How much of a book is told. */
public enum MarketDataLevel {
    /** The best bid and ask, and the last trade. */
    L1,
    /** Every price with its quantity and number of orders. */
    L2,
    /** Every order, without whose it is. */
    L3
}
