package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.client.AccountBlocked;
import io.gavel.client.Answer;
import io.gavel.client.Applied;
import io.gavel.client.Auction;
import io.gavel.client.AuctionAwarded;
import io.gavel.client.AuctionClosed;
import io.gavel.client.AuctionExtended;
import io.gavel.client.AuctionSession;
import io.gavel.client.AuctionState;
import io.gavel.client.Balance;
import io.gavel.client.BidAccepted;
import io.gavel.client.BidRetracted;
import io.gavel.client.Book;
import io.gavel.client.Bought;
import io.gavel.client.ClientListener;
import io.gavel.client.Created;
import io.gavel.client.Event;
import io.gavel.client.GavelClient;
import io.gavel.client.Joined;
import io.gavel.client.Left;
import io.gavel.client.MassCanceled;
import io.gavel.client.NewAuction;
import io.gavel.client.NewInstrument;
import io.gavel.client.NewOrder;
import io.gavel.client.NewSession;
import io.gavel.client.Order;
import io.gavel.client.OrderAccepted;
import io.gavel.client.OrderCanceled;
import io.gavel.client.Outbid;
import io.gavel.client.Refused;
import io.gavel.client.RefusedException;
import io.gavel.client.RoomListener;
import io.gavel.client.RoundBid;
import io.gavel.client.RoundEnded;
import io.gavel.client.SaleCanceled;
import io.gavel.client.SecondChanceEnded;
import io.gavel.client.SecondChanceOffered;
import io.gavel.client.SessionExtended;
import io.gavel.client.SessionState;
import io.gavel.client.Side;
import io.gavel.client.TickTable;
import io.gavel.client.TimeReached;
import io.gavel.client.Trade;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.wire.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK against the real server, over real sockets, with a real journal. */
final class ClientEndToEndTest {
    private static final long SECOND_US = 1_000_000;

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(0);
    private GavelServer server;
    private GavelClient admin;
    private GavelClient john;
    private GavelClient jane;
    private final Heard toJohn = new Heard();
    private final Heard toJane = new Heard();

    @BeforeEach
    void start() throws Exception {
        server = GavelServer.start(config(0));
        admin = client("admin-key", new Heard());
        john = client("john-key", toJohn);
        jane = client("jane-key", toJane);
        soon(admin.createAsset("USD", 2)).as(Created.class);
        soon(admin.createAccount("john")).as(Created.class);
        soon(admin.createAccount("jane")).as(Created.class);
        soon(admin.deposit("john", "USD", usd("100"), "d1")).as(Balance.class);
        soon(admin.deposit("jane", "USD", usd("100"), "d1")).as(Balance.class);
        soon(admin.createAuction(NewAuction.english("lamp", "USD", usd("1"))
                        .step(usd("1"))
                        .closesAtUs(60 * SECOND_US)
                        .softClose(10 * SECOND_US, 10 * SECOND_US)))
                .as(Created.class);
    }

    @AfterEach
    void stop() {
        List.of(admin, john, jane).forEach(GavelClient::close);
        server.close();
    }

    @Test
    void aBidTravelsFromTheClientToTheLedgerAndBack() throws Exception {
        BidAccepted bid = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        assertEquals(usd("1.00"), bid.price());
        assertEquals("john", bid.account());
        assertEquals("john", bid.leader());
        assertEquals(usd("2.00"), bid.minNext());
        assertEquals(60 * SECOND_US, bid.endsAtUs());
        assertTrue(bid.seq() > 0);
        Balance balance = soon(john.balance("USD")).as(Balance.class);
        assertEquals(usd("7.00"), balance.held());
        assertEquals(usd("93.00"), balance.available());

        BidAccepted second = soon(jane.placeBid("lamp", "1", usd("8"))).as(BidAccepted.class);
        assertEquals("jane", second.leader());
        Outbid outbid = toJohn.next(Outbid.class);
        assertEquals(usd("8.00"), outbid.price());
        assertEquals(usd("0.00"), soon(john.balance("USD")).as(Balance.class).held());
    }

    @Test
    void theSameBidAgainIsAnsweredAgainAndAnotherUnderItsIdIsRefused() throws Exception {
        BidAccepted first = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        BidAccepted again = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        assertTrue(again.duplicate());
        assertEquals(first.price(), again.price());
        assertEquals("bidder-1", first.alias());
        assertEquals("bidder-1", again.alias());
        assertRefused(Refusal.CL_ORD_ID_REUSED, john.placeBid("lamp", "1", usd("9")));
    }

