package io.gavel.engine.market.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.account.Fees;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Edges of collars and steps of price tables, against exact arithmetic and plain search. */
final class PricesTest {
    private static final BigInteger WHOLE = BigInteger.valueOf(Fees.WHOLE);

    /** COL-1. */
    @Test
    void edgesOfACollarAreRoundedInwards() {
        assertEquals(103, Collar.above(99, 5_000_000));
        assertEquals(95, Collar.below(99, 5_000_000));
        assertEquals(105, Collar.above(100, 5_000_000));
        assertEquals(95, Collar.below(100, 5_000_000));
        assertEquals(0, Collar.below(7, Fees.WHOLE));
        assertEquals(Long.MAX_VALUE, Collar.above(Long.MAX_VALUE - 1, Fees.WHOLE));
    }

    /** COL-1. */
    @Test
    void edgesAreExactForAnyPrice() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long reference = random.nextLong() >>> 2 + random.nextInt(60);
            long percent = 1 + random.nextInt((int) Fees.WHOLE);
            BigInteger price = BigInteger.valueOf(reference);
            BigInteger up =
                    price.multiply(WHOLE.add(BigInteger.valueOf(percent))).divide(WHOLE);
            BigInteger[] down =
                    price.multiply(WHOLE.subtract(BigInteger.valueOf(percent))).divideAndRemainder(WHOLE);
            long below = down[0].longValueExact() + (down[1].signum() > 0 ? 1 : 0);
            assertEquals(up.longValueExact(), Collar.above(reference, percent));
            assertEquals(below, Collar.below(reference, percent));
        }
    }

    /** TCK-1, POST-2. */
    @Test
    void theNextPriceOfATableIsTheNearestThatItHas() {
        TickTable table = new TickTable(new long[] {10, 17, 40, TickTable.UNBOUNDED}, new long[] {1, 3, 5, 7});
        for (long price = 1; price < 100; price++) {
            long below = table.nextBelow(price);
            long above = table.nextAbove(price);
            assertTrue(below == 0 || table.has(below));
            assertTrue(table.has(above));
            for (long between = below + 1; between < above; between++) {
                assertTrue(between == price || !table.has(between), "between=" + between + ", price=" + price);
            }
        }
        assertEquals(0, table.nextBelow(1));
    }
}
