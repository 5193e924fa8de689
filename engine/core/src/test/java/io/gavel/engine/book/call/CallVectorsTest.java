package io.gavel.engine.book.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Books whose print is known: the vectors of the law book for calls, the published examples of BNB (which are ASX with
 * x = 5 %), and those worked out by hand.
 */
final class CallVectorsTest {
    private static final long NONE = CallTerms.NO_PRICE;

    private final CallPricing pricing = new CallPricing();
    private final CallTerms terms = new CallTerms();

    @ParameterizedTest
    @CsvSource({
        // book, reference; prints of XETRA, EURONEXT, ASX (x = 0), KRX and IEX; lots
        "30@102 20@100 40@99 / 20@98 30@100 10@101,  97, 100, 100, 100, 100, 50",
        "30@102 20@100 40@99 / 20@98 30@100 10@101, 100, 100, 100, 100, 100, 50",
        "30@102 20@100 40@99 / 20@98 30@100 10@101, 103, 100, 100, 100, 100, 50",
        "50@104 / 40@100,                           101, 104, 100, 101, 104, 40",
        // The literal rule of EURONEXT leaves 100 and 104 where the reference is 102: the higher one.
        "40@104 / 50@100,                           102, 100, 104, 102, 100, 40",
        "40@104 / 40@100,                            98, 100, 100, 100, 100, 40",
        "40@104 / 40@100,                           102, 102, 104, 102, 102, 40",
        "40@104 / 40@100,                           106, 104, 104, 104, 104, 40",
        "25@100 25@97 / 25@98 25@95,                 90,  97,  95,  95,  97, 25",
        "25@100 25@97 / 25@98 25@95,                 96,  97,  97,  96,  97, 25",
        "25@100 25@97 / 25@98 25@95,                 99,  98, 100,  99,  98, 25",
        "25@100 25@97 / 25@98 25@95,                105,  98, 100, 100,  98, 25",
        "300@102 100@100 200@99 300@98 / 250@98 250@97 1000@96,  90, 96, 96, 96, 96, 900",
        "300@102 100@100 200@99 300@98 / 250@98 250@97 1000@96,  99, 96, 96, 96, 96, 900",
        "300@102 100@100 200@99 300@98 / 250@98 250@97 1000@96, 104, 96, 96, 96, 96, 900",
        "20@104 / 50@101 20@96,                      97,  96,  96,  97,  97, 20",
        "50@103 / 50@96 20@98,                      105,  96,  96,  97,  98, 50",
        "m10 / m10,                                 100, 100, 100, 100, 100, 10"
    })
    void theVectorsOfTheLawBookPrint(
            String book, long reference, long xetra, long euronext, long asx, long krxAndIex, long lots) {
        assertVector(CallProfile.XETRA, book, reference, xetra, lots);
        assertVector(CallProfile.EURONEXT, book, reference, euronext, lots);
        assertVector(CallProfile.ASX, book, reference, asx, lots);
        assertVector(CallProfile.KRX, book, reference, krxAndIex, lots);
        assertVector(CallProfile.IEX, book, reference, krxAndIex, lots);
    }

