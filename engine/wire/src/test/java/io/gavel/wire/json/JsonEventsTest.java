package io.gavel.wire.json;

import static io.gavel.wire.json.KnownWorld.ALICE;
import static io.gavel.wire.json.KnownWorld.BOB;
import static io.gavel.wire.json.KnownWorld.BTC_USD;
import static io.gavel.wire.json.KnownWorld.LAMP;
import static io.gavel.wire.json.KnownWorld.SUE;
import static io.gavel.wire.json.KnownWorld.USD;
import static io.gavel.wire.json.KnownWorld.VASE;
import static io.gavel.wire.json.RecordedTransaction.ABSENT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.RefusedEncoder;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.Side;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each event of the journal in the forms of the neutral door: full, public, own. */
final class JsonEventsTest {
    private static final long AT_NS = 5_000_999;
    private static final String HEAD = "\",\"seq\":9,\"idx\":0,\"at\":5000,";
    private static final String ORDER =
            "{\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"o1\",\"instrument\":\"BTC-USD\",\"side\":\"sell\","
                    + "\"qty\":\"1.5\",\"price\":\"100.20\"}";
    private static final String BID =
            "{\"type\":\"placeBid\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"auction\":\"lamp\",\"amount\":\"70.00\"}";
    private static final String DEPOSIT =
            "{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"5.00\",\"clOrdId\":\"d1\"}";

    private final Directory directory = KnownWorld.directory();
    private final Aliases aliases = new Aliases();
    private final JsonEvents events = new JsonEvents(directory, aliases);
    private final JsonWriter out = new JsonWriter();

    @Test
    void orderAccepted() {
        assertFull(
                "orderAccepted",
                "\"account\":\"alice\",\"clOrdId\":\"o1\",\"orderId\":\"8\",\"instrument\":\"BTC-USD\",\"side\":\"sell\","
                        + "\"qty\":\"1.5\",\"price\":\"100.20\"",
                of(ORDER).orderAccepted(8));
        assertOwnersAndPublic(of(ORDER).orderAccepted(8), false, ALICE);
    }

    @Test
    void rejectionsTakeTheNameOfTheirCommand() {
        String cancel =
                "{\"type\":\"cancelOrder\",\"account\":\"alice\",\"clOrdId\":\"o9\",\"instrument\":\"BTC-USD\"}";
        assertFull(
                "orderRejected",
                refusal("alice", "o1", "2004", "PRICE_OFF_TICK", "the price is no multiple of the tick", "\"0.10\""),
                of(ORDER).refused(Refusal.PRICE_OFF_TICK, 1));
        assertFull(
                "orderRejected",
                refusal("alice", "o1", "2008", "QTY_ABOVE_MAXIMUM", "the quantity is above the maximum", "\"1.2\""),
                of(ORDER).refused(Refusal.QTY_ABOVE_MAXIMUM, 12));
        assertFull(
                "cancelRejected",
                refusal("alice", "o9", "2002", "UNKNOWN_ORDER", "unknown order", null),
                of(cancel).refused(Refusal.UNKNOWN_ORDER, ABSENT));
        assertFull(
                "bidRejected",
                refusal("bob", "b1", "2102", "AUCTION_NOT_OPEN", "the auction is not open yet", "7"),
                of(BID).refused(Refusal.AUCTION_NOT_OPEN, 7_999));
        assertFull(
                "rejected",
                refusal("alice", "d1", "2205", "AMOUNT_RANGE", "the amount is out of range", null),
                of(DEPOSIT).refused(Refusal.AMOUNT_RANGE, ABSENT));
    }

    @Test
    void aBoundOfMoneyHasTheDecimalsOfTheMoneyConcerned() {
        assertFull(
                "orderRejected",
                refusal("alice", "o1", "2203", "INSUFFICIENT_FUNDS", "not enough is available", "\"0.00000012\""),
                of(ORDER).refused(Refusal.INSUFFICIENT_FUNDS, 12));
        assertFull(
                "orderRejected",
                refusal("alice", "o1", "2203", "INSUFFICIENT_FUNDS", "not enough is available", "\"0.12\""),
                of(ORDER.replace("sell", "buy")).refused(Refusal.INSUFFICIENT_FUNDS, 12));
        assertFull(
                "orderRejected",
                refusal(
                        "alice",
                        "o1",
                        "2009",
                        "NOTIONAL_ABOVE_MAXIMUM",
                        "price times quantity is above the maximum",
                        "\"0.12\""),
                of(ORDER).refused(Refusal.NOTIONAL_ABOVE_MAXIMUM, 12));
        assertFull(
                "rejected",
                refusal("alice", "d1", "2203", "INSUFFICIENT_FUNDS", "not enough is available", "\"0.12\""),
                of(DEPOSIT).refused(Refusal.INSUFFICIENT_FUNDS, 12));
        assertFull(
                "bidRejected",
                refusal("bob", "b1", "2203", "INSUFFICIENT_FUNDS", "not enough is available", "\"-0.12\""),
                of(BID).refused(Refusal.INSUFFICIENT_FUNDS, -12));
    }

