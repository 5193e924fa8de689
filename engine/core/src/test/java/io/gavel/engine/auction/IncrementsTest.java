package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gavel.wire.types.Rounding;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IncrementsTest {
    @Test
    @DisplayName("ENG-1 the step follows from the current price, at the edges of every band")
    void stepFollowsFromThePrice() {
        Increments ebay = Increments.table(
                new long[] {100, 500, 2_500, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, Increments.UNBOUNDED},
                new long[] {5, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000});
        assertEquals(5, ebay.at(1));
        assertEquals(5, ebay.at(99));
        assertEquals(25, ebay.at(100));
        assertEquals(25, ebay.at(499));
        assertEquals(50, ebay.at(500));
        assertEquals(100, ebay.at(2_500));
        assertEquals(250, ebay.at(10_000));
        assertEquals(500, ebay.at(25_000));
        assertEquals(1_000, ebay.at(50_000));
        assertEquals(2_500, ebay.at(100_000));
        assertEquals(5_000, ebay.at(250_000));
        assertEquals(10_000, ebay.at(500_000));
        assertEquals(10_000, ebay.at(Auction.LIMIT - 1));
    }

    @Test
    @DisplayName("ENG-2 a percentage is rounded up to the smallest unit, and is at least one")
    void percentIsRoundedUp() {
        Increments ten = Increments.percent(10_000_000);
        assertEquals(1, ten.at(1));
        assertEquals(1, ten.at(10));
        assertEquals(2, ten.at(11));
        assertEquals(10, ten.at(100));
        assertEquals(1, Increments.percent(1).at(5));
    }

    @Test
    void percentAgreesWithExactArithmeticOverItsWholeRange() {
        Random random = new Random(7);
        BigInteger one = BigInteger.valueOf(100_000_000);
        BigInteger limit = BigInteger.valueOf(Auction.LIMIT);
        for (int i = 0; i < 100_000; i++) {
            long price = random.nextLong() & (Auction.LIMIT - 1) >> random.nextInt(62);
            long micros = 1 + (random.nextLong() >>> 1) % 10_000_000_000L;
            BigInteger exact = BigInteger.valueOf(price)
                    .multiply(BigInteger.valueOf(micros))
                    .add(one.subtract(BigInteger.ONE))
                    .divide(one)
                    .max(BigInteger.ONE);
            long step = Increments.percent(micros).at(price);
            if (exact.compareTo(limit) <= 0) {
                assertEquals(exact.longValueExact(), step, "price=" + price + ", micros=" + micros);
            } else {
                assertEquals(true, step >= Auction.LIMIT, "price=" + price + ", micros=" + micros);
            }
        }
    }

    @Test
    void incrementsAreEqualWhereAllTheirStepsAre() {
        Increments table = Increments.table(new long[] {100, Increments.UNBOUNDED}, new long[] {5, 10});
        Increments same = Increments.table(new long[] {100, Increments.UNBOUNDED}, new long[] {5, 10});
        assertEquals(table, same);
        assertEquals(table.hashCode(), same.hashCode());
        assertNotEquals(table, Increments.table(new long[] {100, Increments.UNBOUNDED}, new long[] {5, 11}));
        Increments percent = Increments.percent(100, 3, Rounding.UP);
        assertEquals(percent, Increments.percent(100, 3, Rounding.UP));
        assertNotEquals(percent, Increments.percent(101, 3, Rounding.UP));
        assertNotEquals(percent, Increments.percent(100, 4, Rounding.UP));
        assertNotEquals(percent, Increments.percent(100, 3, Rounding.DOWN));
    }
}
