package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gavel journal replay} to a point, at a pace, and what it shows there. */
class JournalPlayTest {
    private static final String[] COMMANDS = {
        "{'type':'createInstrument','at':1000000,'instrument':'BTC-USD','base':'BTC','quote':'USD','tick':'0.50','lot':'0.1'}",
        "{'type':'newOrder','account':'john','clOrdId':'s1','instrument':'BTC-USD','side':'sell','price':'101.50','qty':'4'}",
        "{'type':'newOrder','account':'jane','clOrdId':'s2','instrument':'BTC-USD','side':'sell','price':'101.50','qty':'2'}",
        "{'type':'newOrder','account':'john','clOrdId':'b1','instrument':'BTC-USD','side':'buy','price':'100','qty':'3'}",
        "{'type':'createAuction','auction':'lamp','format':'english','asset':'USD','start':'1.00',"
                + "'increments':[[null,'1.00']],'opensAt':1000000,'closesAt':60000000}",
        "{'type':'placeBid','at':2000000,'auction':'lamp','account':'john','clOrdId':'1','amount':'7.00'}",
        "{'type':'placeBid','at':3000000,'auction':'lamp','account':'jane','clOrdId':'1','amount':'6.00'}",
        "{'type':'newOrder','at':4000000,'account':'jane','clOrdId':'b2','instrument':'BTC-USD','side':'buy','price':'101.50','qty':'5'}",
        "{'type':'time','at':61000000}",
    };

    @TempDir
    Path directory;

    private final JournalTool tool = new JournalTool();

    @Test
    void aBookIsDrawnAsItWas() {
        Path journal = recorded();
        assertEquals("""
                book BTC-USD as of seq 11, 1970-01-01T00:00:03Z
                  sell  101.50  6.0  ##############################  2 orders
                  -----------------
                  buy   100.00  3.0  ###############                 1 order
                """, tool.expect(0, "replay", "--until-time", "3000000", "--print", "book:BTC-USD", journal));
        assertTrue(
                tool.expect(0, "replay", "--print", "book:BTC-USD", journal).contains("sell  101.50  1.0"), tool::out);
        assertEquals(
                "{\"type\":\"book\",\"seq\":11,\"idx\":0,\"at\":3000000,\"instrument\":\"BTC-USD\","
                        + "\"bids\":[[\"100.00\",\"3.0\",1]],\"asks\":[[\"101.50\",\"6.0\",2]]}\n",
                tool.expect(0, "replay", "--until-seq", "11", "--json", "--print", "book:BTC-USD", journal));
    }

    @Test
    void anAuctionAndAnAccountAreShownAsTheyWere() {
        Path journal = recorded();
        assertEquals(
                """
                auction lamp as of seq 11, 1970-01-01T00:00:03Z
                  state       open
                  price       7.00
                  leader      john
                  minNext     8.00
                  endsAt      1970-01-01T00:01:00Z
                  bids        2
                  reserveMet  true
                account john as of seq 11, 1970-01-01T00:00:03Z
                  asset  total    held  available
                  BTC     0.00    4.00      -4.00
                  USD     0.00  307.00    -307.00

                  order  instrument  side   price  qty  leaves
                  b1        BTC-USD   buy  100.00  3.0     3.0
                  s1        BTC-USD  sell  101.50  4.0     4.0
                  leads       lamp
                """,
                tool.expect(0, "replay", "--until-seq=11", "--print=auction:lamp", "--print=account:john", journal));
        assertTrue(
                tool.expect(0, "replay", "--print", "auction:lamp", "--json", journal)
                        .contains("\"state\":\"closed\",\"price\":\"7.00\",\"leader\":\"john\""),
                tool::out);
    }

    @Test
    void whatTheFreshMarketDecidesIsDumped() {
        Path journal = directory.resolve("long");
        String told = JournalTool.record(journal, LongInput.text(5_000));
        String events = told.lines()
                .filter(line -> !line.startsWith("{\"type\":\"error\""))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(events, tool.expect(0, "replay", "--dump-events", journal));
        assertEquals(
                tool.expect(0, "dump", "--to", "300", journal),
                tool.expect(0, "replay", "--dump-events", "--until-seq", "300", journal));
    }

    @Test
    void aPaceTakesItsTime() {
        Path journal = recorded();
        long startNs = System.nanoTime();
        // One second, one second, one second, and a gap of 56 that is cut to one: at 40 times the pace.
        tool.expect(0, "replay", "--pace", "40x", "--max-gap", "25ms", "--dump-events", journal);
        assertTrue(System.nanoTime() - startNs >= 100_000_000L);
        assertTrue(tool.out().contains("auctionClosed"));
        assertEquals(2, tool.run("replay", "--pace", "fast", journal));
        assertTrue(tool.err().contains("expected flat, original or as 10x, pace=fast"), tool::err);
        assertEquals(2, tool.run("replay", "--pace", "2x", "--max-gap", "5", journal));
        assertTrue(tool.err().contains("time=5"), tool::err);
    }

    @Test
    void aPointHasASummary() {
        Path journal = recorded();
        assertTrue(
                tool.expect(0, "replay", "--until-seq", "9", "--pace", "flat", journal)
                        .startsWith("as of          seq 9, 1970-01-01T00:00:01Z\nreplayed       9 transactions\n"),
                tool::out);
        assertTrue(
                tool.expect(0, "replay", "--until-seq", "9", "--json", journal).startsWith("{\"seq\":9,"), tool::out);
    }

    @Test
    void wrongNamesAndOptionsAreTold() {
        Path journal = recorded();
        assertEquals(2, tool.run("replay", "--print", "book:BTCUSD", journal));
        assertEquals(
                "gavel journal replay: expected a name that was known at seq 13, book=BTCUSD; did you mean BTC-USD?\n",
                tool.err());
        assertEquals(2, tool.run("replay", "--print", "auctoin:lamp", journal));
        assertTrue(tool.err().contains("did you mean auction?"), tool::err);
        assertEquals(2, tool.run("replay", "--print", "auction:lamp", "--until-seq", "3", journal));
        assertEquals(2, tool.run("replay", "--until-seq", "3", "--verify", journal));
        assertEquals(2, tool.run("replay", "--until-seq", "0", journal));
        assertEquals(3, tool.run("replay", "--until-seq", "3", directory.resolve("nowhere")));
        assertEquals("", tool.out());
    }

    private Path recorded() {
        Path journal = directory.resolve("journal");
        JournalTool.record(
                journal, String.join("\n", COMMANDS).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return journal;
    }
}