    @Test
    @DisplayName("ENG-4: a too low bid is told the minimum")
    void aTooLowBidCarriesMinNext() {
        assertFull(
                "bidRejected",
                refusal("bob", "b1", "2104", "BID_TOO_LOW", "the bid is below the minimum", "\"71.00\"")
                        + ",\"minNext\":\"71.00\"",
                of(BID).refused(Refusal.BID_TOO_LOW, 7100));
    }

    @Test
    void aRefusedCreationNamesWhatWasToBeCreated() {
        assertFull(
                "rejected",
                "\"code\":2301,\"name\":\"DUPLICATE_NAME\",\"message\":\"the name is taken\",\"kind\":\"auction\",\"id\":\"lamp\"",
                of("{\"type\":\"createAuction\",\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\",\"increments\":{\"percent\":\"1\"}}")
                        .refused(Refusal.DUPLICATE_NAME, ABSENT));
    }

    @Test
    void anUnknownAccountIsRefusedByTheNameThatWasSent() {
        RecordedTransaction recorded = of(DEPOSIT.replace("alice", "nobody")).refused(Refusal.UNKNOWN_ACCOUNT, ABSENT);
        String rest = "\"code\":2201,\"name\":\"UNKNOWN_ACCOUNT\",\"message\":\"unknown account\"";
        assertFull("rejected", "\"clOrdId\":\"d1\"," + rest, recorded);
        events.sentAccount("nobody");
        assertFull("rejected", "\"account\":\"nobody\",\"clOrdId\":\"d1\"," + rest, recorded);
    }

    @Test
    @DisplayName("a trade is public without accounts, each side sees its own")
    void trade() {
        RecordedTransaction recorded = of(ORDER).traded(BTC_USD, BOB, "m1", 1002, 15, Side.SELL);
        String start = "\"instrument\":\"BTC-USD\",\"tradeId\":\"2304\",\"price\":\"100.20\",\"qty\":\"1.5\",";
        String buyer = "\"buyAccount\":\"bob\",\"buyClOrdId\":\"m1\",\"buyOrderId\":\"7\",";
        String seller = "\"sellAccount\":\"alice\",\"sellClOrdId\":\"o1\",\"sellOrderId\":\"8\",";
        String end = "\"aggressor\":\"sell\"";
        assertFull("trade", start + buyer + seller + end, recorded);
        assertPublic("trade", start + end, recorded);
        assertOwn("trade", start + buyer + end, recorded, BOB);
        assertOwn("trade", start + seller + end, recorded, ALICE);
        assertOwnersAndPublic(recorded, true, ALICE, BOB);
        assertFull(
                "trade",
                start
                        + "\"buyAccount\":\"alice\",\"buyClOrdId\":\"o1\",\"buyOrderId\":\"8\",\"sellAccount\":\"bob\","
                        + "\"sellClOrdId\":\"m1\",\"sellOrderId\":\"7\",\"aggressor\":\"buy\"",
                of(ORDER.replace("sell", "buy")).traded(BTC_USD, BOB, "m1", 1002, 15, Side.BUY));
    }

    @Test
    void aTradeWithOneselfConcernsOneAccount() {
        assertOwnersAndPublic(of(ORDER).traded(BTC_USD, ALICE, "m1", 1002, 15, Side.SELL), true, ALICE);
    }

