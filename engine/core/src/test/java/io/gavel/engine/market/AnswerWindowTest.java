package io.gavel.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static int remember(AnswerWindow window, int accountId, long id, boolean pinned) {
        return window.remember(accountId, id, ~id, id, 200, 0, id, 0, 0, 0, pinned);
    }
}
