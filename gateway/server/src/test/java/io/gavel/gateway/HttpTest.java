package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class HttpTest {
    private final TestExchange exchange;

    HttpTest(Layout layout) {
        exchange = TestExchange.start(layout).furnish().auction("lamp");
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void acceptedCommandIsAnsweredWithItsEvents() {
        HttpResponse<String> answer = exchange.post(TestExchange.ALICE, bid("1", "7.00"));
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("content-type").orElseThrow());
        assertTrue(answer.body().startsWith("{\"events\":[{\"type\":\"bidAccepted\""), answer.body());
        assertTrue(answer.body().endsWith("}],\"level\":\"memory\"}"), answer.body());
    }

    @Test
    void refusedCommandIsAConflictWithItsRejection() {
        HttpResponse<String> answer = exchange.post(TestExchange.ALICE, bid("1", "0.50"));
        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"events\":[{\"type\":\"bidRejected\""), answer.body());
        assertTrue(answer.body().contains("\"code\":2104"), answer.body());
    }

    @Test
    void sameCommandAgainGetsTheSameAnswerMarked() {
        assertEquals(200, exchange.post(TestExchange.ALICE, bid("1", "7.00")).statusCode());
        HttpResponse<String> again = exchange.post(TestExchange.ALICE, bid("1", "7.00"));
        assertEquals(200, again.statusCode());
        assertTrue(again.body().contains("\"duplicate\":true"), again.body());
        assertEquals(409, exchange.post(TestExchange.ALICE, bid("1", "8.00")).statusCode());
    }

    @Test
    void refusalsBeforeTheEngineHaveTheirStatus() {
        assertError(401, "NOT_LOGGED_IN", exchange.post(null, bid("1", "2.00")));
        assertError(401, "NOT_LOGGED_IN", exchange.post("guess", bid("1", "2.00")));
        assertError(403, "NOT_ALLOWED", exchange.post(TestExchange.READER, bid("1", "2.00")));
        assertError(403, "NOT_YOUR_ACCOUNT", exchange.post(TestExchange.BOB, bid("1", "2.00", "alice")));
        assertError(400, "MALFORMED", exchange.post(TestExchange.BOB, "{"));
        assertError(400, "MALFORMED", exchange.post(TestExchange.BOB, ""));
        assertError(
                400, "NOT_SUPPORTED", exchange.post(TestExchange.BOB, "{\"type\":\"join\",\"room\":\"book:ACME\"}"));
        assertError(400, "MALFORMED", exchange.post(TestExchange.BOB, "{\"type\":\"nope\"}"));
        assertError(413, "TOO_LARGE", exchange.post(TestExchange.BOB, " ".repeat(16 * 1024 + 1)));
        assertError(404, "UNKNOWN_PATH", exchange.get(TestExchange.BOB, "/"));
        assertError(404, "UNKNOWN_PATH", exchange.get(TestExchange.BOB, "/v1/commands/7"));
        assertError(404, "UNKNOWN_PATH", exchange.get(TestExchange.BOB, "/v2/book/ACME"));
        assertError(400, "MALFORMED", exchange.get(TestExchange.BOB, "/v1/book/ACME?depth=x"));
        assertError(400, "MALFORMED", exchange.get(TestExchange.BOB, "/v1/book/ACME?depth=0"));
        assertError(426, "NOT_SUPPORTED", exchange.get(TestExchange.BOB, "/ws"));
    }

    @Test
    void wrongMethodSaysWhichIsAllowed() {
        HttpResponse<String> answer = exchange.get(TestExchange.ALICE, "/v1/commands");
        assertError(405, "NOT_SUPPORTED", answer);
        assertEquals("POST", answer.headers().firstValue("allow").orElseThrow());
        HttpResponse<String> deleted = TestExchange.send(
                exchange.request("/v1/book/ACME", TestExchange.ALICE).DELETE());
        assertEquals(405, deleted.statusCode());
        assertEquals("GET, HEAD", deleted.headers().firstValue("allow").orElseThrow());
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() {
        HttpResponse<String> got = exchange.get(null, "/livez");
        HttpResponse<String> head = head("/livez");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(got.headers().firstValue("content-length"), head.headers().firstValue("content-length"));
        assertEquals(200, head("/readyz").statusCode());
        assertEquals(200, head("/v1/auctions/lamp").statusCode());
        assertEquals(404, head("/v1/auctions/none").statusCode());
        assertEquals(404, head("/nowhere").statusCode());
        assertEquals(405, head("/v1/commands").statusCode());
        assertEquals(405, head("/ws").statusCode());
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("HEAD /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(200, socket.head().status());
            assertTrue(socket.response().body().contains("alive"));
        }
    }

    @Test
    void addressThatIsWrongIsToldInPlainWords() {
        HttpResponse<String> depth = exchange.get(TestExchange.BOB, "/v1/book/ACME?depth=abc");
        assertError(400, "MALFORMED", depth);
        assertEquals("depth", field(depth.body(), "field"));
        assertEquals("expected an integer from 1 to 1000", field(depth.body(), "message"));
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            for (String path : List.of("/v1/book/%zz", "/v1/book/%", "/v1/orders/1?account=%q")) {
                socket.write("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                RawSocket.Response response = socket.response();
                assertEquals(400, response.status(), path);
                assertEquals(
                        "expected two hexadecimal digits after each % of the address",
                        field(response.body(), "message"));
            }
        }
    }

    @Test
    void addressOrHeadersThatAreTooLongHaveAStatusOfTheirOwn() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            RawSocket.Response response = socket.response();
            assertEquals(414, response.status());
            assertEquals("TOO_LARGE", field(response.body(), "name"));
            assertEquals("expected a request line of at most 4096 bytes", field(response.body(), "message"));
            assertTrue(socket.isAtEnd());
        }
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9_000) + "\r\n\r\n");
            RawSocket.Response response = socket.response();
            assertEquals(431, response.status());
            assertEquals("expected headers of at most 8192 bytes", field(response.body(), "message"));
            assertTrue(socket.isAtEnd());
        }
    }

    /** A client that is told that its writing failed may never read what it was answered. */
    @Test
    void whoIsStillSendingWhenTheLastAnswerIsThereCanSendTheRest() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n");
            assertEquals(413, socket.response().status());
            assertTrue(socket.isAtEnd());
            // The server's loops go around: what they were about to close is closed.
            for (int i = 0; i < 8; i++) {
                try (RawSocket other = new RawSocket(exchange.server().port())) {
                    other.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertEquals(200, other.response().status());
                }
            }
            socket.write(" ".repeat(10_000));
            socket.write(" ".repeat(10_000));
            socket.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(socket.isAtEnd());
        }
    }

    @Test
    void presentStateIsAnswered() {
        exchange.post(TestExchange.ALICE, bid("1", "7.00"));
        exchange.post(
                TestExchange.ALICE,
                "{\"type\":\"newOrder\",\"clOrdId\":\"o/1\",\"instrument\":\"ACME\",\"side\":\"buy\",\"qty\":\"10\","
                        + "\"price\":\"1.00\"}");
        String auction = exchange.get(TestExchange.BOB, "/v1/auctions/lamp").body();
        assertEquals("bidder-1", field(auction, "leader"));
        exchange.post(TestExchange.ADMIN, "{\"type\":\"createSession\",\"session\":\"late show\",\"mode\":\"timed\"}");
        String session =
                exchange.get(TestExchange.BOB, "/v1/sessions/late%20show").body();
        assertEquals("session", field(session, "type"));
        assertEquals("scheduled", field(session, "state"));
        String book = exchange.get(TestExchange.BOB, "/v1/book/ACME?depth=5").body();
        assertTrue(book.contains("\"bids\":[[\"1.00\",\"10\",1]]"), book);
        assertEquals(
                "17.00",
                field(exchange.get(TestExchange.ALICE, "/v1/balances/USD").body(), "held"));
        String order = exchange.get(TestExchange.ALICE, "/v1/orders/o%2F1").body();
        assertEquals("open", field(order, "state"));
        assertEquals("o/1", field(order, "clOrdId"));
    }

    @Test
    void stateOfAnAccountIsForItsOwner() {
        assertEquals(
                200,
                exchange.get(TestExchange.DESK, "/v1/balances/USD?account=bob").statusCode());
        assertError(400, "MALFORMED", exchange.get(TestExchange.DESK, "/v1/balances/USD"));
        assertError(403, "NOT_YOUR_ACCOUNT", exchange.get(TestExchange.ALICE, "/v1/balances/USD?account=bob"));
        assertEquals(
                200,
                exchange.get(TestExchange.ADMIN, "/v1/balances/USD?account=bob").statusCode());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path : List.of(
                "/v1/book/none", "/v1/auctions/none", "/v1/sessions/none", "/v1/balances/none", "/v1/orders/none")) {
            assertEquals(404, exchange.get(TestExchange.ALICE, path).statusCode(), path);
        }
    }

    @Test
    void operatorsSeeLifeReadinessAndMetrics() {
        exchange.post(TestExchange.ALICE, bid("1", "0.50"));
        assertEquals(200, exchange.get(null, "/livez").statusCode());
        HttpResponse<String> ready = exchange.get(null, "/readyz");
        assertEquals(200, ready.statusCode());
        assertEquals("ready", field(ready.body(), "status"));
        assertTrue(ready.body().contains("\"journal\":{\"status\":\"none\""), "level memory: " + ready.body());
        String metrics = exchange.get(null, "/metrics").body();
        for (String line : List.of(
                "gavel_commands_total{type=\"placeBid\",result=\"rejected\"} 1",
                "gavel_commands_total{type=\"createAccount\",result=\"accepted\"} 3",
                "gavel_rejects_total{code=\"2104\",name=\"BID_TOO_LOW\"} 1",
                "gavel_ring_remaining_slots ",
                "gavel_journal_durable_seq ",
                "gavel_connections{protocol=\"websocket\"} 0",
                "gavel_outbound_queue_bytes ",
                "gavel_build_info{version=")) {
            assertTrue(metrics.contains("\n" + line), metrics);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            String wrong = "{";
            socket.write(post(bid("1", "3.00")) + "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" + post(wrong)
                    + post(bid("2", "1.00")) + "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "GET /v1/auctions/lamp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice-key\r\n\r\n");
            assertTrue(socket.response().body().contains("bidAccepted"));
            assertTrue(socket.response().body().contains("alive"));
            assertEquals(400, socket.response().status());
            assertEquals(409, socket.response().status());
            assertEquals(404, socket.response().status());
            assertTrue(socket.response().body().contains("\"bids\":1"));
        }
    }

    @Test
    void pipelinedRequestMayNameWhatTheOneBeforeCreates() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write(admin("{\"type\":\"createAccount\",\"account\":\"eve\"}")
                    + admin(
                            "{\"type\":\"deposit\",\"account\":\"eve\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":\"1\"}")
                    + "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(socket.response().body().contains("created"));
            assertTrue(socket.response().body().contains("\"account\":\"eve\""));
            assertTrue(socket.response().body().contains("alive"));
        }
    }

    @Test
    void connectionIsClosedWhereTheClientAsksForIt() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals(200, socket.response().status());
            assertTrue(socket.isAtEnd());
        }
    }

    @Test
    void requestWithTwoLengthsIsRefusedAndTheConnectionClosed() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                    + "\r\n0\r\n\r\n");
            RawSocket.Response response = socket.response();
            assertEquals(400, response.status());
            assertEquals("MALFORMED", field(response.body(), "name"));
            assertTrue(socket.isAtEnd());
        }
    }

    @Test
    void whatIsNoHttpIsRefusedAndTheConnectionClosed() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("\u0001\u0002 nonsense\r\n\r\n");
            assertEquals(400, socket.response().status());
            assertTrue(socket.isAtEnd());
        }
    }

    @Test
    void upgradeToAnOldVersionIsRefused() {
        try (RawSocket socket = new RawSocket(exchange.server().port())) {
            socket.write("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertEquals(426, socket.response().status());
        }
    }

    private HttpResponse<String> head(String path) {
        return TestExchange.send(
                exchange.request(path, TestExchange.ALICE).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    private static void assertError(int status, String name, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("error", field(answer.body(), "type"), answer.body());
        assertEquals(name, field(answer.body(), "name"), answer.body());
    }

    private static String post(String body) {
        return "POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice-key\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String admin(String body) {
        return post(body).replace(TestExchange.ALICE, TestExchange.ADMIN);
    }

    private static String bid(String clOrdId, String amount) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + amount
                + "\"}";
    }

    private static String bid(String clOrdId, String amount, String account) {
        return "{\"type\":\"placeBid\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId
                + "\",\"auction\":\"lamp\",\"amount\":\"" + amount + "\"}";
    }
}
