package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine against the obvious auction house, command by command, as {@link RandomBooksTest} has the books. */
@DisplayName("The engine and the obvious exchange agree on all auctions")
final class RandomAuctionsTest {
    @Test
    void everyCommandIsAnsweredAsTheObviousAuctionHouseAnswersIt() {
        long commands = Long.getLong("gavel.auctions.commands", 100_000);
        long seed = Long.getLong("gavel.auctions.seed", 20_261_121);
        Comparison.Seen seen = new Comparison.Seen();
        for (long i = 0; seen.commands < commands; i++) {
            compare(seed + i, seen);
        }
        assertTrue(seen.facts[Fact.BID_TAKEN.ordinal()] > commands / 20, "expected that bids are taken");
    }

    private static void compare(long seed, Comparison.Seen seen) {
        List<Command> history = RandomAuctions.history(seed, Comparison.HISTORY);
        if (Comparison.difference(history, seen) != null) {
            fail("seed=" + seed + "\n" + Comparison.story(history));
        }
    }
}
