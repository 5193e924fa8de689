package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Post;
import io.gavel.engine.obvious.Command.Tif;
import io.gavel.engine.obvious.Command.Type;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong in two ways is refused for the one that docs/RULES.md names first: every pair that can go together. */
@DisplayName("A new order that is wrong in several ways is refused for the first of them")
final class RefusalOrderTest {
    private static final int USD = 1;
    private static final int COAL = 2;
    private static final int ALICE = 16;
    private static final int BLOCKED = 17;
    private static final int OTHER = 18;
    private static final int NOBODY = 99;
    private static final int STRICT = 1;
    private static final int CLOSED = 2;
    private static final int WIDE = 3;
    private static final int USED_ID = 7;
    private static final long NOW_NS = 1_000;
    /** The ask, and one more. */
    private static final int MOST_ORDERS = 2;

    private static final long ONE_PERCENT = 1_000_000;

    /** Two faults that touch the same of it cannot go together. */
    private enum Part {
        ACCOUNT,
        ID,
        INSTRUMENT,
        SIDE,
        CONDITION,
        TIME,
        QTY,
        PRICE
    }

    /** In the order of the rules. The good order is for 10 at 100 on {@link #STRICT}, where the best ask is 105. */
    enum Fault {
        UNKNOWN_ACCOUNT(No.UNKNOWN_ACCOUNT, order -> order.account = NOBODY, Part.ACCOUNT),
        CL_ORD_ID_REUSED(No.CL_ORD_ID_REUSED, order -> order.id = USED_ID, Part.ID),
        ACCOUNT_BLOCKED(No.ACCOUNT_BLOCKED, order -> order.account = BLOCKED, Part.ACCOUNT),
        UNKNOWN_INSTRUMENT(No.UNKNOWN_INSTRUMENT, order -> order.instrument = NOBODY, Part.INSTRUMENT),
        NOT_SUPPORTED(No.NOT_SUPPORTED, order -> order.side = 0, Part.SIDE),
        BAD_ORDER(No.BAD_ORDER, order -> order.displayQty = 0, Part.CONDITION),
        PHASE_REFUSES(No.PHASE_REFUSES, order -> order.instrument = CLOSED, Part.INSTRUMENT),
        TIME_IN_PAST(No.TIME_IN_PAST, order -> expires(order, NOW_NS), Part.TIME),
        QTY_NOT_POSITIVE(No.QTY_NOT_POSITIVE, order -> order.qty = -1, Part.QTY),
        QTY_OFF_LOT(No.QTY_OFF_LOT, order -> order.qty = 1, Part.QTY),
        QTY_BELOW_MINIMUM(No.QTY_BELOW_MINIMUM, order -> order.qty = 2, Part.QTY),
        QTY_ABOVE_MAXIMUM(No.QTY_ABOVE_MAXIMUM, order -> order.qty = 1_000, Part.QTY),
        PRICE_NOT_POSITIVE(No.PRICE_NOT_POSITIVE, order -> order.price = -1, Part.PRICE),
        PRICE_OFF_TICK(No.PRICE_OFF_TICK, order -> order.price = 501, Part.PRICE),
        PRICE_OUTSIDE_BAND(No.PRICE_OUTSIDE_BAND, order -> order.price = 500, Part.PRICE),
        AMOUNT_RANGE(No.AMOUNT_RANGE, RefusalOrderTest::isHuge, Part.INSTRUMENT, Part.QTY, Part.PRICE),
        NOTIONAL_BELOW_MINIMUM(No.NOTIONAL_BELOW_MINIMUM, order -> order.price = 50, Part.PRICE),
        NOTIONAL_ABOVE_MAXIMUM(No.NOTIONAL_ABOVE_MAXIMUM, order -> order.qty = 100, Part.QTY, Part.PRICE),
        OPEN_ORDERS_LIMIT(No.OPEN_ORDERS_LIMIT, order -> order.maxOpenOrders = 0),
        OPEN_NOTIONAL_LIMIT(No.OPEN_NOTIONAL_LIMIT, order -> order.maxOpenNotional = 0),
        POST_ONLY_WOULD_TRADE(No.POST_ONLY_WOULD_TRADE, RefusalOrderTest::posts, Part.CONDITION, Part.PRICE),
        UNBOUNDED_COST(
                No.UNBOUNDED_COST, RefusalOrderTest::hasNoLimit, Part.INSTRUMENT, Part.CONDITION, Part.QTY, Part.PRICE),
        /** Its worth is an amount, and with the fee it is none: as nobody has so much, funds never suffice either. */
        AMOUNT_RANGE_OF_COST(No.AMOUNT_RANGE, RefusalOrderTest::costsTooMuch, Part.INSTRUMENT, Part.QTY, Part.PRICE),
        INSUFFICIENT_FUNDS(No.INSUFFICIENT_FUNDS, order -> order.qty = 50, Part.QTY, Part.PRICE),
        LIMIT_REACHED(No.LIMIT_REACHED, order -> order.isMarketFull = true);

        private final int code;
        private final Consumer<Wrong> fault;
        private final Set<Part> parts;

        Fault(int code, Consumer<Wrong> fault, Part... parts) {
            this.code = code;
            this.fault = fault;
            this.parts = parts.length == 0 ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(List.of(parts));
        }

        boolean goesWith(Fault other) {
            // What may cost anything is worth nothing that could be counted.
            if (this == OPEN_NOTIONAL_LIMIT && other == UNBOUNDED_COST) {
                return false;
            }
            return parts.stream().noneMatch(other.parts::contains);
        }
    }

