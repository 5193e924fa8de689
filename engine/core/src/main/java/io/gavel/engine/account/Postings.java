package io.gavel.engine.account;

import io.gavel.wire.SystemAccount;

/**
 * The one function from facts to ledger legs: the market calls it as it decides, {@link LedgerLegs} for readers of the
 * journal. Pure: no state, no allocation. All amounts are smallest units and, where nothing else is said, not negative.
 */
public final class Postings {
    private Postings() {}

    public static void deposited(LegSink sink, int accountId, int assetId, long amount) {
        sink.post(SystemAccount.EXTERNAL, assetId, -amount, 0, LegKind.DEPOSIT);
        sink.post(accountId, assetId, amount, 0, LegKind.DEPOSIT);
    }

    public static void withdrawn(LegSink sink, int accountId, int assetId, long amount) {
        sink.post(accountId, assetId, -amount, 0, LegKind.WITHDRAWAL);
        sink.post(SystemAccount.EXTERNAL, assetId, amount, 0, LegKind.WITHDRAWAL);
    }

    /** An order or bid is covered, or covered better. */
    public static void held(LegSink sink, int accountId, int assetId, long amount) {
        if (amount != 0) {
            sink.post(accountId, assetId, 0, amount, LegKind.HOLD);
        }
    }

    /** What covered an order or bid is free again. */
    public static void released(LegSink sink, int accountId, int assetId, long amount) {
        if (amount != 0) {
            sink.post(accountId, assetId, 0, -amount, LegKind.RELEASE);
        }
    }

    /** An order's cover changes by this much, more or less. */
    public static void heldChanged(LegSink sink, int accountId, int assetId, long heldDelta) {
        if (heldDelta > 0) {
            held(sink, accountId, assetId, heldDelta);
        } else {
            released(sink, accountId, assetId, -heldDelta);
        }
    }

    /**
     * A buyer and a seller met. Fees are in the quote asset, rates in millionths of a percent of {@code quoteAmount};
     * below zero they are rebates. The buyer pays on top, the seller out of the proceeds.
     *
     * @param quoteHeld what the buyer had held for this quantity, the worst fee included; 0 where nothing was held
     */
    public static void traded(
            LegSink sink,
            int buyerId,
            int sellerId,
            int baseAssetId,
            int quoteAssetId,
            long baseAmount,
            long quoteAmount,
            long quoteHeld,
            long buyerFeePercentMicros,
            long sellerFeePercentMicros) {
        sink.post(buyerId, quoteAssetId, -quoteAmount, -quoteHeld, LegKind.TRADE);
        sink.post(sellerId, quoteAssetId, quoteAmount, 0, LegKind.TRADE);
        sink.post(sellerId, baseAssetId, -baseAmount, -baseAmount, LegKind.TRADE);
        sink.post(buyerId, baseAssetId, baseAmount, 0, LegKind.TRADE);
        if ((buyerFeePercentMicros | sellerFeePercentMicros) != 0) {
            fees(sink, buyerId, sellerId, quoteAssetId, quoteAmount, buyerFeePercentMicros, sellerFeePercentMicros);
        }
    }

    private static void fees(
            LegSink sink,
            int buyerId,
            int sellerId,
            int assetId,
            long amount,
            long buyerPercentMicros,
            long sellerPercentMicros) {
        long buyer = Fees.charged(amount, buyerPercentMicros);
        long seller = Fees.charged(amount, sellerPercentMicros);
        long collected = Fees.collected(amount, buyerPercentMicros) + Fees.collected(amount, sellerPercentMicros);
        fee(sink, buyerId, assetId, -buyer);
        fee(sink, sellerId, assetId, -seller);
        fee(sink, SystemAccount.FEES, assetId, collected);
        fee(sink, SystemAccount.ROUNDING, assetId, buyer + seller - collected);
    }

    private static void fee(LegSink sink, int accountId, int assetId, long totalDelta) {
        if (totalDelta != 0) {
            sink.post(accountId, assetId, totalDelta, 0, LegKind.FEE);
        }
    }

    /** A lot was sold. The winner's hold, if there was one, was released before. */
    public static void sold(LegSink sink, int winnerId, int sellerId, int assetId, long price) {
        sink.post(winnerId, assetId, -price, 0, LegKind.AUCTION);
        sink.post(sellerId, assetId, price, 0, LegKind.AUCTION);
    }

    /**
     * A lot, or units of it, were sold where there are fees: the buyer pays the premium on top of the hammer price, the
     * seller the commission out of it. The payer's hold, if there was one, was released before.
     */
    public static void awarded(
            LegSink sink, int payerId, int payeeId, int assetId, long hammer, long premium, long commission) {
        sold(sink, payerId, payeeId, assetId, hammer);
        fee(sink, payerId, assetId, -premium);
        fee(sink, payeeId, assetId, -commission);
        fee(sink, SystemAccount.FEES, assetId, premium + commission);
    }

    /** The legs of an award, backwards. */
    public static void saleCanceled(
            LegSink sink, int payerId, int payeeId, int assetId, long hammer, long premium, long commission) {
        fee(sink, SystemAccount.FEES, assetId, -(premium + commission));
        fee(sink, payeeId, assetId, commission);
        fee(sink, payerId, assetId, premium);
        sold(sink, payeeId, payerId, assetId, hammer);
    }
}
