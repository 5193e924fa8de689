package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a WebSocket is told about messages that are none, and whether it lives on: the table in docs/PROTOCOL.md. */
class FaultyMessagesTest {
    private static TestExchange exchange;

    @BeforeAll
    static void start() {
        exchange = TestExchange.start(Layout.INLINE).furnish().auction("lamp");
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @ParameterizedTest(name = "{0} -> {1} in {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hello|MALFORMED|",
                "[]|MALFORMED|",
                "42|MALFORMED|",
                "{|MALFORMED|",
                "{\"type\":\"placeBid\"|MALFORMED|type",
                "{}|MALFORMED|type",
                "{\"type\":7}|MALFORMED|type",
                "{\"type\":\"fly\"}|MALFORMED|type",
                "{\"type\":\"ping\",\"color\":\"red\"}|MALFORMED|color",
                "{\"type\":\"login\",\"key\":\"bob-key\",\"x\":1}|MALFORMED|x",
                "{\"type\":\"join\"}|MALFORMED|room",
                "{\"type\":\"join\",\"room\":7}|MALFORMED|room",
                "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"amount\":\"2.00\"}|MALFORMED|clOrdId",
                "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":2}|MALFORMED|amount",
                "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"2.001\"}|MALFORMED|amount",
                "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"1e2\"}|MALFORMED|amount",
                "{\"type\":\"placeBid\",\"clOrdId\":\"\",\"auction\":\"lamp\",\"amount\":\"2.00\"}|MALFORMED|clOrdId",
                "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"clOrdId\":\"1\",\"auction\":\"lamp\"}|MALFORMED|clOrdId",
                "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"2.00\",\"hue\":1}|MALFORMED|hue",
                "{\"type\":\"retractBid\",\"auction\":\"lamp\"}|MALFORMED|clOrdId",
            })
    void faultIsToldAndTheConnectionKept(String message, String name, String field) {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            String answer = client.ask(message);
            assertEquals("error", WsClient.type(answer), answer);
            assertEquals(name, field(answer, "name"), answer);
            assertEquals(field, field(answer, "field"), answer);
            assertEquals("pong", WsClient.type(client.ask("{\"type\":\"ping\"}")));
        }
    }

    @Test
    void timeIsNotAcceptedFromANetworkWithoutAManualClock() {
        ServerConfig config = TestExchange.config(Layout.INLINE).withManualClock(null);
        try (TestExchange real = TestExchange.start(config).furnish().auction("lamp");
                WsClient client = real.connect(TestExchange.ADMIN)) {
            String withTime = "{\"type\":\"placeBid\",\"at\":1,\"account\":\"alice\",\"clOrdId\":\"1\","
                    + "\"auction\":\"lamp\",\"amount\":\"2.00\"}";
            assertEquals("at", field(client.ask(withTime), "field"));
            assertEquals("NOT_SUPPORTED", field(client.ask("{\"type\":\"time\",\"at\":1}"), "name"));
        }
    }

    @Test
    void textThatIsNotUtf8IsAnErrorWithItsPlace() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.upgrade();
            socket.frame(0x81, "{\"type\":\"login\",\"key\":\"alice-key\"}".getBytes(StandardCharsets.UTF_8));
            assertTrue(socket.text().contains("loggedIn"));
            socket.frame(0x81, new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
            String answer = socket.text();
            assertEquals("MALFORMED", field(answer, "name"), answer);
            socket.frame(0x81, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            assertEquals("pong", WsClient.type(socket.text()));
        }
    }

    @Test
    void binaryMessageIsToldAndTheConnectionClosed() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                    .join();
            assertEquals("NOT_SUPPORTED", field(client.next(), "name"));
            assertEquals(1003, client.closeCode());
        }
    }

    @Test
    void messageThatIsTooLargeIsToldAndTheConnectionClosed() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.send("{\"type\":\"" + "x".repeat(16 * 1024) + "\"}");
            assertEquals("TOO_LARGE", field(client.next(), "name"));
            assertEquals(1009, client.closeCode());
        }
    }

    @Test
    void messageInPiecesThatIsTooLargeIsToldAndTheConnectionClosed() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.socket().sendText("{\"type\":\"" + "x".repeat(10_000), false).join();
            client.socket().sendText("x".repeat(10_000), true).join();
            assertEquals("TOO_LARGE", field(client.next(), "name"));
            assertEquals(1009, client.closeCode());
        }
    }

    @Test
    void messageInPiecesIsOneMessage() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.socket().sendText("{\"type\":", false).join();
            client.socket().sendText("\"ping\"}", true).join();
            assertEquals("pong", WsClient.type(client.next()));
        }
    }

    @Test
    void largestMessageIsRead() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            String message = "{\"type\":\"ping\"" + " ".repeat(16 * 1024 - 15) + "}";
            assertEquals("pong", WsClient.type(client.ask(message)));
        }
    }

    @Test
    void pingFrameIsAnsweredByAPongFrame() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.socket().sendPing(ByteBuffer.wrap(new byte[] {1})).join();
            assertEquals("pong frame", WsClient.type(client.next()));
        }
    }

    @Test
    void closeIsAnsweredByAClose() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            client.socket().sendClose(1000, "bye").join();
            assertEquals(1000, client.closeCode());
        }
    }

    @Test
    void frameWithoutAMaskIsAProtocolFault() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.upgrade();
            socket.write(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertEquals("MALFORMED", field(socket.text(), "name"));
            assertEquals(1002, socket.closeCode());
        }
    }
}
