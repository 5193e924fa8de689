package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.gateway.recorded.AuctionSet;
import io.gavel.gateway.recorded.ChainSet;
import io.gavel.gateway.recorded.EbaySet;
import io.gavel.gateway.recorded.Endings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Real auctions through the pipe: price and winner of each. */
@DisplayName("ENG-1 to ENG-9, RES-1, SC-1 to SC-4: real auctions end as they did")
final class RealAuctionsTest {
    @Test
    void ebaysPricesAndWinnersAreThoseOfTheRecord() {
        endAsTheyDid(EbaySet.read(), EbaySet.AUCTIONS);
    }

    @Test
    void aHiddenMaximumThatIsLargerGivesTheSamePrice() {
        endAsTheyDid(EbaySet.read(new BigDecimal("0.01")), EbaySet.AUCTIONS);
        endAsTheyDid(EbaySet.read(new BigDecimal("1000")), EbaySet.AUCTIONS);
    }

    @Test
    void theChainsPricesAndWinnersAreThoseOfTheRecord() {
        AuctionSet set = ChainSet.read();
        Endings endings = endAsTheyDid(set, ChainSet.AUCTIONS);
        assertEquals(set.lines().stream().filter(line -> line.bidder() != null).count(), endings.accepted());
    }

    /** What is late is the last bid, never the clock. */
    @Test
    void theChainsAuctionsEndWhereTheirLastBidPutsThemAndAtMostHalfAnHourBehindTheirDay() {
        Map<String, Long> ended =
                endAsTheyDid(ChainSet.read(), ChainSet.AUCTIONS).endedAtUs();
        assertEquals(ChainSet.endsAtUs(), ended);
        Map<String, Long> dayEnds = ChainSet.dayEndsAtUs();
        long latest = 0;
        for (Map.Entry<String, Long> end : ended.entrySet()) {
            long late = end.getValue() - dayEnds.get(end.getKey());
            assertTrue(late >= 0, end::toString);
            latest = Math.max(latest, late);
        }
        assertEquals(ChainSet.MOST_LATE_US, latest);
    }

    private static Endings endAsTheyDid(AuctionSet set, int auctions) {
        PipeSession session = new PipeSession();
        set.lines().forEach(line -> session.line(line.json()));
        Endings endings = new Endings();
        session.run().forEach(endings::hear);
        assertEquals(ExitCode.OK, session.exitStatus());
        assertEquals(List.of(), set.differences(endings.all()));
        assertEquals(auctions, endings.all().size());
        return endings;
    }
}
