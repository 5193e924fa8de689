package io.gavel.engine.account;

import io.gavel.wire.SystemAccount;

/**
 * The one function from facts to ledger legs: the market calls it as it decides, {@link LedgerLegs} for readers of the
 * journal. Pure: no state, no allocation. All amounts are smallest units and not negative.
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

    /**
     * A buyer and a seller met.
     *
     * @param quoteHeld what the buyer had held for this quantity, at the own limit: not less than {@code quoteAmount}
     */
    public static void traded(
            LegSink sink,
            int buyerId,
            int sellerId,
            int baseAssetId,
            int quoteAssetId,
            long baseAmount,
            long quoteAmount,
            long quoteHeld) {
        sink.post(buyerId, quoteAssetId, -quoteAmount, -quoteHeld, LegKind.TRADE);
        sink.post(sellerId, quoteAssetId, quoteAmount, 0, LegKind.TRADE);
        sink.post(sellerId, baseAssetId, -baseAmount, -baseAmount, LegKind.TRADE);
        sink.post(buyerId, baseAssetId, baseAmount, 0, LegKind.TRADE);
    }

    /** A lot was sold. The winner's hold, if there was one, was released before. */
    public static void sold(LegSink sink, int winnerId, int sellerId, int assetId, long price) {
        sink.post(winnerId, assetId, -price, 0, LegKind.AUCTION);
        sink.post(sellerId, assetId, price, 0, LegKind.AUCTION);
    }
}