    @Test
    void orderCanceled() {
        RecordedTransaction own = of(ORDER).orderCanceled(BTC_USD, 0, "", 4, CancelReason.IOC);
        assertFull(
                "orderCanceled",
                "\"account\":\"alice\",\"clOrdId\":\"o1\",\"orderId\":\"8\",\"instrument\":\"BTC-USD\",\"qty\":\"0.4\",\"reason\":\"ioc\"",
                own);
        RecordedTransaction other = of(ORDER).orderCanceled(BTC_USD, BOB, "m1", 4, CancelReason.USER);
        assertFull(
                "orderCanceled",
                "\"account\":\"bob\",\"clOrdId\":\"m1\",\"orderId\":\"8\",\"instrument\":\"BTC-USD\",\"qty\":\"0.4\",\"reason\":\"user\"",
                other);
        assertOwnersAndPublic(own, false, ALICE);
        assertOwnersAndPublic(other, false, BOB);
    }

    @Test
    @DisplayName("ENG-12: a bidder sees the public price and its own alias, never a maximum")
    void bidAccepted() {
        RecordedTransaction recorded = bid(ALICE);
        aliases.onTransaction(of(BID.replace("bob", "alice")).bidAccepted().done());
        aliases.onTransaction(recorded.done());
        String start = "\"auction\":\"lamp\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"price\":\"60.00\",";
        String end = ",\"minNext\":\"61.00\",\"endsAt\":60";
        assertFull("bidAccepted", start + "\"leader\":\"alice\"" + end, recorded);
        assertOwn("bidAccepted", start + "\"leader\":\"bidder-1\"" + end + ",\"alias\":\"bidder-2\"", recorded, BOB);
        RecordedTransaction leads = bid(BOB);
        assertOwn("bidAccepted", start + "\"leader\":\"bob\"" + end + ",\"alias\":\"bidder-2\"", leads, BOB);
        assertOwnersAndPublic(recorded, false, BOB);
    }

    @Test
    @DisplayName("RES-2: a reserve shows only as met or not met")
    void auctionState() {
        RecordedTransaction lamp =
                RecordedTransaction.timeReached(9, AT_NS).auctionState(LAMP, BOB, 6000, 6100, 60_000, 2, false);
        aliases.onTransaction(of(BID).bidAccepted().done());
        assertFull(
                "auctionState",
                "\"auction\":\"lamp\",\"price\":\"60.00\",\"leader\":\"bob\",\"minNext\":\"61.00\",\"endsAt\":60,\"bids\":2,\"reserveMet\":false",
                lamp);
        assertPublic(
                "auctionState",
                "\"auction\":\"lamp\",\"price\":\"60.00\",\"leader\":\"bidder-1\",\"minNext\":\"61.00\",\"endsAt\":60,\"bids\":2,\"reserveMet\":false",
                lamp);
        assertFull(
                "auctionState",
                "\"auction\":\"vase\",\"minNext\":\"2.00\",\"bids\":0,\"reserveMet\":true",
                RecordedTransaction.timeReached(9, AT_NS).auctionState(VASE, 0, ABSENT, 200, ABSENT, 0, true));
        assertOwnersAndPublic(lamp, true);
    }

    @Test
    void outbid() {
        RecordedTransaction recorded = of(BID).outbid(LAMP, ALICE, 7000);
        assertFull("outbid", "\"auction\":\"lamp\",\"account\":\"alice\",\"price\":\"70.00\"", recorded);
        assertOwnersAndPublic(recorded, false, ALICE);
    }

    @Test
    void bought() {
        RecordedTransaction recorded =
                of("{\"type\":\"buyNow\",\"account\":\"bob\",\"clOrdId\":\"b2\",\"auction\":\"vase\"}")
                        .bought(900);
        assertFull(
                "bought", "\"auction\":\"vase\",\"account\":\"bob\",\"clOrdId\":\"b2\",\"price\":\"9.00\"", recorded);
        assertOwnersAndPublic(recorded, false, BOB);
    }

    @Test
    void balance() {
        RecordedTransaction recorded = of(DEPOSIT).balanceChanged(USD, 500, 120);
        assertFull(
                "balance",
                "\"account\":\"alice\",\"asset\":\"USD\",\"total\":\"5.00\",\"held\":\"1.20\",\"available\":\"3.80\"",
                recorded);
        assertOwnersAndPublic(recorded, false, ALICE);
    }

    @Test
    void created() {
        RecordedTransaction recorded = of("{\"type\":\"createAsset\",\"asset\":\"EUR\",\"decimals\":2}")
                .created(EntityKind.ASSET, 3);
        assertFull("created", "\"kind\":\"asset\",\"id\":\"EUR\"", recorded);
        assertOwnersAndPublic(recorded, false);
    }

