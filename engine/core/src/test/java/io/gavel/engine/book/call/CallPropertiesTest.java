package io.gavel.engine.book.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.Side;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every print, and that 20,000 random books of each profile print what the obvious way finds. */
final class CallPropertiesTest {
    private static final int BOOKS = 20_000;

    private final CallPricing pricing = new CallPricing();
    private final CallTerms terms = new CallTerms();

    @ParameterizedTest
    @EnumSource
    void randomBooksPrintWhatTheLiteralRuleFinds(CallProfile profile) {
        SplittableRandom random = new SplittableRandom(profile.ordinal());
        int prints = 0;
        for (int i = 0; i < BOOKS; i++) {
            CallBook book = CallBook.random(random);
            long reference = random.nextInt(4) == 0 ? CallTerms.NO_PRICE : 12 + random.nextInt(36);
            long halfUnit = random.nextInt(6);
            long pressure = random.nextInt(3) * 5_000_000L;
            boolean hasBand = random.nextInt(4) == 0;
            long bandLow = hasBand ? 15 + random.nextInt(15) : 1;
            long bandHigh = hasBand ? bandLow + random.nextInt(20) : 1_000;
            terms.clear()
                    .reference(reference)
                    .halfUnit(halfUnit)
                    .pressure(pressure)
                    .band(bandLow, bandHigh);
            price(profile, book);

            long expected = new CallOracle(book, reference, halfUnit, pressure, bandLow, bandHigh).print(profile);
            assertEquals(expected, pricing.priceTicks(), () -> book + "ref " + reference + " half " + halfUnit);
            assertMatched(book);
            prints += pricing.prints() ? 1 : 0;
        }
        assertTrue(prints > BOOKS / 3, "expected that many books print");
    }

