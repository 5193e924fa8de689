package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One account does not fill the ring that all share, over however many connections it sends. */
class AccountFlightsTest {
    private final GatedJournal journal = new GatedJournal();
    private final ServerConfig config = TestExchange.config(Layout.COMPACT);
    private final TestExchange exchange = TestExchange.start(
                    config.withLimits(config.limits().withMaxInFlightPerAccount(3)), journal)
            .furnish();

    @AfterEach
    void stop() {
        journal.open();
        exchange.close();
    }

    @Test
    void ordersOfAnAccountBeyondTheLimitAreRefusedAndCancelsAreNot() {
        try (WsClient one = exchange.connect(TestExchange.ALICE);
                WsClient other = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB)) {
            journal.shut();
            one.send(order(1));
            journal.awaitWaiting();
            one.send(order(2));
            other.send(order(3));
            assertEquals("pong", WsClient.type(one.ask("{\"type\":\"ping\"}")));
            assertEquals("pong", WsClient.type(other.ask("{\"type\":\"ping\"}")));
            String refused = other.ask(order(4));
            assertEquals("orderRejected", WsClient.type(refused));
            assertEquals("TOO_MANY", field(refused, "name"));
            assertEquals(429, exchange.post(TestExchange.ALICE, order(5)).statusCode());
            bob.send(order(1));
            one.send("{\"type\":\"cancelOrder\",\"clOrdId\":\"3\",\"instrument\":\"ACME\"}");
            journal.open();
            assertEquals("1", field(bob.next("orderAccepted"), "clOrdId"));
            assertEquals("3", field(one.next("orderCanceled"), "clOrdId"));
            one.heard();
            assertEquals("orderAccepted", WsClient.type(one.ask(order(6))), "what is answered counts no more");
        }
    }

    private static String order(int id) {
        return "{\"type\":\"newOrder\",\"clOrdId\":\"" + id
                + "\",\"instrument\":\"ACME\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"2.00\"}";
    }
}
