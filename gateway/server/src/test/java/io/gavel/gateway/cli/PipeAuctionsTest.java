package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Auctions that are not English, as who pipes them sees them: the promises of the neutral door. */
final class PipeAuctionsTest {
    private final PipeSession pipe = new PipeSession().autoCreate();

    @Test
    void aDutchClockIsTakenAtWhatItShows() {
        say("{'type':'createAuction','at':0,'auction':'a','format':'dutch','asset':'USD','start':'1.00',"
                + "'floor':'0.80','step':'0.10','intervalUs':1000000}");
        bid("{'type':'placeBid','at':1000000,'account':'john','amount':'5.00'");
        assertEquals(
                List.of(
                        "{'type':'auctionState','at':0,'auction':'a','price':'1.00','minNext':'1.00','bids':0,'remaining':'1','nextAt':1000000}",
                        "{'type':'auctionState','at':1000000,'auction':'a','price':'0.90','minNext':'0.90','bids':0,'remaining':'1','nextAt':2000000}",
                        "{'type':'bought','at':1000000,'auction':'a','account':'john','clOrdId':'1','price':'0.90'}",
                        "{'type':'auctionClosed','at':1000000,'auction':'a','outcome':'sold','price':'0.90','winner':'john'}"),
                told("auctionState", "bought", "auctionClosed"));
    }

    @Test
    void aDutchClockWithoutAnEndEndsOneIntervalAfterItsFloor() {
        say("{'type':'createAuction','at':0,'auction':'a','format':'dutch','asset':'USD','start':'1.00',"
                + "'floor':'0.80','step':'0.15','intervalUs':1000000}");
        say("{'type':'time','at':2999999}");
        say("{'type':'time','at':3000000}");
        assertEquals(
                List.of("{'type':'auctionClosed','at':3000000,'auction':'a','outcome':'unsold'}"),
                told("auctionClosed"));
    }

    @Test
    void sealedBidsShowNothingUntilTheEnd() {
        say("{'type':'createAuction','at':0,'auction':'a','format':'sealed','asset':'USD','start':'1.00',"
                + "'reserve':'2.00','closesAt':9}");
        bid("{'type':'placeBid','account':'john','amount':'7.00'");
        bid("{'type':'placeBid','account':'jane','amount':'8.00'");
        bid("{'type':'placeBid','account':'jane','amount':'6.00','clOrdId':'2'");
        say("{'type':'auction?','auction':'a'}");
        say("{'type':'time','at':9}");
        assertEquals(
                List.of(
                        "{'type':'bidAccepted','at':0,'auction':'a','account':'john','clOrdId':'1','endsAt':9}",
                        "{'type':'auctionState','at':0,'auction':'a','endsAt':9}",
                        "{'type':'bidAccepted','at':0,'auction':'a','account':'jane','clOrdId':'1','endsAt':9}",
                        "{'type':'auctionState','at':0,'auction':'a','endsAt':9}",
                        "{'type':'bidAccepted','at':0,'auction':'a','account':'jane','clOrdId':'2','endsAt':9}",
                        "{'type':'auctionState','at':0,'auction':'a','endsAt':9}",
                        "{'type':'auction','at':0,'auction':'a','state':'open','endsAt':9}",
                        "{'type':'auctionClosed','at':9,'auction':'a','outcome':'sold','price':'7.00','winner':'john'}"),
                told("bidAccepted", "auctionState", "auction", "auctionClosed"));
    }

    @Test
    void aVickreyWinnerPaysTheSecondBid() {
        say("{'type':'createAuction','at':0,'auction':'a','format':'vickrey','asset':'USD','start':'1.00',"
                + "'durationUs':5}");
        bid("{'type':'placeBid','account':'john','amount':'7.00'");
        bid("{'type':'placeBid','account':'jane','amount':'6.50'");
        say("{'type':'time','at':5}");
        assertEquals(
                List.of(
                        "{'type':'auctionClosed','at':5,'auction':'a','outcome':'sold','price':'6.50','winner':'john'}"),
                told("auctionClosed"));
    }

    @Test
    void unitsAtOnePriceAreAwardedBestBidFirst() {
        say("{'type':'createAuction','at':0,'auction':'a','format':'uniform','asset':'USD','start':'1.00','qty':'10',"
                + "'ceiling':'9.00','closesAt':9}");
        bid("{'type':'placeBid','account':'john','amount':'7.00','qty':'4'");
        bid("{'type':'placeBid','account':'jane','qty':'3'");
        bid("{'type':'placeBid','account':'jack','amount':'6.00','qty':'5'");
        say("{'type':'time','at':9}");
        assertEquals(
                List.of("{'type':'auctionClosed','at':9,'auction':'a','outcome':'sold','price':'6.00','awarded':3,"
                        + "'awards':[['jane','3','6.00'],['john','4','6.00'],['jack','3','6.00']]}"),
                told("auctionClosed"));
    }

    private void bid(String start) {
        String id = start.contains("clOrdId") ? "" : ",'clOrdId':'1'";
        say(start + id + ",'auction':'a'}");
    }

    private void say(String line) {
        pipe.line(line.replace('\'', '"'));
    }

    /** The events of these types, without their place in the order of all. */
    private List<String> told(String... types) {
        List<String> lines = pipe.run();
        assertEquals(ExitCode.OK, pipe.exitStatus(), lines::toString);
        assertTrue(PipeSession.ofType(lines, "bidRejected").isEmpty(), lines::toString);
        return lines.stream()
                .filter(line -> List.of(types).contains(PipeSession.type(line)))
                .map(line -> line.replaceAll("\"(seq|idx)\":\\d+,", "").replace('"', '\''))
                .toList();
    }
}
