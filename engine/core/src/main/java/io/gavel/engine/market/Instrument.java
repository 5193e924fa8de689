package io.gavel.engine.market;

import io.gavel.engine.book.OrderBook;

/**
 * What is traded: its terms and its book.
 *
 * @param tick smallest price step, in units of 10^-priceDecimals
 * @param lot smallest quantity step, in units of 10^-qtyDecimals
 * @param minQty {@link #NO_LIMIT}: none; like {@code maxQty} in quantity units
 * @param maxNotional smallest units of the quote asset; {@link #NO_LIMIT}: none
 * @param movesMoney whether orders are held for and trades settle (risk full)
 * @param lotMinor smallest units of the base asset in a lot; 0 where it moves no money and is no whole number
 * @param tickLotMinor smallest units of the quote asset that a lot costs at one tick; 0 likewise
 */
record Instrument(
        int id,
        int baseAssetId,
        int quoteAssetId,
        int priceDecimals,
        int qtyDecimals,
        long tick,
        long lot,
        long minQty,
        long maxQty,
        long maxNotional,
        boolean movesMoney,
        long lotMinor,
        long tickLotMinor,
        OrderBook book) {
    static final long NO_LIMIT = Long.MIN_VALUE;

    /** Most decimals of an asset, a tick or a lot. */
    static final int MAX_DECIMALS = 18;
}
