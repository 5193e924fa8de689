package io.gavel.wire.json;

import static io.gavel.wire.json.KnownWorld.ALICE;
import static io.gavel.wire.json.KnownWorld.BOB;
import static io.gavel.wire.json.KnownWorld.BTC_USD;
import static io.gavel.wire.json.KnownWorld.LAMP;
import static io.gavel.wire.json.KnownWorld.SUE;
import static io.gavel.wire.json.KnownWorld.USD;
import static io.gavel.wire.json.KnownWorld.VASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.MessageHeaderDecoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One object of JSON to one command; what is malformed is told in PipeTest, line by line. */
final class JsonCommandsTest {
    private static final int NO_SESSION = 0;
    private static final String BID =
            "{\"type\":\"placeBid\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"auction\":\"lamp\",\"amount\":\"70.00\"}";

    private final Directory directory = KnownWorld.directory();
    private final JsonCommands commands = new JsonCommands(directory, true);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandHeadDecoder head = new CommandHeadDecoder();

    @Test
    void createAsset() {
        command("{\"type\":\"createAsset\",\"asset\":\"EUR\",\"decimals\":2}", CommandType.CREATE_ASSET, 0);
        CreateAssetDecoder body = new CreateAssetDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(2, body.decimals());
        assertEquals("EUR", body.name());
    }

    @Test
    void createAccount() {
        command("{\"type\":\"createAccount\",\"account\":\"a b\"}", CommandType.CREATE_ACCOUNT, 0);
        CreateAccountDecoder body = new CreateAccountDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertFalse(body.flags().unlimitedCredit());
        assertEquals("a b", body.name());
        command(
                "{\"type\":\"createAccount\",\"account\":\"c\",\"unlimitedCredit\":true}",
                CommandType.CREATE_ACCOUNT,
                0);
        assertTrue(body.wrapAndApplyHeader(commands.buffer(), 8, header).flags().unlimitedCredit());
    }

    @Test
    void depositAndWithdraw() {
        String json =
                "{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"5.5\",\"clOrdId\":\"d1\"}";
        command(json, CommandType.DEPOSIT, ALICE);
        DepositDecoder deposit = new DepositDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(USD, deposit.assetId());
        assertEquals(550, deposit.amount());
        assertEquals("d1", deposit.clOrdId());
        command(json.replace("deposit", "withdraw"), CommandType.WITHDRAW, ALICE);
        WithdrawDecoder withdraw = new WithdrawDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(USD, withdraw.assetId());
        assertEquals(550, withdraw.amount());
        assertEquals("d1", withdraw.clOrdId());
    }

    @Test
    void theDecimalsOfTickAndLotAreThoseWritten() {
        String json =
                "{\"type\":\"createInstrument\",\"instrument\":\"I\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.050\",\"lot\":\"5\"}";
        command(json, CommandType.CREATE_INSTRUMENT, 0);
        CreateInstrumentDecoder body = new CreateInstrumentDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(2, body.baseAssetId());
        assertEquals(USD, body.quoteAssetId());
        assertEquals(RiskMode.FULL, body.risk());
        assertEquals(3, body.priceDecimals());
        assertEquals(50, body.tick());
        assertEquals(0, body.qtyDecimals());
        assertEquals(5, body.lot());
        assertEquals(CreateInstrumentDecoder.minQtyNullValue(), body.minQty());
        assertEquals(CreateInstrumentDecoder.maxQtyNullValue(), body.maxQty());
        assertEquals(CreateInstrumentDecoder.maxNotionalNullValue(), body.maxNotional());
        assertEquals("I", body.name());
        command(
                json.replace("}", ",\"risk\":\"none\",\"minQty\":\"5\",\"maxQty\":\"50\",\"maxNotional\":\"9.25\"}"),
                CommandType.CREATE_INSTRUMENT,
                0);
        body.wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(RiskMode.NONE, body.risk());
        assertEquals(5, body.minQty());
        assertEquals(50, body.maxQty());
        assertEquals(925, body.maxNotional());
        assertEquals("I", body.name());
    }

