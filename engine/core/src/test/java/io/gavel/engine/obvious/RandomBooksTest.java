package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The engine against the obvious exchange, command by command: every event, and now and then all that both have. A difference
 * is shown with its seed and with the few commands that are needed for it.
 */
@DisplayName("The engine and the obvious exchange agree on everything anybody sends")
final class RandomBooksTest {
    @Test
    void everyCommandIsAnsweredAsTheObviousExchangeAnswersIt() {
        long commands = Long.getLong("gavel.books.commands", 200_000);
        long seed = Long.getLong("gavel.books.seed", 20_261_120);
        Comparison.Seen seen = new Comparison.Seen();
        for (long i = 0; seen.commands < commands; i++) {
            compare(seed + i, seen);
        }
        assertTrue(seen.facts[Fact.TRADED.ordinal()] > commands / 20, "expected that orders meet");
    }

    private static void compare(long seed, Comparison.Seen seen) {
        List<Command> history = RandomCommands.history(seed, Comparison.HISTORY);
        if (Comparison.difference(history, seen) != null) {
            fail("seed=" + seed + "\n" + Comparison.story(history));
        }
    }
}
