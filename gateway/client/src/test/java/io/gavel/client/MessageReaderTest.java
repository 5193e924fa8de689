package io.gavel.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gavel.wire.Durability;
import io.gavel.wire.EventType;
import io.gavel.wire.json.JsonException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageReaderTest {
    private static final BigDecimal TWO = new BigDecimal("2.00");

    private final MessageReader reader = new MessageReader();

    @Test
    void refAndRoomAreReadBesideTheMessage() {
        MessageReader.Received received =
                received("\"type\":\"joined\",\"ref\":\"5\",\"room\":\"auction:lamp\",\"seq\":3");
        assertEquals("5", received.ref());
        assertEquals("auction:lamp", received.room());
        assertEquals(new Joined(3, "auction:lamp"), received.message());
        assertNull(received("\"type\":\"left\"").ref());
    }

    @Test
    void eachSideOfATradeSeesItsOwn() {
        assertEquals(
                new Trade(
                        4, 9, "BTC-USD", "1024", TWO, BigDecimal.ONE, "sell", new Trade.Party("jane", "7", "12"), null),
                message(
                        "\"type\":\"trade\",\"seq\":4,\"idx\":0,\"at\":9,\"instrument\":\"BTC-USD\",\"tradeId\":\"1024\","
                                + "\"price\":\"2.00\",\"qty\":\"1\",\"aggressor\":\"sell\",\"buyAccount\":\"jane\","
                                + "\"buyClOrdId\":\"7\",\"buyOrderId\":\"12\""));
    }

    @Test
    void ordersAreReadWithOrWithoutAPrice() {
        assertEquals(
                new OrderAccepted(
                        4, 9, "jane", "7", "12", "BTC-USD", Side.SELL, BigDecimal.ONE, null, false, Durability.DISK),
                message(
                        "\"type\":\"orderAccepted\",\"seq\":4,\"at\":9,\"account\":\"jane\",\"clOrdId\":\"7\","
                                + "\"orderId\":\"12\",\"instrument\":\"BTC-USD\",\"side\":\"sell\",\"qty\":\"1\",\"level\":\"disk\""));
        assertEquals(
                new OrderCanceled(4, 9, "jane", "7", "12", "BTC-USD", BigDecimal.ONE, "ioc", null),
                message("\"type\":\"orderCanceled\",\"seq\":4,\"at\":9,\"account\":\"jane\",\"clOrdId\":\"7\","
                        + "\"orderId\":\"12\",\"instrument\":\"BTC-USD\",\"qty\":\"1\",\"reason\":\"ioc\""));
        assertEquals(
                new Order(
                        0,
                        9,
                        "jane",
                        "7",
                        "12",
                        "BTC-USD",
                        Side.SELL,
                        "open",
                        TWO,
                        null,
                        TWO,
                        BigDecimal.ONE,
                        BigDecimal.ONE),
                message("\"type\":\"order\",\"at\":9,\"account\":\"jane\",\"clOrdId\":\"7\",\"orderId\":\"12\","
                        + "\"instrument\":\"BTC-USD\",\"side\":\"sell\",\"state\":\"open\","
                        + "\"price\":\"2.00\",\"qty\":\"2.00\",\"leaves\":\"1\",\"filled\":\"1\""));
        assertEquals(
                new Order(0, 9, "jane", "8", "13", "BTC-USD", Side.BUY, "open", null, TWO, TWO, TWO, BigDecimal.ZERO),
                message("\"type\":\"order\",\"at\":9,\"account\":\"jane\",\"clOrdId\":\"8\",\"orderId\":\"13\","
                        + "\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"state\":\"open\","
                        + "\"stopPx\":\"2.00\",\"qty\":\"2.00\",\"leaves\":\"2.00\",\"filled\":\"0\""));
    }

    @Test
    void whatBecomesOfBidsAndSalesIsRead() {
        String head = "\"seq\":4,\"at\":9,\"auction\":\"lamp\",";
        String mine = head + "\"account\":\"jane\",\"clOrdId\":\"8\",";
        assertEquals(
                new BidRetracted(4, 9, "lamp", "jane", "8", TWO, 3, BigDecimal.ONE, true, Durability.DISK),
                message("\"type\":\"bidRetracted\"," + mine
                        + "\"price\":\"2.00\",\"bids\":3,\"released\":\"1\",\"duplicate\":true,\"level\":\"disk\""));
        assertEquals(
                new BidHeld(4, 9, "lamp", "jane", TWO),
                message("\"type\":\"bidHeld\"," + head + "\"account\":\"jane\",\"held\":\"2.00\""));
        assertEquals(
                new BidReleased(4, 9, "lamp", "jane", TWO, "lost"),
                message("\"type\":\"bidReleased\"," + head
                        + "\"account\":\"jane\",\"released\":\"2.00\",\"reason\":\"lost\""));
        assertEquals(
                new AuctionAwarded(4, 9, "lamp", "bidder-2", 3, TWO, null, null, null, null),
                message("\"type\":\"auctionAwarded\"," + head
                        + "\"account\":\"bidder-2\",\"qty\":\"3\",\"price\":\"2.00\""));
        assertEquals(
                new AuctionRebuilt(4, 9, "lamp", 2), message("\"type\":\"auctionRebuilt\"," + head + "\"bids\":2"));
        assertEquals(
                new SecondChanceOffered(4, 9, "lamp", "jane", "8", TWO, BigDecimal.ONE, 77, false, null),
                message("\"type\":\"secondChanceOffered\"," + mine
                        + "\"price\":\"2.00\",\"premium\":\"1\",\"expiresAt\":77"));
        assertEquals(
                new SecondChanceEnded(4, 9, "lamp", "jane", "8", "declined", false, null),
                message("\"type\":\"secondChanceEnded\"," + mine + "\"outcome\":\"declined\""));
        assertEquals(
                new SaleCanceled(4, 9, "lamp", "bidder-1", "8", TWO, null, BigDecimal.ONE, "notPaid", false, null),
                message("\"type\":\"saleCanceled\"," + head + "\"winner\":\"bidder-1\",\"clOrdId\":\"8\","
                        + "\"hammer\":\"2.00\",\"commission\":\"1\",\"reason\":\"notPaid\""));
    }

    @Test
    void roundsOfAReverseAuctionAreRead() {
        String head = "\"seq\":4,\"at\":9,\"auction\":\"lamp\",";
        assertEquals(
                new RoundBid(4, 9, "lamp", "bidder-2", TWO),
                message("\"type\":\"roundBid\"," + head + "\"account\":\"bidder-2\",\"price\":\"2.00\""));
        assertEquals(
                new RoundEnded(4, 9, "lamp", 3, "bidder-1", "bidder-2", TWO, 60),
                message("\"type\":\"roundEnded\"," + head + "\"round\":3,\"turn\":\"bidder-1\","
                        + "\"leader\":\"bidder-2\",\"price\":\"2.00\",\"endsAt\":60"));
        assertEquals(
                new RoundEnded(4, 9, "lamp", 0, null, "bidder-2", TWO, Event.NO_TIME),
                message("\"type\":\"roundEnded\"," + head + "\"leader\":\"bidder-2\",\"price\":\"2.00\""));
    }

    @Test
    void sessionsAreReadWithTheirLots() {
        String head = "\"seq\":4,\"at\":9,\"session\":\"evening\",";
        assertEquals(
                new SessionState(4, 9, "evening", "open", 5, Event.NO_TIME),
                message("\"type\":\"sessionState\"," + head + "\"state\":\"open\",\"opensAt\":5"));
        assertEquals(
                new SessionExtended(4, 9, "evening", "lamp", 30),
                message("\"type\":\"sessionExtended\"," + head + "\"auction\":\"lamp\",\"shiftUs\":30"));
        assertEquals(
                new SessionExtended(4, 9, "evening", null, 30),
                message("\"type\":\"sessionExtended\"," + head + "\"shiftUs\":30"));
        assertEquals(
                new AuctionSession(
                        4,
                        9,
                        "evening",
                        "preview",
                        3,
                        5,
                        60,
                        30,
                        List.of(
                                new AuctionSession.Lot(1, "lamp", "light", "open", 90),
                                new AuctionSession.Lot(7, "vase", null, "scheduled", Event.NO_TIME))),
                message("\"type\":\"session\"," + head + "\"state\":\"preview\",\"previewAt\":3,\"opensAt\":5,"
                        + "\"closesAt\":60,\"shiftUs\":30,"
                        + "\"lots\":[[1,\"lamp\",\"light\",\"open\",90],[7,\"vase\",null,\"scheduled\",null]]"));
        assertEquals(
                new AuctionSession(
                        4, 9, "evening", "scheduled", Event.NO_TIME, Event.NO_TIME, Event.NO_TIME, 0, List.of()),
                message("\"type\":\"session\"," + head + "\"state\":\"scheduled\",\"lots\":[]"));
    }

    @Test
    void whatACommandSetIsReadWithWhatItNames() {
        assertEquals(
                new Applied(4, 9, "setBidder", "jane", null, "lamp", null, "john", null, Durability.DISK),
                message("\"type\":\"applied\",\"seq\":4,\"at\":9,\"command\":\"setBidder\",\"account\":\"jane\","
                        + "\"auction\":\"lamp\",\"bidder\":\"john\",\"level\":\"disk\""));
        assertEquals(
                new Applied(4, 9, "scheduleSession", null, null, null, "night", null, null, null),
                message("\"type\":\"applied\",\"seq\":4,\"at\":9,\"command\":\"scheduleSession\","
                        + "\"session\":\"night\""));
        assertEquals(
                new Applied(4, 9, "setBidLimits", "john", null, null, null, null, "USD", null),
                message("\"type\":\"applied\",\"seq\":4,\"at\":9,\"command\":\"setBidLimits\",\"account\":\"john\","
                        + "\"asset\":\"USD\""));
        assertEquals(
                new Applied(4, 9, "setPriceBand", null, "BTC-USD", null, null, null, null, null),
                message("\"type\":\"applied\",\"seq\":4,\"at\":9,\"command\":\"setPriceBand\","
                        + "\"instrument\":\"BTC-USD\""));
    }

    @Test
    void whatHappensToOrdersAndCallsIsRead() {
        String head = "\"seq\":4,\"at\":9,\"account\":\"jane\",\"clOrdId\":\"8\",";
        assertEquals(
                new OrderReplaced(4, 9, "jane", "8", "7", "12", "X", TWO, TWO, BigDecimal.ONE, false, null),
                message("\"type\":\"orderReplaced\"," + head + "\"origClOrdId\":\"7\",\"orderId\":\"12\","
                        + "\"instrument\":\"X\",\"price\":\"2.00\",\"qty\":\"2.00\",\"leaves\":\"1\""));
        assertEquals(
                new OrderTriggered(4, 9, "jane", "8", "12", "X", null, TWO),
                message("\"type\":\"orderTriggered\"," + head
                        + "\"orderId\":\"12\",\"instrument\":\"X\",\"qty\":\"2.00\""));
        assertEquals(
                new MassCanceled(4, 9, "jane", "X", Side.BUY, 3, "mass", Durability.DISK),
                message("\"type\":\"massCanceled\"," + head + "\"instrument\":\"X\",\"side\":\"buy\",\"count\":3,"
                        + "\"reason\":\"mass\",\"level\":\"disk\""));
        assertEquals(
                new Prevented(4, 9, "jane", "X", TWO, BigDecimal.ONE, "decrement", "8", "12", "9", "13"),
                message("\"type\":\"prevented\",\"seq\":4,\"at\":9,\"account\":\"jane\",\"instrument\":\"X\","
                        + "\"price\":\"2.00\",\"qty\":\"1\",\"mode\":\"decrement\",\"makerClOrdId\":\"8\","
                        + "\"makerOrderId\":\"12\",\"takerClOrdId\":\"9\",\"takerOrderId\":\"13\""));
        assertEquals(
                new AccountBlocked(4, 9, "jane", true, Durability.DISK),
                message("\"type\":\"accountBlocked\",\"seq\":4,\"at\":9,\"account\":\"jane\",\"blocked\":true,"
                        + "\"level\":\"disk\""));
        assertEquals(
                new RuleSetChanged(4, 9, 2), message("\"type\":\"ruleSetChanged\",\"seq\":4,\"at\":9,\"ruleSet\":2"));
        assertEquals(
                new CancelAllAfterSet(4, 9, "jane", Event.NO_TIME, null),
                message("\"type\":\"cancelAllAfterSet\",\"seq\":4,\"at\":9,\"account\":\"jane\""));
        assertEquals(
                new PhaseChanged(4, 9, "X", "call", null),
                message("\"type\":\"phaseChanged\",\"seq\":4,\"at\":9,\"instrument\":\"X\",\"phase\":\"call\""));
        String print = "\"seq\":4,\"at\":9,\"instrument\":\"X\",\"price\":\"2.00\",\"qty\":\"1\",\"surplus\":\"1\","
                + "\"surplusSide\":\"sell\"";
        assertEquals(
                new Indicative(4, 9, "X", TWO, BigDecimal.ONE, BigDecimal.ONE, Side.SELL),
                message("\"type\":\"indicative\"," + print));
        assertEquals(
                new Uncrossed(4, 9, "X", TWO, BigDecimal.ONE, BigDecimal.ONE, Side.SELL, null),
                message("\"type\":\"uncrossed\"," + print));
    }

    @Test
    void anAuctionWithoutABidHasNoPriceAndMayHaveNoEnd() {
        assertEquals(
                new AuctionOpened(2, 9, "lamp", Event.NO_TIME, TWO),
                message("\"type\":\"auctionOpened\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"minNext\":\"2.00\""));
        assertEquals(
                new Auction(
                        2,
                        9,
                        "lamp",
                        "scheduled",
                        null,
                        null,
                        TWO,
                        Event.NO_TIME,
                        0,
                        false,
                        7,
                        0,
                        Event.NO_TIME,
                        0,
                        null),
                message("\"type\":\"auction\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"state\":\"scheduled\","
                        + "\"minNext\":\"2.00\",\"endsAt\":null,\"bids\":0,\"reserveMet\":false,\"opensAt\":7"));
        assertEquals(
                new AuctionClosed(2, 9, "lamp", "unsold", null, null, null, 0, List.of(), false, null),
                message("\"type\":\"auctionClosed\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"outcome\":\"unsold\""));
    }

    @Test
    void anAuctionIsReadWhole() {
        assertEquals(
                new AuctionState(2, 9, "lamp", TWO, "bidder-1", new BigDecimal("3.00"), 60, 4, true, 0, Event.NO_TIME),
                message("\"type\":\"auctionState\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"price\":\"2.00\","
                        + "\"leader\":\"bidder-1\",\"minNext\":\"3.00\",\"endsAt\":60,\"bids\":4,\"reserveMet\":true"));
        assertEquals(
                new AuctionClosed(2, 9, "lamp", "sold", TWO, "jane", null, 0, List.of(), false, null),
                message("\"type\":\"auctionClosed\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"outcome\":\"sold\","
                        + "\"price\":\"2.00\",\"winner\":\"jane\""));
        assertEquals(
                new Bought(2, 9, "lamp", "jane", "1", TWO, false, Durability.PROCESS),
                message("\"type\":\"bought\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"account\":\"jane\","
                        + "\"clOrdId\":\"1\",\"price\":\"2.00\",\"level\":\"process\""));
    }

    @Test
    void aClockIsReadWithWhenItFallsAgain() {
        assertEquals(
                new AuctionState(2, 9, "tulips", TWO, null, TWO, Event.NO_TIME, 1, false, 3, 70),
                message("\"type\":\"auctionState\",\"seq\":2,\"at\":9,\"auction\":\"tulips\",\"price\":\"2.00\","
                        + "\"minNext\":\"2.00\",\"bids\":1,\"remaining\":\"3\",\"nextAt\":70"));
        assertEquals(
                new Auction(2, 9, "tulips", "open", TWO, null, TWO, 90, 1, true, Event.NO_TIME, 3, 70, 0, null),
                message("\"type\":\"auction\",\"seq\":2,\"at\":9,\"auction\":\"tulips\",\"state\":\"open\","
                        + "\"price\":\"2.00\",\"minNext\":\"2.00\",\"endsAt\":90,\"bids\":1,\"reserveMet\":true,"
                        + "\"remaining\":\"3\",\"nextAt\":70"));
    }

    @Test
    void aReverseAuctionIsReadWithItsRoundAndTurn() {
        assertEquals(
                new Auction(
                        2,
                        9,
                        "road",
                        "open",
                        TWO,
                        "bidder-1",
                        TWO,
                        90,
                        4,
                        true,
                        Event.NO_TIME,
                        0,
                        Event.NO_TIME,
                        2,
                        "jane"),
                message("\"type\":\"auction\",\"seq\":2,\"at\":9,\"auction\":\"road\",\"state\":\"open\","
                        + "\"price\":\"2.00\",\"leader\":\"bidder-1\",\"minNext\":\"2.00\",\"endsAt\":90,"
                        + "\"bids\":4,\"reserveMet\":true,\"round\":2,\"turn\":\"jane\""));
    }

    @Test
    void anEndIsReadWithItsReasonAndItsAwards() {
        assertEquals(
                new AuctionClosed(2, 9, "lamp", "canceled", null, null, "damaged", 0, List.of(), true, Durability.DISK),
                message("\"type\":\"auctionClosed\",\"seq\":2,\"at\":9,\"auction\":\"lamp\",\"outcome\":\"canceled\","
                        + "\"reason\":\"damaged\",\"duplicate\":true,\"level\":\"disk\""));
        assertEquals(
                new AuctionClosed(
                        2,
                        9,
                        "bonds",
                        "sold",
                        TWO,
                        null,
                        null,
                        3,
                        List.of(
                                new AuctionClosed.Award("jane", 6, TWO),
                                new AuctionClosed.Award("bidder-2", 4, BigDecimal.ONE),
                                new AuctionClosed.Award(null, 1, BigDecimal.ONE)),
                        false,
                        null),
                message("\"type\":\"auctionClosed\",\"seq\":2,\"at\":9,\"auction\":\"bonds\",\"outcome\":\"sold\","
                        + "\"price\":\"2.00\",\"awarded\":3,\"awards\":[[\"jane\",\"6\",\"2.00\"],"
                        + "[\"bidder-2\",\"4\",\"1\"],[null,\"1\",\"1\"]]"));
    }

    @Test
    void aBookIsReadLevelByLevel() {
        assertEquals(
                new Book(
                        2,
                        9,
                        "BTC-USD",
                        List.of(
                                new Book.Level(TWO, BigDecimal.ONE, 1),
                                new Book.Level(BigDecimal.ONE, BigDecimal.TEN, 3)),
                        List.of()),
                message("\"type\":\"book\",\"seq\":2,\"at\":9,\"instrument\":\"BTC-USD\","
                        + "\"bids\":[[\"2.00\",\"1\",1],[\"1\",\"10\",3]],\"asks\":[]"));
    }

    @Test
    void aRefusalsBoundMayBeANumberOrAText() {
        assertEquals(
                new Refused(0, null, null, 1102, "TOO_LARGE", "the message is too large", "16384", null, false, null),
                message("\"type\":\"error\",\"code\":1102,\"name\":\"TOO_LARGE\","
                        + "\"message\":\"the message is too large\",\"bound\":16384"));
        assertEquals(
                new Refused(5, "jane", "1", 2104, "BID_TOO_LOW", "low", "2.00", TWO, true, Durability.MEMORY),
                message("\"type\":\"bidRejected\",\"seq\":5,\"account\":\"jane\",\"clOrdId\":\"1\",\"code\":2104,"
                        + "\"name\":\"BID_TOO_LOW\",\"message\":\"low\",\"bound\":\"2.00\",\"minNext\":\"2.00\","
                        + "\"duplicate\":true,\"level\":\"memory\""));
    }

    @Test
    void everyEventOfTheProtocolHasARecordOfItsOwn() {
        for (EventType type : EventType.values()) {
            // Told under the name of the answer that it repeats.
            if (type != EventType.DUPLICATE_ANSWERED) {
                Message read = message("\"type\":\"" + type.jsonName() + "\",\"seq\":2,\"at\":9");
                assertFalse(read instanceof Other, type::toString);
            }
        }
    }

    @Test
    void whatIsNotKnownYetIsHandedOnAsItIs() {
        String text = "{\"type\":\"weather\",\"seq\":2}";
        assertEquals(
                new Other(2, "weather", text, null),
                reader.read(text.getBytes(StandardCharsets.UTF_8)).message());
        assertEquals(
                new Created(2, 9, "asset", "USD", null),
                message(
                        "\"type\":\"created\",\"seq\":2,\"at\":9,\"kind\":\"asset\",\"id\":\"USD\",\"level\":\"a later release's\""));
        assertEquals(new TimeReached(2, 9), message("\"type\":\"time\",\"seq\":2,\"at\":9"));
    }

    @Test
    void whatIsNoMessageThrows() {
        assertThrows(JsonException.class, () -> reader.read("hello".getBytes(StandardCharsets.UTF_8)));
    }

    private Message message(String members) {
        return received(members).message();
    }

    private MessageReader.Received received(String members) {
        return reader.read(("{" + members + "}").getBytes(StandardCharsets.UTF_8));
    }
}
