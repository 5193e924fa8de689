package io.gavel.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The language itself: what it reads, and that it fails where it must. A test that cannot fail proves nothing. */
@DisplayName("Scenario language: a wrong story fails, and says where")
final class ScenarioLanguageTest {
    private static final String GIVEN =
            "given lamp: english, opens 100, step 5, closes 12:00:00; alice has 500; bob has 500\n";

    @Test
    void theExampleGoesAsWritten() {
        assertNull(failure(GIVEN
                + "11:00:00 alice bids 150 on lamp -> accepted, price 100 by alice\n"
                + "+10s bob bids 120 on lamp -> accepted, price 125 by alice; bob outbid at 125\n"
                + "12:00:00 -> lamp sold to alice for 125; alice has 375; house has 125\n"));
    }

    @Test
    void anEventThatIsNotExpectedFails() {
        String failure = failure(GIVEN + "alice bids 150 on lamp -> accepted\nbob bids 160 on lamp -> accepted\n");
        assertTrue(failure.startsWith("text:3: bob bids 160 on lamp"), failure);
        assertTrue(failure.contains("expected  accepted\n"), failure);
        assertTrue(failure.contains("alice outbid at 155 on lamp"), failure);
    }

    @Test
    void anExpectedEventThatDoesNotComeFails() {
        assertTrue(failure(GIVEN + "alice bids 150 on lamp -> accepted; closes 12:00:30\n")
                .contains("came"));
        assertTrue(failure(GIVEN + "11:00:00 -> lamp unsold\n").contains("came      nothing"));
        assertTrue(failure(GIVEN + "12:00:00 -> nothing\n").contains("expected  nothing"));
    }

    @Test
    void everyFieldThatIsMentionedMustBeRight() {
        String bid = GIVEN + "alice bids 150 on lamp -> ";
        assertNull(failure(bid + "accepted, price 100.00 by alice, next 105, ends 12:00:00, 1 bids, holds 150\n"));
        for (String wrong : List.of(
                "price 101",
                "price 100 by bob",
                "next 106",
                "ends 12:00:01",
                "no end",
                "2 bids",
                "reserve not met",
                "holds 100")) {
            assertFalse(failure(bid + "accepted, " + wrong + "\n") == null, wrong);
        }
    }

    @Test
    void aRefusalsCodeAndBoundMustBeRight() {
        String bid = GIVEN + "alice bids 99 on lamp -> ";
        assertNull(failure(bid + "rejected BID_TOO_LOW\n"));
        assertNull(failure(bid + "rejected BID_TOO_LOW (needs at least 100)\n"));
        assertFalse(failure(bid + "rejected BID_TOO_LOW (needs 101)\n") == null);
        assertFalse(failure(bid + "rejected AUCTION_CLOSED\n") == null);
    }

    @Test
    void theTimeOfAnEventCanBeSaid() {
        assertNull(failure(GIVEN + "13:00:00 -> 12:00:00 lamp unsold\n"));
        assertFalse(failure(GIVEN + "13:00:00 -> 13:00:00 lamp unsold\n") == null);
    }

    @Test
    void aCheckOfTheStateThatIsWrongFails() {
        String bid = GIVEN + "alice bids 150 on lamp -> accepted; ";
        assertNull(failure(bid + "alice has 500; alice holds 150; alice can spend 350 usd; lamp is open, 1 bids\n"));
        assertTrue(failure(bid + "alice has 501\n").contains("but       alice has 500 usd"));
        assertFalse(failure(bid + "alice holds 0\n") == null);
        assertFalse(failure(bid + "alice can spend 500\n") == null);
        assertFalse(failure(bid + "lamp is closed\n") == null);
        assertFalse(failure(bid + "lamp is open, price 150\n") == null);
        assertFalse(failure(bid + "lamp is open, price 100 by bob\n") == null);
    }

    @Test
    void aBookIsComparedExactly() {
        String orders = "given usd: asset; coal: asset, decimals 0; alice has 500; bob has 5 coal\n"
                + " c: book of coal in usd, tick 0.5, lot 1\n alice buys 2 c at 10; alice buys 1 c at 10; bob sells 4 c at 11.5\n";
        assertNull(failure(orders + " -> book c\n | 11.5 4 bob\n | ---\n | 10  2 alice, 1 alice\n"));
        String failure = failure(orders + " -> book c\n | 11.5 4 bob\n | ---\n | 10  1 alice, 2 alice\n");
        assertTrue(failure.contains("| 10  2 alice, 1 alice"), failure);
        assertFalse(failure(orders + " -> book c is empty\n") == null);
        assertFalse(failure(orders + " -> book c\n | ---\n | 10  2 alice, 1 alice\n") == null);
    }

    @Test
    void whatIsGivenMustNotBeRefused() {
        String failure = failure("given alice has 5; alice withdraws 6\n -> nothing\n");
        assertTrue(failure.startsWith("text:1: alice withdraws 6"), failure);
        assertTrue(failure.contains("INSUFFICIENT_FUNDS"), failure);
    }

    @Test
    void aTextHoldsSeveralScenariosWithACommonGiven() {
        List<Scenario> scenarios = ScenarioParser.parse(
                "text",
                "title Several\ngiven alice has 5\nscenario one (ENG-1)\n -> alice has 5   # a rule\nscenario two\ngiven bob has 6\n -> alice has 5;\n    bob has 6\n");
        assertEquals(2, scenarios.size());
        assertEquals("text:3 one (ENG-1)", scenarios.get(0).toString());
        assertEquals(1, scenarios.get(0).given().size());
        assertEquals(2, scenarios.get(1).given().size());
        assertEquals("a rule", scenarios.get(0).lines().get(0).comment());
        assertEquals(
                List.of("alice has 5", "bob has 6"),
                scenarios.get(1).lines().get(0).phrases());
        scenarios.forEach(scenario ->
                assertTrue(ScenarioRunner.runEveryWay(scenario).stream().allMatch(Verdict::isRight)));
    }

    @Test
    void whatCannotBeReadSaysWhereAndWhatWasExpected() {
        assertUnreadable("nonsense\n", "text:1: expected `scenario`, `given`, or a line with ->");
        assertUnreadable("given alice has 5\nscenario empty\n", "text:2: expected a line with -> below the heading");
        assertUnreadable("alice jumps -> accepted\n", "text:1: expected a verb");
        assertUnreadable("alice bids much on lamp -> accepted\n", "text:1: expected an amount, found=`much`");
        assertUnreadable("alice bids 1.005 on lamp -> accepted\n", "at most 2 decimals");
        assertUnreadable("alice bids 1 on lamp -> fine\n", "text:1: expected a verb, found=the end");
        assertUnreadable("lamp: english, colour red -> created\n", "text:1: expected another clause");
        assertUnreadable("12:00:00 -> nothing\n11:00:00 -> nothing\n", "text:2: expected a time not before 12:00:00");
        assertUnreadable("alice deposits 1 again -> balance 1\n", "text:1: expected something before to do again");
        assertUnreadable(" -> book c\n | 10  2 alice\n", "text:1: expected one row of dashes");
    }

    private static void assertUnreadable(String text, String message) {
        ScenarioException e = assertThrows(ScenarioException.class, () -> failure(text));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private static String failure(String text) {
        return ScenarioRunner.run(ScenarioParser.parse("text", text).get(0), Way.DIRECT)
                .failure();
    }
}