    @Test
    void ruleSetChanged() {
        RecordedTransaction recorded = RecordedTransaction.upgrade(9, AT_NS, 2).ruleSetChanged(2);
        assertFull("ruleSetChanged", "\"ruleSet\":2", recorded);
        assertOwnersAndPublic(recorded, false);
    }

    @Test
    void auctionOpenedAndExtended() {
        assertFull(
                "auctionOpened",
                "\"auction\":\"lamp\",\"endsAt\":60,\"minNext\":\"1.00\"",
                RecordedTransaction.timeReached(9, AT_NS).auctionOpened(LAMP, 100, 60_000));
        assertFull(
                "auctionOpened",
                "\"auction\":\"vase\",\"minNext\":\"2.00\"",
                RecordedTransaction.timeReached(9, AT_NS).auctionOpened(VASE, 200, ABSENT));
        assertPublic("auctionExtended", "\"auction\":\"lamp\",\"endsAt\":61", of(BID).auctionExtended(LAMP, 61_500));
    }

    @Test
    @DisplayName("a close is public with the winner as alias, the winner sees the own name")
    void auctionClosed() {
        RecordedTransaction sold =
                RecordedTransaction.timeReached(9, AT_NS).auctionClosed(LAMP, AuctionOutcome.SOLD, BOB, 6000);
        aliases.onTransaction(of(BID).bidAccepted().done());
        String start = "\"auction\":\"lamp\",\"outcome\":\"sold\",\"price\":\"60.00\",\"winner\":";
        assertFull("auctionClosed", start + "\"bob\"", sold);
        assertPublic("auctionClosed", start + "\"bidder-1\"", sold);
        assertOwn("auctionClosed", start + "\"bob\"", sold, BOB);
        assertOwn("auctionClosed", start + "\"bidder-1\"", sold, SUE);
        assertOwnersAndPublic(sold, true, BOB);
        RecordedTransaction unsold =
                RecordedTransaction.timeReached(9, AT_NS).auctionClosed(VASE, AuctionOutcome.UNSOLD, 0, ABSENT);
        assertFull("auctionClosed", "\"auction\":\"vase\",\"outcome\":\"unsold\"", unsold);
        assertOwnersAndPublic(unsold, true);
    }

    @Test
    void aRepeatedCommandGetsTheOriginalsAnswer() {
        String flag = ",\"duplicate\":true,\"originalSeq\":3";
        assertFull(
                "orderAccepted",
                "\"account\":\"alice\",\"clOrdId\":\"o1\",\"orderId\":\"8\",\"instrument\":\"BTC-USD\",\"side\":\"sell\","
                        + "\"qty\":\"1.5\",\"price\":\"100.20\"" + flag,
                of(ORDER).duplicate(3, OrderAcceptedEncoder.TEMPLATE_ID, 0, 8, 0, 0, 0));
        assertFull(
                "bidAccepted",
                "\"auction\":\"lamp\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"price\":\"60.00\",\"leader\":\"alice\","
                        + "\"minNext\":\"61.00\",\"endsAt\":60" + flag,
                of(BID).duplicate(3, BidAcceptedEncoder.TEMPLATE_ID, 0, 6000, 6100, 60_000, ALICE));
        assertFull(
                "bidRejected",
                refusal("bob", "b1", "2104", "BID_TOO_LOW", "the bid is below the minimum", "\"71.00\"")
                        + ",\"minNext\":\"71.00\"" + flag,
                of(BID).duplicate(3, RefusedEncoder.TEMPLATE_ID, 2104, 7100, 0, 0, 0));
        assertFull(
                "bought",
                "\"auction\":\"lamp\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"price\":\"60.00\"" + flag,
                of(BID).duplicate(3, BoughtEncoder.TEMPLATE_ID, 0, 6000, 0, 0, 0));
        assertFull(
                "balance",
                "\"account\":\"alice\",\"asset\":\"USD\",\"total\":\"5.00\",\"held\":\"1.20\",\"available\":\"3.80\""
                        + flag,
                of(DEPOSIT).duplicate(3, BalanceChangedEncoder.TEMPLATE_ID, 0, 500, 120, 0, 0));
        assertFull(
                "auctionClosed",
                "\"auction\":\"vase\",\"outcome\":\"canceled\"" + flag,
                of("{\"type\":\"cancelAuction\",\"account\":\"sue\",\"clOrdId\":\"c1\",\"auction\":\"vase\"}")
                        .duplicate(3, AuctionClosedEncoder.TEMPLATE_ID, 0, 0, 0, 0, 0));
    }

