package io.gavel.engine.book.call;

/**
 * The levels of one side, walked from the best on: market orders first, as levels at {@link #MARKET_BUY} or
 * {@link #MARKET_SELL}, then the limits. A price may come several times in a row, so that a level of more than 2^63 - 1
 * lots can come in parts.
 */
public interface CallLevels {
    /** The price of market orders to buy: in front of all prices. */
    long MARKET_BUY = Long.MAX_VALUE;

    /** The price of market orders to sell. */
    long MARKET_SELL = -Long.MAX_VALUE;

    /** Starts again at the best. */
    void rewind();

    /** Goes to the next level; false behind the last. */
    boolean next();

    /** Of the level gone to. */
    long priceTicks();

    /** Lots of the level gone to, icebergs with their full size; at least 1. */
    long lots();

    /** The limit farthest from the best. Only asked for where a limit was seen. */
    long worstTicks();
}
