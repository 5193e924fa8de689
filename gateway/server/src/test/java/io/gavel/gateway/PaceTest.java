package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who writes fast is held back and loses nothing; who reads slowly is cut off and harms nobody. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class PaceTest {
    private static final int BIDS = 3_000;

    private final Layout layout;

    PaceTest(Layout layout) {
        this.layout = layout;
    }

    @Test
    void everyPipelinedCommandIsAnsweredInItsOrder() {
        try (TestExchange exchange = TestExchange.start(layout).furnish().auction("lamp");
                WsClient alice = exchange.connect(TestExchange.ALICE)) {
            for (int i = 1; i <= BIDS; i++) {
                alice.send(lowBid(i));
            }
            for (int i = 1; i <= BIDS; i++) {
                String answer = alice.next();
                assertEquals(Integer.toString(i), field(answer, "ref"), answer);
            }
        }
    }

    @Test
    void slowReaderIsCutOffWithTheReasonAndOthersAreNotHeldUp() {
        ServerConfig config = TestExchange.config(layout);
        try (TestExchange exchange = TestExchange.start(
                                config.withLimits(config.limits().withMaxOutboundBytesPerConnection(32 * 1024)))
                        .furnish()
                        .auction("lamp");
                RawSocket slow = new RawSocket(exchange.server().port(), 4 * 1024);
                WsClient alice = exchange.connect(TestExchange.ALICE);
                WsClient carol = exchange.connect(TestExchange.CAROL).join("auction:lamp")) {
            slow.upgrade();
            slow.frame(0x81, utf8("{\"type\":\"login\",\"key\":\"bob-key\"}"));
            slow.text();
            slow.frame(0x81, utf8("{\"type\":\"join\",\"room\":\"auction:lamp\"}"));
            slow.text();

            int bids = 0;
            while (!isSlowCounted(exchange) && bids < 90_000) {
                for (int i = 0; i < 200; i++) {
                    alice.send(bid(++bids));
                }
                for (int i = 0; i < 200; i++) {
                    assertEquals("bidAccepted", WsClient.type(alice.next()));
                    assertEquals("auctionState", WsClient.type(carol.next()));
                }
            }
            assertTrue(isSlowCounted(exchange), "bids=" + bids);
            assertEquals(4008, slow.closeCode());
        }
    }

    private static boolean isSlowCounted(TestExchange exchange) {
        return exchange.server().metrics().text().contains("gavel_slow_consumer_total{action=\"close\"} 1");
    }

    private static String lowBid(int i) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + i + "\",\"auction\":\"lamp\",\"amount\":\"0.01\",\"ref\":\""
                + i + "\"}";
    }

    private static String bid(int i) {
        String cents = Integer.toString(100 + i);
        String amount = cents.substring(0, cents.length() - 2) + "." + cents.substring(cents.length() - 2);
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + i + "\",\"auction\":\"lamp\",\"amount\":\"" + amount + "\"}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
