package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("FEE-1: each part of a price pays the rate of its tier")
final class FeeTableTest {
    private static final int ROUNDS = 20_000;
    private static final long PERCENT = FeeTable.WHOLE / 100;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(7);

    @Test
    void twelvePercentOfAHundredAreTwelve() {
        assertEquals(12_00, flat(12 * PERCENT).of(100_00));
    }

    @Test
    void aTierHoldsForItsPartOfThePrice() {
        FeeTable fees = FeeTable.of(
                new long[] {100_00, 1_000_00, FeeTable.UNBOUNDED},
                new long[] {25 * PERCENT, 20 * PERCENT, 12 * PERCENT});
        assertEquals(25_00, fees.of(100_00));
        assertEquals(25_00 + 1, fees.of(100_01), "a cent at 20 % is rounded up");
        assertEquals(25_00 + 180_00, fees.of(1_000_00));
        assertEquals(25_00 + 180_00 + 120_00, fees.of(2_000_00));
    }

    @Test
    void theSumIsRoundedOnceAndUp() {
        FeeTable fees = FeeTable.of(new long[] {5, 10, FeeTable.UNBOUNDED}, new long[] {10 * PERCENT, 10 * PERCENT, 0});
        assertEquals(1, fees.of(5), "half a cent");
        assertEquals(1, fees.of(10), "twice half a cent");
        assertEquals(1, fees.of(1_000_000));
        assertEquals(1, flat(1).of(1), "a millionth of a percent of a cent");
        assertEquals(0, flat(0).of(1_000_000));
    }

    @Test
    void noFeeIsNothing() {
        assertTrue(FeeTable.NONE.isNone());
        assertFalse(flat(0).isNone());
        assertEquals(0, FeeTable.NONE.of(Auction.LIMIT - 1));
    }

    @Test
    void whatIsNoAmountSaysSo() {
        FeeTable tenfold = flat(FeeTable.MOST_PERCENT_MICROS);
        assertEquals(Auction.LIMIT, tenfold.of(Auction.LIMIT - 1));
        assertEquals(Auction.LIMIT, tenfold.of(Auction.LIMIT / 10 + 1));
        assertEquals((Auction.LIMIT / 10) * 10, tenfold.of(Auction.LIMIT / 10));
        assertEquals(Auction.LIMIT - 1, flat(FeeTable.WHOLE).of(Auction.LIMIT - 1));
    }

    @Test
    void anyTableIsWhatThePlainSumSaysAndNeverFalls() {
        for (int i = 0; i < ROUNDS; i++) {
            int tiers = random.nextInt(1, 6);
            long[] belows = new long[tiers];
            long[] rates = new long[tiers];
            long below = 0;
            for (int tier = 0; tier < tiers; tier++) {
                below += 1 + (random.nextLong(Auction.LIMIT / 8) >>> random.nextInt(60));
                belows[tier] = tier == tiers - 1 ? FeeTable.UNBOUNDED : below;
                rates[tier] = random.nextLong(FeeTable.MOST_PERCENT_MICROS + 1) >>> random.nextInt(30);
            }
            FeeTable fees = FeeTable.of(belows, rates);
            long price = random.nextLong(Auction.LIMIT) >>> random.nextInt(62);
            assertEquals(plainSum(belows, rates, price), fees.of(price), "price=" + price);
            assertTrue(price == 0 || fees.of(price - 1) <= fees.of(price), "price=" + price);
        }
    }

    private static FeeTable flat(long percentMicros) {
        return FeeTable.of(new long[] {FeeTable.UNBOUNDED}, new long[] {percentMicros});
    }

    private static long plainSum(long[] belows, long[] rates, long price) {
        BigInteger sum = BigInteger.ZERO;
        for (int tier = 0; tier < belows.length; tier++) {
            long from = tier == 0 ? 0 : belows[tier - 1];
            long part = Math.max(0, Math.min(price, belows[tier]) - from);
            sum = sum.add(BigInteger.valueOf(part).multiply(BigInteger.valueOf(rates[tier])));
        }
        BigInteger whole = BigInteger.valueOf(FeeTable.WHOLE);
        BigInteger rounded = sum.add(whole).subtract(BigInteger.ONE).divide(whole);
        return rounded.min(BigInteger.valueOf(Auction.LIMIT)).longValueExact();
    }
}
