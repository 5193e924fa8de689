package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Post;
import io.gavel.engine.obvious.Command.Type;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@link RefusalOrderTest}, of replaces: each pair of faults that can go together, of the replace or of the order that it
 * is of. The order is that of the list in docs/RULES.md.
 */
@DisplayName("A replace that is wrong in several ways is refused for the first of them")
final class ReplaceRefusalOrderTest {
    private static final MarketConfig CONFIG = new MarketConfig(10, 100, 10, 10, 100, 1_024, 10_000);
    private static final int USD = 1;
    private static final int COAL = 2;
    private static final int ALICE = 16;
    private static final int BOB = 17;
    private static final int NOBODY = 99;
    private static final int USED_ID = 7;
    private static final int RESTING_ID = 20;
    private static final long FILLED = 6;
    private static final long LOT = 2;
    private static final long ONE_PERCENT = 1_000_000;

    /** Two faults that touch the same cannot go together. */
    private enum Part {
        ACCOUNT,
        ID,
        FILL,
        DISPLAY,
        POST,
        QTY,
        PRICE
    }

    /** In the order of the rules. The good replace is to 20 at 100, of an order to buy 10 at 100, where the best ask is 106. */
    enum Fault {
        UNKNOWN_ACCOUNT(No.UNKNOWN_ACCOUNT, replace -> replace.account = NOBODY, Part.ACCOUNT),
        CL_ORD_ID_REUSED(No.CL_ORD_ID_REUSED, replace -> replace.id = USED_ID, Part.ID),
        ACCOUNT_BLOCKED(No.ACCOUNT_BLOCKED, replace -> replace.isBlocked = true),
        UNKNOWN_INSTRUMENT(No.UNKNOWN_INSTRUMENT, replace -> replace.instrument = NOBODY),
        UNKNOWN_ORDER(No.UNKNOWN_ORDER, replace -> replace.origId = NOBODY),
        PRICE_OF_NONE(No.BAD_ORDER, replace -> replace.type = Type.STOP, Part.FILL, Part.DISPLAY, Part.POST),
        PHASE_REFUSES(No.PHASE_REFUSES, replace -> replace.isClosed = true),
        QTY_NOT_POSITIVE(No.QTY_NOT_POSITIVE, replace -> replace.qty = -1, Part.QTY),
        QTY_OFF_LOT(No.QTY_OFF_LOT, replace -> replace.qty = 1, Part.QTY),
        QTY_BELOW_MINIMUM(No.QTY_BELOW_MINIMUM, replace -> replace.qty = 2, Part.QTY),
        QTY_ABOVE_MAXIMUM(No.QTY_ABOVE_MAXIMUM, replace -> replace.qty = 10_000, Part.QTY),
        REPLACE_BELOW_FILLED(No.REPLACE_BELOW_FILLED, ReplaceRefusalOrderTest::isFilledAlready, Part.FILL, Part.QTY),
        TOO_MANY_SLICES(No.BAD_ORDER, ReplaceRefusalOrderTest::hidesTooMuch, Part.DISPLAY, Part.QTY),
        PRICE_NOT_POSITIVE(No.PRICE_NOT_POSITIVE, replace -> replace.price = -1, Part.PRICE),
        PRICE_OFF_TICK(No.PRICE_OFF_TICK, replace -> replace.price = 501, Part.PRICE),
        PRICE_OUTSIDE_BAND(No.PRICE_OUTSIDE_BAND, replace -> replace.price = 500, Part.PRICE),
        AMOUNT_RANGE(No.AMOUNT_RANGE, ReplaceRefusalOrderTest::isHuge, Part.QTY, Part.PRICE),
        NOTIONAL_BELOW_MINIMUM(No.NOTIONAL_BELOW_MINIMUM, replace -> replace.price = 20, Part.QTY, Part.PRICE),
        NOTIONAL_ABOVE_MAXIMUM(No.NOTIONAL_ABOVE_MAXIMUM, replace -> replace.qty = 100, Part.QTY, Part.PRICE),
        OPEN_NOTIONAL_LIMIT(No.OPEN_NOTIONAL_LIMIT, replace -> replace.maxOpenNotional = 0),
        POST_ONLY_WOULD_TRADE(No.POST_ONLY_WOULD_TRADE, ReplaceRefusalOrderTest::posts, Part.POST, Part.PRICE),
        /** Its worth is an amount, and with the fee it is none: as nobody has so much, funds never suffice either. */
        AMOUNT_RANGE_OF_HOLD(No.AMOUNT_RANGE, ReplaceRefusalOrderTest::costsTooMuch, Part.QTY, Part.PRICE),
        INSUFFICIENT_FUNDS(No.INSUFFICIENT_FUNDS, replace -> replace.qty = 80, Part.QTY);

        private final int code;
        private final Consumer<Wrong> fault;
        private final Set<Part> parts;

        Fault(int code, Consumer<Wrong> fault, Part... parts) {
            this.code = code;
            this.fault = fault;
            this.parts = parts.length == 0 ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(List.of(parts));
        }

        boolean goesWith(Fault other) {
            return parts.stream().noneMatch(other.parts::contains);
        }
    }

