package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins, roles and accounts; the order of a connection. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class SessionTest {
    private final TestExchange exchange;

    SessionTest(Layout layout) {
        ServerConfig config = TestExchange.config(layout);
        exchange = TestExchange.start(config.withLimits(config.limits().withLoginTimeoutMs(300)))
                .furnish()
                .auction("lamp");
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void loginSaysWhoItIsAndWhereTheJournalStands() {
        try (WsClient client = exchange.connect()) {
            String answer = client.ask("{\"type\":\"login\",\"key\":\"alice-key\",\"ref\":\"1\"}");
            assertTrue(answer.contains("\"accounts\":[\"alice\"]"), answer);
            assertTrue(answer.contains("\"roles\":[\"read\",\"bid\",\"trade\",\"cancel\"]"), answer);
            assertEquals("memory", field(answer, "level"));
            assertEquals("1", field(answer, "ref"));
            assertNotNull(field(answer, "epoch"));
            assertFalse("0".equals(field(answer, "seq")), answer);
        }
    }

    @Test
    void wrongKeyIsToldAndTheConnectionClosed() {
        try (WsClient client = exchange.connect()) {
            String answer = client.ask("{\"type\":\"login\",\"key\":\"guess\",\"ref\":\"1\"}");
            assertEquals("NOT_LOGGED_IN", field(answer, "name"));
            assertEquals("1", field(answer, "ref"));
            assertEquals(4001, client.closeCode());
        }
    }

    @Test
    void connectionThatDoesNotLogInIsClosed() {
        try (WsClient client = exchange.connect()) {
            assertEquals("NOT_LOGGED_IN", field(client.next(), "name"));
            assertEquals(4001, client.closeCode());
        }
    }

    @Test
    void commandBeforeLoginIsRefusedAndTheConnectionKept() {
        try (WsClient client = exchange.connect()) {
            String refused = client.ask(bid("alice", "1", "2.00"));
            assertEquals("NOT_LOGGED_IN", field(refused, "name"));
            assertEquals("NOT_LOGGED_IN", field(client.ask("{\"type\":\"book?\",\"instrument\":\"ACME\"}"), "name"));
            assertEquals("NOT_LOGGED_IN", field(client.ask("{\"type\":\"join\",\"room\":\"book:ACME\"}"), "name"));
            for (String wrong : List.of("xx", "{}", "{\"type\":\"fly\"}", "{\"type\":\"join\",\"hue\":1}")) {
                assertEquals("NOT_LOGGED_IN", field(client.ask(wrong), "name"), wrong);
            }
            assertEquals("pong", WsClient.type(client.ask("{\"type\":\"ping\"}")));
            client.login(TestExchange.ALICE);
        }
    }

    @Test
    void secondLoginIsRefused() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            assertEquals("NOT_ALLOWED", field(client.ask("{\"type\":\"login\",\"key\":\"bob-key\"}"), "name"));
            assertEquals("alice", field(client.ask(bid(null, "1", "2.00")), "account"));
        }
    }

    @Test
    void accountComesFromTheSession() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            assertEquals("alice", field(client.ask(bid(null, "1", "2.00")), "account"));
            assertEquals("alice", field(client.ask(bid("alice", "2", "5.00")), "account"));
        }
    }

    @Test
    void accountOfAnotherIsRefusedWhetherItExistsOrNot() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            String refused = client.ask(bid("bob", "1", "2.00"));
            assertEquals("bidRejected", WsClient.type(refused));
            assertEquals("NOT_YOUR_ACCOUNT", field(refused, "name"));
            assertEquals("1", field(refused, "clOrdId"));
            assertEquals("NOT_YOUR_ACCOUNT", field(client.ask(bid("nobody", "1", "2.00")), "name"));
            assertEquals("NOT_YOUR_ACCOUNT", field(client.ask(bid("gavel.house", "1", "2.00")), "name"));
            assertEquals(
                    "NOT_YOUR_ACCOUNT",
                    field(client.ask("{\"type\":\"balance?\",\"account\":\"bob\",\"asset\":\"USD\"}"), "name"));
            assertEquals(
                    "NOT_YOUR_ACCOUNT",
                    field(client.ask("{\"type\":\"order?\",\"account\":\"bob\",\"clOrdId\":\"1\"}"), "name"));
        }
    }

    @Test
    void keyWithSeveralAccountsMustNameOne() {
        try (WsClient client = exchange.connect(TestExchange.DESK)) {
            String refused = client.ask(bid(null, "1", "2.00"));
            assertEquals("MALFORMED", field(refused, "name"));
            assertEquals("account", field(refused, "field"));
            assertEquals("bob", field(client.ask(bid("bob", "1", "2.00")), "account"));
        }
    }

    @Test
    void roleIsNeeded() {
        try (WsClient client = exchange.connect(TestExchange.READER)) {
            assertEquals("NOT_ALLOWED", field(client.ask(bid(null, "1", "2.00")), "name"));
            assertEquals("book", WsClient.type(client.ask("{\"type\":\"book?\",\"instrument\":\"ACME\"}")));
        }
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            for (String command : List.of(
                    "{\"type\":\"createAsset\",\"asset\":\"EUR\",\"decimals\":2}",
                    "{\"type\":\"createAccount\",\"account\":\"eve\"}",
                    "{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":\"9\"}",
                    "{\"type\":\"withdraw\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":\"9\"}",
                    "{\"type\":\"time\",\"at\":1}")) {
                assertEquals("NOT_ALLOWED", field(client.ask(command), "name"), command);
            }
        }
    }

    @Test
    void refIsEchoedInEveryDirectAnswer() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            String bid = bid(null, "1", "2.00");
            String withRef = bid.substring(0, bid.length() - 1) + ",\"ref\":\"a\\\"b\"}";
            assertEquals("a\"b", field(client.ask(withRef), "ref"));
            for (String message : List.of(
                    "{\"type\":\"ping\",\"ref\":\"r\"}",
                    "{\"type\":\"auction?\",\"auction\":\"lamp\",\"ref\":\"r\"}",
                    "{\"type\":\"auction?\",\"auction\":\"none\",\"ref\":\"r\"}",
                    "{\"type\":\"balance?\",\"asset\":\"USD\",\"ref\":\"r\"}",
                    "{\"type\":\"join\",\"room\":\"auction:none\",\"ref\":\"r\"}",
                    "{\"type\":\"leave\",\"room\":\"auction:lamp\",\"ref\":\"r\"}",
                    "{\"type\":\"placeBid\",\"ref\":\"r\"}",
                    "{\"type\":\"nothing\",\"ref\":\"r\"}")) {
                String answer = client.ask(message);
                assertEquals("r", field(answer, "ref"), answer);
            }
        }
    }

    @Test
    void namesOfEarlierMessagesMayBeUsedBeforeTheirAnswers() {
        try (WsClient client = exchange.connect(TestExchange.ADMIN)) {
            client.send("{\"type\":\"createAsset\",\"asset\":\"EUR\",\"decimals\":2}");
            client.send("{\"type\":\"createAccount\",\"account\":\"eve\"}");
            client.send(
                    "{\"type\":\"deposit\",\"account\":\"eve\",\"asset\":\"EUR\",\"amount\":\"5.25\",\"clOrdId\":\"1\"}");
            client.send("{\"type\":\"createAuction\",\"auction\":\"cup\",\"format\":\"english\",\"asset\":\"EUR\","
                    + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"durationUs\":60000000}");
            client.send(
                    "{\"type\":\"placeBid\",\"account\":\"eve\",\"clOrdId\":\"2\",\"auction\":\"cup\",\"amount\":\"2.00\"}");
            client.send("{\"type\":\"balance?\",\"account\":\"eve\",\"asset\":\"EUR\"}");
            assertEquals("created", WsClient.type(client.next()));
            assertEquals("created", WsClient.type(client.next()));
            assertEquals("5.25", field(client.next(), "total"));
            assertEquals("created", WsClient.type(client.next()));
            assertEquals("bidAccepted", WsClient.type(client.next()));
            assertEquals("2.00", field(client.next(), "held"));
        }
    }

    @Test
    void ownAccountMayBeCreatedLater() {
        try (WsClient client = exchange.connect(TestExchange.ALICE)) {
            assertEquals("alice", field(client.ask("{\"type\":\"balance?\",\"asset\":\"USD\"}"), "account"));
        }
        ServerConfig config = TestExchange.config(exchange.server().layout());
        try (TestExchange empty = TestExchange.start(config);
                WsClient client = empty.connect(TestExchange.ALICE)) {
            empty.admin("{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}");
            String refused = client.ask("{\"type\":\"buyNow\",\"clOrdId\":\"1\",\"auction\":\"lamp\"}");
            assertEquals("UNKNOWN_ACCOUNT", field(refused, "name"));
            empty.admin("{\"type\":\"createAccount\",\"account\":\"alice\"}");
            assertEquals("0.00", field(client.ask("{\"type\":\"balance?\",\"asset\":\"USD\"}"), "total"));
        }
    }

    private static String bid(String account, String clOrdId, String amount) {
        return "{\"type\":\"placeBid\"," + (account == null ? "" : "\"account\":\"" + account + "\",")
                + "\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + amount + "\"}";
    }
}