    @Test
    void anAccountWithUnlimitedCreditBidsForALotOfSeveralPieces() throws Exception {
        soon(admin.createAccountWithUnlimitedCredit("bank")).as(Created.class);
        soon(admin.createAuction(NewAuction.english("dozen", "USD", usd("1"))
                        .step(usd("1"))
                        .qty(12)
                        .closesAtUs(60 * SECOND_US)))
                .as(Created.class);
        try (GavelClient bank =
                GavelClient.to(address(), "admin-key").account("bank").connect()) {
            assertEquals(
                    usd("1.00"),
                    soon(bank.placeBid("dozen", "1", usd("1000")))
                            .as(BidAccepted.class)
                            .price());
            assertEquals(
                    usd("-1000.00"), soon(bank.balance("USD")).as(Balance.class).available());
        }
    }

    @Test
    void aPathWithoutAWebSocketIsTold() {
        for (String path : List.of("/", "/wss")) {
            URI elsewhere = address().resolve(path);
            IOException told = assertThrows(
                    IOException.class,
                    () -> GavelClient.connect(elsewhere, "john-key").close());
            assertEquals(
                    "expected a server, uri=" + elsewhere
                            + ", answer=no WebSocket at this path, Gavel's is at /ws, status=404 Not Found",
                    told.getMessage());
        }
    }

    @Test
    void aRefusalNamesCodeAndBound() throws Exception {
        soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        Refused low = soon(jane.placeBid("lamp", "1", usd("1.50"))).as(Refused.class);
        assertTrue(low.is(Refusal.BID_TOO_LOW));
        assertEquals(usd("2.00"), low.minNext());
        assertRefused(Refusal.INSUFFICIENT_FUNDS, jane.placeBid("lamp", "2", usd("1000")));
        assertRefused(Refusal.UNKNOWN_AUCTION, jane.placeBid("vase", "3", usd("5")));
    }

    @Test
    void onlyAdministratorsCreateAndOnlyOwnAccountsAct() throws Exception {
        assertRefused(Refusal.NOT_ALLOWED, john.createAsset("EUR", 2));
        assertRefused(Refusal.NOT_ALLOWED, john.deposit("john", "USD", usd("5"), "mine"));
        try (GavelClient intruder =
                GavelClient.to(address(), "john-key").account("jane").connect()) {
            assertRefused(Refusal.NOT_YOUR_ACCOUNT, intruder.placeBid("lamp", "1", usd("5")));
        }
        assertThrows(
                RefusedException.class,
                () -> GavelClient.connect(address(), "nobody").close());
    }

    @Test
    void aRoomHearsEverythingPublicAndNothingPrivateUntilItIsLeft() throws Exception {
        Heard inRoom = new Heard();
        soon(jane.join("auction:lamp", inRoom)).as(Joined.class);
        Auction state = inRoom.next(Auction.class);
        assertEquals("open", state.state());
        assertNull(state.price());

        BidAccepted own = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        AuctionState first = inRoom.next(AuctionState.class);
        assertEquals(usd("1.00"), first.price());
        assertNotEquals("john", first.leader(), "the public hears an alias");
        assertEquals(own.alias(), first.leader());

        clock.advanceTo(TimeUnit.SECONDS.toNanos(55));
        soon(john.placeBid("lamp", "2", usd("20"))).as(BidAccepted.class);
        inRoom.next(AuctionState.class);
        soon(jane.placeBid("lamp", "1", usd("9"))).as(BidAccepted.class);
        assertEquals(usd("10.00"), inRoom.next(AuctionState.class).price());
        assertEquals(65 * SECOND_US, inRoom.next(AuctionExtended.class).endsAtUs());

        soon(admin.time(65 * SECOND_US)).as(TimeReached.class);
        AuctionClosed told = inRoom.next(AuctionClosed.class);
        assertEquals(usd("10.00"), told.price());
        assertEquals(first.leader(), told.winner());
        assertEquals(65 * SECOND_US, told.atUs());
        assertEquals("john", toJohn.next(AuctionClosed.class).winner());
        assertEquals(usd("90.00"), soon(john.balance("USD")).as(Balance.class).total());

        soon(jane.leave("auction:lamp")).as(Left.class);
        assertRefused(Refusal.AUCTION_CLOSED, john.placeBid("lamp", "3", usd("50")));
        assertTrue(inRoom.isSilent());
        assertTrue(toJane.hasOnly(Balance.class, Outbid.class), "what is public came by the room: " + toJane);
    }

