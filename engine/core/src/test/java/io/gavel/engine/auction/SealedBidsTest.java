package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** One live bid a bidder, in every order that is asked for: against a map. */
final class SealedBidsTest {
    private static final int STEPS = 20_000;

    private record Bid(int accountId, long amount, long qty, long timeNs, long seq, long idHash) {}

    private final SealedBids bids = new SealedBids();
    private final Map<Integer, Bid> expected = new TreeMap<>();

    @Test
    void bidsAreReplacedTakenOutAndFoundAgain() {
        SplittableRandom random = new SplittableRandom(11);
        for (int step = 1; step <= STEPS; step++) {
            int accountId = 16 + random.nextInt(300);
            if (random.nextInt(4) == 0) {
                takeOut(accountId);
            } else {
                Bid bid = new Bid(
                        accountId, random.nextInt(20), 1 + random.nextInt(9), step * 7L, step, random.nextLong());
                put(bid);
            }
            if (step % 1_000 == 0) {
                check();
            }
        }
        bids.clear();
        expected.clear();
        put(new Bid(16, 5, 1, 0, 1, 2));
        check();
    }

    private void put(Bid bid) {
        bids.put(bid.accountId, bid.amount, bid.qty, bid.timeNs, bid.seq, bid.idHash);
        expected.put(bid.accountId, bid);
    }

    private void takeOut(int accountId) {
        int slot = bids.find(accountId);
        assertEquals(expected.containsKey(accountId), slot != SealedBids.NONE);
        if (slot != SealedBids.NONE) {
            bids.remove(slot);
            expected.remove(accountId);
        }
    }

    private void check() {
        assertEquals(expected.size(), bids.size());
        for (Bid bid : expected.values()) {
            int slot = bids.find(bid.accountId);
            assertEquals(
                    bid,
                    new Bid(
                            bids.accountId(slot),
                            bids.amount(slot),
                            bids.qty(slot),
                            bids.timeNs(slot),
                            bids.seq(slot),
                            bids.idHash(slot)));
        }
        Function<Bid, Long> rank = bid -> bid.amount == SealedBids.ANY_PRICE ? Long.MIN_VALUE : -bid.amount;
        assertOrder(Comparator.comparing(Bid::accountId), bids.byAccount());
        assertOrder(Comparator.comparing(Bid::seq), bids.byAcceptance());
        assertOrder(Comparator.comparing(rank).thenComparing(Bid::seq), bids.byRank());
    }

    private void assertOrder(Comparator<Bid> order, int[] slots) {
        int[] wanted = expected.values().stream()
                .sorted(order)
                .mapToInt(Bid::accountId)
                .toArray();
        int[] found = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            found[i] = bids.accountId(slots[i]);
        }
        assertArrayEquals(wanted, found);
    }
}
