package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.client.Answer;
import io.gavel.client.ClientListener;
import io.gavel.client.GavelClient;
import io.gavel.client.NewOrder;
import io.gavel.client.Order;
import io.gavel.client.OrderAccepted;
import io.gavel.client.RefusedException;
import io.gavel.client.Side;
import io.gavel.wire.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CXL-2 asked for by the SDK: what becomes of its orders when the network between it and the server is cut. */
final class ClientCutOffTest {
    private static final long LIMIT_S = 20;

    private final TestExchange exchange = TestExchange.start(Layout.INLINE).furnish();
    private final Relay relay = new Relay(exchange.server().port());
    private final Semaphore connected = new Semaphore(0);

    @AfterEach
    void stop() {
        relay.close();
        exchange.close();
    }

    @Test
    void theOrdersOfAClientThatAskedForItAreCanceledAtEachCut() throws Exception {
        try (WsClient watcher = exchange.connect(TestExchange.ALICE);
                GavelClient client = to(TestExchange.ALICE).cancelOnDisconnect().connect()) {
            for (String id : new String[] {"1", "2"}) {
                awaitConnected();
                rest(client, id);
                relay.cut();
                String canceled = watcher.next("orderCanceled");
                assertEquals(id, field(canceled, "clOrdId"));
                assertEquals("disconnect", field(canceled, "reason"));
            }
            awaitConnected();
            assertEquals("canceled", state(client, "1"));
        }
    }

    @Test
    void aClientThatIsClosedIsGoneLikeOneThatIsCutOff() throws Exception {
        try (WsClient watcher = exchange.connect(TestExchange.ALICE)) {
            GavelClient client = to(TestExchange.ALICE).cancelOnDisconnect().connect();
            rest(client, "1");
            client.close();
            assertEquals("disconnect", field(watcher.next("orderCanceled"), "reason"));
        }
    }

    @Test
    void theOrdersOfAClientThatDidNotAskStay() throws Exception {
        try (GavelClient client = to(TestExchange.ALICE).connect()) {
            rest(client, "1");
            relay.close();
            awaitNobodyConnected();
            String order = exchange.get(TestExchange.ALICE, "/v1/orders/1").body();
            assertEquals("open", field(order, "state"), order);
        }
    }

    @Test
    void aKeyWithoutTheRoleIsRefusedByName() {
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> to(TestExchange.READER).cancelOnDisconnect().connect().close());
        assertTrue(refused.refused().is(Refusal.NOT_ALLOWED), refused::getMessage);
    }

    private GavelClient.Builder to(String key) {
        return GavelClient.to(relay.address(), key)
                .longestPause(Duration.ofMillis(200))
                .listener(new ClientListener() {
                    @Override
                    public void onConnected() {
                        connected.release();
                    }
                });
    }

    private void awaitConnected() throws InterruptedException {
        assertTrue(connected.tryAcquire(LIMIT_S, TimeUnit.SECONDS), "expected the client to be logged in");
    }

    /** The server counts a connection until it has seen its end and done what that asks for. */
    private void awaitNobodyConnected() {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        String metrics;
        do {
            metrics = exchange.get(null, "/metrics").body();
        } while (!metrics.contains("\ngavel_connections{protocol=\"websocket\"} 0\n")
                && System.nanoTime() < deadlineNs);
        assertTrue(metrics.contains("\ngavel_connections{protocol=\"websocket\"} 0\n"), metrics);
    }

    private static void rest(GavelClient client, String clOrdId) throws Exception {
        NewOrder order = NewOrder.limit(clOrdId, "ACME", Side.BUY, BigDecimal.ONE, new BigDecimal("2.00"));
        assertNotNull(soon(client.newOrder(order)).as(OrderAccepted.class));
    }

    private static String state(GavelClient client, String clOrdId) throws Exception {
        return soon(client.order(clOrdId)).as(Order.class).state();
    }

    private static Answer soon(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(LIMIT_S, TimeUnit.SECONDS);
    }
}
