package io.gavel.engine.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bids that stand, against a list that is sorted anew each time. */
final class StandingBidsTest {
    private static final int ACCOUNTS = 40;
    private static final int STEPS = 20_000;
    private static final Comparator<Bid> ORDER = Comparator.comparingLong((Bid bid) -> -bid.amount())
            .thenComparingLong(bid -> -bid.qty())
            .thenComparingLong(Bid::seq);

    private record Bid(int accountId, long amount, long qty, long seq) {}

    @Test
    void areInTheOrderOfPriceUnitsAndTime() {
        Random random = new Random(6);
        StandingBids bids = new StandingBids();
        List<Bid> obvious = new ArrayList<>();
        for (int seq = 1; seq <= STEPS; seq++) {
            int accountId = 16 + random.nextInt(ACCOUNTS);
            Bid bid = new Bid(accountId, 1 + random.nextInt(5), 1 + random.nextInt(3), seq);
            int slot = bids.find(accountId);
            boolean goes = random.nextInt(3) == 0;
            obvious.removeIf(other -> other.accountId() == accountId);
            if (goes && slot != StandingBids.NONE) {
                bids.remove(slot);
            } else if (slot == StandingBids.NONE) {
                bids.add(accountId, bid.amount(), bid.qty(), seq, seq * 10L, seq * 100L);
                obvious.add(bid);
            } else {
                bids.change(slot, bid.amount(), bid.qty(), seq, seq * 10L, seq * 100L);
                obvious.add(bid);
            }
            check(obvious, bids);
        }
    }

    private static void check(List<Bid> obvious, StandingBids bids) {
        obvious.sort(ORDER);
        assertEquals(obvious.size(), bids.size());
        int[] ranked = bids.ranked();
        int[] accounts = new int[ranked.length];
        for (int i = 0; i < ranked.length; i++) {
            accounts[i] = bids.accountId(ranked[i]);
            assertEquals(bids.seq(ranked[i]) * 10, bids.timeNs(ranked[i]));
            assertEquals(bids.seq(ranked[i]) * 100, bids.idHash(ranked[i]));
        }
        assertArrayEquals(obvious.stream().mapToInt(Bid::accountId).toArray(), accounts);
        if (obvious.isEmpty()) {
            assertEquals(StandingBids.NONE, bids.last());
            assertEquals(StandingBids.NONE, bids.findFirst());
        } else {
            assertEquals(accounts[0], bids.accountId(bids.findFirst()));
            assertEquals(accounts[accounts.length - 1], bids.accountId(bids.last()));
        }
    }
}
