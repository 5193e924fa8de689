package io.gavel.wire;

/**
 * What the ledger must know of instruments and auctions to turn an event into legs. The market answers from its own
 * tables, every reader of the journal from its {@link Directory}. Ids must exist.
 */
public interface ReferenceData {
    /** Whether the instrument moves money (risk {@code full}). */
    boolean movesMoney(int instrumentId);

    int baseAssetId(int instrumentId);

    int quoteAssetId(int instrumentId);

    /** The smallest price step, in price units of the wire: {@code price / tick} is the price in ticks. */
    long tick(int instrumentId);

    /** The smallest quantity step, in quantity units of the wire: {@code qty / lot} is the quantity in lots. */
    long lot(int instrumentId);

    /** Smallest units of the base asset in one lot. */
    long lotMinor(int instrumentId);

    /** Smallest units of the quote asset that one lot costs at a price of one tick. */
    long tickLotMinor(int instrumentId);

    /** What the order that rested pays of a trade's notional, in millionths of a percent; below zero: is paid. */
    long makerFeePercentMicros(int instrumentId);

    /** The same for the order that came in. */
    long takerFeePercentMicros(int instrumentId);

    /** The money an auction is bid in. */
    int auctionAssetId(int auctionId);

    /** Who is paid for the lot; {@link SystemAccount#HOUSE} where no seller was named. */
    int sellerAccountId(int auctionId);
}