    @ParameterizedTest
    @ValueSource(longs = {188, 200, 206, 207, 220})
    void aBookOfHalvesPrintsOnceForAllReferences(long reference) {
        CallBook book =
                CallBook.of("2600@104.5 1800@103 1300@102.5 1500@99.5 / 1000@100.5 1500@102 1200@103 700@104.5", 2);
        for (CallProfile profile : CallProfile.values()) {
            price(profile, book, terms.clear().reference(reference));
            assertEquals(206, pricing.priceTicks(), profile::name);
            assertEquals(3700, pricing.qtyLots(), profile::name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,   150@100 150@98 / 50@97 250@98,                              100, 98, 300",
        "2,   150@100 50@99 300@97 / 100@96 200@97,                       100, 97, 300",
        "3,   300@102 100@100 200@99 300@98 / 250@98 250@97 1000@96,      100, 96, 900",
        "4,   30@102 10@101 50@99 15@96 / 50@95 50@97 10@98,              100, 97, 90",
        "5.1, 10@102 10@97 / 50@95,                                        80, 95, 20",
        "5.2, 10@99 10@94 / 50@92,                                        100, 94, 20",
        // 90 and 5 % are 94.5: the reference that pressure moves is rounded away from where it was.
        "5.3, 100@99 / 50@92,                                              90, 95, 50",
        "5.4, 10@101 10@96 / 50@94,                                       100, 95, 20",
        "6.1, 25@100 25@97 / 25@98 25@95,                                  99, 99, 25",
        "6.2, 25@100 25@97 / 25@98 25@95,                                  97, 97, 25"
    })
    void thePublishedExamplesOfBnbPrintWithFivePercent(
            String example, String book, long reference, long price, long lots) {
        price(
                CallProfile.ASX,
                CallBook.of(book),
                terms.clear().reference(reference).pressure(5_000_000));
        assertEquals(price, pricing.priceTicks(), example);
        assertEquals(lots, pricing.qtyLots(), example);
    }

    @ParameterizedTest
    @CsvSource({
        // 40 trade from 100 to 104, 10 buyers are left at each: nearest to the reference.
        "50@104 / 40@100,            101,  0, 101, 40,  10",
        // Collar 99 to 121: nearest to 110 of 100 to 104.
        "50@104 / 40@100,            110,  0, 104, 40,  10",
        // Collar 84 to 102 (a tenth of 93 is 9.3): 100 to 102 are left.
        "50@104 / 40@100,             93,  0, 100, 40,  10",
        // Collar 81 to 99: nobody trades there.
        "50@104 / 40@100,             90,  0,  -1,  0,   0",
        // The same with half a unit of 12 ticks: the collar is 78 to 102.
        "50@104 / 40@100,             90, 12, 100, 40,  10",
        // Half a unit smaller than a tenth of the midpoint changes nothing.
        "50@104 / 40@100,             90,  8,  -1,  0,   0",
        // 25 trade from 95 to 100; up to 97 25 buyers are left, from 98 on 25 sellers: the imbalance is one.
        "25@100 25@97 / 25@98 25@95,  96,  0,  96, 25,  25",
        "25@100 25@97 / 25@98 25@95,  99,  0,  99, 25, -25",
        // 50 trade from 96 to 103, nothing is left at 96 and 97.
        "50@103 / 50@96 20@98,       105,  0,  97, 50,   0",
        // Market buyers take any price of the collar, 95 to 115, and the seller any from 100.
        "m10 / 10@100,               105,  0, 105, 10,   0",
        "m10 / 10@100,                97,  0, 100, 10,   0",
        // No reference, no collar: the middle of 100 to 104, and of 100 to 105 rounded down.
        "40@104 / 40@100,             -1,  0, 102, 40,   0",
        "40@105 / 40@100,             -1,  0, 102, 40,   0",
        "m10 / m7,                   100,  0, 100,  7,   3",
        "m10 / m7,                    -1,  0,  -1,  0,   0"
    })
    void nasdaqPairsMostThenLeavesLeastThenStaysNearTheMidpoint(
            String book, long reference, long halfUnit, long price, long lots, long surplus) {
        terms.clear().reference(reference < 0 ? NONE : reference).halfUnit(halfUnit);
        assertPrint(CallProfile.NASDAQ, book, price, lots, surplus);
    }

    @ParameterizedTest
    @CsvSource({
        // 40 trade from 100 to 104.
        "40@104 / 40@100,                               -1, 102, 40,   0",
        "50@104 / 40@100,                               -1, 102, 40,  10",
        // From 100 to 105: 102.5 rounded down.
        "40@105 / 40@100,                               -1, 102, 40,   0",
        // 50 at 100 alone; the reference is not asked.
        "30@102 20@100 40@99 / 20@98 30@100 10@101,     90, 100, 50,   0",
        // 25 from 95 to 100; at 97 demand is 50.
        "25@100 25@97 / 25@98 25@95,                    99,  97, 25,  25",
        // 50 from 96 to 103; at 99 supply is 70.
        "50@103 / 50@96 20@98,                          -1,  99, 50, -20",
        // 20 from 96 to 104; at 100 supply is 20.
        "20@104 / 50@101 20@96,                         -1, 100, 20,   0",
        // Market buyers take any price of the book: 100 to 110.
        "m10 / 10@100 5@110,                            -1, 105, 10,   0",
        // 100 to 120; at 110 supply is 20.
        "m10 / 10@100 5@103 5@110 7@120,                -1, 110, 10, -10",
        // Market sellers take any: 80 to 100; at 90 demand is 14.
        "10@100 4@95 3@80 / m10,                        -1,  90, 10,   4",
        "10@90 / 10@91,                                 90,  -1,  0,   0",
        "m10 / m10,                                     50,  50, 10,   0",
        "m10 / m10,                                     -1,  -1,  0,   0"
    })
    void midrangePrintsInTheMiddleOfThoseThatPairMost(
            String book, long reference, long price, long lots, long surplus) {
        terms.clear().reference(reference < 0 ? NONE : reference);
        assertPrint(CallProfile.MIDRANGE, book, price, lots, surplus);
    }

    @ParameterizedTest
    @CsvSource({
        // book; XETRA, EURONEXT, ASX, NASDAQ, IEX, KRX without a reference
        "40@104 / 40@100,            102, 104, 102, 102, 102, 102",
        "40@105 / 40@100,            102, 100, 102, 102, 102, 102",
        // XETRA needs none where all of the surplus is on one side; better orders first leaves 104 alone.
        "50@104 / 40@100,            104, 104, 102, 102, 104, 104",
        "40@104 / 50@100,            100, 104, 102, 102, 100, 100",
        "25@100 25@97 / 25@98 25@95,  97,  97,  97,  97,  97,  97",
        // Market orders do not count as limits: without one there are no candidates, here there is one.
        "m10 / 10@100,               100, 100, 100, 100, 100, 100",
        "m10 / m10,                   -1,  -1,  -1,  -1,  -1,  -1"
    })
    void withoutAReferenceTheMiddleOfWhatIsLeftPrints(
            String book, long xetra, long euronext, long asx, long nasdaq, long iex, long krx) {
        long[] prices = {xetra, euronext, asx, nasdaq, iex, krx};
        for (int i = 0; i < prices.length; i++) {
            CallProfile profile = CallProfile.values()[i];
            price(profile, CallBook.of(book), terms.clear());
            assertEquals(prices[i] < 0 ? NONE : prices[i], pricing.priceTicks(), profile::name);
        }
    }

    @Test
    void aCollarIsRoundedInwardsAndHoldsThePrint() {
        // 30 % of 101 are 30.3: the highest candidate is 131.
        price(CallProfile.KRX, CallBook.of("10@140 / 5@120"), terms.clear().reference(101));
        assertEquals(131, pricing.priceTicks(), "the buyer who is left pulls to 140");
        // 10 % of 105 are 10.5: 95 to 115.
        price(CallProfile.IEX, CallBook.of("10@140 / 5@90"), terms.clear().reference(105));
        assertEquals(115, pricing.priceTicks());
        price(CallProfile.IEX, CallBook.of("5@140 / 10@90"), terms.clear().reference(105));
        assertEquals(95, pricing.priceTicks());
    }

    @Test
    void noPrintIsOutsideTheBandOfTheInstrument() {
        terms.clear().reference(120).band(101, 103);
        assertPrint(CallProfile.XETRA, "10@104 10@102 / 25@100", 102, 20, -5);
        assertPrint(CallProfile.MIDRANGE, "10@104 / 10@90", 102, 10, 0);
        assertPrint(CallProfile.XETRA, "10@104 / 10@100", -1, 0, 0);
        assertPrint(CallProfile.XETRA, "m10 / m10", -1, 0, 0);
    }

    private void assertVector(CallProfile profile, String book, long reference, long price, long lots) {
        price(profile, CallBook.of(book), terms.clear().reference(reference));
        assertEquals(price, pricing.priceTicks(), profile::name);
        assertEquals(lots, pricing.qtyLots(), profile::name);
    }

    /** @param surplus of buyers, below zero of sellers */
    private void assertPrint(CallProfile profile, String book, long price, long lots, long surplus) {
        price(profile, CallBook.of(book), terms);
        assertEquals(price < 0 ? NONE : price, pricing.priceTicks());
        assertEquals(lots, pricing.qtyLots());
        assertEquals(Math.abs(surplus), pricing.surplusLots());
        assertEquals(surplus == 0 ? "null" : surplus > 0 ? "BUY" : "SELL", String.valueOf(pricing.surplusSide()));
    }

    private void price(CallProfile profile, CallBook book, CallTerms with) {
        pricing.price(profile, book.levels(true), book.levels(false), with);
    }
}
