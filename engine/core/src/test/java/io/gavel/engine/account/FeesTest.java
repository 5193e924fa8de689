package io.gavel.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.SystemAccount;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FeesTest {
    private static final int COAL = 1;
    private static final int USD = 2;
    private static final int BUYER = 16;
    private static final int SELLER = 17;
    private static final int ROUNDS = 20_000;

    private final SplittableRandom random = new SplittableRandom(20261120);

    @Test
    void aFeeIsRoundedAgainstWhoPaysItAndTheRestIsKeptApart() {
        assertEquals(2, Fees.charged(1_001, 100_000), "0.1 % of 1001");
        assertEquals(1, Fees.collected(1_001, 100_000));
        assertEquals(-1, Fees.charged(1_001, -100_000), "a rebate");
        assertEquals(-2, Fees.collected(1_001, -100_000));
        assertEquals(1_000, Fees.charged(1_000, Fees.WHOLE), "everything");
        assertEquals(0, Fees.charged(1_000, 0));
    }

    @Test
    void nobodyPaysLessByTradingInParts() {
        for (int i = 0; i < ROUNDS; i++) {
            long one = random.nextLong(Ledger.LIMIT / 2);
            long other = random.nextLong(Ledger.LIMIT / 2);
            long rate = random.nextLong(-Fees.WHOLE, Fees.WHOLE + 1);
            assertTrue(Fees.charged(one, rate) + Fees.charged(other, rate) >= Fees.charged(one + other, rate));
        }
    }

    @Test
    void theHoldOfABuyCoversEveryTradeAtItsPriceOrBetter() {
        for (int i = 0; i < ROUNDS; i++) {
            long perLot = random.nextLong(1, 1_000_000);
            long better = random.nextLong(1, perLot + 1);
            long lots = random.nextLong(1, 1_000_000);
            long maker = random.nextLong(-Fees.WHOLE, Fees.WHOLE + 1);
            long taker = random.nextLong(0, Fees.WHOLE + 1);
            long held = Fees.holdPerLotMinor(perLot, Fees.worst(maker, taker)) * lots;
            assertTrue(better * lots + Fees.charged(better * lots, maker) <= held);
            assertTrue(better * lots + Fees.charged(better * lots, taker) <= held);
        }
    }

    @Test
    void theLegsOfEveryTradeSumToZeroAndRoundingIsExact() {
        long[][] totals = new long[SELLER + 1][USD + 1];
        BigInteger exactFees = BigInteger.ZERO;
        BigInteger whole = BigInteger.valueOf(Fees.WHOLE);
        LegSink sink = (accountId, assetId, totalDelta, heldDelta, kind) -> totals[accountId][assetId] += totalDelta;
        for (int i = 0; i < ROUNDS; i++) {
            long notional = random.nextLong(1, 1_000_000_000);
            long buyerRate = random.nextInt(4) == 0 ? 0 : random.nextLong(-Fees.WHOLE / 10, Fees.WHOLE / 10);
            long sellerRate = random.nextInt(4) == 0 ? 0 : random.nextLong(-Fees.WHOLE / 10, Fees.WHOLE / 10);
            Postings.traded(sink, BUYER, SELLER, COAL, USD, 7, notional, 2 * notional, buyerRate, sellerRate);
            BigInteger rates = BigInteger.valueOf(buyerRate + sellerRate);
            exactFees = exactFees.add(BigInteger.valueOf(notional).multiply(rates));
            for (int assetId = COAL; assetId <= USD; assetId++) {
                long sum = 0;
                for (long[] total : totals) {
                    sum += total[assetId];
                }
                assertEquals(0, sum, "money is conserved");
            }
        }
        long kept = totals[SystemAccount.FEES][USD];
        long rounding = totals[SystemAccount.ROUNDING][USD];
        BigInteger exact = exactFees.divide(whole);
        assertTrue(
                rounding >= 0 && rounding <= 2L * 2 * ROUNDS, "two sides, below two units each, rounding=" + rounding);
        assertTrue(BigInteger.valueOf(kept).compareTo(exact) <= 0, "nobody is charged for more than the rate");
        assertTrue(BigInteger.valueOf(kept + rounding).compareTo(exact) >= 0, "nobody is charged less than the rate");
    }
}
