package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UNI-2 to UNI-5: who gets how many units, against the rule's words with numbers of any size. */
final class AllotmentTest {
    private static final int ROUNDS = 5_000;

    private record Bid(long amount, long qty, int time) {
        boolean isAtAnyPrice() {
            return amount == 0;
        }
    }

    private final SealedBids bids = new SealedBids();
    private final List<Bid> placed = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        // left, asked by three, what they get
        "50, 60, 40, 50, 21, 14, 15", // 33.34 %
        "100, 50, 30, 20, 50, 30, 20", // all
        "2, 1, 1, 1, 1, 1, 0", // 66.67 %, each rounded up
        "1, 1000000, 1, 1, 1, 0, 0", // 0.01 %
        "99, 100, 0, 0, 99, 0, 0", // one alone gets what there is
        "4611686018427387000, 4611686018427387001, 1, 1, 4611686018427387000, 0, 0", // 100 %, no overflow
        "2305843009213693951, 2305843009213693951, 2305843009213693951, 1, 1152921504606846976, 1152921504606846975, 0",
    })
    void partsAtTheStopOut(long left, long a, long b, long c, long getsA, long getsB, long getsC) {
        for (long qty : new long[] {a, b, c}) {
            place(100, qty);
        }
        Allotment allotment = Allotment.of(bids, left, 1);
        assertArrayEquals(
                new long[] {getsA, getsB, getsC},
                new long[] {allotment.units(0), allotment.units(1), allotment.units(2)});
        assertEquals(100, allotment.price());
        assertEquals(0, allotment.left());
    }

    @Test
    void anyBookIsSharedAsTheRuleSays() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < ROUNDS; round++) {
            bids.clear();
            placed.clear();
            int count = random.nextInt(12);
            long most = random.nextBoolean() ? 20 : 1L << 57;
            for (int i = 0; i < count; i++) {
                place(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(6), 1 + random.nextLong(most));
            }
            long qty = 1 + random.nextLong(most * 4);
            long least = 1 + random.nextInt(5);
            compare(Allotment.of(bids, qty, least), qty, least);
        }
    }

    private void place(long amount, long qty) {
        int time = placed.size();
        placed.add(new Bid(amount, qty, time));
        bids.put(16 + time, amount, qty, time, time, 0);
    }

    private void compare(Allotment found, long qty, long least) {
        List<Bid> counting = placed.stream()
                .filter(bid -> bid.isAtAnyPrice() || bid.amount >= least)
                .sorted(Comparator.comparing((Bid bid) -> !bid.isAtAnyPrice())
                        .thenComparing(bid -> -bid.amount)
                        .thenComparing(Bid::time))
                .toList();
        long[] units = new long[placed.size()];
        long left = qty;
        long price = least;
        int winners = 0;
        for (int from = 0; from < counting.size() && left > 0; ) {
            long amount = counting.get(from).amount;
            List<Bid> equal =
                    counting.stream().filter(bid -> bid.amount == amount).toList();
            BigInteger asked =
                    equal.stream().map(bid -> BigInteger.valueOf(bid.qty)).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger percentage = ceil(BigInteger.valueOf(left).multiply(BigInteger.valueOf(10_000)), asked)
                    .min(BigInteger.valueOf(10_000));
            for (Bid bid : equal) {
                long part = ceil(BigInteger.valueOf(bid.qty).multiply(percentage), BigInteger.valueOf(10_000))
                        .longValueExact();
                units[bid.time] = Math.min(left, part);
                left -= units[bid.time];
                winners += units[bid.time] > 0 ? 1 : 0;
            }
            price = amount == 0 ? price : amount;
            from += equal.size();
        }
        for (int slot = 0; slot < units.length; slot++) {
            assertEquals(units[slot], found.units(slot), () -> "bids=" + placed + ", qty=" + qty + ", least=" + least);
        }
        assertEquals(price, found.price(), () -> "bids=" + placed + ", qty=" + qty + ", least=" + least);
        assertEquals(left, found.left());
        assertEquals(winners, found.winners());
    }

    private static BigInteger ceil(BigInteger number, BigInteger by) {
        return number.add(by).subtract(BigInteger.ONE).divide(by);
    }
}