    @Test
    void newOrder() {
        String json =
                "{\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"o1\",\"instrument\":\"BTC-USD\",\"side\":\"sell\","
                        + "\"qty\":\"1.5\",\"price\":\"100.2\",\"timeInForce\":\"ioc\"}";
        command(json, CommandType.NEW_ORDER, ALICE);
        NewOrderDecoder body = new NewOrderDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(BTC_USD, body.instrumentId());
        assertEquals(Side.SELL, body.side());
        assertEquals(OrdType.LIMIT, body.ordType());
        assertEquals(TimeInForce.IOC, body.timeInForce());
        assertEquals(15, body.qty());
        assertEquals(10_020, body.price());
        assertEquals("o1", body.clOrdId());
        command(
                json.replace(",\"price\":\"100.2\",\"timeInForce\":\"ioc\"", "").replace("sell", "buy"),
                CommandType.NEW_ORDER,
                ALICE);
        body.wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(Side.BUY, body.side());
        assertEquals(TimeInForce.GTC, body.timeInForce());
        assertEquals(NewOrderDecoder.priceNullValue(), body.price());
    }

    @Test
    void cancelOrder() {
        command(
                "{\"type\":\"cancelOrder\",\"account\":\"alice\",\"clOrdId\":\"o1\",\"instrument\":\"BTC-USD\"}",
                CommandType.CANCEL_ORDER,
                ALICE);
        CancelOrderDecoder body = new CancelOrderDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(BTC_USD, body.instrumentId());
        assertEquals("o1", body.clOrdId());
    }

    @Test
    void anAuctionHasItsDefaults() {
        command(
                "{\"type\":\"createAuction\",\"auction\":\"a\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                        + "\"increments\":[[\"5.00\",\"0.25\"],[null,\"1.00\"]]}",
                CommandType.CREATE_AUCTION,
                0);
        CreateAuctionDecoder body = new CreateAuctionDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(AuctionFormat.ENGLISH, body.format());
        assertEquals(USD, body.assetId());
        assertEquals(0, body.sellerAccountId());
        assertEquals(1, body.qty());
        assertEquals(100, body.start());
        assertEquals(CreateAuctionDecoder.reserveNullValue(), body.reserve());
        assertEquals(CreateAuctionDecoder.buyNowNullValue(), body.buyNow());
        assertEquals(BuyNowPolicy.UNTIL_FIRST_BID, body.buyNowPolicy());
        assertEquals(BooleanType.TRUE, body.proxy());
        assertEquals(CreateAuctionDecoder.incrementPercentMicrosNullValue(), body.incrementPercentMicros());
        assertEquals(CreateAuctionDecoder.opensAtNsNullValue(), body.opensAtNs());
        assertEquals(CreateAuctionDecoder.closesAtNsNullValue(), body.closesAtNs());
        assertEquals(CreateAuctionDecoder.durationNsNullValue(), body.durationNs());
        assertEquals(CreateAuctionDecoder.softCloseWindowNsNullValue(), body.softCloseWindowNs());
        assertEquals(CreateAuctionDecoder.softCloseExtensionNsNullValue(), body.softCloseExtensionNs());
        assertEquals(CreateAuctionDecoder.softCloseCapNsNullValue(), body.softCloseCapNs());
        CreateAuctionDecoder.IncrementsDecoder bands = body.increments();
        assertEquals(2, bands.count());
        assertEquals(500, bands.next().below());
        assertEquals(25, bands.step());
        assertEquals(
                CreateAuctionDecoder.IncrementsDecoder.belowNullValue(),
                bands.next().below());
        assertEquals(100, bands.step());
        assertEquals("a", body.name());
    }

