package io.gavel.engine.market.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerWindowTest {
    private static final int ALICE = 16;
    private static final int BOB = 17;

    private final OrderStore orders = new OrderStore(0);

    @Test
    void forgetsTheOldestIdOfAnAccountThatUsesTooMany() {
        AnswerWindow window = new AnswerWindow(orders, 3, 100, 0);
        for (int id = 1; id <= 4; id++) {
            remember(window, ALICE, id);
        }
        remember(window, BOB, 1);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(2, window.seq(window.find(ALICE, 2)));
        assertEquals(1, window.seq(window.find(BOB, 1)));
    }

    @Test
    void keepsNoMoreThanThereMayBeInAllAndForgetsWhatIsOld() {
        AnswerWindow window = new AnswerWindow(orders, 10, 40, 0);
        for (int id = 1; id <= 1_000; id++) {
            remember(window, ALICE + id * 7 % 50, id);
            for (int young = Math.max(1, id - 29); young <= id; young++) {
                assertEquals(young, window.seq(window.find(ALICE + young * 7 % 50, young)), "of the last 30 of 40");
            }
            assertTrue(count(window) <= 40, "kept of " + id + ": " + count(window));
        }
    }

    @Test
    void anAccountThatIsAloneWithTooManyForgetsItsOldest() {
        AnswerWindow window = new AnswerWindow(orders, 1_000, 1, 0);
        remember(window, ALICE, 1);
        remember(window, ALICE, 2);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(2, window.seq(window.find(ALICE, 2)));
        assertThrows(IllegalArgumentException.class, () -> new AnswerWindow(orders, 1, 0, 0));
    }

    @Test
    void neverForgetsTheIdOfALiveOrder() {
        AnswerWindow window = new AnswerWindow(orders, 2, 8, 0);
        int order = order(ALICE, 1);
        window.remember(ALICE, 1, 7, 1, 200, 5, 6, 8, order);
        assertEquals(window.find(ALICE, 1), window.entryOf(order));
        for (int id = 2; id <= 20; id++) {
            remember(window, ALICE, id);
        }
        assertTrue(window.isPinned(order));
        assertTrue(window.hasPinned(ALICE));
        assertFalse(window.hasPinned(BOB));
        assertEquals(5, window.value1(window.entryOf(order)));
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1), "who looks for it finds its order");
        window.ended(order);
        remember(window, ALICE, 21);
        long aged = window.find(ALICE, 1);
        assertEquals(5, window.value1(aged));
        assertEquals(6, window.value2(aged));
        assertEquals(8, window.value3(aged));
        assertTrue(window.hasBody(aged, 7));
        remember(window, ALICE, 22);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(0, window.pinnedCount());
        assertFalse(window.hasPinned(ALICE));
    }

    @Test
    void theIdOfAnOrderThatEndedInTimeStaysWhereItIs() {
        AnswerWindow window = new AnswerWindow(orders, 2, 8, 0);
        int order = order(ALICE, 1);
        window.remember(ALICE, 1, 7, 1, 200, 5, 6, 8, order);
        window.ended(order);
        remember(window, ALICE, 2);
        assertEquals(5, window.value1(window.find(ALICE, 1)));
        remember(window, ALICE, 3);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(0, window.pinnedCount());
    }

    @Test
    void anOrderIsFoundWhileItsAccountsRingGrowsAndShrinks() {
        AnswerWindow window = new AnswerWindow(orders, 64, 128, 0);
        int order = order(ALICE, 1);
        window.remember(ALICE, 1, 7, 1, 200, 5, 6, 8, order);
        for (int id = 2; id <= 60; id++) {
            remember(window, ALICE, id);
            assertEquals(1, window.seq(window.entryOf(order)));
        }
        for (int id = 61; id <= 400; id++) {
            remember(window, BOB + id % 9, id);
            assertEquals(1, window.seq(window.entryOf(order)));
        }
        assertTrue(window.isPinned(order), "others needed the room");
        window.ended(order);
        assertEquals(1, window.seq(window.find(ALICE, 1)));
    }

    @Test
    void findsEveryRememberedIdWhileItGrows() {
        AnswerWindow window = new AnswerWindow(orders, AnswerWindow.MOST_PER_ACCOUNT, 1_000_000, 0);
        for (int id = 1; id <= 50_000; id++) {
            remember(window, ALICE + id % 3, id);
        }
        for (int id = 1; id <= 50_000; id++) {
            assertEquals(id, window.seq(window.find(ALICE + id % 3, id)));
        }
        List<Long> seqs = new ArrayList<>();
        window.forEach((accountId, entry) -> {
            assertEquals(ALICE + window.seq(entry) % 3, accountId);
            assertEquals(window.seq(entry) - 1, window.number(entry));
            seqs.add(window.seq(entry));
        });
        assertEquals(50_000, seqs.size());
    }

    @Test
    void anAccountsRingHoldsAsManyAsItMay() {
        AnswerWindow window = new AnswerWindow(orders, AnswerWindow.MOST_PER_ACCOUNT, 1_000_000, 0);
        for (int id = 1; id <= AnswerWindow.MOST_PER_ACCOUNT + 10; id++) {
            remember(window, ALICE, id);
        }
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 10));
        for (int id = 11; id <= AnswerWindow.MOST_PER_ACCOUNT + 10; id++) {
            assertEquals(id, window.seq(window.find(ALICE, id)));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnswerWindow(orders, AnswerWindow.MOST_PER_ACCOUNT + 1, 1_000_000, 0));
        assertThrows(IllegalArgumentException.class, () -> new AnswerWindow(orders, 0, 1_000_000, 0));
    }

    @Test
    void keepsEveryFieldOfAnEntryAtItsEdges() {
        AnswerWindow window = new AnswerWindow(orders, 10, 10, 0);
        window.remember(ALICE, -1L, -1, (1L << 52) - 1, 3999, Long.MIN_VALUE, -2, Long.MAX_VALUE, OrderStore.NONE);
        long entry = window.find(ALICE, -1L);
        assertEquals(-1L, window.idHash(entry));
        assertEquals(-1, window.bodyHash(entry));
        assertEquals((1L << 52) - 1, window.seq(entry));
        assertEquals(3999, window.answer(entry));
        assertTrue(AnswerWindow.isCode(window.answer(entry)));
        assertEquals(Long.MIN_VALUE, window.value1(entry));
        assertEquals(-2, window.value2(entry));
        assertEquals(Long.MAX_VALUE, window.value3(entry));
        assertEquals(AnswerWindow.NONE, window.find(BOB, -1L));
        assertEquals(AnswerWindow.NONE, window.find(Integer.MAX_VALUE, -1L));
    }

    @Test
    void agreesWithAPlainListOverRandomUse() {
        Random random = new Random(11);
        AnswerWindow window = new AnswerWindow(orders, 5, 1_000, 0);
        List<long[]> expected = new ArrayList<>();
        List<int[]> live = new ArrayList<>();
        for (int step = 1; step <= 50_000; step++) {
            int account = ALICE + random.nextInt(20);
            int id = 1 + random.nextInt(500);
            boolean isLive = live.stream().anyMatch(order -> order[1] == account && order[2] == id);
            boolean isKept = expected.stream().anyMatch(known -> known[0] == account && known[1] == hash(id));
            if (!isLive) {
                assertEquals(isKept, window.find(account, hash(id)) != AnswerWindow.NONE);
            }
            if (isKept || isLive) {
                continue;
            }
            int order = random.nextInt(3) == 0 ? order(account, id) : OrderStore.NONE;
            window.remember(account, hash(id), 0, step, 200, 0, 0, 0, order);
            age(expected, account, hash(id));
            if (order != OrderStore.NONE) {
                live.add(new int[] {order, account, id});
            }
            if (live.size() > 30) {
                end(window, expected, live.remove(random.nextInt(live.size())));
            }
            if (step % 1_000 == 0) {
                List<Long> kept = new ArrayList<>();
                window.forEach((accountId, entry) -> kept.add(window.idHash(entry)));
                assertEquals(
                        expected.stream()
                                .sorted(Comparator.comparingLong(known -> known[0]))
                                .map(known -> known[1])
                                .toList(),
                        kept);
            }
        }
    }

    private void end(AnswerWindow window, List<long[]> expected, int[] order) {
        long idHash = hash(order[2]);
        assertEquals(idHash, window.idHash(window.entryOf(order[0])));
        boolean isKept = expected.stream().anyMatch(known -> known[0] == order[1] && known[1] == idHash);
        assertEquals(isKept, !window.isPinned(order[0]));
        window.ended(order[0]);
        orders.free(order[0]);
        if (!isKept) {
            age(expected, order[1], idHash);
        }
    }

    private static long hash(int id) {
        return id * 0x9E3779B97F4A7C15L;
    }

    private static void age(List<long[]> expected, int account, long id) {
        expected.add(new long[] {account, id});
        long ofAccount = expected.stream().filter(known -> known[0] == account).count();
        if (ofAccount > 5) {
            expected.remove(expected.stream()
                    .filter(known -> known[0] == account)
                    .findFirst()
                    .orElseThrow());
        }
    }

    private int order(int accountId, long id) {
        return orders.add(id, accountId, 1, Side.BUY, 1, 1, id);
    }

    private static int count(AnswerWindow window) {
        int[] count = {0};
        window.forEach((accountId, entry) -> count[0]++);
        return count[0];
    }

    private static void remember(AnswerWindow window, int accountId, long id) {
        window.remember(accountId, id, (int) ~id, id, 200, id, 0, 0, OrderStore.NONE);
    }
}
