package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With layout inline nobody is read while the disk is waited for; what came meanwhile is decided as it came. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems hand over ready sockets in an order of their own")
class FirstComeTest {
    private final GatedJournal journal = new GatedJournal();
    private final TestExchange exchange = TestExchange.start(TestExchange.config(Layout.INLINE), journal)
            .furnish()
            .auction("lamp");

    @AfterEach
    void stop() {
        journal.open();
        exchange.close();
    }

    @Test
    void whoWasJustServedDoesNotStandBeforeWhoBidEarlier() {
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB)) {
            journal.shut();
            alice.send(bid("a1", 2));
            journal.awaitWaiting();
            bob.send(bid("b1", 3));
            alice.send(bid("a2", 4));
            journal.open();
            assertEquals("a1", WsClient.field(alice.next("bidAccepted"), "clOrdId"));
            long alicesSeq = seq(alice.next("bidAccepted"));
            long bobsSeq = seq(bob.next("bidAccepted"));
            assertTrue(bobsSeq < alicesSeq, "expected bob's before alice's second, seqs=" + bobsSeq + ", " + alicesSeq);
        }
    }

    private static long seq(String answer) {
        return Long.parseLong(WsClient.field(answer, "seq"));
    }

    private static String bid(String clOrdId, int dollars) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + dollars
                + ".00\"}";
    }
}
