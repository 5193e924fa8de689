package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
            remember(window, ALICE, id, false);
        }
        remember(window, BOB, 1, false);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertEquals(2, window.seq(window.find(ALICE, 2)));
        assertEquals(1, window.seq(window.find(BOB, 1)));
    }

    @Test
    void forgetsTheOldestIdOfAllWhenThereAreTooMany() {
        AnswerWindow window = new AnswerWindow(10, 4);
        for (int account = ALICE; account < ALICE + 5; account++) {
            remember(window, account, 1, false);
        }
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertTrue(window.find(BOB, 1) != AnswerWindow.NONE);
    }

    @Test
    void neverForgetsTheIdOfALiveOrder() {
        AnswerWindow window = new AnswerWindow(2, 4);
        int live = remember(window, ALICE, 1, true);
        for (int id = 2; id <= 20; id++) {
            remember(window, ALICE, id, false);
        }
        assertEquals(live, window.find(ALICE, 1));
        window.unpin(live);
        remember(window, ALICE, 21, false);
        assertEquals(live, window.find(ALICE, 1));
        remember(window, ALICE, 22, false);
        assertEquals(AnswerWindow.NONE, window.find(ALICE, 1));
        assertThrows(IllegalStateException.class, () -> window.unpin(live));
    }

    @Test
    void findsEveryRememberedIdWhileItGrows() {
        AnswerWindow window = new AnswerWindow(100_000, 1_000_000);
        for (int id = 1; id <= 50_000; id++) {
            remember(window, ALICE + id % 7, id, id % 3 == 0);
        }
        for (int id = 1; id <= 50_000; id++) {
            assertEquals(id, window.seq(window.find(ALICE + id % 7, id)));
        }
        int count = 0;
        long before = 0;
        for (int entry = window.oldest(); entry != AnswerWindow.NONE; entry = window.younger(entry)) {
            assertTrue(window.seq(entry) > before);
            before = window.seq(entry);
            count++;
        }
        assertEquals(50_000 - 50_000 / 3, count);
    }

    @Test
    void keepsEveryFieldOfAnEntryAtItsEdges() {
        AnswerWindow window = new AnswerWindow(10, 10);
        int entry = window.remember(ALICE, -1L, -1, (1L << 52) - 1, 3999, Long.MIN_VALUE, -2, Long.MAX_VALUE, false);
        assertEquals(-1L, window.idHash(entry));
        assertEquals(-1, window.bodyHash(entry));
        assertEquals(ALICE, window.accountId(entry));
        assertEquals((1L << 52) - 1, window.seq(entry));
        assertEquals(3999, window.answer(entry));
        assertTrue(AnswerWindow.isCode(window.answer(entry)));
        assertEquals(Long.MIN_VALUE, window.value1(entry));
        assertEquals(-2, window.value2(entry));
        assertEquals(Long.MAX_VALUE, window.value3(entry));
        assertEquals(entry, window.find(ALICE, -1L));
        assertEquals(AnswerWindow.NONE, window.find(BOB, -1L));
    }

    @Test
    void agreesWithAPlainListOverRandomUse() {
        Random random = new Random(11);
        AnswerWindow window = new AnswerWindow(5, 40);
        List<long[]> expected = new ArrayList<>();
        for (int step = 1; step <= 50_000; step++) {
            int account = ALICE + random.nextInt(20);
            long id = random.nextInt(500) * 0x9E3779B97F4A7C15L;
            boolean isKnown = expected.stream().anyMatch(known -> known[0] == account && known[1] == id);
            assertEquals(isKnown, window.find(account, id) != AnswerWindow.NONE);
            if (isKnown) {
                continue;
            }
            window.remember(account, id, 0, step, 200, 0, 0, 0, false);
            expected.add(new long[] {account, id});
            long ofAccount =
                    expected.stream().filter(known -> known[0] == account).count();
            if (ofAccount > 5) {
                expected.remove(expected.stream()
                        .filter(known -> known[0] == account)
                        .findFirst()
                        .orElseThrow());
            } else if (expected.size() > 40) {
                expected.remove(0);
            }
        }
    }

    private static int remember(AnswerWindow window, int accountId, long id, boolean pinned) {
        return window.remember(accountId, id, (int) ~id, id, 200, id, 0, 0, pinned);
    }
}
