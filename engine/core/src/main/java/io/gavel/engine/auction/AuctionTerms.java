package io.gavel.engine.auction;

import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ReservePolicy;

/**
 * What is agreed before the first bid and never changes (RES-3).
 *
 * <p>Amounts: smallest units of the asset. Times: ns since the epoch; {@link #NEVER} where none was given. What a format
 * does not have is null.
 *
 * @param assetId the money it is bid in
 * @param sellerAccountId who is paid, in a reverse auction who pays; never 0
 * @param isHouse whether no seller was named
 * @param qty of what is sold as one lot, or units that are sold one by one
 * @param start least first bid; where a clock starts; the highest bid of a reverse auction
 * @param reserve hidden; {@link #NO_AMOUNT}: none
 * @param buyNow {@link #NO_AMOUNT}: not offered
 * @param proxy whether a bid is the bidder's secret maximum; else it is the price
 * @param lowering whether the leader may lower the own maximum (ENG-10)
 * @param increments null: the format has none
 * @param durationNs counts from the first bid; {@link #NEVER}: it does not
 * @param softClose null: the end never moves
 * @param outage null: an outage changes nothing
 * @param retraction null: no bid can be taken back
 * @param secondChance null: there is none
 * @param clock null: no price falls by itself
 * @param rounds null: there are none
 * @param ceiling highest bid, {@link #NO_AMOUNT}: none
 * @param premium what the buyer pays beside the price
 * @param commission what the seller pays
 * @param isForAdmitted whether only those may bid who were admitted
 * @param sessionId 0: it stands alone
 * @param category empty: none
 */
public record AuctionTerms(
        AuctionFormat format,
        int assetId,
        int sellerAccountId,
        boolean isHouse,
        long qty,
        long start,
        long reserve,
        ReservePolicy reservePolicy,
        long buyNow,
        BuyNowPolicy buyNowPolicy,
        boolean proxy,
        boolean lowering,
        Increments increments,
        long opensAtNs,
        long closesAtNs,
        long durationNs,
        SoftClose softClose,
        OutagePolicy outage,
        RetractionPolicy retraction,
        SecondChancePolicy secondChance,
        ClockTerms clock,
        RoundTerms rounds,
        long ceiling,
        FeeTable premium,
        FeeTable commission,
        boolean isForAdmitted,
        int sessionId,
        String category) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long NO_AMOUNT = -1;

    public boolean hasReserve() {
        return reserve != NO_AMOUNT;
    }

    public boolean hasBuyNow() {
        return buyNow != NO_AMOUNT;
    }

    /** Whether late bids move the ends of all lots of the session (SC-6). */
    public boolean endsWithGroup() {
        return softClose != null && softClose.scope() == ExtensionScope.GROUP;
    }

    /** Whether units are sold one by one, perhaps to several. */
    public boolean hasUnits() {
        return switch (format) {
            case UNIFORM, DISCRIMINATORY -> true;
            case DUTCH -> qty > 1;
            default -> false;
        };
    }

    /** Whether each winner is told what is paid: with fees, for units, and where the winner is who is paid. */
    public boolean hasAwards() {
        return hasUnits() || format == AuctionFormat.REVERSE || !premium.isNone() || !commission.isNone();
    }

    /** As {@link Auction#touch}. */
    public long touch() {
        return qty + sellerAccountId + (premium == FeeTable.NONE ? 0 : 1);
    }

    /** What so many units come to at a price; {@link Auction#LIMIT} where that is no amount. */
    public static long hammerOf(long price, long qty) {
        long product = price * qty;
        boolean isAmount = Math.multiplyHigh(price, qty) == 0 && product >= 0 && product < Auction.LIMIT;
        return isAmount ? product : Auction.LIMIT;
    }

    /** What must be held for so many units at a price; at least {@link Auction#LIMIT} where that is no amount. */
    public long holdFor(long price, long qty) {
        long hammer = hammerOf(price, qty);
        return hammer == Auction.LIMIT ? hammer : holdFor(hammer);
    }

    /** What must be held for a hammer price, the premium included; at least {@link Auction#LIMIT} where that is no amount. */
    public long holdFor(long hammer) {
        return premium.isNone() ? hammer : hammer + premium.of(hammer);
    }
}