    @ParameterizedTest
    @EnumSource
    void noPriceOfTheBookPairsMoreThanThePrintWhereNoCollarIsInTheWay(CallProfile profile) {
        SplittableRandom random = new SplittableRandom(100 + profile.ordinal());
        for (int i = 0; i < BOOKS / 4; i++) {
            CallBook book = CallBook.random(random);
            terms.clear();
            price(profile, book);
            if (pricing.prints()) {
                for (long price = 19; price < 45; price++) {
                    assertTrue(paired(book, price) <= pricing.qtyLots(), book::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void betterOrdersFillInFullWhereThatIsPromised(CallProfile profile) {
        SplittableRandom random = new SplittableRandom(200 + profile.ordinal());
        int broken = 0;
        for (int i = 0; i < BOOKS / 4; i++) {
            CallBook book = CallBook.random(random);
            // Wide enough for the collar to cover the book.
            terms.clear().reference(28 + random.nextInt(5)).halfUnit(40);
            price(profile, book);
            boolean marketOrdersFill = book.lotsAt(true, Long.MAX_VALUE) <= pricing.qtyLots()
                    && book.lotsAt(false, -1) <= pricing.qtyLots();
            boolean isCollarInTheWay = profile == CallProfile.KRX;
            if (pricing.prints() && marketOrdersFill && !isCollarInTheWay) {
                boolean holds = book.lotsBetterThan(true, pricing.priceTicks()) <= pricing.qtyLots()
                        && book.lotsBetterThan(false, pricing.priceTicks()) <= pricing.qtyLots();
                assertTrue(holds || !profile.fillsBetterInFull(), book::toString);
                broken += holds ? 0 : 1;
            }
        }
        assertEquals(profile.fillsBetterInFull(), broken == 0, "a profile promises what it keeps");
    }

    @Test
    void betterOrdersFillInFullWithKrxInsideItsCollar() {
        SplittableRandom random = new SplittableRandom(300);
        for (int i = 0; i < BOOKS / 4; i++) {
            CallBook book = CallBook.random(random);
            long reference = 30;
            book.orders.removeIf(order -> !order.isMarket() && (order.limit() < 21 || order.limit() > 39));
            terms.clear().reference(reference);
            price(CallProfile.KRX, book);
            boolean marketOrdersFill = book.lotsAt(true, Long.MAX_VALUE) <= pricing.qtyLots()
                    && book.lotsAt(false, -1) <= pricing.qtyLots();
            if (pricing.prints() && marketOrdersFill) {
                assertTrue(book.lotsBetterThan(true, pricing.priceTicks()) <= pricing.qtyLots(), book::toString);
                assertTrue(book.lotsBetterThan(false, pricing.priceTicks()) <= pricing.qtyLots(), book::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfArrivalDoesNotMoveThePrint(CallProfile profile) {
        SplittableRandom random = new SplittableRandom(400 + profile.ordinal());
        for (int i = 0; i < BOOKS / 10; i++) {
            CallBook book = CallBook.random(random);
            terms.clear().reference(30);
            price(profile, book);
            String print = print();
            Collections.shuffle(book.orders, new Random(i));
            price(profile, book);
            assertEquals(print, print(), book::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrderMoreNeverPairsLess(CallProfile profile) {
        SplittableRandom random = new SplittableRandom(500 + profile.ordinal());
        for (int i = 0; i < BOOKS / 10; i++) {
            CallBook book = CallBook.random(random);
            terms.clear().reference(30);
            price(profile, book);
            long lots = pricing.qtyLots();
            book.add(random.nextBoolean(), 10, 20 + random.nextInt(20));
            price(profile, book);
            assertTrue(pricing.qtyLots() >= lots, book::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsBeyondSixtyThreeBitsAreExact(CallProfile profile) {
        long most = Long.MAX_VALUE;
        CallBook book = new CallBook();
        book.add(true, most, 104);
        book.add(true, most, 103);
        book.add(true, most, 103);
        book.add(true, 1, 102);
        book.add(false, most, 100);
        book.add(false, most, 101);
        book.add(false, most, 101);
        book.add(false, 2, 102);
        // From 102 on three times the most and 2 are offered, up to 102 that and 1 demanded: only 102 pairs all of it.
        terms.clear().reference(102);
        price(profile, book);
        assertEquals(102, pricing.priceTicks());
        assertEquals(Long.MAX_VALUE, pricing.qtyLots(), "told as the most that can be told");
        assertEquals(1, pricing.surplusLots(), "the difference is exact");
        assertEquals(Side.SELL, pricing.surplusSide());
    }

    @ParameterizedTest
    @EnumSource
    void aBookAsWideAsPricesGoIsPricedAtOnce(CallProfile profile) {
        CallBook book = new CallBook();
        book.add(true, 10, 1L << 61);
        book.add(false, 10, 1);
        book.add(false, 5, (1L << 62) - 1);
        book.add(true, 5, 1);
        for (long reference : new long[] {CallTerms.NO_PRICE, 1, 1_000, 1L << 60}) {
            terms.clear().reference(reference);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> price(profile, book));
            assertTrue(pricing.prints());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingCrossedPrintsNothing(CallProfile profile) {
        for (String text :
                new String[] {"10@99 / 10@100", "10@99 /", "/ 10@100", "m10 /", "/ m10", "m10 10@99 /", "/"}) {
            terms.clear().reference(100);
            price(profile, CallBook.of(text));
            assertFalse(pricing.prints(), text);
            assertEquals(CallTerms.NO_PRICE, pricing.priceTicks());
            assertEquals(0, pricing.qtyLots() + pricing.surplusLots());
        }
    }

    private void assertMatched(CallBook book) {
        if (!pricing.prints()) {
            return;
        }
        long demand = book.lotsAt(true, pricing.priceTicks());
        long supply = book.lotsAt(false, pricing.priceTicks());
        assertEquals(Math.min(demand, supply), pricing.qtyLots(), book::toString);
        assertEquals(Math.abs(demand - supply), pricing.surplusLots(), book::toString);
        Side longer = demand == supply ? null : demand > supply ? Side.BUY : Side.SELL;
        assertEquals(longer, pricing.surplusSide(), book::toString);
    }

    private static long paired(CallBook book, long price) {
        return Math.min(book.lotsAt(true, price), book.lotsAt(false, price));
    }

    private String print() {
        return pricing.priceTicks() + " " + pricing.qtyLots() + " " + pricing.surplusLots() + pricing.surplusSide();
    }

    private void price(CallProfile profile, CallBook book) {
        pricing.price(profile, book.levels(true), book.levels(false), terms);
    }
}
