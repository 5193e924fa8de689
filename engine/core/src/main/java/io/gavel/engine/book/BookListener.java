package io.gavel.engine.book;

/** Receives what matching brings about. */
public interface BookListener {
    /**
     * The incoming order met a resting one, at the resting one's price.
     *
     * @param maker handle of the resting order; its leaves are already reduced; valid inside the call
     */
    void onTrade(int maker, long priceTicks, long qtyLots);

    /** The resting order is filled and out of its book; the listener frees it. */
    void onFilled(int maker);
}
