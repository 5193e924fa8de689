package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
        value = Layout.class,
        names = {"INLINE", "COMPACT"})
class RoomsTest {
    private final TestExchange exchange;
    private final WsClient alice;
    private final WsClient bob;
    private final WsClient carol;

    RoomsTest(Layout layout) {
        ServerConfig config = TestExchange.config(layout);
        exchange = TestExchange.start(config.withLimits(config.limits().withMaxRoomsPerConnection(2)))
                .furnish()
                .auction("lamp")
                .auction("vase");
        alice = exchange.connect(TestExchange.ALICE);
        bob = exchange.connect(TestExchange.BOB);
        carol = exchange.connect(TestExchange.CAROL);
    }

    @AfterEach
    void stop() {
        List.of(alice, bob, carol).forEach(WsClient::close);
        exchange.close();
    }

    @Test
    void joiningIsAnsweredAndFollowedByThePresentState() {
        alice.ask(bid("lamp", "1", "4.00"));
        String joined = carol.ask("{\"type\":\"join\",\"room\":\"auction:lamp\",\"ref\":\"j\"}");
        assertEquals("joined", WsClient.type(joined));
        assertEquals("auction:lamp", field(joined, "room"));
        assertEquals("1", field(joined, "members"));
        assertEquals("j", field(joined, "ref"));
        String state = carol.next();
        assertEquals("auction", WsClient.type(state));
        assertEquals("auction:lamp", field(state, "room"));
        assertEquals("bidder-1", field(state, "leader"));
        assertEquals(field(joined, "seq"), field(state, "seq"));
        assertEquals("2", field(bob.ask("{\"type\":\"join\",\"room\":\"auction:lamp\"}"), "members"));
    }

    @Test
    void onlyMembersHearARoom() {
        carol.join("auction:lamp");
        bob.join("auction:vase");
        alice.ask(bid("lamp", "1", "4.00"));
        alice.ask(bid("vase", "2", "4.00"));
        alice.ask(bid("lamp", "3", "5.00"));
        List<String> lamp = carol.heard();
        assertEquals(2, lamp.size());
        lamp.forEach(message -> assertEquals("lamp", field(message, "auction")));
        List<String> vase = bob.heard();
        assertEquals(1, vase.size());
        assertEquals("auction:vase", field(vase.get(0), "room"));
    }

    @Test
    void whoLeavesHearsNothingMoreAtOnce() {
        carol.join("auction:lamp");
        bob.join("auction:lamp");
        assertEquals("left", WsClient.type(carol.ask("{\"type\":\"leave\",\"room\":\"auction:lamp\"}")));
        alice.ask(bid("lamp", "1", "4.00"));
        assertEquals(List.of(), carol.heard());
        assertEquals(List.of("auctionState"), bob.heardTypes());
    }

    @Test
    void whoDisconnectsIsNoMemberAnyMore() {
        carol.join("auction:lamp");
        bob.join("auction:lamp");
        bob.close();
        String members = "2";
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!members.equals("1") && System.nanoTime() < deadline) {
            members = field(carol.ask("{\"type\":\"join\",\"room\":\"auction:lamp\"}"), "members");
            carol.next();
        }
        assertEquals("1", members);
    }

    @Test
    void joiningTwiceIsHarmless() {
        carol.join("auction:lamp").join("auction:lamp");
        alice.ask(bid("lamp", "1", "4.00"));
        assertEquals(List.of("auctionState"), carol.heardTypes());
    }

    @Test
    void roomsOfAConnectionAreLimited() {
        carol.join("auction:lamp").join("auction:vase");
        assertEquals("TOO_MANY", field(carol.ask("{\"type\":\"join\",\"room\":\"book:ACME\"}"), "name"));
        carol.ask("{\"type\":\"leave\",\"room\":\"auction:vase\"}");
        carol.join("book:ACME");
    }

    @Test
    void roomOfNothingIsRefused() {
        assertEquals("UNKNOWN_AUCTION", field(carol.ask("{\"type\":\"join\",\"room\":\"auction:none\"}"), "name"));
        assertEquals("UNKNOWN_INSTRUMENT", field(carol.ask("{\"type\":\"join\",\"room\":\"book:none\"}"), "name"));
        for (String room : List.of("lamp", "auction:", "AUCTION:lamp", "")) {
            String refused = carol.ask("{\"type\":\"join\",\"room\":\"" + room + "\"}");
            assertEquals("MALFORMED", field(refused, "name"), refused);
            assertEquals("room", field(refused, "field"), refused);
        }
    }

    @Test
    void membersOfABookGetItsStateOnceABatch() {
        carol.join("book:ACME");
        alice.ask("{\"type\":\"newOrder\",\"clOrdId\":\"1\",\"instrument\":\"ACME\",\"side\":\"buy\",\"qty\":\"10\","
                + "\"price\":\"1.00\"}");
        String book = carol.next();
        assertEquals("book", WsClient.type(book));
        assertEquals("book:ACME", field(book, "room"));
        assertEquals(List.of(), carol.heard());
    }

    private static String bid(String auction, String clOrdId, String amount) {
        return "{\"type\":\"placeBid\",\"clOrdId\":\"" + clOrdId + "\",\"auction\":\"" + auction + "\",\"amount\":\""
                + amount + "\"}";
    }
}
