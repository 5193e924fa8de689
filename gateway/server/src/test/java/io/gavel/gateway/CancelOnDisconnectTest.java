package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** CXL-2: orders whose connection ends are canceled where that was asked for. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class CancelOnDisconnectTest {
    private static final String WISH = ",\"cancelOnDisconnect\":true";

    private final ServerConfig config;
    private TestExchange exchange;

    @TempDir
    Path folder;

    CancelOnDisconnectTest(Layout layout) {
        config = TestExchange.config(layout);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void ordersAreCanceledInOrderOfEntryWhenTheConnectionEnds() {
        exchange = TestExchange.start(config).furnish();
        try (WsClient watcher = exchange.connect(TestExchange.ALICE)) {
            WsClient client = login(TestExchange.ALICE, WISH);
            client.ask(order(null, "1"));
            client.ask(order(null, "2"));
            client.socket().abort();
            assertCanceled(watcher, "alice", "1", "2");
        }
    }

    @Test
    void theServerMayEndTheConnection() {
        exchange = TestExchange.start(config).furnish();
        try (WsClient watcher = exchange.connect(TestExchange.ALICE)) {
            WsClient client = login(TestExchange.ALICE, WISH);
            client.ask(order(null, "1"));
            client.socket().sendBinary(ByteBuffer.allocate(1), true);
            assertCanceled(watcher, "alice", "1");
            assertEquals(1003, client.closeCode());
        }
    }

    @Test
    void everyAccountOfTheKeyIsCanceled() {
        exchange = TestExchange.start(config).furnish();
        try (WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB)) {
            WsClient client = login(TestExchange.DESK, WISH);
            client.ask(order("alice", "1"));
            client.ask(order("bob", "2"));
            client.socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            assertCanceled(alice, "alice", "1");
            assertCanceled(bob, "bob", "2");
        }
    }

    @Test
    void theLastConnectionOfTheKeyThatAskedForItCounts() {
        exchange = TestExchange.start(config).furnish();
        try (WsClient watcher = exchange.connect(TestExchange.ALICE)) {
            WsClient first = login(TestExchange.ALICE, WISH);
            WsClient second = login(TestExchange.ALICE, WISH);
            first.ask(order(null, "1"));
            first.close();
            second.ask(order(null, "2"));
            second.socket().abort();
            List<String> canceled = List.of(watcher.next("orderCanceled"), watcher.next("orderCanceled"));
            assertEquals("1", field(canceled.get(0), "clOrdId"));
            assertEquals("2", field(canceled.get(1), "clOrdId"));
        }
    }

    @Test
    void whoDidNotAskKeepsItsOrders() {
        exchange = TestExchange.start(config).furnish();
        WsClient client = login(TestExchange.ALICE, ",\"cancelOnDisconnect\":false");
        client.ask(order(null, "1"));
        client.close();
        assertTrue(exchange.get(TestExchange.ALICE, "/v1/orders/1").body().contains("\"open\""));
    }

    @Test
    void theWishNeedsAKeyThatNamesAccountsAndMayCancel() {
        exchange = TestExchange.start(config).furnish();
        for (String key : List.of(TestExchange.ADMIN, TestExchange.READER)) {
            try (WsClient client = exchange.connect()) {
                String refused = client.ask(message(key, WISH));
                assertEquals("NOT_ALLOWED", field(refused, "name"));
                assertEquals("cancelOnDisconnect", field(refused, "field"));
                client.login(key);
            }
        }
        try (WsClient client = exchange.connect()) {
            String refused = client.ask(message(TestExchange.ALICE, ",\"cancelOnDisconnect\":1"));
            assertEquals("MALFORMED", field(refused, "name"));
        }
    }

    @Test
    void anOrderlyStopOfTheServerCancelsToo() {
        ServerConfig kept = config.withJournal(folder);
        exchange = TestExchange.start(kept).furnish();
        login(TestExchange.ALICE, WISH).ask(order(null, "1"));
        login(TestExchange.BOB, "").ask(order(null, "2"));
        exchange.close();
        exchange = TestExchange.start(kept);
        assertTrue(exchange.get(TestExchange.ALICE, "/v1/orders/1").body().contains("\"canceled\""));
        assertTrue(exchange.get(TestExchange.BOB, "/v1/orders/2").body().contains("\"open\""));
    }

    private static void assertCanceled(WsClient watcher, String account, String... ids) {
        for (String id : ids) {
            String canceled = watcher.next("orderCanceled");
            assertEquals(account, field(canceled, "account"), canceled);
            assertEquals(id, field(canceled, "clOrdId"), canceled);
            assertEquals("disconnect", field(canceled, "reason"), canceled);
        }
        assertEquals(Integer.toString(ids.length), field(watcher.next("massCanceled"), "count"));
    }

    private WsClient login(String key, String wish) {
        WsClient client = exchange.connect();
        String answer = client.ask(message(key, wish));
        assertEquals("loggedIn", WsClient.type(answer), answer);
        return client;
    }

    private static String message(String key, String wish) {
        return "{\"type\":\"login\",\"key\":\"" + key + "\"" + wish + "}";
    }

    private static String order(String account, String id) {
        String of = account == null ? "" : "\"account\":\"" + account + "\",";
        return "{\"type\":\"newOrder\"," + of + "\"clOrdId\":\"" + id
                + "\",\"instrument\":\"ACME\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"2.00\"}";
    }
}
