package io.gavel.engine.view.marketdata;

/**
 * Receives market data. Prices are ticks, quantities lots. {@code number} counts the messages of an instrument from 1 on,
 * without a gap. What one command changed comes together, each thing once, after {@link #command}.
 */
public interface MarketDataSink {
    /** What follows was brought about by a command that ended with this transaction. */
    void command(long seq, long timeNs);

    /**
     * The best of both sides, and the last trade.
     *
     * @param bid null: there is none; so for {@code ask}
     * @param lastTicks {@link MarketDataFeed#NO_PRICE}: nothing was traded yet
     */
    void top(int instrumentId, long number, PriceLevel bid, PriceLevel ask, long lastTicks, long lastLots);

    /** A price has this quantity from now on; without orders it is gone, if it was ever told. */
    void level(int instrumentId, long number, boolean isSell, PriceLevel level);

    /** What became of an order. @param lots what the book shows of it; 0: it is gone */
    void order(
            int instrumentId,
            long number,
            OrderAction action,
            long orderId,
            boolean isSell,
            long priceTicks,
            long lots);

    /** Sums up the book as it is now: {@link BookChecksum}. */
    void checksum(int instrumentId, long number, long checksum);
}