    @Test
    void anAuctionsRoomHearsOfNoOtherAuction() throws Exception {
        soon(admin.createAuction(NewAuction.english("vase", "USD", usd("1"))
                        .step(usd("1"))
                        .durationUs(SECOND_US)))
                .as(Created.class);
        Heard inRoom = new Heard();
        soon(jane.join("auction:vase", inRoom)).as(Joined.class);
        inRoom.next(Auction.class);
        soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        soon(john.placeBid("vase", "2", usd("7"))).as(BidAccepted.class);
        assertEquals("vase", inRoom.next(AuctionState.class).auction());
    }

    @Test
    void bidsAndSalesAreTakenBackAndWhoLostGetsASecondChance() throws Exception {
        soon(admin.createAuction(NewAuction.english("vase", "USD", usd("1"))
                        .step(usd("1"))
                        .premium(BigDecimal.TEN)
                        .retraction(10 * SECOND_US, 10 * SECOND_US)
                        .secondChance(60 * SECOND_US, 1)
                        .durationUs(SECOND_US)))
                .as(Created.class);
        soon(john.placeBid("vase", "v1", usd("7"))).as(BidAccepted.class);
        soon(jane.placeBid("vase", "v1", usd("5"))).as(BidAccepted.class);
        soon(john.placeBid("vase", "v2", usd("20"))).as(BidAccepted.class);
        BidRetracted retracted = soon(john.retractBid("vase", "r1")).as(BidRetracted.class);
        assertEquals(1, retracted.bids());
        assertEquals("r1", retracted.clOrdId());
        assertTrue(soon(john.retractBid("vase", "r1")).as(BidRetracted.class).duplicate());

        try (GavelClient house =
                GavelClient.to(address(), "admin-key").account("john").connect()) {
            soon(house.closeAuction("vase", "h1"));
            AuctionAwarded awarded = toJohn.next(AuctionAwarded.class);
            assertEquals(usd("6.00"), awarded.price());
            assertEquals(usd("0.60"), awarded.premium());
            SaleCanceled canceled =
                    soon(house.cancelSale("vase", "h2", "notPaid")).as(SaleCanceled.class);
            assertEquals("notPaid", canceled.reason());
            assertEquals(usd("6.00"), toJohn.next(SaleCanceled.class).hammer());
            SecondChanceOffered offered =
                    soon(house.offerSecondChance("vase", "h3", "jane")).as(SecondChanceOffered.class);
            assertEquals("jane", offered.account());
            assertNull(offered.price(), "told to the bidder");
        }
        SecondChanceOffered chance = toJane.next(SecondChanceOffered.class);
        assertEquals(usd("5.00"), chance.price());
        assertEquals(usd("0.50"), chance.premium());
        assertEquals(
                "accepted",
                soon(jane.answerOffer("vase", "a1", true))
                        .as(SecondChanceEnded.class)
                        .outcome());
        assertEquals(usd("5.00"), toJane.next(AuctionAwarded.class).hammer());
    }

    @Test
    void aClockIsHeardFallingUntilItsLastUnitIsTaken() throws Exception {
        soon(admin.createAuction(NewAuction.dutch("tulips", "USD", usd("10"), usd("5"), usd("1"), 10 * SECOND_US)
                        .qty(3)))
                .as(Created.class);
        Heard inRoom = new Heard();
        soon(jane.join("auction:tulips", inRoom)).as(Joined.class);
        Auction joined = inRoom.next(Auction.class);
        assertEquals(usd("10.00"), joined.price());
        assertEquals(3, joined.remaining());
        assertEquals(10 * SECOND_US, joined.nextAtUs());

        soon(admin.time(10 * SECOND_US)).as(TimeReached.class);
        AuctionState fallen = inRoom.next(AuctionState.class);
        assertEquals(usd("9.00"), fallen.price());
        assertEquals(3, fallen.remaining());
        assertEquals(20 * SECOND_US, fallen.nextAtUs());

        soon(john.placeBid("tulips", "t1", usd("9"), 2)).as(Bought.class);
        assertEquals(1, inRoom.next(AuctionState.class).remaining());
        soon(jane.placeBid("tulips", "t1", usd("9"), 1)).as(Bought.class);
        AuctionClosed closed = inRoom.next(AuctionClosed.class);
        assertEquals(2, closed.awarded());
        assertEquals(
                List.of(
                        new AuctionClosed.Award("bidder-1", 2, usd("9.00")),
                        new AuctionClosed.Award("bidder-2", 1, usd("9.00"))),
                closed.awards());
        Auction over = soon(john.auction("tulips")).as(Auction.class);
        assertEquals("closed", over.state());
        assertEquals(Event.NO_TIME, over.nextAtUs());
    }