    @Test
    void anAuctionTakesAllItsFields() {
        command(
                "{\"type\":\"createAuction\",\"auction\":\"a\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                        + "\"qty\":\"3\",\"reserve\":\"5\",\"buyNow\":\"9.99\",\"buyNowPolicy\":\"BID_AT_OR_ABOVE_BUYS\","
                        + "\"proxy\":false,\"increments\":{\"percent\":\"12.5\"},\"opensAt\":1,\"closesAt\":2,\"durationUs\":3,"
                        + "\"softClose\":{\"windowUs\":4,\"extensionUs\":5,\"anchor\":\"end\",\"trigger\":\"leader\",\"capUs\":6},"
                        + "\"seller\":\"sue\"}",
                CommandType.CREATE_AUCTION,
                0);
        CreateAuctionDecoder body = new CreateAuctionDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(SUE, body.sellerAccountId());
        assertEquals(3, body.qty());
        assertEquals(500, body.reserve());
        assertEquals(999, body.buyNow());
        assertEquals(BuyNowPolicy.BID_AT_OR_ABOVE_BUYS, body.buyNowPolicy());
        assertEquals(BooleanType.FALSE, body.proxy());
        assertEquals(12_500_000, body.incrementPercentMicros());
        assertEquals(1_000, body.opensAtNs());
        assertEquals(2_000, body.closesAtNs());
        assertEquals(3_000, body.durationNs());
        assertEquals(4_000, body.softCloseWindowNs());
        assertEquals(5_000, body.softCloseExtensionNs());
        assertEquals(6_000, body.softCloseCapNs());
        assertEquals(ExtensionAnchor.END, body.softCloseAnchor());
        assertEquals(ExtensionTrigger.LEADER, body.softCloseTrigger());
        assertEquals(0, body.increments().count());
        assertEquals("a", body.name());
    }

