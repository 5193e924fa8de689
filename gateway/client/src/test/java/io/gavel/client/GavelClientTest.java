package io.gavel.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Durability;
import io.gavel.wire.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GavelClientTest {
    private static final BigDecimal SEVEN = new BigDecimal("7.00");

    private final FakeServer server = new FakeServer();
    private final Heard heard = new Heard();
    private GavelClient client;

    @BeforeEach
    void connect() throws IOException {
        client = connected(builder());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aBidIsAnsweredByItsDurableAck() throws Exception {
        CompletableFuture<Answer> answer = client.placeBid("lamp", "1", SEVEN);
        FakeServer.Said bid = server.next();
        assertEquals(
                "{\"type\":\"placeBid\",\"ref\":\"1\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"7.00\"}",
                bid.text());
        assertFalse(answer.isDone());

        bid.answer(
                "bidAccepted",
                "\"auction\":\"lamp\",\"account\":\"john\",\"clOrdId\":\"1\",\"price\":\"1.00\",\"leader\":\"john\","
                        + "\"minNext\":\"2.00\",\"endsAt\":60000000,\"alias\":\"bidder-1\",\"level\":\"disk\"");
        assertEquals(
                new BidAccepted(
                        7,
                        1_000_000,
                        "lamp",
                        "john",
                        "1",
                        new BigDecimal("1.00"),
                        "john",
                        new BigDecimal("2.00"),
                        60_000_000,
                        "bidder-1",
                        false,
                        Durability.DISK),
                soon(answer));
    }

    @Test
    void aRefusalIsAnAnswerThatNamesCodeAndBound() throws Exception {
        CompletableFuture<Answer> answer = client.placeBid("lamp", "1", SEVEN);
        server.next()
                .answer(
                        "bidRejected",
                        "\"account\":\"john\",\"clOrdId\":\"1\",\"code\":2104,\"name\":\"BID_TOO_LOW\","
                                + "\"message\":\"the bid is below the minimum\",\"bound\":\"8.00\",\"minNext\":\"8.00\"");
        Refused refused = soon(answer).as(Refused.class);
        assertTrue(refused.is(Refusal.BID_TOO_LOW));
        assertEquals(new BigDecimal("8.00"), refused.minNext());
        assertTrue(soon(answer).isRefused());
        RefusedException thrown =
                assertThrows(RefusedException.class, () -> soon(answer).as(BidAccepted.class));
        assertEquals("refused: the bid is below the minimum, code=2104, name=BID_TOO_LOW", thrown.getMessage());
    }

    @Test
    void answersFindTheirQuestionsInAnyOrder() throws Exception {
        CompletableFuture<Answer> first = client.balance("USD");
        CompletableFuture<Answer> second = client.balance("EUR");
        FakeServer.Said usd = server.next();
        FakeServer.Said eur = server.next();
        eur.answer("balance", balance("EUR"));
        assertEquals("EUR", soon(second).as(Balance.class).asset());
        assertFalse(first.isDone());
        usd.answer("balance", balance("USD"));
        assertEquals("USD", soon(first).as(Balance.class).asset());
    }

    @Test
    void aSessionOfVeryManyLotsIsOneMessage() throws Exception {
        int lots = 40_000;
        StringBuilder text = new StringBuilder("\"session\":\"evening\",\"state\":\"open\",\"lots\":[");
        for (int i = 1; i <= lots; i++) {
            text.append(i == 1 ? "" : ",").append('[').append(i).append(",\"a lot with a name of some length ");
            text.append(i).append("\",null,\"open\",1795176000000000]");
        }
        CompletableFuture<Answer> answer = client.session("evening");
        server.next().answer("session", text.append(']').toString());
        List<AuctionSession.Lot> told = soon(answer).as(AuctionSession.class).lots();
        assertEquals(lots, told.size());
        assertEquals(lots, told.get(lots - 1).lot());
    }

    @Test
    void whatHappensToTheOwnAccountIsHeardByTheListener() throws Exception {
        say(
                "{\"type\":\"outbid\",\"seq\":9,\"idx\":2,\"at\":5,\"auction\":\"lamp\",\"account\":\"jane\",\"price\":\"7.00\"}");
        assertEquals(new Outbid(9, 5, "lamp", "jane", SEVEN), heard.next());
    }

    @Test
    void aRoomIsHeardByItsListenerFromTheJoinUntilTheLeave() throws Exception {
        BlockingQueue<Event> inRoom = new LinkedBlockingQueue<>();
        CompletableFuture<Answer> join = client.join("auction:lamp", inRoom::add);
        FakeServer.Said asked = server.next();
        String state = "{\"type\":\"auctionExtended\",\"room\":\"auction:lamp\",\"seq\":9,\"idx\":2,\"at\":5,"
                + "\"auction\":\"lamp\",\"endsAt\":70}";
        asked.connection().say(state);
        asked.answer("joined", "\"room\":\"auction:lamp\",\"members\":1");
        assertEquals("auction:lamp", soon(join).as(Joined.class).room());
        asked.connection().say(state);
        assertEquals(new AuctionExtended(9, 5, "lamp", 70), inRoom.poll(10, TimeUnit.SECONDS));

        CompletableFuture<Answer> leave = client.leave("auction:lamp");
        FakeServer.Said left = server.next();
        left.connection().say(state);
        left.answer("left", "\"room\":\"auction:lamp\"");
        assertInstanceOf(Left.class, soon(leave));
        assertTrue(inRoom.isEmpty());
        assertTrue(heard.events.isEmpty());
    }

    @Test
    void afterABrokenConnectionTheClientLogsInJoinsAndAsksAgain() throws Exception {
        BlockingQueue<Joined> rejoined = new LinkedBlockingQueue<>();
        BlockingQueue<Event> inRoom = new LinkedBlockingQueue<>();
        CompletableFuture<Answer> join = client.join("auction:lamp", new RoomListener() {
            @Override
            public void onEvent(Event event) {
                inRoom.add(event);
            }

            @Override
            public void onRejoined(Joined joined) {
                rejoined.add(joined);
            }
        });
        server.next().answer("joined", "\"room\":\"auction:lamp\"");
        soon(join);

        CompletableFuture<Answer> bid = client.placeBid("lamp", "1", SEVEN);
        FakeServer.Said unanswered = server.next();
        unanswered.connection().drop();

        FakeServer.Said again = server.next();
        assertTrue(again.text().contains("\"type\":\"join\""), again.text());
        again.answer("joined", "\"room\":\"auction:lamp\"");
        assertEquals(new Joined(7, "auction:lamp"), rejoined.poll(10, TimeUnit.SECONDS));

        FakeServer.Said repeated = server.next();
        assertEquals(unanswered.text(), repeated.text());
        assertNotEquals(unanswered.connection(), repeated.connection());
        repeated.answer("bidAccepted", "\"auction\":\"lamp\",\"clOrdId\":\"1\",\"price\":\"1.00\",\"duplicate\":true");
        assertTrue(soon(bid).as(BidAccepted.class).duplicate());
        assertNotNull(heard.disconnected.poll(10, TimeUnit.SECONDS));

        again.connection()
                .say(
                        "{\"type\":\"auctionExtended\",\"room\":\"auction:lamp\",\"seq\":9,\"at\":5,\"auction\":\"lamp\",\"endsAt\":70}");
        assertEquals(new AuctionExtended(9, 5, "lamp", 70), inRoom.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whatIsSaidWhileDisconnectedIsSentOnceConnected() throws Exception {
        client.breakConnection();
        heard.disconnected.poll(10, TimeUnit.SECONDS);
        CompletableFuture<Answer> answer = client.balance("USD");
        server.next().answer("balance", balance("USD"));
        assertEquals("USD", soon(answer).as(Balance.class).asset());
    }

    @Test
    void aRoomThatCannotBeJoinedAgainIsTold() throws Exception {
        BlockingQueue<Refused> lost = new LinkedBlockingQueue<>();
        CompletableFuture<Answer> join = client.join("auction:lamp", new RoomListener() {
            @Override
            public void onEvent(Event event) {}

            @Override
            public void onLost(Refused why) {
                lost.add(why);
            }
        });
        server.next().answer("joined", "\"room\":\"auction:lamp\"");
        soon(join);
        client.breakConnection();
        server.next().answer("error", "\"code\":3004,\"name\":\"TOO_MANY\",\"message\":\"too many at once\"");
        assertTrue(lost.poll(10, TimeUnit.SECONDS).is(Refusal.TOO_MANY));
    }

    @Test
    void aWrongKeyFailsTheConnect() {
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> GavelClient.connect(server.uri(), "wrong").close());
        assertTrue(refused.refused().is(Refusal.NOT_LOGGED_IN));
        assertIsFromHere(refused);
    }

    @Test
    void aServerThatIsStillStartingIsAskedAgainUntilItIsReady() throws Exception {
        server.startsFor(3);
        Heard early = new Heard();
        try (GavelClient patient = connected(builder().listener(early))) {
            assertEquals(0, server.startsFor());
            CompletableFuture<Answer> answer = patient.balance("USD");
            server.next().answer("balance", balance("USD"));
            assertEquals("USD", soon(answer).as(Balance.class).asset());
            assertTrue(early.disconnected.isEmpty());
        }
    }

    @Test
    void aServerThatIsNotReadyInTimeFailsTheConnectAndSaysSo() {
        server.startsFor(Integer.MAX_VALUE);
        IOException late =
                assertThrows(IOException.class, () -> connected(builder().connectTimeout(Duration.ofMillis(300))));
        assertEquals(
                "expected to be logged in within PT0.3S, uri=" + server.uri() + ", answer=the server is not ready",
                late.getMessage());
        assertIsFromHere(late);
    }

    @Test
    void aBreakIsToldOnceWhateverNumberOfAttemptsFollow() throws Exception {
        server.startsFor(3);
        client.breakConnection();
        CompletableFuture<Answer> answer = client.balance("USD");
        server.next().answer("balance", balance("USD"));
        soon(answer);
        assertEquals(0, server.startsFor());
        assertEquals(1, heard.disconnected.size());
    }

    @Test
    void aKeyThatIsRevokedEndsTheClient() throws Exception {
        CompletableFuture<Answer> answer = client.balance("USD");
        server.acceptOnly("another");
        server.next().connection().drop();
        ExecutionException failed = assertThrows(ExecutionException.class, () -> soon(answer));
        assertInstanceOf(RefusedException.class, failed.getCause());
        assertTrue(heard.refused.poll(10, TimeUnit.SECONDS).is(Refusal.NOT_LOGGED_IN));
        assertEquals(1, heard.disconnected.size());
        assertNothingWasSent(client.balance("USD"));
    }

    @Test
    void whereNobodyListensTheConnectFails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThrows(
                IOException.class,
                () -> GavelClient.connect(URI.create("ws://127.0.0.1:" + port + "/ws"), "key")
                        .close());
    }

    @Test
    void anAddressOfAnotherKindIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> GavelClient.connect(URI.create("http://127.0.0.1/ws"), "key")
                        .close());
        assertEquals("expected an address like ws://host:port/ws, uri=http://127.0.0.1/ws", refused.getMessage());
    }

    @Test
    void everyCallEndsAndAnAnswerThatComesTooLateIsHeardAsAnEvent() throws Exception {
        try (GavelClient hasty = connected(builder().answerTimeout(Duration.ofMillis(100)))) {
            CompletableFuture<Answer> answer = hasty.placeBid("lamp", "1", SEVEN);
            ExecutionException failed = assertThrows(ExecutionException.class, () -> soon(answer));
            assertInstanceOf(UnknownOutcomeException.class, failed.getCause());
            server.next().answer("bidAccepted", "\"auction\":\"lamp\",\"clOrdId\":\"1\"");
            assertEquals("1", assertInstanceOf(BidAccepted.class, heard.next()).clOrdId());
        }
    }

    @Test
    void moreThanTheLimitUnansweredIsRefusedHere() throws Exception {
        try (GavelClient narrow = connected(builder().maxUnanswered(1))) {
            CompletableFuture<Answer> first = narrow.balance("USD");
            assertTrue(soon(narrow.balance("USD")).as(Refused.class).is(Refusal.TOO_MANY));
            server.next().answer("balance", balance("USD"));
            soon(first);
            assertTrue(server.isSilent());
        }
    }

    @Test
    void closingFailsWhatHasNoAnswer() {
        CompletableFuture<Answer> answer = client.balance("USD");
        client.close();
        ExecutionException failed = assertThrows(ExecutionException.class, () -> soon(answer));
        assertInstanceOf(UnknownOutcomeException.class, failed.getCause());
    }

    @Test
    void whatIsAskedAfterTheCloseIsKnownNotToBeSent() throws Exception {
        client.close();
        assertNothingWasSent(client.placeBid("lamp", "1", SEVEN));
        assertTrue(server.isSilent());
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws Exception {
        try (GavelClient careless =
                connected(GavelClient.to(server.uri(), "key").listener(new ClientListener() {
                    @Override
                    public void onConnected() {
                        Thread.currentThread()
                                .setUncaughtExceptionHandler((thread, thrown) -> heard.thrown.add(thrown));
                        throw new IllegalStateException("careless");
                    }
                }))) {
            assertEquals("careless", heard.thrown.poll(10, TimeUnit.SECONDS).getMessage());
            CompletableFuture<Answer> answer = careless.balance("USD");
            server.next().answer("balance", balance("USD"));
            assertEquals("USD", soon(answer).as(Balance.class).asset());
        }
    }

    @Test
    void manyClientsShareTheirThreads() throws Exception {
        try (ClientThreads threads = ClientThreads.of(1);
                GavelClient one = connected(builder().threads(threads));
                GavelClient two = connected(builder().threads(threads))) {
            CompletableFuture<Answer> first = one.balance("USD");
            server.next().answer("balance", balance("USD"));
            CompletableFuture<Answer> second = two.balance("EUR");
            server.next().answer("balance", balance("EUR"));
            assertEquals("USD", soon(first).as(Balance.class).asset());
            assertEquals("EUR", soon(second).as(Balance.class).asset());
        }
    }

    @Test
    void commandsAreWrittenAsTheProtocolHasThem() throws Exception {
        client.newOrder(NewOrder.limit("1", "BTC-USD", Side.BUY, new BigDecimal("0.5"), new BigDecimal("100")));
        said(
                "newOrder",
                "\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"0.5\",\"price\":\"100\"");
        client.newOrder(NewOrder.limit("2", "BTC-USD", Side.SELL, new BigDecimal("1"), new BigDecimal("1E+2"))
                .immediateOrCancel());
        said(
                "newOrder",
                "\"clOrdId\":\"2\",\"instrument\":\"BTC-USD\",\"side\":\"sell\",\"qty\":\"1\",\"price\":\"100\","
                        + "\"timeInForce\":\"ioc\"");
        client.newOrder(NewOrder.stopLimit("3", "X", Side.BUY, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN)
                .until(5)
                .postOnly()
                .showing(BigDecimal.ONE)
                .atLeast(BigDecimal.ONE)
                .selfTrade(NewOrder.SelfTrade.CANCEL_OLDEST));
        said(
                "newOrder",
                "\"clOrdId\":\"3\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1\",\"ordType\":\"stopLimit\","
                        + "\"stopPx\":\"10\",\"price\":\"10\",\"timeInForce\":\"gtd\",\"expireAt\":5,"
                        + "\"postOnly\":\"reject\",\"displayQty\":\"1\",\"minQty\":\"1\",\"selfTrade\":\"cancelOldest\"");
        client.newOrder(
                NewOrder.marketToLimit("4", "X", Side.BUY, BigDecimal.ONE).auctionOnly());
        said(
                "newOrder",
                "\"clOrdId\":\"4\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1\",\"ordType\":\"marketToLimit\","
                        + "\"timeInForce\":\"auction\"");
        client.replaceOrder("X", "5", "4", BigDecimal.TEN, null);
        said("replaceOrder", "\"clOrdId\":\"5\",\"origClOrdId\":\"4\",\"instrument\":\"X\",\"qty\":\"10\"");
        client.massCancel("X", Side.SELL);
        said("massCancel", "\"instrument\":\"X\",\"side\":\"sell\"");
        client.cancelAllAfter(Duration.ofSeconds(2));
        said("cancelAllAfter", "\"timeoutUs\":2000000");
        client.blockAccount("john", true);
        said("blockAccount", "\"account\":\"john\",\"blocked\":true");
        client.setPhase("X", "call");
        said("setPhase", "\"instrument\":\"X\",\"phase\":\"call\"");
        client.uncross("X", BigDecimal.TEN);
        said("uncross", "\"instrument\":\"X\",\"referencePrice\":\"10\"");
        client.setPriceBand("X", SEVEN, BigDecimal.TEN, new BigDecimal("8"), new BigDecimal("2.5"));
        said(
                "setPriceBand",
                "\"instrument\":\"X\",\"priceBand\":{\"low\":\"7.00\",\"high\":\"10\"},\"referencePrice\":\"8\","
                        + "\"collar\":\"2.5\"");
        client.setPriceBand("X", null, BigDecimal.TEN, null, null);
        said("setPriceBand", "\"instrument\":\"X\",\"priceBand\":{\"high\":\"10\"}");
        client.setPriceBand("X", null, null, null, null);
        said("setPriceBand", "\"instrument\":\"X\"");
        client.setTickTable(
                "X",
                new TickTable().tickBelow(BigDecimal.TEN, new BigDecimal("0.1")).tick(BigDecimal.ONE));
        said("setTickTable", "\"instrument\":\"X\",\"ticks\":[[\"10\",\"0.1\"],[null,\"1\"]]");
        client.setAccountLimits("john", 3L, "USD", SEVEN);
        said(
                "setAccountLimits",
                "\"account\":\"john\",\"maxOpenOrders\":3,\"asset\":\"USD\",\"maxOpenNotional\":\"7.00\"");
        client.setAccountLimits("john", null, null, null);
        said("setAccountLimits", "\"account\":\"john\"");
        client.cancelOrder("BTC-USD", "1");
        said("cancelOrder", "\"instrument\":\"BTC-USD\",\"clOrdId\":\"1\"");
        client.buyNow("lamp", "3");
        said("buyNow", "\"clOrdId\":\"3\",\"auction\":\"lamp\"");
        client.cancelAuction("lamp", "4");
        said("cancelAuction", "\"clOrdId\":\"4\",\"auction\":\"lamp\"");
        client.deposit("john", "USD", SEVEN, "5");
        said("deposit", "\"account\":\"john\",\"clOrdId\":\"5\",\"asset\":\"USD\",\"amount\":\"7.00\"");
        client.withdraw("john", "USD", SEVEN, "6");
        said("withdraw", "\"account\":\"john\",\"clOrdId\":\"6\",\"asset\":\"USD\",\"amount\":\"7.00\"");
        client.createAsset("USD", 2);
        said("createAsset", "\"asset\":\"USD\",\"decimals\":2");
        client.createAccount("john");
        said("createAccount", "\"account\":\"john\"");
        client.createAccountWithUnlimitedCredit("bank");
        said("createAccount", "\"account\":\"bank\",\"unlimitedCredit\":true");
        client.createInstrument(
                new NewInstrument("BTC-USD", "BTC", "USD", new BigDecimal("0.01"), new BigDecimal("0.1"), true));
        said(
                "createInstrument",
                "\"instrument\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.01\",\"lot\":\"0.1\","
                        + "\"risk\":\"full\"");
        client.createInstrument(new NewInstrument("X", "BTC", "USD", new BigDecimal("0.01"), BigDecimal.ONE, false)
                .withQuantities(new BigDecimal("2"), new BigDecimal("1E+2"))
                .withMaxNotional(new BigDecimal("5000.00")));
        said(
                "createInstrument",
                "\"instrument\":\"X\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.01\",\"lot\":\"1\","
                        + "\"risk\":\"none\",\"minQty\":\"2\",\"maxQty\":\"100\",\"maxNotional\":\"5000.00\"");
        client.book("BTC-USD", 5);
        said("book?", "\"instrument\":\"BTC-USD\",\"depth\":5");
        client.auction("lamp");
        said("auction?", "\"auction\":\"lamp\"");
        client.balance("john", "USD");
        said("balance?", "\"account\":\"john\",\"asset\":\"USD\"");
        client.order("1");
        said("order?", "\"clOrdId\":\"1\"");
        client.time(61_000_000);
        said("time", "\"at\":61000000");
    }

    @Test
    void anAuctionIsWrittenWithWhatDiffersFromTheDefaults() throws Exception {
        client.createAuction(NewAuction.english("lamp", "USD", BigDecimal.ONE)
                .stepBelow(new BigDecimal("5.00"), new BigDecimal("0.25"))
                .step(BigDecimal.ONE)
                .reserve(new BigDecimal("10"))
                .buyNow(new BigDecimal("50"), "UNTIL_RESERVE_MET")
                .seller("john")
                .opensAtUs(0)
                .closesAtUs(60)
                .softClose(5, 6)
                .extendFromTheEnd()
                .extendOn("bid")
                .softCloseCapUs(30));
        said(
                "createAuction",
                "\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1\",\"proxy\":true,"
                        + "\"reserve\":\"10\",\"buyNow\":\"50\",\"buyNowPolicy\":\"UNTIL_RESERVE_MET\",\"seller\":\"john\","
                        + "\"opensAt\":0,\"closesAt\":60,\"increments\":[[\"5.00\",\"0.25\"],[null,\"1\"]],"
                        + "\"softClose\":{\"windowUs\":5,\"extensionUs\":6,\"anchor\":\"end\",\"trigger\":\"bid\",\"capUs\":30}");
        client.createAuction(NewAuction.english("vase", "USD", BigDecimal.ONE)
                .percent(BigDecimal.TEN)
                .qty(12)
                .withoutProxy()
                .durationUs(9));
        said(
                "createAuction",
                "\"auction\":\"vase\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1\",\"proxy\":false,"
                        + "\"qty\":\"12\",\"durationUs\":9,\"increments\":{\"percent\":\"10\"}");
    }

    @Test
    void whatIsRareOfAnAuctionIsWrittenToo() throws Exception {
        client.createAuction(NewAuction.hybrid("lamp", "USD", BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE, 5)
                .percent(BigDecimal.TEN, BigDecimal.ONE, "down")
                .softClose(5, 6)
                .extendTheSession()
                .premiumBelow(new BigDecimal("1000"), new BigDecimal("25"))
                .premium(new BigDecimal("20"))
                .commission(BigDecimal.TEN)
                .reserveFollowsSecond()
                .outage(7)
                .session("evening", 3));
        said(
                "createAuction",
                "\"auction\":\"lamp\",\"format\":\"hybrid\",\"asset\":\"USD\",\"start\":\"1\",\"proxy\":true,"
                        + "\"increments\":{\"percent\":\"10\",\"floor\":\"1\",\"rounding\":\"down\"},"
                        + "\"softClose\":{\"windowUs\":5,\"extensionUs\":6,\"anchor\":\"bid\",\"trigger\":\"price\","
                        + "\"scope\":\"group\"},\"premium\":[[\"1000\",\"25\"],[null,\"20\"]],"
                        + "\"commission\":[[null,\"10\"]],\"clockAdd\":\"10\",\"step\":\"1\",\"intervalUs\":5,"
                        + "\"reservePolicy\":\"followsSecond\",\"outage\":{\"graceUs\":7},\"session\":\"evening\",\"lot\":3");
        client.createAuction(NewAuction.dutch("vase", "USD", BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE, 5)
                .commissionBelow(BigDecimal.TEN, BigDecimal.ONE)
                .commission(BigDecimal.ZERO)
                .restartUp(new BigDecimal("2"))
                .outage(7, 8));
        said(
                "createAuction",
                "\"auction\":\"vase\",\"format\":\"dutch\",\"asset\":\"USD\",\"start\":\"10\","
                        + "\"commission\":[[\"10\",\"1\"],[null,\"0\"]],\"floor\":\"1\",\"step\":\"1\",\"intervalUs\":5,"
                        + "\"restartUp\":\"2\",\"outage\":{\"graceUs\":7,\"windowUs\":8}");
        client.createAuction(NewAuction.reverseInTurns("road", "USD", BigDecimal.TEN, BigDecimal.ONE, 3, 9)
                .closesAtUs(60));
        said(
                "createAuction",
                "\"auction\":\"road\",\"format\":\"reverse\",\"asset\":\"USD\",\"start\":\"10\",\"closesAt\":60,"
                        + "\"step\":\"1\",\"rounds\":{\"count\":3,\"turnUs\":9}");
    }

    @Test
    void sessionsAreWrittenWithTheTimesThatAreSaid() throws Exception {
        client.createSession(NewSession.timed("evening")
                .previewAtUs(0)
                .opensAtUs(10)
                .closesAtUs(60)
                .staggerUs(5));
        said(
                "createSession",
                "\"session\":\"evening\",\"mode\":\"timed\",\"previewAt\":0,\"opensAt\":10,\"closesAt\":60,"
                        + "\"staggerUs\":5");
        client.createSession(NewSession.sequential("night").lotDurationUs(7));
        said("createSession", "\"session\":\"night\",\"mode\":\"sequential\",\"lotDurationUs\":7");
        client.scheduleSession("night", Event.NO_TIME, 20, Event.NO_TIME);
        said("scheduleSession", "\"session\":\"night\",\"opensAt\":20");
        client.session("night");
        said("session?", "\"session\":\"night\"");
    }

    @Test
    void whatSellersAndTheVenueSayIsWritten() throws Exception {
        client.setBidder("lamp", "john", "admitted", SEVEN);
        said("setBidder", "\"auction\":\"lamp\",\"bidder\":\"john\",\"standing\":\"admitted\",\"maxBid\":\"7.00\"");
        client.setBidder("lamp", "john", "none", null);
        said("setBidder", "\"auction\":\"lamp\",\"bidder\":\"john\",\"standing\":\"none\"");
        client.setBidderOfSession("evening", "john", "blocked");
        said("setBidder", "\"session\":\"evening\",\"bidder\":\"john\",\"standing\":\"blocked\"");
        client.setBidLimits("john", "USD", SEVEN, null);
        said("setBidLimits", "\"account\":\"john\",\"asset\":\"USD\",\"maxBid\":\"7.00\"");
        client.setBidLimits("john", "USD", null, SEVEN);
        said("setBidLimits", "\"account\":\"john\",\"asset\":\"USD\",\"maxExposure\":\"7.00\"");
        String about = "\"clOrdId\":\"1\",\"auction\":\"lamp\",";
        client.retractBid("lamp", "1", "0", "sellerUnreachable");
        said("retractBid", about + "\"reason\":\"sellerUnreachable\",\"origClOrdId\":\"0\"");
        client.retractBid("lamp", "1", null, "admin");
        said("retractBid", about + "\"reason\":\"admin\"");
        client.cancelAuction("lamp", "1", "damaged");
        said("cancelAuction", about + "\"reason\":\"damaged\"");
        client.cancelSale("lamp", "1", "john", "notPaid");
        said("cancelSale", about + "\"winner\":\"john\",\"reason\":\"notPaid\"");
        client.offerSecondChance("lamp", "1", "john", Duration.ofMillis(3));
        said("offerSecondChance", about + "\"bidder\":\"john\",\"expiresInUs\":3000");
    }

    @Test
    void theAccountIsNamedWhereTheKeyHasSeveral() throws Exception {
        try (GavelClient agent = connected(builder().account("jane"))) {
            agent.placeBid("lamp", "1", SEVEN);
            said("placeBid", "\"account\":\"jane\",\"clOrdId\":\"1\",\"auction\":\"lamp\",\"amount\":\"7.00\"");
        }
    }

    @Test
    void anAnswerOfAnotherKindIsNamed() {
        Answer answer = new Left(1, "auction:lamp");
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> answer.as(Joined.class));
        assertEquals("expected Joined, answer=" + answer, thrown.getMessage());
        assertNull(thrown.getCause());
    }

    private void said(String type, String members) throws InterruptedException {
        String text = server.next().text();
        assertEquals("{\"type\":\"" + type + "\"," + members + "}", text.replaceAll("\"ref\":\"\\d+\",", ""));
    }

    private void say(String text) throws Exception {
        client.auction("lamp");
        server.next().connection().say(text);
    }

    private static void assertNothingWasSent(CompletableFuture<Answer> answer) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> soon(answer));
        assertEquals(IllegalStateException.class, failed.getCause().getClass());
        assertEquals("the client is closed: nothing was sent", failed.getCause().getMessage());
    }

    private static void assertIsFromHere(Exception thrown) {
        assertTrue(
                Stream.of(thrown.getStackTrace())
                        .anyMatch(line -> line.getClassName().equals(GavelClientTest.class.getName())),
                thrown::toString);
    }

    private GavelClient.Builder builder() {
        return GavelClient.to(server.uri(), "key")
                .longestPause(Duration.ofMillis(100))
                .listener(heard);
    }

    private static GavelClient connected(GavelClient.Builder builder) throws IOException {
        return builder.connect();
    }

    private static Answer soon(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static String balance(String asset) {
        return "\"account\":\"john\",\"asset\":\"" + asset
                + "\",\"total\":\"10.00\",\"held\":\"7.00\",\"available\":\"3.00\"";
    }

    private static final class Heard implements ClientListener {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> disconnected = new LinkedBlockingQueue<>();
        private final BlockingQueue<Refused> refused = new LinkedBlockingQueue<>();
        private final BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();

        @Override
        public void onEvent(Event event) {
            events.add(event);
        }

        @Override
        public void onDisconnected(String why) {
            disconnected.add(why);
        }

        @Override
        public void onRefused(Refused why) {
            refused.add(why);
        }

        Event next() throws InterruptedException {
            return events.poll(10, TimeUnit.SECONDS);
        }
    }
}