    /** What is made wrong. */
    private static final class Wrong {
        int account = ALICE;
        int id = 100;
        int instrument = STRICT;
        int side = 1;
        Type type = Type.LIMIT;
        Tif tif = Tif.GTC;
        Post post;
        long qty = 10;
        long price = 100;
        long displayQty = Command.NONE;
        long expireAtNs = Command.NONE;
        long maxOpenOrders = Command.NONE;
        long maxOpenNotional = Command.NONE;
        boolean isMarketFull;

        Command command() {
            Command command = new Command(Kind.NEW_ORDER, account, NOW_NS);
            command.id = id;
            command.instrument = instrument;
            command.side = side;
            command.type = type;
            command.tif = tif;
            command.post = post;
            command.qty = qty;
            command.price = price;
            command.displayQty = displayQty;
            command.expireAtNs = expireAtNs;
            return command;
        }
    }

    private final AskedMarket market = new AskedMarket(new MarketConfig(10, 100, 10, 10, MOST_ORDERS, 1_024, 10_000));
    private final Told told = market.told();
    private int ids = 1_000;

    @BeforeEach
    void open() {
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        for (int account = ALICE; account <= OTHER; account++) {
            market.send(new Command(Kind.CREATE_ACCOUNT, 0, 0));
        }
        Command strict = book();
        strict.lot = 2;
        strict.tick = 2;
        strict.minQty = 4;
        strict.maxQty = 500;
        strict.bandHigh = 400;
        strict.minNotional = 600;
        strict.maxNotional = 9_000;
        market.send(strict);
        Command closed = book();
        closed.phase = Phase.CLOSED;
        market.send(closed);
        Command wide = book();
        wide.phase = Phase.CALL;
        wide.takerFee = ONE_PERCENT;
        market.send(wide);
        for (int account : new int[] {ALICE, BLOCKED, OTHER}) {
            for (int asset : new int[] {USD, COAL}) {
                Command deposit = new Command(Kind.DEPOSIT, account, 0);
                deposit.asset = asset;
                deposit.amount = 2_000;
                deposit.id = asset == USD ? USED_ID : 8;
                market.send(deposit);
            }
        }
        Wrong ask = new Wrong();
        ask.id = 9;
        ask.side = 2;
        ask.price = 106;
        assertEquals(0, market.send(ask.command()), "the ask is accepted");
        Command block = new Command(Kind.BLOCK, BLOCKED, 0);
        block.flag = true;
        market.send(block);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFaultIsTold(Fault first) {
        assertEquals(first.code, refusal(first, first), () -> "alone: " + first);
        for (Fault second : Fault.values()) {
            if (second.ordinal() > first.ordinal() && first.goesWith(second)) {
                assertEquals(first.code, refusal(first, second), () -> first + " with " + second + "\n" + told);
            }
        }
    }

    @Test
    void anOrderThatIsRightIsTaken() {
        assertEquals(0, market.send(new Wrong().command()), () -> "taken\n" + told);
    }

    /** The list of the law book is the order that is tested. */
    @Test
    void theOrderIsThatOfTheLawBook() throws IOException {
        List<Integer> tested =
                Stream.of(Fault.values()).map(fault -> fault.code).toList();
        assertEquals(LawBook.refusals("- an order:", "- a replace:"), tested);
    }

    private int refusal(Fault first, Fault second) {
        Wrong order = new Wrong();
        order.id = ++ids;
        second.fault.accept(order);
        first.fault.accept(order);
        limit(order.account, order.maxOpenOrders, order.maxOpenNotional);
        if (order.isMarketFull) {
            fill();
        }
        int refusal = market.send(order.command());
        Told answer = new Told();
        answer.append(told);
        limit(order.account, Command.NONE, Command.NONE);
        if (order.isMarketFull) {
            makeRoom();
        }
        told.clear();
        told.append(answer);
        return refusal;
    }

    private void limit(int account, long maxOpenOrders, long maxOpenNotional) {
        Command limits = new Command(Kind.SET_LIMITS, account, 0);
        limits.maxOpenOrders = maxOpenOrders;
        limits.asset = USD;
        limits.maxOpenNotional = maxOpenNotional;
        market.send(limits);
    }

    /** Somebody else's order is the last for which there is room. */
    private void fill() {
        Wrong last = new Wrong();
        last.account = OTHER;
        last.id = ++ids;
        last.instrument = WIDE;
        assertEquals(0, market.send(last.command()), () -> "the last order is taken\n" + told);
    }

    private void makeRoom() {
        Command cancel = new Command(Kind.MASS_CANCEL, OTHER, 0);
        assertEquals(0, market.send(cancel), () -> "the last order is gone\n" + told);
    }

    private static Command book() {
        Command book = new Command(Kind.CREATE_INSTRUMENT, 0, 0);
        book.base = COAL;
        book.quote = USD;
        book.tick = 1;
        book.lot = 1;
        book.flag = true;
        return book;
    }

    private static void expires(Wrong order, long atNs) {
        order.tif = Tif.GTD;
        order.expireAtNs = atNs;
    }

    private static void isHuge(Wrong order) {
        order.instrument = WIDE;
        order.qty = 1L << 40;
        order.price = 1L << 40;
    }

    private static void costsTooMuch(Wrong order) {
        order.instrument = WIDE;
        order.qty = (1L << 31) - 1;
        order.price = 1L << 31;
    }

    private static void posts(Wrong order) {
        order.post = Post.REJECT;
        order.price = 200;
    }

    private static void hasNoLimit(Wrong order) {
        order.instrument = WIDE;
        order.type = Type.MARKET;
        order.price = Command.NONE;
    }
}