    @Test
    void theEventsOfAContinuationBelongToTheFirstCommand() {
        Transaction first = RecordedTransaction.of(8, AT_NS, directory, ORDER)
                .orderAccepted(8)
                .continues()
                .done();
        events.writeAll(first, out);
        // The first one's bytes may be gone by then.
        first.buffer().byteArray()[0] = 0;
        Arrays.fill(first.buffer().byteArray(), (byte) 0x55);
        assertFull(
                "trade",
                "\"instrument\":\"BTC-USD\",\"tradeId\":\"2304\",\"price\":\"100.20\",\"qty\":\"1.5\",\"buyAccount\":\"bob\",\"buyClOrdId\":\"m1\","
                        + "\"buyOrderId\":\"7\",\"sellAccount\":\"alice\",\"sellClOrdId\":\"o1\",\"sellOrderId\":\"8\",\"aggressor\":\"sell\"",
                RecordedTransaction.continuation(9, AT_NS, 8, ALICE).traded(BTC_USD, BOB, "m1", 1002, 15, Side.SELL));
    }

    @Test
    void aTransactionWithoutEventsPrintsNothing() {
        events.writeAll(RecordedTransaction.timeReached(9, AT_NS).done(), out);
        assertEquals("", out.toString());
    }

    @Test
    void allEventsOfATransactionAreALineEachAndCounted() {
        events.writeAll(bid(ALICE).done(), out);
        String[] lines = out.toString().split("\n");
        assertEquals(2, lines.length);
        assertTrue(lines[0].startsWith("{\"type\":\"bidAccepted\",\"seq\":9,\"idx\":0,"), lines[0]);
        assertTrue(lines[1].startsWith("{\"type\":\"auctionState\",\"seq\":9,\"idx\":1,"), lines[1]);
    }

    @Test
    void anEventSaysWhichAuctionOrInstrumentItIsAbout() {
        Transaction bid = bid(ALICE).done();
        events.begin(bid);
        bid.nextEvent();
        assertEquals(LAMP, events.auctionId(bid));
        assertEquals(0, events.instrumentId(bid));
        Transaction trade =
                of(ORDER).traded(BTC_USD, BOB, "m1", 1002, 15, Side.SELL).done();
        events.begin(trade);
        trade.nextEvent();
        assertEquals(0, events.auctionId(trade));
        assertEquals(BTC_USD, events.instrumentId(trade));
    }

    private RecordedTransaction bid(int leader) {
        return of(BID).bidAccepted().auctionState(LAMP, leader, 6000, 6100, 60_000, 2, true);
    }

    private RecordedTransaction of(String json) {
        return RecordedTransaction.of(9, AT_NS, directory, json);
    }

    private static String refusal(
            String account, String clOrdId, String code, String name, String message, String bound) {
        return "\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId + "\",\"code\":" + code + ",\"name\":\""
                + name + "\",\"message\":\"" + message + "\"" + (bound == null ? "" : ",\"bound\":" + bound);
    }

    private Transaction first(RecordedTransaction recorded) {
        Transaction transaction = recorded.done();
        events.begin(transaction);
        transaction.nextEvent();
        out.clear();
        return transaction;
    }

    private void assertFull(String type, String fields, RecordedTransaction recorded) {
        events.writeFull(first(recorded), out);
        assertEquals("{\"type\":\"" + type + HEAD + fields + "}", out.toString());
    }

    private void assertPublic(String type, String fields, RecordedTransaction recorded) {
        assertTrue(events.writePublic(first(recorded), out));
        assertEquals("{\"type\":\"" + type + HEAD + fields + "}", out.toString());
    }

    private void assertOwn(String type, String fields, RecordedTransaction recorded, int account) {
        events.writeOwn(first(recorded), account, out);
        assertEquals("{\"type\":\"" + type + HEAD + fields + "}", out.toString());
    }

    private void assertOwnersAndPublic(RecordedTransaction recorded, boolean isPublic, int... owners) {
        Transaction transaction = first(recorded);
        int[] found = new int[JsonEvents.MOST_OWNERS];
        assertArrayEquals(owners, Arrays.copyOf(found, events.owners(transaction, found)), () -> "owners");
        assertEquals(isPublic, events.writePublic(transaction, out));
        assertFalse(!isPublic && out.length() > 0, "a private event leaves nothing behind");
    }
}
