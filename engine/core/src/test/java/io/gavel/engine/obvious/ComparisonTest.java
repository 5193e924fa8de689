package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the comparison takes for a difference, and what it once did")
final class ComparisonTest {
    private final List<Command> history = new ArrayList<>();

    /** The obvious exchange knows no more accounts than this. */
    @Test
    void whatFailsIsADifferenceThatIsToldWithItsCommand() {
        for (int i = 0; i < 100; i++) {
            make(Kind.CREATE_ACCOUNT, 0);
        }
        String difference = Comparison.difference(history, new Comparison.Seen());
        assertTrue(difference.matches("(?s)command \\d+: CREATE_ACCOUNT.*\nfailed: .*\n  at .*"), difference);
    }

    /** What a call would print is not told once more where one phase that collects orders follows another. */
    @Test
    void anIndicativeIsNotStaleWhereOrdersAreCollectedOn() {
        foundCall(false);
        Command order = make(Kind.NEW_ORDER, State.FIRST_ACCOUNT);
        order.instrument = 1;
        order.id = 1;
        order.side = 1;
        order.qty = 2;
        order.price = 3;
        for (Phase phase : new Phase[] {Phase.CALL, Phase.CALL, Phase.PRE_OPEN}) {
            Command command = make(Kind.SET_PHASE, 0);
            command.instrument = 1;
            command.phase = phase;
        }
        assertNull(Comparison.difference(history, new Comparison.Seen()));
    }

    /** No amount reaches 2^62, so what an order would hold does not; what it would hold more than before may. */
    @Test
    void aReplaceIsRefusedForTheAmountBeforeTheFunds() {
        foundCall(true);
        Command deposit = make(Kind.DEPOSIT, State.FIRST_ACCOUNT);
        deposit.id = 1;
        deposit.asset = 1;
        deposit.amount = 9;
        Command order = make(Kind.NEW_ORDER, State.FIRST_ACCOUNT);
        order.instrument = 1;
        order.id = 2;
        order.side = 2;
        order.type = Type.MARKET_TO_LIMIT;
        order.qty = 1;
        Command replace = make(Kind.REPLACE_ORDER, State.FIRST_ACCOUNT);
        replace.instrument = 1;
        replace.id = 3;
        replace.origId = 2;
        replace.qty = 1L << 62;
        Comparison.Seen seen = new Comparison.Seen();
        assertNull(Comparison.difference(history, seen));
        assertEquals(1, seen.refusals[No.AMOUNT_RANGE]);
    }

    /** A book in which orders are collected. */
    private void foundCall(boolean movesMoney) {
        make(Kind.CREATE_ASSET, 0);
        make(Kind.CREATE_ASSET, 0);
        make(Kind.CREATE_ACCOUNT, 0);
        Command book = make(Kind.CREATE_INSTRUMENT, 0);
        book.base = 1;
        book.quote = 2;
        book.tick = 1;
        book.lot = 1;
        book.phase = Phase.PRE_OPEN;
        book.flag = movesMoney;
    }

    private Command make(Kind kind, int account) {
        Command command = new Command(kind, account, 0);
        history.add(command);
        return command;
    }
}
