package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine against the obvious auction house, command by command, as {@link RandomBooksTest} has the books. */
@DisplayName("The engine and the obvious exchange agree on all auctions")
final class RandomAuctionsTest {
    private static final long COMMANDS = Long.getLong("gavel.auctions.commands", 100_000);
    /** So many bids at least are sent, however many commands that takes. */
    private static final long BIDS = Long.getLong("gavel.auctions.bids", 0);

    private static final long SEED = Long.getLong("gavel.auctions.seed", 20_261_121);

    @Test
    void everyCommandIsAnsweredAsTheObviousAuctionHouseAnswersIt() {
        Comparison.Seen seen = new Comparison.Seen();
        long seed = SEED;
        while (seen.commands < COMMANDS || seen.bids < BIDS) {
            compare(seed++, seen);
            if (BIDS > 0 && (seed - SEED) % 250 == 0) {
                System.out.println("seeds=" + SEED + " to " + (seed - 1) + ", " + seen);
            }
        }
        if (BIDS > 0) {
            System.out.println("seeds=" + SEED + " to " + (seed - 1) + ", " + seen.details());
        }
        assertTrue(seen.facts[Fact.BID_TAKEN.ordinal()] > seen.commands / 20, "expected that bids are taken");
        if (RandomAuctions.isOfAll()) {
            for (Fact fact : EnumSet.range(Fact.BID_TAKEN, Fact.SESSION_EXTENDED)) {
                assertTrue(seen.facts[fact.ordinal()] > 0, () -> "expected that it is told, fact=" + fact);
            }
        }
    }

    private static void compare(long seed, Comparison.Seen seen) {
        List<Command> history = RandomAuctions.history(seed, Comparison.HISTORY);
        if (Comparison.difference(history, seen) != null) {
            fail("seed=" + seed + "\n" + Comparison.story(history));
        }
    }
}