    @Test
    void aTableOfSixtyFourBandsIsTakenAndMoreIsMalformed() {
        StringBuilder bands = new StringBuilder();
        for (int i = 1; i < JsonCommands.MAX_INCREMENTS; i++) {
            bands.append("[\"").append(i).append("\",\"1\"],");
        }
        String json =
                "{\"type\":\"createAuction\",\"auction\":\"a\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                        + "\"increments\":[" + bands + "[null,\"1\"]]}";
        command(json, CommandType.CREATE_AUCTION, 0);
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(json.replace("[null", "[\"99\",\"1\"],[null"), NO_SESSION));
        assertEquals("increments", commands.field());
    }

    @Test
    void placeBid() {
        command(BID, CommandType.PLACE_BID, BOB);
        PlaceBidDecoder body = new PlaceBidDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(LAMP, body.auctionId());
        assertEquals(0, body.qty(), "the whole lot");
        assertEquals(7_000, body.amount());
        assertEquals("b1", body.clOrdId());
        command(BID.replace("}", ",\"qty\":\"3\"}"), CommandType.PLACE_BID, BOB);
        assertEquals(3, body.wrapAndApplyHeader(commands.buffer(), 8, header).qty());
        command(BID.replace("}", ",\"qty\":\"0\"}"), CommandType.PLACE_BID, BOB);
        assertEquals(-1, body.wrapAndApplyHeader(commands.buffer(), 8, header).qty(), "zero is nobody's lot");
        command(BID.replace("}", ",\"qty\":\"1\"}"), CommandType.PLACE_BID, BOB);
        assertEquals(0, body.wrapAndApplyHeader(commands.buffer(), 8, header).qty(), "the default, said");
    }

    @Test
    void buyNowAndCancelAuction() {
        String json = "{\"type\":\"buyNow\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"auction\":\"vase\"}";
        command(json, CommandType.BUY_NOW, BOB);
        BuyNowDecoder buyNow = new BuyNowDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(VASE, buyNow.auctionId());
        assertEquals("b1", buyNow.clOrdId());
        command(json.replace("buyNow", "cancelAuction"), CommandType.CANCEL_AUCTION, BOB);
        CancelAuctionDecoder cancel = new CancelAuctionDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(VASE, cancel.auctionId());
        assertEquals("b1", cancel.clOrdId());
    }

    @Test
    void queriesSayWhatTheyAskFor() {
        query("{\"type\":\"book?\",\"instrument\":\"BTC-USD\"}", JsonQuery.Subject.BOOK);
        assertEquals(BTC_USD, commands.query().instrumentId());
        assertEquals(10, commands.query().depth());
        query("{\"type\":\"book?\",\"instrument\":\"BTC-USD\",\"depth\":3}", JsonQuery.Subject.BOOK);
        assertEquals(3, commands.query().depth());
        query("{\"type\":\"auction?\",\"auction\":\"vase\"}", JsonQuery.Subject.AUCTION);
        assertEquals(VASE, commands.query().auctionId());
        query("{\"type\":\"balance?\",\"account\":\"bob\",\"asset\":\"USD\"}", JsonQuery.Subject.BALANCE);
        assertEquals(BOB, commands.query().accountId());
        assertEquals(USD, commands.query().assetId());
        query("{\"type\":\"order?\",\"account\":\"bob\",\"clOrdId\":\"o1\"}", JsonQuery.Subject.ORDER);
        assertEquals(BOB, commands.accountId());
        assertEquals(
                "o1",
                new String(commands.query().clOrdId(), 0, commands.query().clOrdIdLength(), StandardCharsets.US_ASCII));
    }

    @Test
    void timeSaysUntilWhen() {
        assertEquals(JsonCommands.Outcome.TIME, decode("{\"type\":\"time\",\"at\":61}", NO_SESSION));
        assertEquals(61_000, commands.atNs());
        command(BID, CommandType.PLACE_BID, BOB);
        assertEquals(Directory.NO_TIME, commands.atNs());
        command(BID.replace("}", ",\"at\":0}"), CommandType.PLACE_BID, BOB);
        assertEquals(0, commands.atNs());
    }

    @Test
    void withoutAnInjectedClockTimeIsNotOffered() {
        JsonCommands network = new JsonCommands(directory, false);
        assertEquals(JsonCommands.Outcome.UNSUPPORTED, decode(network, "{\"type\":\"time\",\"at\":61}", ALICE));
        assertEquals("type", network.field());
        assertEquals(JsonCommands.Outcome.UNSUPPORTED, decode(network, BID.replace("}", ",\"at\":0}"), ALICE));
        assertEquals("at", network.field());
        assertEquals(JsonCommands.Outcome.COMMAND, decode(network, BID, ALICE));
    }

    @Test
    void theSessionsAccountIsMeantWhereNoneIsNamed() {
        String json = BID.replace("\"account\":\"bob\",", "");
        assertEquals(JsonCommands.Outcome.COMMAND, decode(json, ALICE));
        assertEquals(ALICE, commands.accountId());
        assertFalse(commands.namesAccount());
        assertEquals(JsonCommands.Outcome.COMMAND, decode(BID, ALICE));
        assertEquals(BOB, commands.accountId());
        assertTrue(commands.namesAccount());
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(json, NO_SESSION));
        assertEquals("account", commands.field());
        assertEquals(JsonCommands.Outcome.MALFORMED, decode("{\"type\":\"createAccount\"}", ALICE));
        assertEquals("account", commands.field());
    }

    @Test
    void onlyAnAdministratorsCommandCarriesTheAuthority() {
        byte[] text = BID.getBytes(StandardCharsets.UTF_8);
        commands.decode(text, 0, text.length, NO_SESSION, false);
        assertEquals(0, head.wrap(commands.buffer(), 0).authority());
        commands.decode(text, 0, text.length, NO_SESSION, true);
        assertEquals(1, head.wrap(commands.buffer(), 0).authority());
    }

    @Test
    void unknownNamesBecomeZeroAndAreListed() {
        command(BID.replace("lamp", "x1").replace("bob", "x2").replace("70.00", "7.12345"), CommandType.PLACE_BID, 0);
        assertEquals(
                0,
                new PlaceBidDecoder()
                        .wrapAndApplyHeader(commands.buffer(), 8, header)
                        .auctionId());
        assertEquals(2, commands.unknownCount());
        assertEquals("auction", commands.unknownField(0));
        assertEquals("x1", commands.unknownName(0));
        assertEquals("account", commands.unknownField(1));
        assertEquals("x2", commands.unknownName(1));
        command(BID, CommandType.PLACE_BID, BOB);
        assertEquals(0, commands.unknownCount());
    }

    @Test
    void anUnknownSellerIsNotTheHouse() {
        command(
                "{\"type\":\"createAuction\",\"auction\":\"a\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                        + "\"increments\":{\"percent\":\"1\"},\"seller\":\"x\"}",
                CommandType.CREATE_AUCTION,
                0);
        assertEquals(
                Integer.MAX_VALUE,
                new CreateAuctionDecoder()
                        .wrapAndApplyHeader(commands.buffer(), 8, header)
                        .sellerAccountId());
        assertEquals("seller", commands.unknownField(0));
    }

    @Test
    void anUnknownAssetIsReadAsItWillBeCreated() {
        String json =
                "{\"type\":\"deposit\",\"account\":\"bob\",\"asset\":\"x\",\"amount\":\"1.005\",\"clOrdId\":\"1\"}";
        command(json, CommandType.DEPOSIT, BOB);
        commands.assumeAssetDecimals(2);
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(json, NO_SESSION));
        assertEquals("amount", commands.field());
    }

    @Test
    void escapedTextIsTheSameText() {
        command(
                BID.replace("placeBid", "place\\u0042id")
                        .replace("\"auction\"", "\"\\u0061uction\"")
                        .replace("lamp", "l\\u0061mp")
                        .replace("b1", "b\\\"\\\\1"),
                CommandType.PLACE_BID,
                BOB);
        PlaceBidDecoder body = new PlaceBidDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(LAMP, body.auctionId());
        assertEquals("b\"\\1", body.clOrdId());
    }

    @Test
    void anotherTypeIsLeftToWhoKnowsIt() {
        assertEquals(JsonCommands.Outcome.OTHER, decode("{\"type\":\"join\",\"room\":\"auction:lamp\"}", ALICE));
        assertEquals("auction:lamp", commands.reader().string("room", ""));
        assertNull(commands.type());
    }

    @Test
    void aRefIsKeptAlsoWhenTheMessageIsWrong() {
        String json = BID.replace("}", ",\"ref\":\"r-1\"}");
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(json, NO_SESSION));
        assertEquals("ref", commands.field());
        commands.acceptRef();
        command(json, CommandType.PLACE_BID, BOB);
        assertEquals("r-1", commands.ref());
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(json.replace("\"70.00\"", "70"), NO_SESSION));
        assertEquals("r-1", commands.ref());
        assertEquals("amount", commands.field());
        assertEquals(JsonCommands.Outcome.OTHER, decode("{\"type\":\"ping\",\"ref\":\"r-2\"}", NO_SESSION));
        assertEquals("r-2", commands.ref());
        command(BID, CommandType.PLACE_BID, BOB);
        assertNull(commands.ref());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ref\":7", "\"ref\":\"\"", "\"ref\":\"käse\""})
    void aBadRefIsMalformed(String ref) {
        commands.acceptRef();
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(BID.replace("}", "," + ref + "}"), NO_SESSION));
        assertEquals("ref", commands.field());
        assertNull(commands.ref());
    }

    @Test
    void aDoorsRejectionEchoesWhatWasSent() {
        commands.acceptRef();
        command(BID.replace("}", ",\"ref\":\"r\"}"), CommandType.PLACE_BID, BOB);
        JsonWriter out = new JsonWriter();
        commands.writeRejection(Refusal.BUSY, out);
        assertEquals(
                "{\"type\":\"bidRejected\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"code\":1001,\"name\":\"BUSY\","
                        + "\"message\":\"the engine is busy, try again\",\"ref\":\"r\"}",
                out.toString());
        decode("{\"type\":\"retractBid\",\"auction\":\"lamp\",\"qty\":\"1\"}", NO_SESSION);
        commands.writeRejection(Refusal.NOT_SUPPORTED, out.clear());
        assertEquals(
                "{\"type\":\"bidRejected\",\"code\":1103,\"name\":\"NOT_SUPPORTED\",\"message\":\"not supported\",\"field\":\"qty\"}",
                out.toString());
    }

    private void command(String json, CommandType type, int accountId) {
        assertEquals(
                JsonCommands.Outcome.COMMAND,
                decode(json, NO_SESSION),
                () -> commands.field() + ": " + commands.expected());
        assertEquals(type, commands.type());
        assertEquals(accountId, commands.accountId());
        assertEquals(accountId, head.wrap(commands.buffer(), 0).accountId());
        header.wrap(commands.buffer(), 8);
        assertEquals(type.templateId(), header.templateId());
    }

    private void query(String json, JsonQuery.Subject subject) {
        assertEquals(JsonCommands.Outcome.QUERY, decode(json, NO_SESSION));
        assertEquals(subject, commands.query().subject());
    }

    private JsonCommands.Outcome decode(String json, int sessionAccountId) {
        return decode(commands, json, sessionAccountId);
    }

    private static JsonCommands.Outcome decode(JsonCommands commands, String json, int sessionAccountId) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return commands.decode(text, 0, text.length, sessionAccountId, true);
    }
}
