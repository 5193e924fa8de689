package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.Directory;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.RetractionReason;
import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands come out as the JSON that they can be read from. */
final class JsonCommandLinesTest {
    private static final long AT_NS = 1_234_567_000;

    private final Directory directory = KnownWorld.directory();
    private final JsonCommandLines lines = new JsonCommandLines(directory);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'createAsset','asset':'EUR','decimals':2}",
                "{'type':'createAccount','account':'a \\\\ b'}",
                "{'type':'createAccount','account':'carl','unlimitedCredit':true}",
                "{'type':'createInstrument','instrument':'I','base':'BTC','quote':'USD','tick':'0.050','lot':'5'}",
                "{'type':'createInstrument','instrument':'I','base':'BTC','quote':'USD','tick':'0.05','lot':'5',"
                        + "'risk':'none','minQty':'5','maxQty':'50','maxNotional':'9.25'}",
                "{'type':'deposit','account':'alice','asset':'USD','amount':'5.5','clOrdId':'d|1='}",
                "{'type':'withdraw','account':'bob','asset':'BTC','amount':'0.00000001','clOrdId':'w1'}",
                "{'type':'newOrder','account':'alice','clOrdId':'o1','instrument':'BTC-USD','side':'buy',"
                        + "'price':'9.90','qty':'0.3'}",
                "{'type':'newOrder','account':'bob','clOrdId':'o2','instrument':'BTC-USD','side':'sell',"
                        + "'price':'9.90','qty':'0.3','timeInForce':'ioc'}",
                "{'type':'newOrder','account':'bob','clOrdId':'o3','instrument':'BTC-USD','side':'sell','qty':'-1'}",
                "{'type':'cancelOrder','account':'bob','clOrdId':'o2','instrument':'BTC-USD'}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'lamp','amount':'70.00'}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'vase','amount':'70.00','qty':'2'}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'vase','amount':'70.00','qty':'0'}",
                "{'type':'buyNow','account':'bob','clOrdId':'b2','auction':'lamp'}",
                "{'type':'cancelAuction','account':'sue','clOrdId':'c2','auction':'vase'}",
                "{'type':'createAuction','auction':'A','format':'english','asset':'USD','start':'1.00',"
                        + "'increments':[[null,'1.00']]}",
                "{'type':'createAuction','auction':'A','format':'english','asset':'USD','start':'1.00','qty':'7',"
                        + "'seller':'sue','reserve':'5.00','buyNow':'9.00','buyNowPolicy':'UNTIL_RESERVE_MET',"
                        + "'proxy':false,'increments':[['5.00','0.25'],[null,'1.00']],'opensAt':5,'closesAt':99,"
                        + "'softClose':{'windowUs':10,'extensionUs':20,'capUs':30,'anchor':'end','trigger':'leader'}}",
                "{'type':'createAuction','auction':'A','format':'english','asset':'USD','start':'1.00',"
                        + "'increments':{'percent':'12.5'},'durationUs':60,"
                        + "'softClose':{'windowUs':10,'extensionUs':20}}",
                "{'type':'createAuction','auction':'A','format':'english','asset':'USD','start':'1.00',"
                        + "'reserve':'5.00','reservePolicy':'followsSecond','lowering':true,'bidders':'admitted',"
                        + "'increments':{'percent':'5','floor':'0.01','rounding':'down'},'session':'evening','lot':7,"
                        + "'softClose':{'windowUs':10,'extensionUs':20,'scope':'group'},'category':'lamps',"
                        + "'premium':[['100.00','25'],[null,'12.5']],'commission':'10'}",
                "{'type':'createAuction','auction':'A','format':'english','asset':'USD','start':'1.00',"
                        + "'increments':'EBAY','outage':{'graceUs':5},'retraction':{'freeUs':43200,'withinUs':3600},"
                        + "'secondChance':{'windowUs':60,'items':2}}",
                "{'type':'createAuction','auction':'A','format':'dutch','asset':'USD','start':'9.00','qty':'3',"
                        + "'floor':'1.00','step':'0.50','intervalUs':1000,'restartUp':'2.00','closesAt':99}",
                "{'type':'createAuction','auction':'A','format':'sealed','asset':'USD','start':'9.00','durationUs':9}",
                "{'type':'createAuction','auction':'A','format':'vickrey','asset':'USD','start':'9.00',"
                        + "'reserve':'10.00','closesAt':99,'outage':{'graceUs':5,'windowUs':7}}",
                "{'type':'createAuction','auction':'A','format':'uniform','asset':'USD','start':'9.00','qty':'50',"
                        + "'ceiling':'12.00','closesAt':99}",
                "{'type':'createAuction','auction':'A','format':'discriminatory','asset':'USD','start':'9.00',"
                        + "'qty':'50','increments':[[null,'1.00']],'closesAt':99}",
                "{'type':'createAuction','auction':'A','format':'reverse','asset':'USD','start':'9.00','step':'0.10',"
                        + "'rounds':{'count':3,'turnUs':5},'closesAt':99,'seller':'sue'}",
                "{'type':'createAuction','auction':'A','format':'hybrid','asset':'USD','start':'9.00','step':'0.10',"
                        + "'intervalUs':5,'clockAdd':'4.00','increments':{'percent':'5'},'proxy':false,'closesAt':99}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'bonds'}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'bonds','amount':'0.00','qty':'4'}",
                "{'type':'placeBid','account':'bob','clOrdId':'b1','auction':'tulips','amount':'9.00','qty':'3'}",
                "{'type':'retractBid','account':'bob','clOrdId':'r1','auction':'lamp'}",
                "{'type':'retractBid','account':'bob','clOrdId':'r1','auction':'lamp','origClOrdId':'b1',"
                        + "'reason':'sellerUnreachable'}",
                "{'type':'cancelAuction','account':'sue','clOrdId':'c2','auction':'vase','reason':'damaged'}",
                "{'type':'closeAuction','account':'sue','clOrdId':'c2','auction':'vase'}",
                "{'type':'cancelSale','account':'sue','clOrdId':'c2','auction':'vase'}",
                "{'type':'cancelSale','account':'sue','clOrdId':'c2','auction':'bonds','winner':'bob',"
                        + "'reason':'notPaid'}",
                "{'type':'offerSecondChance','account':'sue','clOrdId':'o2','auction':'vase','bidder':'bob'}",
                "{'type':'offerSecondChance','account':'sue','clOrdId':'o2','auction':'vase','bidder':'bob',"
                        + "'expiresInUs':60000000}",
                "{'type':'answerOffer','account':'bob','clOrdId':'a2','auction':'vase'}",
                "{'type':'answerOffer','account':'bob','clOrdId':'a2','auction':'vase','accept':false}",
                "{'type':'setBidder','account':'sue','auction':'vase','bidder':'bob','standing':'admitted',"
                        + "'maxBid':'500.00'}",
                "{'type':'setBidder','session':'evening','bidder':'bob','standing':'blocked'}",
                "{'type':'setBidLimits','account':'bob','asset':'USD','maxBid':'5.00','maxExposure':'9.00'}",
                "{'type':'setBidLimits','account':'bob','asset':'BTC'}",
                "{'type':'createSession','session':'morning','mode':'timed','previewAt':1,'opensAt':2,'closesAt':3,"
                        + "'staggerUs':30}",
                "{'type':'createSession','session':'morning','mode':'sequential','lotDurationUs':60}",
                "{'type':'scheduleSession','session':'evening','previewAt':1,'opensAt':2,'closesAt':3}",
            })
    void whatIsWrittenIsReadAsTheSameCommand(String json) {
        byte[] sent = decoded(json.replace('\'', '"'));
        String written = text(commands.buffer());
        assertArrayEquals(sent, decoded(written), written);
        assertEquals(AT_NS, commands.atNs(), "the time is part of it");
    }

    @Test
    void aBidShowsAllThatItsSenderSaid() {
        decoded(
                "{\"type\":\"placeBid\",\"account\":\"bob\",\"clOrdId\":\"b1\",\"auction\":\"lamp\",\"amount\":\"70\"}");
        assertEquals(
                "{\"type\":\"placeBid\",\"at\":1234567,\"account\":\"bob\",\"auction\":\"lamp\",\"amount\":\"70.00\","
                        + "\"clOrdId\":\"b1\"}",
                text(commands.buffer()));
    }

    @Test
    void whatTheDirectoryDoesNotKnowIsShownById() {
        CommandWriter command = new CommandWriter();
        command.placeBid(99, 77, 7_000, 0, "b1");
        assertEquals(
                "{\"type\":\"placeBid\",\"at\":1234567,\"accountId\":99,\"auctionId\":77,\"amountMinor\":7000,"
                        + "\"clOrdId\":\"b1\"}",
                text(command.buffer()));
        command.newOrder(99, 77, OrderTerms.resting(Side.BUY, 3, 4), "o1");
        assertEquals(
                "{\"type\":\"newOrder\",\"at\":1234567,\"accountId\":99,\"instrumentId\":77,\"side\":\"buy\","
                        + "\"priceMinor\":4,\"qtyMinor\":3,\"clOrdId\":\"o1\"}",
                text(command.buffer()));
    }

    @Test
    void aReasonThatWasNotGivenIsNotShown() {
        CommandWriter command = new CommandWriter();
        command.cancelSale(99, 77, 0, AuctionCancelReason.NULL_VAL, "c1");
        assertEquals(
                "{\"type\":\"cancelSale\",\"at\":1234567,\"accountId\":99,\"auctionId\":77,\"clOrdId\":\"c1\"}",
                text(command.buffer()));
        command.retractBid(99, 77, RetractionReason.NULL_VAL, "r1", "");
        assertEquals(
                "{\"type\":\"retractBid\",\"at\":1234567,\"accountId\":99,\"auctionId\":77,\"clOrdId\":\"r1\"}",
                text(command.buffer()));
    }

    @Test
    void commandsThatNoClientSendsAreShownToo() {
        CommandWriter command = new CommandWriter();
        command.upgrade(2);
        assertEquals("{\"type\":\"upgrade\",\"at\":1234567,\"ruleSet\":2}", text(command.buffer()));
        command.recovered(1_000, 2_000);
        assertEquals("{\"type\":\"recovered\",\"at\":1234567,\"last\":1,\"now\":2}", text(command.buffer()));
        JsonWriter out = new JsonWriter();
        lines.write(
                RecordedTransaction.continuation(9, AT_NS, 7, KnownWorld.BOB).done(), out);
        assertEquals("{\"type\":\"continuation\",\"at\":1234567,\"account\":\"bob\",\"ofSeq\":7}", out.toString());
    }

    private final JsonCommands commands = new JsonCommands(directory, true);

    private byte[] decoded(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                JsonCommands.Outcome.COMMAND,
                commands.decode(text, 0, text.length, 0, true),
                () -> json + ": " + commands.field() + " " + commands.expected());
        byte[] bytes = new byte[commands.length()];
        commands.buffer().getBytes(0, bytes);
        return bytes;
    }

    private String text(DirectBuffer command) {
        JsonWriter out = new JsonWriter();
        lines.write(command, 0, AT_NS, out);
        return out.toString();
    }
}
