package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.CommandForms;
import io.gavel.wire.CommandType;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Auctions of all formats, and what is done in them, from JSON to the wire. */
final class JsonAuctionCommandsTest {
    private static final String ENGLISH = "'format':'english','increments':[[null,'1.00']]";
    private static final String DUTCH = "'format':'dutch','floor':'0.50','step':'0.10','intervalUs':1000";
    private static final String REVERSE =
            "'format':'reverse','step':'0.10','rounds':{'count':2,'roundUs':5},'closesAt':9";

    private final JsonCommands commands = new JsonCommands(KnownWorld.directory(), true);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Test
    void anEnglishAuctionOfPlainTermsIsWrittenAsItAlwaysWas() {
        create(ENGLISH);
        assertEquals(1, header.wrap(commands.buffer(), 8).version());
        assertEquals(CommandForms.PLAIN_AUCTION_LENGTH, header.blockLength());
        create(ENGLISH + ",'softClose':{'windowUs':1,'extensionUs':1,'scope':'lot'}");
        assertEquals(1, header.wrap(commands.buffer(), 8).version(), "the lot is the default");
        create(ENGLISH + ",'lowering':true");
        assertEquals(3, header.wrap(commands.buffer(), 8).version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed", "vickrey", "uniform"})
    void bidsOfHiddenFormatsAreNoMaxima(String format) {
        CreateAuctionDecoder auction = create("'format':'" + format + "','closesAt':9");
        assertEquals(AuctionFormat.valueOf(format.toUpperCase(Locale.ROOT)), auction.format());
        assertEquals(BooleanType.FALSE, auction.proxy());
        malformed("'format':'" + format + "','closesAt':9,'proxy':true", "proxy");
        assertEquals(
                BooleanType.FALSE,
                create("'format':'" + format + "','proxy':false").proxy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'format':'english'|increments",
                "'format':'hybrid','step':'1','intervalUs':5,'clockAdd':'1'|increments",
                "'format':'discriminatory'|increments",
                "'format':'dutch','floor':'0.50','step':'0.10'|intervalUs",
                "'format':'reverse','step':'0.10'|rounds",
                "'format':'sealed','increments':'EBAY'|increments",
                "'format':'sealed','softClose':{'windowUs':1,'extensionUs':1}|softClose",
                "'format':'vickrey','ceiling':'5.00'|ceiling",
                "'format':'yankee'|format",
            })
    void whatAFormatLacksOrDoesNotHaveIsNamed(String fields, String field) {
        malformed(fields, field);
    }

    @Test
    void aFieldOfAnotherFormatIsNamed() {
        malformed(ENGLISH + ",'floor':'0.50'", "floor");
        assertEquals("expected no such field for format english", commands.expected());
        malformed(DUTCH + ",'reserve':'0.60'", "reserve");
        malformed(REVERSE + ",'buyNow':'0.60'", "buyNow");
    }

    @Test
    @DisplayName("ENG-2: tables by name, bounds that are included end one unit above")
    void tablesHaveNames() {
        assertEquals(
                List.of(
                        "100:5",
                        "500:25",
                        "2500:50",
                        "10000:100",
                        "25000:250",
                        "50000:500",
                        "100000:1000",
                        "250000:2500",
                        "500000:5000",
                        "-:10000"),
                bands("EBAY"));
        assertEquals(
                List.of("2001:50", "20001:100", "100001:500", "500001:1000", "2500001:5000", "-:10000"),
                bands("TRADE_ME"));
        assertEquals(
                List.of("3501:100", "10001:500", "100001:1000", "500001:5000", "1000001:10000", "-:25000"),
                bands("MAXSOLD"));
        malformed("'format':'english','increments':'MYBAY'", "increments");
    }

    @Test
    void aPercentageMayHaveAFloorAndBeRoundedDown() {
        CreateAuctionDecoder auction =
                create("'format':'english','increments':{'percent':'5','floor':'0.01','rounding':'down'}");
        assertEquals(5_000_000, auction.incrementPercentMicros());
        assertEquals(1, auction.incrementFloor());
        malformed("'format':'english','increments':{'percent':'5','rounding':'even'}", "increments.rounding");
        malformed("'format':'english','increments':{'percent':'5','floor':'0.00'}", "increments.floor");
    }

    @Test
    @DisplayName("FEE-1: a fee is a percentage, or tiers of the hammer price")
    void feesHaveTiers() {
        CreateAuctionDecoder auction = create(ENGLISH + ",'premium':[['100.00','25'],[null,'12.5']],'commission':'10'");
        auction.increments().forEachRemaining(band -> {});
        CreateAuctionDecoder.PremiumDecoder premium = auction.premium();
        assertEquals(2, premium.count());
        assertEquals(10_000, premium.next().below());
        assertEquals(25_000_000, premium.percentMicros());
        assertEquals(12_500_000, premium.next().percentMicros());
        assertEquals(10_000_000, auction.commission().next().percentMicros());
        assertEquals("a", auction.name());
        malformed(ENGLISH + ",'premium':[['100.00','25']]", "premium");
        malformed(ENGLISH + ",'premium':7", "premium");
    }

    @Test
    @DisplayName("UNI-1: only a bid at the one price leaves its amount open")
    void aBidWithoutAnAmount() {
        assertEquals(0, bid("'auction':'bonds'").amount());
        assertEquals(-1, bid("'auction':'bonds','amount':'0'").amount());
        decode("{'type':'placeBid','account':'bob','clOrdId':'1','auction':'lamp'}");
        assertEquals("amount", commands.field());
    }

    @Test
    void aBidIsForTheLotOrForOneUnit() {
        assertEquals(0, bid("'auction':'vase','amount':'5','qty':'3'").qty());
        assertEquals(3, bid("'auction':'bonds','amount':'5','qty':'3'").qty());
        assertEquals(0, bid("'auction':'bonds','amount':'5','qty':'1'").qty());
        assertEquals(0, bid("'auction':'tulips','amount':'5','qty':'1'").qty());
        assertEquals(-1, bid("'auction':'tulips','amount':'5','qty':'0'").qty());
    }

    @Test
    void aCancelWithoutAReasonIsWrittenAsItAlwaysWas() {
        String cancel = "{'type':'cancelAuction','account':'sue','clOrdId':'c','auction':'vase'";
        command(cancel + "}", CommandType.CANCEL_AUCTION);
        assertEquals(1, header.wrap(commands.buffer(), 8).version());
        command(cancel + ",'reason':'fraud'}", CommandType.CANCEL_AUCTION);
        assertEquals(3, header.wrap(commands.buffer(), 8).version());
        assertEquals(
                AuctionCancelReason.FRAUD,
                new CancelAuctionDecoder()
                        .wrapAndApplyHeader(commands.buffer(), 8, header)
                        .reason());
    }

    @Test
    void aStandingIsOfAnAuctionOrOfASession() {
        command("{'type':'setBidder','session':'evening','bidder':'x','standing':'blocked'}", CommandType.SET_BIDDER);
        SetBidderDecoder set = new SetBidderDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
        assertEquals(KnownWorld.EVENING, set.sessionId());
        assertEquals(0, set.auctionId());
        assertEquals("bidder", commands.unknownField(0));
        assertTrue(set.bidderAccountId() > KnownWorld.SUE, "an account that nobody has");
        decode("{'type':'setBidder','bidder':'bob','standing':'blocked'}");
        assertEquals("auction", commands.field());
        decode("{'type':'setBidder','session':'evening','auction':'vase','bidder':'bob','standing':'blocked'}");
        assertEquals("auction", commands.field());
    }

    private List<String> bands(String table) {
        CreateAuctionDecoder.IncrementsDecoder group =
                create("'format':'english','increments':'" + table + "'").increments();
        List<String> bands = new ArrayList<>();
        while (group.hasNext()) {
            group.next();
            boolean isLast = group.below() == EventFields.ABSENT;
            bands.add((isLast ? "-" : Long.toString(group.below())) + ":" + group.step());
        }
        return bands;
    }

    private CreateAuctionDecoder create(String fields) {
        command(auction(fields), CommandType.CREATE_AUCTION);
        return new CreateAuctionDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
    }

    private PlaceBidDecoder bid(String fields) {
        command("{'type':'placeBid','account':'bob','clOrdId':'1'," + fields + "}", CommandType.PLACE_BID);
        return new PlaceBidDecoder().wrapAndApplyHeader(commands.buffer(), 8, header);
    }

    private void command(String json, CommandType type) {
        assertEquals(JsonCommands.Outcome.COMMAND, decode(json), () -> commands.field() + ": " + commands.expected());
        assertEquals(type, commands.type());
    }

    private void malformed(String fields, String field) {
        assertEquals(JsonCommands.Outcome.MALFORMED, decode(auction(fields)));
        assertEquals(field, commands.field());
    }

    private static String auction(String fields) {
        return "{'type':'createAuction','auction':'a','asset':'USD','start':'1.00'," + fields + "}";
    }

    private JsonCommands.Outcome decode(String json) {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return commands.decode(text, 0, text.length, 0, true);
    }
}