    @Test
    void whoseTurnItIsInAReverseAuctionIsAskedFor() throws Exception {
        soon(admin.createAccountWithUnlimitedCredit("town")).as(Created.class);
        soon(admin.createAuction(NewAuction.reverseInTurns("road", "USD", usd("50"), usd("1"), 1, 10 * SECOND_US)
                        .seller("town")
                        .opensAtUs(5 * SECOND_US)
                        .closesAtUs(60 * SECOND_US)))
                .as(Created.class);
        assertEquals(5 * SECOND_US, soon(john.auction("road")).as(Auction.class).opensAtUs());
        soon(admin.time(5 * SECOND_US)).as(TimeReached.class);
        soon(john.placeBid("road", "r1", usd("40"))).as(BidAccepted.class);
        soon(jane.placeBid("road", "r1", usd("30"))).as(BidAccepted.class);
        soon(admin.time(60 * SECOND_US)).as(TimeReached.class);
        Auction mine = soon(john.auction("road")).as(Auction.class);
        assertEquals(1, mine.round());
        assertEquals("john", mine.turn());
        assertEquals("bidder-2", soon(jane.auction("road")).as(Auction.class).turn());
        assertRefused(Refusal.NOT_YOUR_TURN, jane.placeBid("road", "r2", usd("20")));
    }

    @Test
    void roundsOfAReverseAuctionAreHeardInItsRoom() throws Exception {
        soon(admin.createAuction(NewAuction.reverse("road", "USD", usd("50"), usd("1"), 1, 10 * SECOND_US)
                        .seller("jane")
                        .closesAtUs(60 * SECOND_US)))
                .as(Created.class);
        Heard inRoom = new Heard();
        soon(jane.join("auction:road", inRoom)).as(Joined.class);
        soon(john.placeBid("road", "r1", usd("40"))).as(BidAccepted.class);
        assertEquals(usd("50.00"), soon(jane.balance("USD")).as(Balance.class).held(), "of who buys");

        soon(admin.time(60 * SECOND_US)).as(TimeReached.class);
        RoundBid offered = inRoom.next(RoundBid.class);
        assertEquals(usd("40.00"), offered.price());
        assertNotEquals("john", offered.account(), "the public hears an alias");
        RoundEnded collected = inRoom.next(RoundEnded.class);
        assertEquals(1, collected.round());
        assertNull(collected.turn());
        assertEquals(offered.account(), collected.leader());
        assertEquals(usd("40.00"), collected.price());
        assertEquals(70 * SECOND_US, collected.endsAtUs());

        soon(john.placeBid("road", "r2", usd("35"))).as(BidAccepted.class);
        soon(admin.time(70 * SECOND_US)).as(TimeReached.class);
        RoundEnded last = inRoom.next(RoundEnded.class);
        assertEquals(0, last.round());
        assertEquals(Event.NO_TIME, last.endsAtUs());
        assertEquals(usd("35.00"), inRoom.next(AuctionClosed.class).price());
        assertEquals(usd("135.00"), soon(john.balance("USD")).as(Balance.class).total());
    }

