package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is told before it is durable; while the journal is slow the ring fills and says so. */
class DurableFirstTest {
    private static final int SLOTS = 64;

    private final GatedJournal journal = new GatedJournal();
    private final TestExchange exchange = TestExchange.start(
                    TestExchange.config(Layout.COMPACT).withRingSize(SLOTS), journal)
            .furnish()
            .auction("lamp");

    @AfterEach
    void stop() {
        journal.open();
        exchange.close();
    }

    @Test
    void neitherSenderNorRoomHearWhatIsNotDurable() {
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient carol = exchange.connect(TestExchange.CAROL).join("auction:lamp")) {
            journal.shut();
            alice.send(bid(1));
            journal.awaitWaiting();
            assertEquals("pong", WsClient.type(alice.ask("{\"type\":\"ping\"}")));
            assertEquals("pong", WsClient.type(carol.ask("{\"type\":\"ping\"}")));
            assertEquals(200, exchange.get(null, "/livez").statusCode());
            journal.open();
            assertEquals("bidAccepted", WsClient.type(alice.next()));
            assertEquals("auctionState", WsClient.type(carol.next()));
        }
    }

    @Test
    void fullRingIsAnsweredBusyAndWhatWasTakenIsAnsweredLater() {
        try (WsClient alice = exchange.connect(TestExchange.ALICE)) {
            journal.shut();
            alice.send(bid(1));
            journal.awaitWaiting();
            for (int i = 2; i <= SLOTS + 10; i++) {
                alice.send(bid(i));
            }
            String busy = alice.next();
            assertEquals("bidRejected", WsClient.type(busy));
            assertEquals("1001", field(busy, "code"));
            assertEquals("BUSY", field(busy, "name"));
            HttpResponse<String> overHttp = exchange.post(TestExchange.BOB, bid(1));
            assertEquals(503, overHttp.statusCode());
            assertEquals("BUSY", field(overHttp.body(), "name"));
            assertEquals("1", overHttp.headers().firstValue("retry-after").orElseThrow());
            journal.open();
            List<String> accepted = new ArrayList<>();
            for (int refused = 1; accepted.size() + refused < SLOTS + 10; ) {
                String answer = alice.next();
                if (WsClient.type(answer).equals("bidAccepted")) {
                    accepted.add(field(answer, "clOrdId"));
                } else {
                    assertEquals("BUSY", field(answer, "name"));
                    refused++;
                }
            }
            assertEquals("1", accepted.get(0));
            assertTrue(accepted.size() >= SLOTS - 2, accepted::toString);
        }
    }

    @Test
    void closeFinishesWhatWasBegun() {
        WsClient alice = exchange.connect(TestExchange.ALICE);
        journal.shut();
        alice.send(bid(1));
        journal.awaitWaiting();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(exchange::close);
        journal.open();
        assertEquals("bidAccepted", WsClient.type(alice.next()));
        assertEquals(1001, alice.closeCode());
        closing.join();
    }

    @Test
    void answersSayWhatDurableMeans() {
        try (WsClient client = exchange.connect()) {
            assertEquals("disk", field(client.ask("{\"type\":\"login\",\"key\":\"alice-key\"}"), "level"));
            String withRef = bid(1).replace("{", "{\"ref\":\"r\",");
            assertTrue(client.ask(withRef).endsWith(",\"level\":\"disk\",\"ref\":\"r\"}"), "accepted");
            assertEquals("disk", field(client.ask(bid(0)), "level"), "refused");
            assertNull(field(client.ask("{\"type\":\"auction?\",\"auction\":\"lamp\"}"), "level"), "no command");
        }
        HttpResponse<String> answer = exchange.post(TestExchange.ALICE, bid(2));
        assertEquals("disk", answer.headers().firstValue("Gavel-Durability").orElseThrow());
        assertTrue(answer.body().endsWith("],\"level\":\"disk\"}"), answer.body());
        HttpResponse<String> refused = exchange.post(TestExchange.ALICE, bid(0));
        assertEquals(409, refused.statusCode());
        assertEquals("disk", refused.headers().firstValue("Gavel-Durability").orElseThrow());
        assertTrue(refused.body().endsWith("],\"level\":\"disk\"}"), refused.body());
        HttpResponse<String> unasked = exchange.post(null, bid(3));
        assertTrue(unasked.headers().firstValue("Gavel-Durability").isEmpty(), "the engine did not answer");
    }

    private static String bid(int i) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + i + "\",\"auction\":\"lamp\",\"amount\":\"" + (i + 1)
                + ".00\"}";
    }
}
