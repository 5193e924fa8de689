package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerWindowTest {
    private static final int ALICE = 16;
    private static final int BOB = 17;

    @Test
    void forgetsTheOldestIdOfAnAccountThatUsesTooMany() {
        AnswerWindow window = new AnswerWindow(3, 100);
        for (int id = 1; id <= 4; id++) {
            remember(window, ALICE, id);
        }
        remember(window, BOB, 1);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(2, window.seq(window.find(ALICE, 2)));
        assertEquals(1, window.seq(window.find(BOB, 1)));
    }

    @Test
    void forgetsTheOldestIdOfAllWhenThereAreTooMany() {
        AnswerWindow window = new AnswerWindow(10, 4);
        for (int account = ALICE; account < ALICE + 5; account++) {
            remember(window, account, 1);
        }
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertNotEquals(AnswerWindow.NONE, window.find(BOB, 1));
    }

    @Test
    void neverForgetsTheIdOfALiveOrder() {
        AnswerWindow window = new AnswerWindow(2, 4);
        int live = window.pin(1, 7, 1, 200, 5, 6, 8);
        for (int id = 2; id <= 20; id++) {
            remember(window, ALICE, id);
        }
        assertEquals(5, window.value1(AnswerWindow.pinned(live)));
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1), "who looks for it finds its order");
        window.unpin(live, ALICE);
        remember(window, ALICE, 21);
        long aged = window.find(ALICE, 1);
        assertEquals(5, window.value1(aged));
        assertEquals(6, window.value2(aged));
        assertEquals(8, window.value3(aged));
        assertTrue(window.hasBody(aged, 7));
        remember(window, ALICE, 22);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(0, window.pinnedCount());
    }

    @Test
    void findsEveryRememberedIdWhileItGrows() {
        AnswerWindow window = new AnswerWindow(AnswerWindow.MOST_PER_ACCOUNT, 1_000_000);
        for (int id = 1; id <= 50_000; id++) {
            remember(window, ALICE + id % 3, id);
        }
        for (int id = 1; id <= 50_000; id++) {
            assertEquals(id, window.seq(window.find(ALICE + id % 3, id)));
        }
        List<Long> seqs = new ArrayList<>();
        window.forEach((accountId, entry) -> {
            assertEquals(ALICE + window.seq(entry) % 3, accountId);
            seqs.add(window.seq(entry));
        });
        assertEquals(50_000, seqs.size());
        assertEquals(seqs.stream().sorted().toList(), seqs);
    }

    @Test
    void anAccountsRingHoldsAsManyAsItMay() {
        AnswerWindow window = new AnswerWindow(AnswerWindow.MOST_PER_ACCOUNT, 1_000_000);
        for (int id = 1; id <= AnswerWindow.MOST_PER_ACCOUNT + 10; id++) {
            remember(window, ALICE, id);
        }
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 10));
        for (int id = 11; id <= AnswerWindow.MOST_PER_ACCOUNT + 10; id++) {
            assertEquals(id, window.seq(window.find(ALICE, id)));
        }
        assertThrows(
                IllegalArgumentException.class, () -> new AnswerWindow(AnswerWindow.MOST_PER_ACCOUNT + 1, 1_000_000));
        assertThrows(IllegalArgumentException.class, () -> new AnswerWindow(0, 1_000_000));
    }

    @Test
    void keepsEveryFieldOfAnEntryAtItsEdges() {
        AnswerWindow window = new AnswerWindow(10, 10);
        window.remember(ALICE, -1L, -1, (1L << 52) - 1, 3999, Long.MIN_VALUE, -2, Long.MAX_VALUE);
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
        AnswerWindow window = new AnswerWindow(5, 40);
        List<long[]> expected = new ArrayList<>();
        List<int[]> live = new ArrayList<>();
        for (int step = 1; step <= 50_000; step++) {
            int account = ALICE + random.nextInt(20);
            long id = random.nextInt(500) * 0x9E3779B97F4A7C15L;
            boolean isKnown = expected.stream().anyMatch(known -> known[0] == account && known[1] == id);
            assertEquals(isKnown, window.find(account, id) != AnswerWindow.NONE);
            if (isKnown || live.stream().anyMatch(known -> known[0] == account && known[2] == (int) id)) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                live.add(new int[] {account, window.pin(id, 0, step, 200, 0, 0, 0), (int) id});
            } else {
                window.remember(account, id, 0, step, 200, 0, 0, 0);
                age(expected, account, id);
            }
            if (live.size() > 30) {
                int[] ended = live.remove(random.nextInt(live.size()));
                long endedId = window.idHash(AnswerWindow.pinned(ended[1]));
                window.unpin(ended[1], ended[0]);
                age(expected, ended[0], endedId);
            }
            if (step % 1_000 == 0) {
                List<Long> kept = new ArrayList<>();
                window.forEach((accountId, entry) -> kept.add(window.idHash(entry)));
                assertEquals(expected.stream().map(known -> known[1]).toList(), kept);
            }
        }
    }

    private static void age(List<long[]> expected, int account, long id) {
        expected.add(new long[] {account, id});
        long ofAccount = expected.stream().filter(known -> known[0] == account).count();
        if (ofAccount > 5) {
            expected.remove(expected.stream()
                    .filter(known -> known[0] == account)
                    .findFirst()
                    .orElseThrow());
        } else if (expected.size() > 40) {
            expected.remove(0);
        }
    }

    private static void remember(AnswerWindow window, int accountId, long id) {
        window.remember(accountId, id, (int) ~id, id, 200, id, 0, 0);
    }
}
