package io.gavel.engine.auction;

import io.gavel.wire.types.BuyNowPolicy;

/**
 * What is agreed before the first bid and never changes (RES-3).
 *
 * <p>Amounts: smallest units of the asset. Times: ns since the epoch; {@link #NEVER} where none was given.
 *
 * @param assetId the money it is bid in
 * @param sellerAccountId who is paid; never 0
 * @param isHouse whether no seller was named
 * @param qty of what is sold as one lot
 * @param start least first bid
 * @param reserve hidden; {@link #NO_AMOUNT}: none
 * @param buyNow {@link #NO_AMOUNT}: not offered
 * @param proxy whether a bid is the bidder's secret maximum; else it is the price
 * @param durationNs counts from the first bid; {@link #NEVER}: it does not
 * @param softClose null: the end never moves
 */
public record AuctionTerms(
        int assetId,
        int sellerAccountId,
        boolean isHouse,
        long qty,
        long start,
        long reserve,
        long buyNow,
        BuyNowPolicy buyNowPolicy,
        boolean proxy,
        Increments increments,
        long opensAtNs,
        long closesAtNs,
        long durationNs,
        SoftClose softClose) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long NO_AMOUNT = -1;

    boolean hasReserve() {
        return reserve != NO_AMOUNT;
    }

    boolean hasBuyNow() {
        return buyNow != NO_AMOUNT;
    }
}
