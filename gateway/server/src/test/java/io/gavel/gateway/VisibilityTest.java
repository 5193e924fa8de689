package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who hears what: the third column of the table of events, one test an event. */
@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class VisibilityTest {
    private final TestExchange exchange;
    private final WsClient admin;
    private final WsClient otherAdmin;
    private final WsClient alice;
    private final WsClient aliceElsewhere;
    private final WsClient bob;
    /** A stranger who listens in the rooms of the lamp and of the book. */
    private final WsClient carol;

    VisibilityTest(Layout layout) {
        exchange = TestExchange.start(layout).furnish().auction("lamp");
        admin = exchange.connect(TestExchange.ADMIN);
        otherAdmin = exchange.connect(TestExchange.ADMIN);
        alice = exchange.connect(TestExchange.ALICE);
        aliceElsewhere = exchange.connect(TestExchange.ALICE);
        bob = exchange.connect(TestExchange.BOB);
        carol = exchange.connect(TestExchange.CAROL).join("auction:lamp").join("book:ACME");
    }

    @AfterEach
    void stop() {
        List.of(admin, otherAdmin, alice, aliceElsewhere, bob, carol).forEach(WsClient::close);
        exchange.close();
    }

    @Test
    void orderAcceptedIsForAllSessionsOfItsOwner() {
        assertEquals("orderAccepted", WsClient.type(alice.ask(order("buy", "1", "1.00"))));
        assertEquals(List.of("orderAccepted"), aliceElsewhere.heardTypes());
        assertSilent(bob, admin);
        assertEquals(List.of("book"), carol.heardTypes());
    }

    @Test
    void rejectionIsForItsSenderOnly() {
        String rejection = alice.ask(order("buy", "1", "100000.00"));
        assertEquals("orderRejected", WsClient.type(rejection));
        assertEquals("INSUFFICIENT_FUNDS", field(rejection, "name"));
        assertSilent(aliceElsewhere, bob, carol, admin);
    }

    @Test
    void tradeIsPublicWithoutPartiesAndEachPartySeesItself() {
        alice.ask(order("buy", "1", "1.00"));
        assertEquals("orderAccepted", WsClient.type(bob.ask(order("sell", "1", "1.00"))));

        String seller = bob.next();
        assertEquals("bob", field(seller, "sellAccount"));
        assertNull(field(seller, "buyAccount"));
        assertNull(field(seller, "buyClOrdId"));
        String buyer = alice.next("trade");
        assertEquals("alice", field(buyer, "buyAccount"));
        assertNull(field(buyer, "sellAccount"));
        assertNull(field(buyer, "sellOrderId"));
        assertEquals(List.of("orderAccepted", "trade"), aliceElsewhere.heardTypes());
        String everybody = carol.next("trade");
        assertEquals("book:ACME", field(everybody, "room"));
        for (String secret : List.of("buyAccount", "sellAccount", "buyClOrdId", "sellClOrdId", "buyOrderId")) {
            assertNull(field(everybody, secret), everybody);
        }
        assertFalse(everybody.contains("alice") || everybody.contains("bob"), everybody);
        assertSilent(admin);
    }

    @Test
    void orderCanceledIsForItsOwner() {
        alice.ask(order("buy", "1", "1.00"));
        aliceElsewhere.next("orderAccepted");
        String canceled = alice.ask("{\"type\":\"cancelOrder\",\"instrument\":\"ACME\",\"clOrdId\":\"1\"}");
        assertEquals("orderCanceled", WsClient.type(canceled));
        assertEquals(List.of("orderCanceled"), aliceElsewhere.heardTypes());
        assertSilent(bob, admin);
    }

    @Test
    void bidAcceptedIsForTheBidderAndAuctionStateForTheRoom() {
        String accepted = alice.ask(bid("1", "7.00"));
        assertEquals("bidAccepted", WsClient.type(accepted));
        assertEquals("alice", field(accepted, "leader"));
        assertEquals(List.of("bidAccepted"), aliceElsewhere.heardTypes());
        assertSilent(bob, admin);

        List<String> heard = carol.heard();
        assertEquals(List.of("auctionState"), heard.stream().map(WsClient::type).toList());
        assertEquals("bidder-1", field(heard.get(0), "leader"));
        assertEquals("1.00", field(heard.get(0), "price"));
        assertFalse(heard.get(0).contains("alice") || heard.get(0).contains("7.00"), heard.get(0));
    }

    @Test
    void leaderOfAnotherIsAnAliasInTheBiddersAnswerToo() {
        alice.ask(bid("1", "7.00"));
        String accepted = bob.ask(bid("1", "5.00"));
        assertEquals("bidder-1", field(accepted, "leader"));
        assertFalse(accepted.contains("alice"), accepted);
    }

    @Test
    void outbidIsForTheOneWhoLost() {
        alice.ask(bid("1", "7.00"));
        assertEquals("bidAccepted", WsClient.type(bob.ask(bid("1", "9.00"))));
        String outbid = alice.next();
        assertEquals("outbid", WsClient.type(outbid));
        assertEquals("8.00", field(outbid, "price"));
        assertEquals(List.of("bidAccepted", "outbid"), aliceElsewhere.heardTypes());
        assertSilent(bob, admin);
        assertEquals(List.of("auctionState", "auctionState"), carol.heardTypes());
    }

    @Test
    void boughtIsForTheBuyerAndTheCloseForTheRoomWithAnAlias() {
        exchange.admin("{\"type\":\"createAuction\",\"auction\":\"vase\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"buyNow\":\"50.00\",\"increments\":[[null,\"1.00\"]],\"durationUs\":60000000}");
        admin.heard();
        otherAdmin.heard();
        carol.join("auction:vase");
        assertEquals(
                "bought", WsClient.type(alice.ask("{\"type\":\"buyNow\",\"clOrdId\":\"1\",\"auction\":\"vase\"}")));
        String won = alice.next();
        assertEquals("auctionClosed", WsClient.type(won));
        assertEquals("alice", field(won, "winner"));
        assertNull(field(won, "room"));
        assertEquals(List.of("bought", "auctionClosed"), aliceElsewhere.heardTypes());
        String closed = carol.next("auctionClosed");
        assertEquals("bidder-1", field(closed, "winner"));
        assertEquals("auction:vase", field(closed, "room"));
        assertSilent(bob, admin);
    }

    @Test
    void balanceIsForTheOwnerAndForTheAdministratorWhoMovedIt() {
        String answer = admin.ask("{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.00\","
                + "\"clOrdId\":\"d\",\"ref\":\"r\"}");
        assertEquals("balance", WsClient.type(answer));
        assertEquals("r", field(answer, "ref"));
        assertEquals(List.of("balance"), alice.heardTypes());
        assertEquals(List.of("balance"), aliceElsewhere.heardTypes());
        assertSilent(bob, carol, otherAdmin);
    }

    @Test
    void duplicateIsForItsSenderOnly() {
        alice.ask(bid("1", "7.00"));
        aliceElsewhere.next("bidAccepted");
        carol.next("auctionState");
        String again = alice.ask(bid("1", "7.00"));
        assertEquals("bidAccepted", WsClient.type(again));
        assertEquals("true", field(again, "duplicate"));
        assertSilent(aliceElsewhere, bob, carol, admin);
    }

    @Test
    void createdIsForAllAdministrators() {
        String created = admin.ask("{\"type\":\"createAccount\",\"account\":\"dave\",\"ref\":\"r\"}");
        assertEquals("created", WsClient.type(created));
        assertEquals("r", field(created, "ref"));
        List<String> heard = otherAdmin.heard();
        assertEquals(List.of("created"), heard.stream().map(WsClient::type).toList());
        assertNull(field(heard.get(0), "ref"));
        assertSilent(alice, bob, carol);
    }

    @Test
    void auctionOpenedIsForItsRoom() {
        exchange.admin("{\"type\":\"createAuction\",\"auction\":\"vase\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"opensAt\":5000000,\"closesAt\":9000000}");
        carol.join("auction:vase");
        admin.heard();
        otherAdmin.heard();
        time("5000000");
        String opened = carol.next();
        assertEquals("auctionOpened", WsClient.type(opened));
        assertEquals("5000000", field(opened, "at"));
        assertSilent(alice, bob, otherAdmin);
    }

    @Test
    void auctionExtendedIsForItsRoom() {
        exchange.admin("{\"type\":\"createAuction\",\"auction\":\"vase\",\"format\":\"english\",\"asset\":\"USD\","
                + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"closesAt\":9000000,"
                + "\"softClose\":{\"windowUs\":2000000,\"extensionUs\":2000000}}");
        carol.join("auction:vase");
        admin.heard();
        time("8000000");
        String late = "{\"type\":\"placeBid\",\"clOrdId\":\"1\",\"auction\":\"vase\",\"amount\":\"3.00\"}";
        assertEquals("bidAccepted", WsClient.type(alice.ask(late)));
        String extended = carol.next("auctionExtended");
        assertEquals("10000000", field(extended, "endsAt"));
        assertEquals(List.of(), alice.heardTypes());
        assertSilent(bob);
    }

    @Test
    void auctionClosedIsForItsRoomAndTheWinner() {
        alice.ask(bid("1", "7.00"));
        aliceElsewhere.next();
        carol.next("auctionState");
        time("60000000");
        assertEquals("alice", field(alice.next("auctionClosed"), "winner"));
        assertEquals("alice", field(aliceElsewhere.next("auctionClosed"), "winner"));
        List<String> heard = carol.heard();
        assertEquals(
                List.of("auctionClosed"), heard.stream().map(WsClient::type).toList());
        assertEquals("bidder-1", field(heard.get(0), "winner"));
        assertSilent(bob, otherAdmin);
    }

    @Test
    void senderWhoHearsNothingPrivateGetsThePublicEventsAsTheAnswer() {
        String answer = admin.ask(
                "{\"type\":\"cancelAuction\",\"account\":\"alice\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"ref\":\"r\"}");
        assertEquals("auctionClosed", WsClient.type(answer), answer);
        assertEquals("canceled", field(answer, "outcome"));
        assertEquals("r", field(answer, "ref"));
        assertSilent(otherAdmin, alice);
    }

    @Test
    void answerOverHttpHoldsThePublicEventsToo() {
        String answer = exchange.post(TestExchange.BOB, bid("1", "3.00")).body();
        assertTrue(answer.startsWith("{\"events\":[{\"type\":\"bidAccepted\""), answer);
        assertTrue(answer.contains("{\"type\":\"auctionState\""), answer);
        assertEquals(List.of("bidAccepted"), bob.heardTypes());
    }

    private void time(String at) {
        String answer = admin.ask("{\"type\":\"time\",\"at\":" + at + "}");
        assertEquals("time", WsClient.type(answer));
    }

    private static void assertSilent(WsClient... clients) {
        for (WsClient client : clients) {
            assertEquals(List.of(), client.heard());
        }
    }

    private static String order(String side, String clOrdId, String price) {
        return "{\"type\":\"newOrder\",\"clOrdId\":\"" + clOrdId + "\",\"instrument\":\"ACME\",\"side\":\"" + side
                + "\",\"qty\":\"10\",\"price\":\"" + price + "\"}";
    }

    private static String bid(String clOrdId, String amount) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"lamp\",\"amount\":\"" + amount
                + "\"}";
    }
}
