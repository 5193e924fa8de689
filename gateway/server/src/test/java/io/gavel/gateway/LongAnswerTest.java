package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer that is longer than all that may wait for a connection is no reason to call its peer slow. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class LongAnswerTest {
    private static final int ORDERS = 30_000;
    private static final int AT_ONCE = 200;

    private final TestExchange exchange;

    LongAnswerTest(Layout layout) {
        exchange = TestExchange.start(layout).furnish();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void whoCancelsThousandsOfOrdersHearsOfEach() {
        try (WsClient alice = exchange.connect(TestExchange.ALICE)) {
            for (int i = 1; i <= ORDERS; i++) {
                if (i % AT_ONCE == 0) {
                    alice.heard();
                }
                alice.send("{\"type\":\"newOrder\",\"clOrdId\":\"" + i
                        + "\",\"instrument\":\"ACME\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"0.01\"}");
            }
            alice.heard();
            alice.send("{\"type\":\"massCancel\"}");
            for (int i = 1; i <= ORDERS; i++) {
                assertEquals(Integer.toString(i), field(alice.next(), "clOrdId"));
            }
            assertEquals(Integer.toString(ORDERS), field(alice.next(), "count"));
            assertEquals("pong", WsClient.type(alice.ask("{\"type\":\"ping\"}")));
        }
    }
}
