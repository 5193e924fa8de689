package io.gavel.gateway;

import static io.gavel.gateway.WsClient.field;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Refusal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every field of an order goes through every door and does there what the rules say; a wrong value is refused by name. */
@ParameterizedClass
@EnumSource(OrderDoor.Kind.class)
class OrderFieldsTest {
    private final OrderDoor door;

    OrderFieldsTest(OrderDoor.Kind kind) {
        door = kind.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("ORD-4: stopPx")
    void aStopWaitsUnseenUntilATradeReachesItsPrice() {
        tells(sell("bob", "b1", 1, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(sell("bob", "b2", 1, "'price':'10.50'"), "b2 accepted at 10.50");
        tells(sell("bob", "b3", 5, "'price':'10.60'"), "b3 accepted at 10.60");
        tells(buy("alice", "stop", 2, "'ordType':'stop','stopPx':'10.50'"), "stop accepted");
        tells(
                buy("alice", "limited", 4, "'ordType':'stopLimit','stopPx':'10.60','price':'10.60'"),
                "limited accepted at 10.60");
        assertBook("[]", "[['10.00','1',1],['10.50','1',1],['10.60','5',1]]");
        assertOrder("alice", "stop", "open", "2", "stopPx", "10.50");
        tells(buy("alice", "a1", 1, "'price':'10.00'"), "a1 accepted at 10.00", "trade 1 at 10.00");
        assertOrder("alice", "stop", "open", "2", "stopPx", "10.50");
        tells(
                buy("alice", "a2", 1, "'price':'10.50'"),
                "a2 accepted at 10.50",
                "trade 1 at 10.50",
                "stop triggered",
                "trade 2 at 10.60",
                "limited triggered at 10.60",
                "trade 3 at 10.60");
        assertOrder("alice", "stop", "filled", "0", "stopPx", null);
        assertOrder("alice", "limited", "open", "1", "price", "10.60");
        assertBook("[['10.60','1',1]]", "[]");
    }

    @Test
    @DisplayName("ICE-1: displayQty")
    void anIcebergShowsASliceAndTheNextOneGoesToTheEnd() {
        tells(sell("bob", "ice", 6, "'price':'10.00','displayQty':'2'"), "ice accepted at 10.00");
        assertBook("[]", "[['10.00','2',1]]");
        tells(sell("bob", "b2", 1, "'price':'10.00'"), "b2 accepted at 10.00");
        tells(buy("alice", "a1", 3, "'price':'10.00'"), "a1 accepted at 10.00", "trade 2 at 10.00", "trade 1 at 10.00");
        assertOrder("bob", "b2", "filled", "0", "price", "10.00");
        assertOrder("bob", "ice", "open", "4", "price", "10.00");
        assertBook("[]", "[['10.00','2',1]]");
    }

    @Test
    @DisplayName("TIF-3: minQty")
    void aMinimumTradesAtOnceOrNothingDoes() {
        tells(sell("bob", "b1", 3, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(
                buy("alice", "a1", 5, "'price':'10.00','minQty':'4'"),
                "a1 accepted at 10.00",
                "a1 canceled, 5 left, minQty");
        assertBook("[]", "[['10.00','3',1]]");
        tells(buy("alice", "a2", 5, "'price':'10.00','minQty':'3'"), "a2 accepted at 10.00", "trade 3 at 10.00");
        assertBook("[['10.00','2',1]]", "[]");
    }

    @Test
    @DisplayName("TIF-2: expireAt of gtd")
    void anOrderWithAnEndExpiresAtItAndNotBefore() {
        tells(buy("alice", "a1", 3, "'price':'9.00','timeInForce':'gtd','expireAt':5000000"), "a1 accepted at 9.00");
        tells(
                buy("alice", "a2", 3, "'ordType':'stop','stopPx':'11.00','timeInForce':'gtd','expireAt':5000000"),
                "a2 accepted");
        brings("'time','at':4999999");
        assertBook("[['9.00','3',1]]", "[]");
        assertOrder("alice", "a1", "open", "3", "price", "9.00");
        brings("'time','at':5000000", "a1 canceled, 3 left, expired", "a2 canceled, 3 left, expired");
        assertBook("[]", "[]");
        assertOrder("alice", "a1", "canceled", "0", "price", "9.00");
        assertOrder("alice", "a2", "canceled", "0", "price", null);
    }

    @Test
    @DisplayName("ORD-3: marketToLimit")
    void aMarketToLimitTakesTheBestPriceAndRestsAtIt() {
        tells(sell("bob", "b1", 2, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(sell("bob", "b2", 2, "'price':'10.05'"), "b2 accepted at 10.05");
        tells(buy("alice", "a1", 5, "'ordType':'marketToLimit'"), "a1 accepted at 10.00", "trade 2 at 10.00");
        assertOrder("alice", "a1", "open", "3", "price", "10.00");
        assertBook("[['10.00','3',1]]", "[['10.05','2',1]]");
        tells(
                sell("alice", "a2", 1, "'ordType':'marketToLimit','timeInForce':'ioc'"),
                "a2 accepted at 10.00",
                "trade 1 at 10.00");
    }

    @Test
    @DisplayName("ORD-3: marketToLimit in an empty book")
    void aMarketToLimitWithNothingToTakeIsCanceled() {
        tells(buy("alice", "a1", 5, "'ordType':'marketToLimit'"), "a1 accepted", "a1 canceled, 5 left, market");
        assertBook("[]", "[]");
    }

    @Test
    @DisplayName("CALL-6: marketToLimit in a call")
    void aMarketToLimitRestsAtThePrintOfItsCall() {
        brings("'setPhase','instrument':'ACME','phase':'call'");
        tells(buy("alice", "a1", 2, "'price':'10.00'"), "a1 accepted at 10.00");
        tells(sell("bob", "b1", 3, "'ordType':'marketToLimit'"), "b1 accepted");
        brings("'uncross','instrument':'ACME'", "trade 2 at 10.00", "b1 replaced at 10.00");
        assertOrder("bob", "b1", "open", "1", "price", "10.00");
        assertBook("[]", "[['10.00','1',1]]");
    }

    @Test
    @DisplayName("POST-1, POST-2: postOnly")
    void aPostOnlyOrderIsRefusedOrSlidesWhereItWouldTrade() {
        tells(sell("bob", "b1", 2, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(buy("alice", "a1", 1, "'price':'10.00','postOnly':true"), "a1 refused POST_ONLY_WOULD_TRADE");
        tells(buy("alice", "a2", 1, "'price':'10.00','postOnly':'reject'"), "a2 refused POST_ONLY_WOULD_TRADE");
        tells(buy("alice", "a3", 1, "'price':'9.98','postOnly':true"), "a3 accepted at 9.98");
        tells(buy("alice", "a4", 1, "'price':'10.00','postOnly':'slide'"), "a4 accepted at 9.99");
        assertBook("[['9.99','1',1],['9.98','1',1]]", "[['10.00','2',1]]");
        tells(buy("alice", "a5", 1, "'price':'10.00','postOnly':false"), "a5 accepted at 10.00", "trade 1 at 10.00");
    }

    @Test
    @DisplayName("STP-1: selfTrade, each mode")
    void anAccountMeetsItselfAsTheOrderSays() {
        for (String mode : List.of("none", "cancelNewest", "cancelOldest", "cancelBoth", "decrement")) {
            String own = "own-" + mode;
            String others = "others-" + mode;
            String id = "in-" + mode;
            tells(sell("alice", own, 2, "'price':'10.00'"), own + " accepted at 10.00");
            tells(sell("bob", others, 2, "'price':'10.00'"), others + " accepted at 10.00");
            tells(buy("alice", id, 3, "'price':'10.00','selfTrade':'" + mode + "'"), meeting(mode, own, id));
            door.say(quoted("{'type':'massCancel','account':'alice'}"));
            door.say(quoted("{'type':'massCancel','account':'bob'}"));
        }
    }

    @Test
    @DisplayName("STP-3: selfTrade of the order and of the instrument")
    void theOrdersModeGoesBeforeTheInstruments() {
        brings("'createInstrument','instrument':'SAFE','base':'ACM','quote':'USD','tick':'0.01','lot':'1',"
                + "'selfTrade':'cancelNewest'");
        tells(inSafe(sell("alice", "a1", 2, "'price':'10.00'")), "a1 accepted at 10.00");
        tells(
                inSafe(buy("alice", "a2", 1, "'price':'10.00'")),
                "a2 accepted at 10.00",
                "prevented cancelNewest, 0 lost by both",
                "a2 canceled, 1 left, stp");
        tells(
                inSafe(buy("alice", "a3", 1, "'price':'10.00','selfTrade':'none'")),
                "a3 accepted at 10.00",
                "trade 1 at 10.00");
        tells(
                inSafe(buy("alice", "a4", 1, "'price':'10.00','selfTrade':'cancelBoth'")),
                "a4 accepted at 10.00",
                "prevented cancelBoth, 0 lost by both",
                "a1 canceled, 1 left, stp",
                "a4 canceled, 1 left, stp");
    }

    @Test
    @DisplayName("TIF-1, TIF-2: timeInForce")
    void anOrderLastsAsLongAsItSays() {
        tells(sell("bob", "b1", 2, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(
                buy("alice", "a1", 3, "'price':'10.00','timeInForce':'fok'"),
                "a1 accepted at 10.00",
                "a1 canceled, 3 left, fok");
        tells(
                buy("alice", "a2", 3, "'price':'10.00','timeInForce':'ioc'"),
                "a2 accepted at 10.00",
                "trade 2 at 10.00",
                "a2 canceled, 1 left, ioc");
        tells(buy("alice", "a3", 1, "'price':'9.00','timeInForce':'auction'"), "a3 refused PHASE_REFUSES");
        tells(buy("alice", "a4", 1, "'price':'9.00','timeInForce':'gtc'"), "a4 accepted at 9.00");
        tells(buy("alice", "a5", 1, "'price':'9.00','timeInForce':'day'"), "a5 accepted at 9.00");
        brings("'setPhase','instrument':'ACME','phase':'closed'", "a5 canceled, 1 left, expired");
        assertBook("[['9.00','1',1]]", "[]");
    }

    @Test
    @DisplayName("PH-1, CALL-6: timeInForce auction")
    void anOrderForTheAuctionEndsWithIt() {
        brings("'setPhase','instrument':'ACME','phase':'call'");
        tells(buy("alice", "a1", 3, "'price':'10.00','timeInForce':'auction'"), "a1 accepted at 10.00");
        tells(sell("bob", "b1", 2, "'price':'10.00'"), "b1 accepted at 10.00");
        tells(buy("alice", "a2", 1, "'price':'10.00','timeInForce':'ioc'"), "a2 refused PHASE_REFUSES");
        brings("'uncross','instrument':'ACME'", "trade 2 at 10.00", "a1 canceled, 1 left, uncross");
        assertBook("[]", "[]");
    }

    @Test
    void aWrongValueIsRefusedByNameAndEntersNothing() {
        List<String> cases = List.of(
                "'ordType':'stop','stopPx':11                              | MALFORMED stopPx",
                "'ordType':'stop','stopPx':'eleven'                        | MALFORMED stopPx",
                "'ordType':'stop','stopPx':null                            | MALFORMED stopPx",
                "'ordType':'stop','stopPx':'11.001'                        | MALFORMED stopPx",
                "'ordType':'stop','stopPx':'-11.00'                        | PRICE_NOT_POSITIVE",
                "'ordType':'stop','stopPx':'0.00'                          | PRICE_NOT_POSITIVE",
                "'ordType':'stop'                                          | BAD_ORDER stopPx",
                "'ordType':'stop','stopPx':'11.00','price':'11.00'         | BAD_ORDER price",
                "'ordType':'stop','stopPx':'11.00','timeInForce':'auction' | BAD_ORDER timeInForce",
                "'ordType':'stopLimit','price':'11.00'                     | BAD_ORDER stopPx",
                "'ordType':'stopLimit','stopPx':'11.00'                    | PRICE_NOT_POSITIVE",
                "'stopPx':'11.00','price':'9.00'                           | BAD_ORDER stopPx",
                "'displayQty':2,'price':'9.00'                             | MALFORMED displayQty",
                "'displayQty':'two','price':'9.00'                         | MALFORMED displayQty",
                "'displayQty':'1.5','price':'9.00'                         | MALFORMED displayQty",
                "'displayQty':'-2','price':'9.00'                          | BAD_ORDER displayQty",
                "'displayQty':'0','price':'9.00'                           | BAD_ORDER displayQty",
                "'displayQty':'5','price':'9.00'                           | BAD_ORDER displayQty",
                "'displayQty':'2','price':'9.00','timeInForce':'ioc'       | BAD_ORDER displayQty",
                "'displayQty':'2','ordType':'market'                       | BAD_ORDER displayQty",
                "'minQty':2,'price':'9.00'                                 | MALFORMED minQty",
                "'minQty':'two','price':'9.00'                             | MALFORMED minQty",
                "'minQty':'-2','price':'9.00'                              | BAD_ORDER minQty",
                "'minQty':'0','price':'9.00'                               | BAD_ORDER minQty",
                "'minQty':'5','price':'9.00'                               | BAD_ORDER minQty",
                "'minQty':'2','price':'9.00','postOnly':true               | BAD_ORDER minQty",
                "'minQty':'2','price':'9.00','timeInForce':'auction'       | BAD_ORDER minQty",
                "'expireAt':'9000000','price':'9.00','timeInForce':'gtd'   | MALFORMED expireAt",
                "'expireAt':1.5,'price':'9.00','timeInForce':'gtd'         | MALFORMED expireAt",
                "'expireAt':-1,'price':'9.00','timeInForce':'gtd'          | MALFORMED expireAt",
                "'expireAt':0,'price':'9.00','timeInForce':'gtd'           | TIME_IN_PAST",
                "'expireAt':9000000,'price':'9.00'                         | BAD_ORDER expireAt",
                "'expireAt':9000000,'price':'9.00','timeInForce':'day'     | BAD_ORDER expireAt",
                "'timeInForce':'gtd','price':'9.00'                        | BAD_ORDER expireAt",
                "'timeInForce':'GTC','price':'9.00'                        | MALFORMED timeInForce",
                "'timeInForce':1,'price':'9.00'                            | MALFORMED timeInForce",
                "'timeInForce':'auction','price':'9.00'                    | PHASE_REFUSES",
                "'ordType':'marketToLimit','price':'9.00'                  | BAD_ORDER price",
                "'ordType':'marketToLimit','postOnly':true                 | BAD_ORDER postOnly",
                "'ordType':'marketToLimit','stopPx':'11.00'                | BAD_ORDER stopPx",
                "'ordType':'peg','price':'9.00'                            | MALFORMED ordType",
                "'ordType':1,'price':'9.00'                                | MALFORMED ordType",
                "'postOnly':'yes','price':'9.00'                           | MALFORMED postOnly",
                "'postOnly':1,'price':'9.00'                               | MALFORMED postOnly",
                "'postOnly':true,'price':'9.00','timeInForce':'ioc'        | BAD_ORDER postOnly",
                "'postOnly':true,'ordType':'market'                        | BAD_ORDER postOnly",
                "'selfTrade':'cancelAll','price':'9.00'                    | MALFORMED selfTrade",
                "'selfTrade':true,'price':'9.00'                           | MALFORMED selfTrade");
        assertAll(IntStream.range(0, cases.size()).mapToObj(i -> () -> assertRefused("w" + i, cases.get(i))));
        assertBook("[]", "[]");
    }

    private void assertRefused(String id, String wrong) {
        String[] parts = wrong.split(" *\\| ");
        List<String> answer = door.say(buy("alice", id, 4, parts[0]));
        assertEquals(1, answer.size(), answer::toString);
        String told = answer.get(0);
        boolean isMalformed = parts[1].startsWith("MALFORMED");
        assertEquals(
                isMalformed ? parts[1] : id + " refused " + parts[1],
                OrderNews.inWords(answer).get(0) + badField(told),
                wrong);
        Refusal refusal = Refusal.valueOf(field(told, "name"));
        assertEquals(Integer.toString(refusal.code()), field(told, "code"));
        String message = field(told, "message");
        assertTrue(isMalformed ? message.startsWith("expected ") : message.equals(refusal.message()), told);
    }

    /** Which field of an order contradicts others. */
    private static String badField(String told) {
        return Refusal.BAD_ORDER.name().equals(field(told, "name")) ? " " + field(told, "bound") : "";
    }

    private void tells(String command, String... expected) {
        assertEquals(List.of(expected), news(door.say(command)));
    }

    private void brings(String command, String... expected) {
        assertEquals(List.of(expected), news(door.operate(quoted("{'type':" + command + "}"))));
    }

    /** A trade's id is different on each door. */
    private static List<String> news(List<String> messages) {
        return OrderNews.inWords(messages).stream()
                .map(told -> told.replaceFirst("^trade \\d+:", "trade"))
                .toList();
    }

    /** What an order for 3 is told that meets 2 of its own account, then 2 of another one. */
    private static String[] meeting(String mode, String own, String id) {
        String accepted = id + " accepted at 10.00";
        String none = "prevented " + mode + ", 0 lost by both";
        String ownCanceled = own + " canceled, 2 left, stp";
        String canceled = id + " canceled, 3 left, stp";
        return switch (mode) {
            case "cancelNewest" -> new String[] {accepted, none, canceled};
            case "cancelOldest" -> new String[] {accepted, none, ownCanceled, "trade 2 at 10.00"};
            case "cancelBoth" -> new String[] {accepted, none, ownCanceled, canceled};
            case "decrement" ->
                new String[] {
                    accepted, "prevented decrement, 2 lost by both", own + " canceled, 0 left, stp", "trade 1 at 10.00"
                };
            default -> new String[] {accepted, "trade 2 at 10.00", "trade 1 at 10.00"};
        };
    }

    private void assertBook(String bids, String asks) {
        String book = door.book();
        assertTrue(book.contains(quoted("'bids':" + bids + ",'asks':" + asks)), book);
    }

    private void assertOrder(
            String account, String clOrdId, String state, String leaves, String price, String expected) {
        String order = door.order(account, clOrdId);
        assertEquals(state, field(order, "state"), order);
        assertEquals(leaves, field(order, "leaves"), order);
        assertEquals(expected, field(order, price), order);
    }

    private static String buy(String account, String clOrdId, int qty, String more) {
        return order(account, clOrdId, "buy", qty, more);
    }

    private static String sell(String account, String clOrdId, int qty, String more) {
        return order(account, clOrdId, "sell", qty, more);
    }

    private static String order(String account, String clOrdId, String side, int qty, String more) {
        return quoted("{'type':'newOrder','account':'" + account + "','clOrdId':'" + clOrdId
                + "','instrument':'ACME','side':'" + side + "','qty':'" + qty + "'," + more + "}");
    }

    private static String inSafe(String order) {
        return order.replace("ACME", "SAFE");
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
