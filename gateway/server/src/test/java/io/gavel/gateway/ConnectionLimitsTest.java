package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
    private static final ServerConfig CONFIG = TestExchange.config(Layout.INLINE);
    private static final byte[] LOGIN = "{\"type\":\"login\",\"key\":\"alice-key\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void peerThatDoesNotEvenAnswerPingsIsClosedAsIdle() {
        try (TestExchange exchange =
                        TestExchange.start(CONFIG.withLimits(CONFIG.limits().withIdleTimeoutMs(300)));
                RawSocket silent = new RawSocket(exchange.server().port())) {
            silent.upgrade();
            silent.frame(0x81, LOGIN);
            assertTrue(silent.text().contains("loggedIn"));
            assertEquals(4009, silent.closeCode());
        }
    }

    @Test
    void peerThatAnswersPingsStays() {
        try (TestExchange exchange =
                        TestExchange.start(CONFIG.withLimits(CONFIG.limits().withIdleTimeoutMs(300)));
                WsClient alice = exchange.connect(TestExchange.ALICE)) {
            for (int pings = 0; pings < 4; pings++) {
                alice.awaitPing();
            }
            assertEquals("pong", WsClient.type(alice.ask("{\"type\":\"ping\"}")));
        }
    }

    @Test
    void silentHttpConnectionIsClosed() {
        try (TestExchange exchange =
                        TestExchange.start(CONFIG.withLimits(CONFIG.limits().withIdleTimeoutMs(300)));
                RawSocket silent = new RawSocket(exchange.server().port())) {
            assertTrue(silent.isAtEnd());
        }
    }

    @Test
    void connectionBeyondTheLimitIsClosedAndOthersServed() {
        try (TestExchange exchange =
                        TestExchange.start(CONFIG.withLimits(CONFIG.limits().withMaxConnections(2)));
                WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient bob = exchange.connect(TestExchange.BOB);
                RawSocket third = new RawSocket(exchange.server().port())) {
            assertTrue(third.isAtEnd());
            assertEquals("pong", WsClient.type(alice.ask("{\"type\":\"ping\"}")));
            assertEquals("pong", WsClient.type(bob.ask("{\"type\":\"ping\"}")));
        }
    }
}