    @Test
    void aSessionIsCreatedMovedAndHeardUntilItsLastLotIsOver() throws Exception {
        soon(admin.createSession(NewSession.timed("evening").staggerUs(5 * SECOND_US)))
                .as(Created.class);
        soon(admin.createAuction(lot("vase").session("evening").category("glass")))
                .as(Created.class);
        soon(admin.createAuction(lot("bowl").session("evening", 7))).as(Created.class);
        Applied moved = soon(admin.scheduleSession("evening", 10 * SECOND_US, 20 * SECOND_US, 40 * SECOND_US))
                .as(Applied.class);
        assertEquals(List.of("scheduleSession", "evening"), List.of(moved.command(), moved.session()));
        Heard inRoom = new Heard();
        soon(jane.join("session:evening", inRoom)).as(Joined.class);
        AuctionSession asked = inRoom.next(AuctionSession.class);
        assertEquals("scheduled", asked.state());
        assertEquals(10 * SECOND_US, asked.previewAtUs());
        assertEquals(
                List.of(
                        new AuctionSession.Lot(1, "vase", "glass", "scheduled", Event.NO_TIME),
                        new AuctionSession.Lot(7, "bowl", null, "scheduled", Event.NO_TIME)),
                asked.lots());

        soon(admin.time(20 * SECOND_US)).as(TimeReached.class);
        assertEquals("preview", inRoom.next(SessionState.class).state());
        SessionState open = inRoom.next(SessionState.class);
        assertEquals("open", open.state());
        assertEquals(40 * SECOND_US, open.closesAtUs());
        assertRefused(
                Refusal.SESSION_OPENED, admin.scheduleSession("evening", Event.NO_TIME, 30 * SECOND_US, Event.NO_TIME));

        clock.advanceTo(TimeUnit.SECONDS.toNanos(35));
        soon(john.placeBid("vase", "v1", usd("7"))).as(BidAccepted.class);
        SessionExtended extended = inRoom.next(SessionExtended.class);
        assertEquals("vase", extended.auction());
        assertEquals(5 * SECOND_US, extended.shiftUs());
        AuctionSession later = soon(jane.session("evening")).as(AuctionSession.class);
        assertEquals(5 * SECOND_US, later.shiftUs());
        assertEquals(
                List.of(45 * SECOND_US, 50 * SECOND_US),
                later.lots().stream().map(AuctionSession.Lot::endsAtUs).toList());
        soon(admin.time(50 * SECOND_US)).as(TimeReached.class);
        assertEquals("closed", inRoom.next(SessionState.class).state());
    }

    @Test
    void whereAndHowManyOrdersMayStandIsSetByInstrumentAndByAccount() throws Exception {
        soon(admin.createAsset("BTC", 0)).as(Created.class);
        soon(admin.createInstrument(new NewInstrument("BTC-USD", "BTC", "USD", usd("0.01"), usd("1"), true)))
                .as(Created.class);
        Applied band = soon(admin.setPriceBand("BTC-USD", usd("5.00"), usd("20.00"), null, null))
                .as(Applied.class);
        assertEquals(List.of("setPriceBand", "BTC-USD"), List.of(band.command(), band.instrument()));
        soon(admin.setTickTable(
                        "BTC-USD",
                        new TickTable().tickBelow(usd("10.00"), usd("0.01")).tick(usd("0.10"))))
                .as(Applied.class);
        Applied limits =
                soon(admin.setAccountLimits("john", 1L, "USD", usd("15.00"))).as(Applied.class);
        assertEquals(List.of("john", "USD"), List.of(limits.account(), limits.asset()));

        assertRefused(Refusal.PRICE_OUTSIDE_BAND, john.newOrder(buy("1", "4.99")));
        assertRefused(Refusal.PRICE_OFF_TICK, john.newOrder(buy("2", "10.05")));
        assertRefused(Refusal.OPEN_NOTIONAL_LIMIT, john.newOrder(buy("3", "15.10")));
        soon(john.newOrder(buy("4", "9.99"))).as(OrderAccepted.class);
        assertRefused(Refusal.OPEN_ORDERS_LIMIT, john.newOrder(buy("5", "5.00")));
    }

    private static NewOrder buy(String clOrdId, String price) {
        return NewOrder.limit(clOrdId, "BTC-USD", Side.BUY, usd("1"), usd(price));
    }