    /** What is made wrong: of the replace, of its order, and of where it rests. */
    private static final class Wrong {
        int account = ALICE;
        int id = 100;
        int instrument = 1;
        int origId = RESTING_ID;
        long qty = 20;
        long price = 100;
        Type type = Type.LIMIT;
        Post post;
        long displayQty = Command.NONE;
        boolean isPartlyFilled;
        boolean isBlocked;
        boolean isClosed;
        boolean isWithoutBounds;
        long maxOpenNotional = Command.NONE;

        Command command() {
            Command command = new Command(Kind.REPLACE_ORDER, account, 0);
            command.id = id;
            command.instrument = instrument;
            command.origId = origId;
            command.qty = qty;
            command.price = price;
            return command;
        }
    }

    private AskedMarket market;
    private Told told;
    private int ids;

    @ParameterizedTest
    @EnumSource
    void theFirstFaultIsTold(Fault first) {
        assertEquals(first.code, refusal(first, first), () -> "alone: " + first + "\n" + told);
        for (Fault second : Fault.values()) {
            if (second.ordinal() > first.ordinal() && first.goesWith(second)) {
                assertEquals(first.code, refusal(first, second), () -> first + " with " + second + "\n" + told);
            }
        }
    }

    @Test
    void aReplaceThatIsRightIsTaken() {
        Wrong right = new Wrong();
        found(right);
        assertEquals(0, market.send(right.command()), () -> "taken\n" + told);
    }

    /** The list of the law book is the order that is tested. */
    @Test
    void theOrderIsThatOfTheLawBook() throws IOException {
        List<Integer> tested =
                Stream.of(Fault.values()).map(fault -> fault.code).toList();
        assertEquals(LawBook.refusals("- a replace:", "- a cancel:"), tested);
    }

    private int refusal(Fault first, Fault second) {
        Wrong replace = new Wrong();
        second.fault.accept(replace);
        first.fault.accept(replace);
        found(replace);
        return market.send(replace.command());
    }

    /** A market in which the order rests as the faults want it. */
    private void found(Wrong wrong) {
        market = new AskedMarket(CONFIG);
        told = market.told();
        ids = 1_000;
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        market.send(new Command(Kind.CREATE_ACCOUNT, 0, 0));
        market.send(new Command(Kind.CREATE_ACCOUNT, 0, 0));
        deposit(ALICE, USD, USED_ID);
        deposit(BOB, COAL, ++ids);
        expectTaken(book(wrong.isWithoutBounds));
        expectTaken(resting(wrong));
        if (wrong.isPartlyFilled) {
            expectTaken(order(BOB, 2, FILLED, 100));
        }
        expectTaken(order(BOB, 2, 10, 106));
        if (wrong.maxOpenNotional != Command.NONE) {
            Command limits = new Command(Kind.SET_LIMITS, ALICE, 0);
            limits.asset = USD;
            limits.maxOpenNotional = wrong.maxOpenNotional;
            expectTaken(limits);
        }
        if (wrong.isClosed) {
            Command close = new Command(Kind.SET_PHASE, 0, 0);
            close.instrument = 1;
            close.phase = Phase.CLOSED;
            expectTaken(close);
        }
        if (wrong.isBlocked) {
            Command block = new Command(Kind.BLOCK, ALICE, 0);
            block.flag = true;
            expectTaken(block);
        }
    }

    private void deposit(int account, int asset, int id) {
        Command deposit = new Command(Kind.DEPOSIT, account, 0);
        deposit.asset = asset;
        deposit.amount = 5_000;
        deposit.id = id;
        expectTaken(deposit);
    }

    private static Command book(boolean isWithoutBounds) {
        Command book = new Command(Kind.CREATE_INSTRUMENT, 0, 0);
        book.base = COAL;
        book.quote = USD;
        book.tick = 2;
        book.lot = LOT;
        book.flag = true;
        book.takerFee = ONE_PERCENT;
        book.minQty = 4;
        book.maxQty = 5_000;
        if (!isWithoutBounds) {
            book.bandHigh = 400;
            book.minNotional = 600;
            book.maxNotional = 9_000;
        }
        return book;
    }

    private Command resting(Wrong wrong) {
        Command order = order(ALICE, 1, 10, 100);
        order.id = RESTING_ID;
        order.type = wrong.type;
        order.post = wrong.post;
        order.displayQty = wrong.displayQty;
        if (wrong.type == Type.STOP) {
            order.price = Command.NONE;
            order.stopPx = 200;
        }
        return order;
    }

    private Command order(int account, int side, long qty, long price) {
        Command order = new Command(Kind.NEW_ORDER, account, 0);
        order.id = ++ids;
        order.instrument = 1;
        order.side = side;
        order.qty = qty;
        order.price = price;
        return order;
    }

    private void expectTaken(Command command) {
        assertEquals(0, market.send(command), () -> "taken: " + command + "\n" + told);
    }

    private static void isFilledAlready(Wrong replace) {
        replace.isPartlyFilled = true;
        replace.qty = FILLED;
    }

    private static void hidesTooMuch(Wrong replace) {
        replace.displayQty = LOT;
        replace.qty = 1_001 * LOT;
    }

    private static void isHuge(Wrong replace) {
        replace.isWithoutBounds = true;
        replace.price = 1L << 60;
    }

    private static void costsTooMuch(Wrong replace) {
        replace.isWithoutBounds = true;
        replace.qty = 1L << 10;
        replace.price = (1L << 52) - 2;
    }

    private static void posts(Wrong replace) {
        replace.post = Post.REJECT;
        replace.price = 106;
    }
}
