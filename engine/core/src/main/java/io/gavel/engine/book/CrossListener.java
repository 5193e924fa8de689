package io.gavel.engine.book;

/** Receives what an uncross brings about. */
public interface CrossListener {
    /**
     * Two resting orders met at the print.
     *
     * @param buy handle; its leaves are already reduced, like those of {@code sell}; valid inside the call
     * @param buyLimitTicks price of the level in which {@code buy} stood, that of market orders included
     * @param sellLimitTicks likewise
     */
    void onCross(int buy, int sell, long buyLimitTicks, long sellLimitTicks, long qtyLots);

    /** The order is filled and out of its book; the listener frees it. */
    void onFilled(int order);
}