    @Test
    void whoMayBidAndHowMuchIsSetByAuctionBySessionAndByAccount() throws Exception {
        soon(admin.createSession(NewSession.sequential("night").opensAtUs(20 * SECOND_US)))
                .as(Created.class);
        soon(admin.createAuction(NewAuction.english("bowl", "USD", usd("1"))
                        .step(usd("1"))
                        .session("night")))
                .as(Created.class);
        soon(admin.createAuction(NewAuction.english("vase", "USD", usd("1"))
                        .step(usd("1"))
                        .seller("jane")
                        .admittedOnly()
                        .closesAtUs(60 * SECOND_US)))
                .as(Created.class);
        assertRefused(Refusal.NOT_ADMITTED, john.placeBid("vase", "1", usd("7")));
        Applied admitted =
                soon(jane.setBidder("vase", "john", "admitted", usd("10"))).as(Applied.class);
        assertEquals(
                List.of("setBidder", "jane", "vase", "john"),
                List.of(admitted.command(), admitted.account(), admitted.auction(), admitted.bidder()));
        assertRefused(Refusal.BID_LIMIT, john.placeBid("vase", "2", usd("11")));
        soon(john.placeBid("vase", "3", usd("10"))).as(BidAccepted.class);

        assertRefused(Refusal.NOT_ALLOWED, jane.setBidderOfSession("night", "john", "blocked"));
        Applied blocked =
                soon(admin.setBidderOfSession("night", "john", "blocked")).as(Applied.class);
        assertEquals(List.of("night", "john"), List.of(blocked.session(), blocked.bidder()));
        soon(admin.time(20 * SECOND_US)).as(TimeReached.class);
        assertRefused(Refusal.BIDDER_BLOCKED, john.placeBid("bowl", "4", usd("7")));

        Applied limited =
                soon(admin.setBidLimits("john", "USD", usd("8"), usd("15"))).as(Applied.class);
        assertEquals(List.of("john", "USD"), List.of(limited.account(), limited.asset()));
        assertRefused(Refusal.BID_LIMIT, john.placeBid("lamp", "5", usd("9")));
        assertRefused(Refusal.EXPOSURE_LIMIT, john.placeBid("lamp", "6", usd("6")));
        soon(john.placeBid("lamp", "7", usd("5"))).as(BidAccepted.class);
    }

    @Test
    void buyNowEndsTheAuctionAndCancelingReleasesTheMoney() throws Exception {
        soon(admin.createAuction(NewAuction.english("vase", "USD", usd("1"))
                        .step(usd("1"))
                        .buyNow(usd("30"), "UNTIL_PRICE_EXCEEDS")
                        .durationUs(SECOND_US)))
                .as(Created.class);
        assertEquals(
                usd("30.00"), soon(jane.buyNow("vase", "1")).as(Bought.class).price());
        assertEquals("jane", toJane.next(AuctionClosed.class).winner());
        assertRefused(Refusal.AUCTION_CLOSED, john.placeBid("vase", "1", usd("50")));

        soon(john.placeBid("lamp", "2", usd("7"))).as(BidAccepted.class);
        try (GavelClient house =
                GavelClient.to(address(), "admin-key").account("john").connect()) {
            AuctionClosed canceled =
                    soon(house.cancelAuction("lamp", "c1", "damaged")).as(AuctionClosed.class);
            assertEquals("damaged", canceled.reason());
            AuctionClosed again =
                    soon(house.cancelAuction("lamp", "c1", "damaged")).as(AuctionClosed.class);
            assertTrue(again.duplicate());
            assertEquals("canceled", again.outcome());
        }
        assertEquals("canceled", soon(jane.auction("lamp")).as(Auction.class).state());
        assertEquals(usd("0.00"), soon(john.balance("USD")).as(Balance.class).held());
    }

    @Test
    void ordersTradeAndEachSideSeesItsOwn() throws Exception {
        soon(admin.createAsset("BTC", 8)).as(Created.class);
        soon(admin.createInstrument(new NewInstrument("BTC-USD", "BTC", "USD", usd("0.01"), usd("1"), true)))
                .as(Created.class);
        soon(admin.deposit("jane", "BTC", usd("5"), "d2")).as(Balance.class);
        OrderAccepted ask = soon(jane.newOrder(NewOrder.limit("1", "BTC-USD", Side.SELL, usd("3"), usd("10"))))
                .as(OrderAccepted.class);
        assertEquals(Side.SELL, ask.side());
        Book book = soon(john.book("BTC-USD", 5)).as(Book.class);
        assertEquals(1, book.asks().size());
        assertEquals(1, book.asks().get(0).orders());

        soon(john.newOrder(NewOrder.limit("1", "BTC-USD", Side.BUY, usd("2"), usd("11"))))
                .as(OrderAccepted.class);
        Trade bought = toJohn.next(Trade.class);
        assertEquals(0, usd("10").compareTo(bought.price()));
        assertEquals("john", bought.buyer().account());
        assertNull(bought.seller());
        Trade sold = toJane.next(Trade.class);
        assertEquals(bought.tradeId(), sold.tradeId());
        assertEquals("jane", sold.seller().account());
        assertNull(sold.buyer());

        assertEquals("open", soon(jane.order("1")).as(Order.class).state());
        OrderCanceled canceled = soon(jane.cancelOrder("BTC-USD", "1")).as(OrderCanceled.class);
        assertEquals("user", canceled.reason());
        assertEquals(0, BigDecimal.ONE.compareTo(canceled.qty()));
        assertRefused(Refusal.UNKNOWN_ORDER, jane.cancelOrder("BTC-USD", "1"));
        soon(john.newOrder(NewOrder.limit("2", "BTC-USD", Side.BUY, usd("1"), usd("1"))
                        .immediateOrCancel()))
                .as(OrderAccepted.class);
        assertEquals("ioc", toJohn.next(OrderCanceled.class).reason());
        assertEquals(
                "admin",
                soon(admin.blockAccount("john", true)).as(MassCanceled.class).reason());
        assertTrue(toJohn.next(AccountBlocked.class).blocked());
        NewOrder order = NewOrder.limit("3", "BTC-USD", Side.BUY, usd("1"), usd("1"));
        assertRefused(Refusal.ACCOUNT_BLOCKED, john.newOrder(order));
        AccountBlocked off = soon(admin.blockAccount("john", false)).as(AccountBlocked.class);
        assertFalse(off.blocked());
    }

