package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.view.marketdata.MarketDataLevel;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.JournalReader;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conventions of the neutral door, sentence by sentence, and its example. */
final class PipeTest {
    private static final String USD = "{\"type\":\"createAsset\",\"asset\":\"USD\",\"decimals\":2}";
    private static final String ALICE = "{\"type\":\"createAccount\",\"account\":\"alice\"}";
    private static final String LAMP =
            "{\"type\":\"createAuction\",\"at\":0,\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\","
                    + "\"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"opensAt\":0,\"closesAt\":60000000}";
    private static final String BTC_USD =
            "{\"type\":\"createInstrument\",\"instrument\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\","
                    + "\"tick\":\"0.05\",\"lot\":\"0.1\",\"risk\":\"none\"}";

    private final PipeSession pipe = new PipeSession();

    @Test
    @DisplayName("the example: john's maximum beats jane's, at jane's plus one, capped")
    void theExampleGivesWhatItSays() {
        List<String> lines = pipe.autoCreate()
                .line(LAMP)
                .line(
                        "{\"type\":\"placeBid\",\"at\":1000000,\"auction\":\"lamp\",\"account\":\"john\",\"clOrdId\":\"1\",\"amount\":\"7.00\"}")
                .line(
                        "{\"type\":\"placeBid\",\"at\":2000000,\"auction\":\"lamp\",\"account\":\"jane\",\"clOrdId\":\"1\",\"amount\":\"6.00\"}")
                .line("{\"type\":\"time\",\"at\":61000000}")
                .run();
        assertEquals(
                List.of(
                        "{\"type\":\"created\",\"seq\":1,\"idx\":0,\"at\":0,\"kind\":\"asset\",\"id\":\"USD\"}",
                        "{\"type\":\"created\",\"seq\":2,\"idx\":0,\"at\":0,\"kind\":\"auction\",\"id\":\"lamp\"}",
                        "{\"type\":\"auctionOpened\",\"seq\":2,\"idx\":1,\"at\":0,\"auction\":\"lamp\",\"endsAt\":60000000,\"minNext\":\"1.00\"}",
                        "{\"type\":\"created\",\"seq\":3,\"idx\":0,\"at\":1000000,\"kind\":\"account\",\"id\":\"john\"}",
                        "{\"type\":\"bidAccepted\",\"seq\":4,\"idx\":0,\"at\":1000000,\"auction\":\"lamp\",\"account\":\"john\",\"clOrdId\":\"1\",\"price\":\"1.00\",\"leader\":\"john\",\"minNext\":\"2.00\",\"endsAt\":60000000}",
                        "{\"type\":\"auctionState\",\"seq\":4,\"idx\":1,\"at\":1000000,\"auction\":\"lamp\",\"price\":\"1.00\",\"leader\":\"john\",\"minNext\":\"2.00\",\"endsAt\":60000000,\"bids\":1,\"reserveMet\":true}",
                        "{\"type\":\"created\",\"seq\":5,\"idx\":0,\"at\":2000000,\"kind\":\"account\",\"id\":\"jane\"}",
                        "{\"type\":\"bidAccepted\",\"seq\":6,\"idx\":0,\"at\":2000000,\"auction\":\"lamp\",\"account\":\"jane\",\"clOrdId\":\"1\",\"price\":\"7.00\",\"leader\":\"john\",\"minNext\":\"8.00\",\"endsAt\":60000000}",
                        "{\"type\":\"auctionState\",\"seq\":6,\"idx\":1,\"at\":2000000,\"auction\":\"lamp\",\"price\":\"7.00\",\"leader\":\"john\",\"minNext\":\"8.00\",\"endsAt\":60000000,\"bids\":2,\"reserveMet\":true}",
                        "{\"type\":\"outbid\",\"seq\":6,\"idx\":2,\"at\":2000000,\"auction\":\"lamp\",\"account\":\"jane\",\"price\":\"7.00\"}",
                        "{\"type\":\"auctionClosed\",\"seq\":7,\"idx\":0,\"at\":60000000,\"auction\":\"lamp\",\"outcome\":\"sold\",\"price\":\"7.00\",\"winner\":\"john\"}"),
                lines);
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'';                                                                      hello",
                "'';                                                                      [1]",
                "'';                                                                      {\"type\":\"time\",\"at\":1} {}",
                "type;                                                                    {}",
                "type;                                                                    {\"type\":7}",
                "type;                                                                    {\"type\":\"createMoney\"}",
                "type;                                                                    {\"type\":\"time\",\"type\":\"time\",\"at\":1}",
                "account;                                       {\"type\":\"createAccount\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":7}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"a23456789012345678901234567890123\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"käse\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"a\\u0007\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"a\\ud800\"}",
                "account;                                       {\"type\":\"createAccount\",\"account\":\"a\",\"account\":\"a\"}",
                "colour;                                        {\"type\":\"createAccount\",\"account\":\"a\",\"colour\":\"red\"}",
                "amount;                                        {\"type\":\"createAccount\",\"account\":\"a\",\"amount\":\"1\"}",
                "unlimitedCredit;                               {\"type\":\"createAccount\",\"account\":\"a\",\"unlimitedCredit\":\"yes\"}",
                "decimals;                                      {\"type\":\"createAsset\",\"asset\":\"X\",\"decimals\":\"2\"}",
                "decimals;                                      {\"type\":\"createAsset\",\"asset\":\"X\",\"decimals\":19}",
                "decimals;                                      {\"type\":\"createAsset\",\"asset\":\"X\",\"decimals\":2.0}",
                "at;                                            {\"type\":\"time\"}",
                "at;                                            {\"type\":\"time\",\"at\":\"1\"}",
                "at;                                            {\"type\":\"time\",\"at\":1.5}",
                "at;                                            {\"type\":\"time\",\"at\":1e3}",
                "at;                                            {\"type\":\"time\",\"at\":1e400}",
                "at;                                            {\"type\":\"time\",\"at\":-1}",
                "at;                                            {\"type\":\"time\",\"at\":9223372036854776}",
                "at;                                            {\"type\":\"time\",\"at\":9223372036854775808}",
                "at;                                            {\"type\":\"time\",\"at\":NaN}",
                "amount;         {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":100,\"clOrdId\":\"1\"}",
                "amount;         {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.005\",\"clOrdId\":\"1\"}",
                "amount;         {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1e3\",\"clOrdId\":\"1\"}",
                "amount;         {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"46116860184273879.04\",\"clOrdId\":\"1\"}",
                "amount;         {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":null,\"clOrdId\":\"1\"}",
                "clOrdId;        {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.00\"}",
                "clOrdId;        {\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":1}",
                "price;          {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.0\",\"price\":\"100.001\"}",
                "price;          {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.0\",\"price\":100}",
                "qty;            {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.05\",\"price\":\"100\"}",
                "side;           {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"long\",\"qty\":\"1.0\",\"price\":\"100\"}",
                "timeInForce;    {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.0\",\"price\":\"100\",\"timeInForce\":\"GTC\"}",
                "postOnly;       {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.0\",\"price\":\"100\",\"postOnly\":1}",
                "tick;           {\"type\":\"createInstrument\",\"instrument\":\"I\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":0.01,\"lot\":\"1\"}",
                "lot;            {\"type\":\"createInstrument\",\"instrument\":\"I\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.01\"}",
                "risk;           {\"type\":\"createInstrument\",\"instrument\":\"I\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.01\",\"lot\":\"1\",\"risk\":\"some\"}",
                "selfTrade;      {\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"buy\",\"qty\":\"1.0\",\"price\":\"100\",\"selfTrade\":\"zz\"}",
                "uncross;        {\"type\":\"createInstrument\",\"instrument\":\"I\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.01\",\"lot\":\"1\",\"uncross\":\"zz\"}",
                "depth;          {\"type\":\"book?\",\"instrument\":\"BTC-USD\",\"depth\":0}",
            })
    void aLineThatIsNoValidCommandIsOneErrorAndTheStreamGoesOn(String field, String line) {
        List<String> output = pipe.line(USD)
                .line(ALICE)
                .line("{\"type\":\"createAsset\",\"asset\":\"BTC\",\"decimals\":8}")
                .line(BTC_USD)
                .line(line.strip())
                .line("{\"type\":\"createAccount\",\"account\":\"bob\"}")
                .run();
        assertEquals(6, output.size(), output::toString);
        JsonReader error = PipeSession.read(output.get(4));
        assertEquals("error", error.string("type", ""));
        assertEquals(5, error.integer("line", 0));
        assertEquals(field.equals("''") ? "" : field, error.string("field", null), output.get(4));
        assertTrue(error.string("message", "").startsWith("expected "), output.get(4));
        assertEquals("MALFORMED", error.string("name", ""));
        assertEquals(1101, error.integer("code", 0));
        assertEquals(-1, error.integer("seq", -1));
        assertEquals(5, PipeSession.read(output.get(5)).integer("seq", 0));
        assertEquals(ExitCode.USAGE, pipe.exitStatus());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "increments;              \"start\":\"1.00\"",
                "increments;              \"start\":\"1.00\",\"increments\":[]",
                "increments;              \"start\":\"1.00\",\"increments\":\"10%\"",
                "increments;              \"start\":\"1.00\",\"increments\":[[\"1.00\",\"0.05\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[null,\"0.05\"],[null,\"1.00\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[\"2.00\",\"0.05\"],[\"2.00\",\"0.10\"],[null,\"1.00\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[\"0.00\",\"0.05\"],[null,\"1.00\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[null,\"0.00\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[null,\"0.001\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[null,1]]",
                "increments;              \"start\":\"1.00\",\"increments\":[[null,\"1.00\",\"2.00\"]]",
                "increments;              \"start\":\"1.00\",\"increments\":{\"flat\":\"1.00\"}",
                "increments.percent;      \"start\":\"1.00\",\"increments\":{\"percent\":10}",
                "increments.percent;      \"start\":\"1.00\",\"increments\":{\"percent\":\"0\"}",
                "start;                   \"increments\":[[null,\"1.00\"]]",
                "start;                   \"start\":\"1.005\",\"increments\":[[null,\"1.00\"]]",
                "reserve;                 \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"reserve\":5",
                "qty;                     \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"qty\":\"1.5\"",
                "proxy;                   \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"proxy\":\"no\"",
                "buyNowPolicy;            \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"buyNowPolicy\":\"ALWAYS\"",
                "closesAt;                \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"closesAt\":\"60\"",
                "durationUs;              \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"durationUs\":-5",
                "softClose;               \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":5",
                "softClose;               \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":1,\"extensionUs\":1,\"x\":1}",
                "softClose.windowUs;      \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"extensionUs\":1}",
                "softClose.extensionUs;   \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":1}",
                "softClose.windowUs;      \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":\"1\",\"extensionUs\":1}",
                "softClose.anchor;        \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":1,\"extensionUs\":1,\"anchor\":\"start\"}",
                "softClose.trigger;       \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":1,\"extensionUs\":1,\"trigger\":7}",
                "softClose.capUs;         \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"softClose\":{\"windowUs\":1,\"extensionUs\":1,\"capUs\":-1}",
                "floor;                   \"start\":\"1.00\",\"increments\":[[null,\"1.00\"]],\"floor\":\"1.00\"",
            })
    void aDefinitionOfAnAuctionThatIsMalformedNamesTheField(String field, String fields) {
        List<String> output = pipe.line(USD)
                .line("{\"type\":\"createAuction\",\"auction\":\"a\",\"format\":\"english\",\"asset\":\"USD\","
                        + fields.strip() + "}")
                .run();
        assertEquals(field, PipeSession.read(output.get(1)).string("field", ""), output.get(1));
        assertEquals("MALFORMED", PipeSession.read(output.get(1)).string("name", ""), output.get(1));
        assertEquals(2, output.size());
        assertEquals(ExitCode.USAGE, pipe.exitStatus());
    }

    @Test
    void theDefaultsMayBeWrittenOut() {
        List<String> output = pipe.autoCreate()
                .line(
                        "{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"Q\",\"tick\":\"0.01\",\"lot\":\"1\","
                                + "\"risk\":\"none\",\"phase\":\"continuous\",\"uncross\":\"XETRA\",\"selfTrade\":\"none\"}")
                .line(
                        "{\"type\":\"newOrder\",\"account\":\"a\",\"clOrdId\":\"1\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"1.00\","
                                + "\"ordType\":\"limit\",\"timeInForce\":\"gtc\",\"postOnly\":false,\"selfTrade\":\"none\"}")
                .run();
        assertEquals("orderAccepted", PipeSession.type(output.get(4)));
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @Test
    void badUtf8IsOneError() {
        byte[] text = (USD + "\n{\"type\":\"createAccount\",\"account\":\"a?b\"}\n" + ALICE + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        text[new String(text, StandardCharsets.US_ASCII).indexOf('?', USD.length())] = (byte) 0xC0;
        List<String> output = PipeSession.lines(pipe.run(text));
        assertEquals("account", PipeSession.read(output.get(1)).string("field", ""));
        assertEquals("created", PipeSession.type(output.get(2)));
        assertEquals(ExitCode.USAGE, pipe.exitStatus());
    }

    @Test
    void aLineOfSixtyFourKibibytesIsReadAndALongerOneIsOneError() {
        String most = ALICE + " ".repeat(64 * 1024 - ALICE.length());
        List<String> output = pipe.line(most)
                .line(most + " ")
                .line("x".repeat(1_000_000))
                .line(USD)
                .run();
        assertEquals(4, output.size());
        assertEquals("created", PipeSession.type(output.get(0)));
        assertEquals("TOO_LARGE", PipeSession.read(output.get(1)).string("name", ""));
        assertEquals(2, PipeSession.read(output.get(1)).integer("line", 0));
        assertEquals(
                "expected a line of at most 65536 bytes",
                PipeSession.read(output.get(2)).string("message", ""));
        assertEquals(3, PipeSession.read(output.get(2)).integer("line", 0));
        assertEquals(2, PipeSession.read(output.get(3)).integer("seq", 0));
        assertEquals(ExitCode.USAGE, pipe.exitStatus());
    }

    @Test
    void aTooLongLastLineWithoutAnEndIsOneError() {
        List<String> output =
                PipeSession.lines(pipe.run((USD + "\n" + "x".repeat(300_000)).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(2, output.size());
        assertEquals("TOO_LARGE", PipeSession.read(output.get(1)).string("name", ""));
    }

    @Test
    void blankLinesAreSkippedAndCounted() {
        List<String> output = pipe.line("")
                .line("  \t ")
                .line("\r")
                .line(USD)
                .line("")
                .line("?")
                .run();
        assertEquals(2, output.size());
        assertEquals(1, PipeSession.read(output.get(0)).integer("seq", 0));
        assertEquals(6, PipeSession.read(output.get(1)).integer("line", 0));
    }

    @Test
    void carriageReturnsAndAMissingLastLineFeedAreTolerated() {
        List<String> output = PipeSession.lines(pipe.run((USD + "\r\n" + ALICE).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(2, output.size());
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @Test
    void nothingInIsNothingOut() {
        assertEquals(0, pipe.run(new byte[0]).length);
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @Test
    void strictStopsAtTheFirstError() {
        List<String> output = pipe.strict().line(USD).line("oops").line(ALICE).run();
        assertEquals(2, output.size());
        assertEquals("error", PipeSession.type(output.get(1)));
        assertEquals(ExitCode.USAGE, pipe.exitStatus());
    }

    @Test
    void aWellFormedCommandThatIsRefusedIsNoError() {
        List<String> output = pipe.line(USD)
                .line(USD)
                .line(
                        "{\"type\":\"deposit\",\"account\":\"nobody\",\"asset\":\"USD\",\"amount\":\"1.00\",\"clOrdId\":\"1\"}")
                .line(ALICE)
                .line(
                        "{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"EUR\",\"amount\":\"1.00\",\"clOrdId\":\"1\"}")
                .line(
                        "{\"type\":\"deposit\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"0.00\",\"clOrdId\":\"2\"}")
                .line(
                        "{\"type\":\"withdraw\",\"account\":\"alice\",\"asset\":\"USD\",\"amount\":\"5.00\",\"clOrdId\":\"3\"}")
                .line(
                        "{\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"4\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1.23456\",\"price\":\"0\"}")
                .line("{\"type\":\"cancelOrder\",\"account\":\"alice\",\"clOrdId\":\"4\",\"instrument\":\"X\"}")
                .line(
                        "{\"type\":\"placeBid\",\"account\":\"alice\",\"clOrdId\":\"5\",\"auction\":\"X\",\"amount\":\"1.2345\"}")
                .line("{\"type\":\"buyNow\",\"account\":\"alice\",\"clOrdId\":\"6\",\"auction\":\"X\"}")
                .line("{\"type\":\"cancelAuction\",\"account\":\"alice\",\"clOrdId\":\"7\",\"auction\":\"X\"}")
                .run();
        assertEquals(
                List.of(
                        "created -",
                        "rejected DUPLICATE_NAME",
                        "rejected UNKNOWN_ACCOUNT",
                        "created -",
                        "rejected UNKNOWN_ASSET",
                        "rejected AMOUNT_NOT_POSITIVE",
                        "rejected INSUFFICIENT_FUNDS",
                        "orderRejected UNKNOWN_INSTRUMENT",
                        "cancelRejected UNKNOWN_INSTRUMENT",
                        "bidRejected UNKNOWN_AUCTION",
                        "bidRejected UNKNOWN_AUCTION",
                        "rejected UNKNOWN_AUCTION"),
                output.stream()
                        .map(PipeSession::read)
                        .map(event -> event.string("type", "") + " " + event.string("name", "-"))
                        .toList());
        assertEquals("nobody", PipeSession.read(output.get(2)).string("account", ""));
        assertEquals("asset", PipeSession.read(output.get(1)).string("kind", ""));
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @Test
    void timeNeverGoesBack() {
        List<String> output = pipe.line("{\"type\":\"createAccount\",\"at\":5000,\"account\":\"a\"}")
                .line("{\"type\":\"createAccount\",\"at\":4000,\"account\":\"b\"}")
                .line("{\"type\":\"createAccount\",\"account\":\"c\"}")
                .line("{\"type\":\"time\",\"at\":9000}")
                .line("{\"type\":\"createAccount\",\"at\":1,\"account\":\"d\"}")
                .run();
        assertEquals(
                List.of(5000L, 5000L, 5000L, 9000L),
                output.stream()
                        .map(line -> PipeSession.read(line).integer("at", -1))
                        .toList());
    }

    @Test
    @DisplayName("SC-7: what time brings about has a seq of its own, at its own time")
    void whatTimeBringsAboutComesBeforeTheCommandThatMovedIt() {
        List<String> output = pipe.line(USD)
                .line(LAMP)
                .line("{\"type\":\"createAccount\",\"at\":99000000,\"account\":\"late\"}")
                .run();
        JsonReader closed = PipeSession.read(output.get(3));
        assertEquals("auctionClosed", closed.string("type", ""));
        assertEquals("unsold", closed.string("outcome", ""));
        assertEquals(60_000_000, closed.integer("at", 0));
        assertEquals(3, closed.integer("seq", 0));
        assertEquals(4, PipeSession.read(output.get(4)).integer("seq", 0));
    }

    @Test
    void autoCreatedAccountsMayOweAndAnUnknownAssetHasTwoDecimals() {
        List<String> output = pipe.autoCreate()
                .line(
                        "{\"type\":\"withdraw\",\"account\":\"a\",\"asset\":\"EUR\",\"amount\":\"5.00\",\"clOrdId\":\"1\"}")
                .line(
                        "{\"type\":\"deposit\",\"account\":\"b\",\"asset\":\"CHF\",\"amount\":\"5.001\",\"clOrdId\":\"1\"}")
                .run();
        assertEquals("asset", PipeSession.read(output.get(0)).string("kind", ""));
        assertEquals("account", PipeSession.read(output.get(1)).string("kind", ""));
        assertEquals("-5.00", PipeSession.read(output.get(2)).string("available", ""));
        assertEquals("amount", PipeSession.read(output.get(3)).string("field", ""));
        assertEquals(4, output.size(), "an invalid line creates nothing");
    }

    @Test
    void autoCreateCreatesASellerOnceAndABaseThatIsItsQuote() {
        List<String> output = pipe.autoCreate()
                .line(LAMP.replace("\"start\"", "\"seller\":\"sue\",\"start\""))
                .line(
                        "{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"B\",\"tick\":\"0.01\",\"lot\":\"1\"}")
                .run();
        assertEquals(
                3,
                PipeSession.ofType(output, "created").stream()
                        .filter(line -> line.contains("\"asset\"") || line.contains("\"sue\""))
                        .count());
        assertEquals("rejected", PipeSession.type(output.get(output.size() - 1)), output::toString);
    }

    @Test
    void anUnknownSellerIsRefusedAndNotTakenForTheHouse() {
        List<String> output = pipe.line(USD)
                .line(LAMP.replace("\"start\"", "\"seller\":\"sue\",\"start\""))
                .run();
        assertEquals("UNKNOWN_ACCOUNT", PipeSession.read(output.get(1)).string("name", ""));
    }

    @Test
    void queriesAreAnsweredInPlaceWithTheLastSeq() {
        List<String> output = pipe.autoCreate()
                .line(BTC_USD)
                .line(order("a", "1", "sell", "0.5", "100.10"))
                .line(order("b", "1", "sell", "0.2", "100.10"))
                .line(order("a", "2", "sell", "0.1", "100.05"))
                .line(order("a", "3", "buy", "1.0", "99.95"))
                .line("{\"type\":\"book?\",\"instrument\":\"BTC-USD\"}")
                .line(order("b", "2", "buy", "0.3", "100.10"))
                .line("{\"type\":\"book?\",\"instrument\":\"BTC-USD\",\"depth\":1,\"at\":77}")
                .line("{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"1\"}")
                .line("{\"type\":\"order?\",\"account\":\"b\",\"clOrdId\":\"2\"}")
                .line("{\"type\":\"cancelOrder\",\"account\":\"a\",\"instrument\":\"BTC-USD\",\"clOrdId\":\"3\"}")
                .line("{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"3\"}")
                .line("{\"type\":\"order?\",\"account\":\"a\",\"clOrdId\":\"none\"}")
                .line("{\"type\":\"book?\",\"instrument\":\"none\"}")
                .line("{\"type\":\"auction?\",\"auction\":\"none\"}")
                .line("{\"type\":\"balance?\",\"account\":\"none\",\"asset\":\"USD\"}")
                .line("{\"type\":\"balance?\",\"account\":\"a\",\"asset\":\"USD\"}")
                .run();
        List<String> books = PipeSession.ofType(output, "book");
        assertEquals(
                "{\"type\":\"book\",\"seq\":9,\"idx\":0,\"at\":0,\"instrument\":\"BTC-USD\",\"bids\":[[\"99.95\",\"1.0\",1]],"
                        + "\"asks\":[[\"100.05\",\"0.1\",1],[\"100.10\",\"0.7\",2]]}",
                books.get(0));
        assertEquals(
                "{\"type\":\"book\",\"seq\":10,\"idx\":0,\"at\":77,\"instrument\":\"BTC-USD\",\"bids\":[[\"99.95\",\"1.0\",1]],"
                        + "\"asks\":[[\"100.10\",\"0.5\",2]]}",
                books.get(1));
        List<String> orders = PipeSession.ofType(output, "order");
        assertEquals(
                "{\"type\":\"order\",\"seq\":10,\"idx\":0,\"at\":77,\"account\":\"a\",\"clOrdId\":\"1\",\"state\":\"open\",\"price\":\"100.10\","
                        + "\"qty\":\"0.5\",\"leaves\":\"0.3\",\"filled\":\"0.2\",\"orderId\":\"1\",\"instrument\":\"BTC-USD\",\"side\":\"sell\"}",
                orders.get(0));
        assertTrue(
                orders.get(1)
                        .contains(
                                "\"state\":\"filled\",\"price\":\"100.10\",\"qty\":\"0.3\",\"leaves\":\"0.0\",\"filled\":\"0.3\""));
        assertTrue(
                orders.get(2)
                        .contains(
                                "\"state\":\"canceled\",\"price\":\"99.95\",\"qty\":\"1.0\",\"leaves\":\"0.0\",\"filled\":\"0.0\""));
        assertEquals(
                List.of("UNKNOWN_ORDER", "UNKNOWN_INSTRUMENT", "UNKNOWN_AUCTION", "UNKNOWN_ACCOUNT"),
                PipeSession.ofType(output, "rejected").stream()
                        .map(line -> PipeSession.read(line).string("name", ""))
                        .toList());
        assertTrue(
                output.get(output.size() - 1).contains("\"total\":\"0.00\",\"held\":\"0.00\",\"available\":\"0.00\""));
        assertEquals(ExitCode.OK, pipe.exitStatus());
    }

    @Test
    void anAuctionIsShownFromScheduledToClosed() {
        String lamp = LAMP.replace("\"opensAt\":0", "\"opensAt\":10");
        List<String> output = pipe.autoCreate()
                .line(lamp)
                .line("{\"type\":\"auction?\",\"auction\":\"lamp\"}")
                .line("{\"type\":\"auction?\",\"auction\":\"lamp\",\"at\":10}")
                .line(
                        "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"a\",\"clOrdId\":\"1\",\"amount\":\"5.00\"}")
                .line("{\"type\":\"balance?\",\"account\":\"a\",\"asset\":\"USD\"}")
                .line("{\"type\":\"auction?\",\"auction\":\"lamp\"}")
                .line("{\"type\":\"auction?\",\"auction\":\"lamp\",\"at\":60000000}")
                .line("{\"type\":\"balance?\",\"account\":\"a\",\"asset\":\"USD\"}")
                .line("{\"type\":\"balance?\",\"account\":\"gavel.house\",\"asset\":\"USD\"}")
                .run();
        List<String> shown = PipeSession.ofType(output, "auction");
        assertTrue(
                shown.get(0)
                        .endsWith(
                                "\"state\":\"scheduled\",\"minNext\":\"1.00\",\"endsAt\":60000000,\"bids\":0,\"reserveMet\":true,\"opensAt\":10}"),
                shown.get(0));
        assertTrue(
                shown.get(1)
                        .endsWith(
                                "\"state\":\"open\",\"minNext\":\"1.00\",\"endsAt\":60000000,\"bids\":0,\"reserveMet\":true}"),
                shown.get(1));
        assertTrue(
                shown.get(2)
                        .endsWith(
                                "\"state\":\"open\",\"price\":\"1.00\",\"leader\":\"a\",\"minNext\":\"2.00\",\"endsAt\":60000000,\"bids\":1,\"reserveMet\":true}"),
                shown.get(2));
        assertTrue(shown.get(3).contains("\"state\":\"closed\",\"price\":\"1.00\",\"leader\":\"a\""), shown.get(3));
        List<String> balances = PipeSession.ofType(output, "balance");
        assertTrue(
                balances.get(0).endsWith("\"total\":\"0.00\",\"held\":\"5.00\",\"available\":\"-5.00\"}"),
                balances.get(0));
        assertTrue(
                balances.get(1).endsWith("\"total\":\"-1.00\",\"held\":\"0.00\",\"available\":\"-1.00\"}"),
                balances.get(1));
        assertTrue(
                balances.get(2).endsWith("\"total\":\"1.00\",\"held\":\"0.00\",\"available\":\"1.00\"}"),
                balances.get(2));
    }

    @Test
    void aClOrdIdUsedAgainGetsTheSameAnswerOrIsRefused() {
        String bid =
                "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"a\",\"clOrdId\":\"1\",\"amount\":\"5.00\"}";
        List<String> output = pipe.autoCreate()
                .line(LAMP)
                .line(bid)
                .line(
                        "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"b\",\"clOrdId\":\"1\",\"amount\":\"9.00\"}")
                .line(bid)
                .line(bid.replace("5.00", "6.00"))
                .line(
                        "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"b\",\"clOrdId\":\"2\",\"amount\":\"8.00\"}")
                .line(
                        "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"b\",\"clOrdId\":\"2\",\"amount\":\"8.00\"}")
                .line(
                        "{\"type\":\"deposit\",\"account\":\"a\",\"asset\":\"USD\",\"amount\":\"5.00\",\"clOrdId\":\"d\"}")
                .line(
                        "{\"type\":\"deposit\",\"account\":\"a\",\"asset\":\"USD\",\"amount\":\"5.00\",\"clOrdId\":\"d\"}")
                .run();
        List<String> accepted = PipeSession.ofType(output, "bidAccepted");
        assertTrue(accepted.get(0)
                .endsWith("\"price\":\"1.00\",\"leader\":\"a\",\"minNext\":\"2.00\",\"endsAt\":60000000}"));
        assertTrue(
                accepted.get(2)
                        .endsWith(
                                "\"price\":\"1.00\",\"leader\":\"a\",\"minNext\":\"2.00\",\"endsAt\":60000000,\"duplicate\":true,\"originalSeq\":4}"),
                accepted.get(2));
        List<String> rejected = PipeSession.ofType(output, "bidRejected");
        assertTrue(rejected.get(0).contains("CL_ORD_ID_REUSED"), rejected.get(0));
        assertTrue(rejected.get(1).contains("NOT_ABOVE_OWN_MAXIMUM"), rejected.get(1));
        assertTrue(rejected.get(2).contains("NOT_ABOVE_OWN_MAXIMUM"), rejected.get(2));
        assertTrue(rejected.get(2).contains("\"duplicate\":true"), rejected.get(2));
        List<String> balances = PipeSession.ofType(output, "balance");
        assertTrue(
                balances.get(1).contains("\"total\":\"5.00\"")
                        && balances.get(1).contains("\"duplicate\":true"),
                balances.get(1));
    }

    @Test
    void aDefaultThatIsSaidIsTheSameCommand() {
        String bid =
                "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"a\",\"clOrdId\":\"1\",\"amount\":\"5.00\"}";
        List<String> output = pipe.autoCreate()
                .line(LAMP)
                .line(bid)
                .line(bid.replace("}", ",\"qty\":\"1\"}"))
                .line(bid.replace("}", ",\"qty\":\"2\"}"))
                .run();
        List<String> accepted = PipeSession.ofType(output, "bidAccepted");
        assertTrue(accepted.get(1).contains("\"duplicate\":true"), accepted.get(1));
        List<String> rejected = PipeSession.ofType(output, "bidRejected");
        assertTrue(rejected.get(0).contains("CL_ORD_ID_REUSED"), rejected.get(0));
    }

    @Test
    void aTooLowBidIsToldTheLeastThatWouldDo() {
        List<String> output = pipe.autoCreate()
                .line(LAMP)
                .line(
                        "{\"type\":\"placeBid\",\"auction\":\"lamp\",\"account\":\"a\",\"clOrdId\":\"1\",\"amount\":\"0.50\"}")
                .run();
        assertEquals("1.00", PipeSession.read(output.get(output.size() - 1)).string("minNext", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void theSameInputGivesTheSameBytesHoweverItArrives(int chunk) {
        byte[] text = LongInput.text(2_000);
        byte[] expected = new PipeSession().autoCreate().run(text);
        assertTrue(expected.length > 500_000, "length=" + expected.length);
        assertArrayEquals(expected, new PipeSession().autoCreate().run(text));
        assertArrayEquals(expected, new PipeSession().autoCreate().run(chunked(text, chunk)));
    }

    @Test
    void theJournalHoldsEveryTransactionAndTheOutputIsTheSame(@TempDir Path folder) {
        byte[] text = LongInput.text(500);
        byte[] expected = new PipeSession().autoCreate().run(text);
        try (ChronicleJournal journal = ChronicleJournal.open(folder, JournalConfig.small())) {
            assertArrayEquals(
                    expected, new PipeSession().autoCreate().journal(journal).run(text));
        }
        long lastSeq = 0;
        long events = 0;
        Transaction transaction = new Transaction();
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.poll(transaction)) {
                lastSeq = transaction.seq();
                events += transaction.eventCount();
            }
        }
        List<String> lines = PipeSession.lines(expected);
        long shown = lines.stream()
                .filter(line -> !PipeSession.type(line).equals("error"))
                .count();
        assertEquals(shown, events);
        assertEquals(PipeSession.read(lines.get(lines.size() - 1)).integer("seq", 0), lastSeq);
    }

    private static String order(String account, String clOrdId, String side, String qty, String price) {
        return "{\"type\":\"newOrder\",\"account\":\"" + account + "\",\"clOrdId\":\"" + clOrdId
                + "\",\"instrument\":\"BTC-USD\",\"side\":\"" + side + "\",\"qty\":\"" + qty + "\",\"price\":\"" + price
                + "\"}";
    }

    private static InputStream chunked(byte[] text, int chunk) {
        return new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(chunk, length));
            }
        };
    }

    @Test
    void marketDataFollowsTheEventsOfItsCommand() throws IOException {
        String commands = BTC_USD + "\n"
                + "{\"type\":\"newOrder\",\"account\":\"alice\",\"clOrdId\":\"1\",\"instrument\":\"BTC-USD\","
                + "\"side\":\"sell\",\"qty\":\"0.3\",\"price\":\"100.05\"}\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PipeRunner(true, true, null)
                .withMarketData(MarketDataLevel.L2, false)
                .run(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)), out);
        List<String> lines = PipeSession.lines(out.toByteArray());
        assertEquals("orderAccepted", PipeSession.type(lines.get(lines.size() - 2)));
        assertTrue(
                lines.get(lines.size() - 1)
                        .endsWith("\"instrument\":\"BTC-USD\",\"number\":1,\"side\":\"sell\",\"price\":\"100.05\","
                                + "\"qty\":\"0.3\",\"orders\":1}"),
                lines.get(lines.size() - 1));
    }
}