    @Test
    void afterARestartOfTheServerTheClientIsBackAndNothingIsDoneTwice() throws Exception {
        Heard inRoom = new Heard();
        soon(john.join("auction:lamp", inRoom)).as(Joined.class);
        inRoom.next(Auction.class);
        BidAccepted before = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        int port = server.port();
        server.close();
        CompletableFuture<Answer> meanwhile = john.placeBid("lamp", "2", usd("9"));
        assertFalse(meanwhile.isDone());

        server = GavelServer.start(config(port));
        assertInstanceOf(BidAccepted.class, soon(meanwhile));
        BidAccepted repeated = soon(john.placeBid("lamp", "1", usd("7"))).as(BidAccepted.class);
        assertTrue(repeated.duplicate());
        assertEquals(before.price(), repeated.price());
        assertNotNull(inRoom.rejoined.poll(10, TimeUnit.SECONDS));
        assertEquals(usd("9.00"), soon(john.balance("USD")).as(Balance.class).held());
    }

    /** A lot of a session, whose late bids move all its lots. */
    private static NewAuction lot(String name) {
        return NewAuction.english(name, "USD", usd("1"))
                .step(usd("1"))
                .softClose(10 * SECOND_US, 10 * SECOND_US)
                .extendTheSession();
    }

    private ServerConfig config(int port) {
        return ServerConfig.defaults()
                .withPort(port)
                .withData(folder)
                .withManualClock(clock)
                .withKeys(ApiKeys.of(Map.of(
                        "admin-key", "*:admin",
                        "john-key", "john:read,bid,trade,cancel",
                        "jane-key", "jane:read,bid,trade,cancel")));
    }

    private URI address() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ws");
    }

    private GavelClient client(String key, Heard listener) throws IOException {
        return GavelClient.to(address(), key)
                .listener(listener)
                .longestPause(Duration.ofMillis(200))
                .connect();
    }

    private static void assertRefused(Refusal refusal, CompletableFuture<Answer> answer) throws Exception {
        Refused refused = soon(answer).as(Refused.class);
        assertTrue(refused.is(refusal), refused::toString);
        assertEquals(refusal.name(), refused.name());
    }

    private static Answer soon(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private static final class Heard implements ClientListener, RoomListener {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<Joined> rejoined = new LinkedBlockingQueue<>();

        @Override
        public void onEvent(Event event) {
            events.add(event);
        }

        @Override
        public void onRejoined(Joined joined) {
            rejoined.add(joined);
        }

        /** The next event of that kind; others before it are passed over. */
        <T extends Event> T next(Class<T> kind) throws InterruptedException {
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (true) {
                Event event = events.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("expected a " + kind.getSimpleName());
                }
                if (kind.isInstance(event)) {
                    return kind.cast(event);
                }
            }
        }

        boolean isSilent() {
            return events.isEmpty();
        }

        boolean hasOnly(Class<? extends Event> one, Class<? extends Event> other) {
            return events.stream().allMatch(event -> one.isInstance(event) || other.isInstance(event));
        }

        @Override
        public String toString() {
            return events.toString();
        }
    }
}
