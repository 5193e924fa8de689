package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Reason;
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

/**
 * As {@link RefusalOrderTest}, of the commands about books that enter nothing: each pair of faults that can go together. The
 * order is that of the lists in docs/RULES.md.
 */
@DisplayName("A cancel, a phase, an uncross or a limit that is wrong in several ways is refused for the first of them")
final class CommandRefusalOrderTest {
    private static final int USD = 1;
    private static final int COAL = 2;
    private static final int ALICE = 16;
    private static final int NOBODY = 99;
    private static final long TICK = 2;
    private static final int ID = 7;
    /** Books that trade, whose steps are {@link #TICK} and one; the same in a call; and one that is over. */
    private static final int COARSE = 1;

    private static final int FINE = 2;
    private static final int COARSE_CALL = 3;
    private static final int FINE_CALL = 4;
    private static final int DELISTED = 5;

    /** Two faults that touch the same cannot go together. */
    private enum Part {
        INSTRUMENT,
        PRICE,
        ASSET
    }

    /** Of each command, in the order of the rules. */
    enum Fault {
        CANCEL_UNKNOWN_ACCOUNT(Kind.CANCEL_ORDER, No.UNKNOWN_ACCOUNT, wrong -> wrong.account = NOBODY),
        CANCEL_UNKNOWN_INSTRUMENT(Kind.CANCEL_ORDER, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY),
        CANCEL_UNKNOWN_ORDER(Kind.CANCEL_ORDER, No.UNKNOWN_ORDER, wrong -> wrong.id = NOBODY),

        MASS_UNKNOWN_ACCOUNT(Kind.MASS_CANCEL, No.UNKNOWN_ACCOUNT, wrong -> wrong.account = NOBODY),
        MASS_UNKNOWN_INSTRUMENT(Kind.MASS_CANCEL, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY),
        MASS_NOT_SUPPORTED(Kind.MASS_CANCEL, No.NOT_SUPPORTED, wrong -> wrong.reason = Reason.USER),

        TIMER_UNKNOWN_ACCOUNT(Kind.CANCEL_ALL_AFTER, No.UNKNOWN_ACCOUNT, wrong -> wrong.account = NOBODY),
        TIMER_TIME_IN_PAST(Kind.CANCEL_ALL_AFTER, No.TIME_IN_PAST, wrong -> wrong.timeoutNs = -1),

        LIMITS_UNKNOWN_ACCOUNT(Kind.SET_LIMITS, No.UNKNOWN_ACCOUNT, wrong -> wrong.account = NOBODY),
        LIMITS_UNKNOWN_ASSET(Kind.SET_LIMITS, No.UNKNOWN_ASSET, wrong -> wrong.asset = NOBODY, Part.ASSET),
        LIMITS_BAD_DEFINITION(Kind.SET_LIMITS, No.BAD_DEFINITION, wrong -> wrong.maxOpenOrders = -1),
        LIMITS_AMOUNT_RANGE(Kind.SET_LIMITS, No.AMOUNT_RANGE, wrong -> wrong.maxOpenNotional = 1L << 62),

        PHASE_UNKNOWN_INSTRUMENT(
                Kind.SET_PHASE, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY, Part.INSTRUMENT),
        PHASE_NOT_SUPPORTED(Kind.SET_PHASE, No.NOT_SUPPORTED, wrong -> wrong.phase = Phase.NULL),
        PHASE_PHASE_REFUSES(Kind.SET_PHASE, No.PHASE_REFUSES, wrong -> wrong.instrument = DELISTED, Part.INSTRUMENT),

        UNCROSS_UNKNOWN_INSTRUMENT(
                Kind.UNCROSS, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY, Part.INSTRUMENT),
        UNCROSS_PHASE_REFUSES(Kind.UNCROSS, No.PHASE_REFUSES, wrong -> wrong.isTrading = true, Part.INSTRUMENT),
        UNCROSS_PRICE_NOT_POSITIVE(Kind.UNCROSS, No.PRICE_NOT_POSITIVE, wrong -> wrong.price = -1, Part.PRICE),
        UNCROSS_PRICE_OFF_TICK(Kind.UNCROSS, No.PRICE_OFF_TICK, wrong -> wrong.price = 101, Part.PRICE),
        /** Where a tick is more than one no price is so many ticks. */
        UNCROSS_AMOUNT_RANGE(Kind.UNCROSS, No.AMOUNT_RANGE, CommandRefusalOrderTest::isHuge, Part.PRICE),

        BAND_UNKNOWN_INSTRUMENT(Kind.SET_BAND, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY),
        BAND_BAD_DEFINITION(Kind.SET_BAND, No.BAD_DEFINITION, wrong -> wrong.bandLow = 500),

        TICKS_UNKNOWN_INSTRUMENT(Kind.SET_TICKS, No.UNKNOWN_INSTRUMENT, wrong -> wrong.instrument = NOBODY),
        TICKS_BAD_DEFINITION(Kind.SET_TICKS, No.BAD_DEFINITION, wrong -> wrong.step = TICK + 1);

        private final Kind kind;
        private final int code;
        private final Consumer<Wrong> fault;
        private final Set<Part> parts;

        Fault(Kind kind, int code, Consumer<Wrong> fault, Part... parts) {
            this.kind = kind;
            this.code = code;
            this.fault = fault;
            this.parts = parts.length == 0 ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(List.of(parts));
        }

        boolean goesWith(Fault other) {
            return kind == other.kind && parts.stream().noneMatch(other.parts::contains);
        }
    }

    /** A command, and what the law book calls it. */
    enum Listed {
        CANCEL(Kind.CANCEL_ORDER, "- a cancel:", "- a mass cancel:"),
        MASS_CANCEL(Kind.MASS_CANCEL, "- a mass cancel:", "- `cancelAllAfter`:"),
        TIMER(Kind.CANCEL_ALL_AFTER, "- `cancelAllAfter`:", "- `setAccountLimits`:"),
        LIMITS(Kind.SET_LIMITS, "- `setAccountLimits`:", "- `setPhase`:"),
        PHASE(Kind.SET_PHASE, "- `setPhase`:", "- `uncross`:"),
        UNCROSS(Kind.UNCROSS, "- `uncross`:", "- `setPriceBand`"),
        BAND(Kind.SET_BAND, "- `setPriceBand`", "\n\n"),
        TICKS(Kind.SET_TICKS, "`setTickTable`:", "\n\n");

        private final Kind kind;
        private final String from;
        private final String to;

        Listed(Kind kind, String from, String to) {
            this.kind = kind;
            this.from = from;
            this.to = to;
        }
    }

    /** What is made wrong. */
    private static final class Wrong {
        int account = ALICE;
        int instrument;
        int id = ID;
        boolean isFine;
        boolean isTrading;
        Reason reason = Reason.MASS;
        long timeoutNs;
        int asset = USD;
        long maxOpenOrders = 1;
        long maxOpenNotional = 1_000;
        Phase phase = Phase.HALT;
        long price = 100;
        long bandLow = 100;
        long step = TICK;

        Command command(Kind kind) {
            Command command = new Command(kind, account, 0);
            command.instrument = instrument != 0 ? instrument : book(kind);
            command.id = id;
            command.reason = reason;
            command.timeoutNs = timeoutNs;
            command.asset = asset;
            command.maxOpenOrders = maxOpenOrders;
            command.maxOpenNotional = maxOpenNotional;
            command.phase = phase;
            command.price = price;
            command.bandLow = bandLow;
            command.bandHigh = 400;
            command.ticks = new long[][] {{Command.NONE, step}};
            return command;
        }

        private int book(Kind kind) {
            boolean collects = kind == Kind.UNCROSS && !isTrading;
            return isFine ? collects ? FINE_CALL : FINE : collects ? COARSE_CALL : COARSE;
        }
    }

    private final AskedMarket market = new AskedMarket(new MarketConfig(10, 100, 10, 10, 100, 1_024, 10_000));
    private final Told told = market.told();

    @BeforeEach
    void open() {
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        market.send(new Command(Kind.CREATE_ASSET, 0, 0));
        market.send(new Command(Kind.CREATE_ACCOUNT, 0, 0));
        market.send(book(TICK, Phase.CONTINUOUS));
        market.send(book(1, Phase.CONTINUOUS));
        market.send(book(TICK, Phase.CALL));
        market.send(book(1, Phase.CALL));
        market.send(book(TICK, Phase.CONTINUOUS));
        Command delist = new Command(Kind.SET_PHASE, 0, 0);
        delist.instrument = DELISTED;
        delist.phase = Phase.DELISTED;
        market.send(delist);
        Command order = new Command(Kind.NEW_ORDER, ALICE, 0);
        order.id = ID;
        order.instrument = COARSE;
        order.side = 1;
        order.qty = 10;
        order.price = 100;
        assertEquals(0, market.send(order), () -> "the order rests\n" + told);
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

    @ParameterizedTest
    @EnumSource
    void theOrderIsThatOfTheLawBook(Listed list) throws IOException {
        List<Integer> tested = Stream.of(Fault.values())
                .filter(fault -> fault.kind == list.kind)
                .map(fault -> fault.code)
                .toList();
        assertEquals(LawBook.refusals(list.from, list.to), tested);
    }

    @ParameterizedTest
    @EnumSource
    void aCommandThatIsRightIsTaken(Listed list) {
        assertEquals(0, market.send(new Wrong().command(list.kind)), () -> "taken\n" + told);
    }

    @Test
    void anOrderOfAnotherBookIsUnknown() {
        Command cancel = new Wrong().command(Kind.CANCEL_ORDER);
        cancel.instrument = FINE;
        assertEquals(No.UNKNOWN_ORDER, market.send(cancel));
    }

    private int refusal(Fault first, Fault second) {
        Wrong wrong = new Wrong();
        second.fault.accept(wrong);
        first.fault.accept(wrong);
        return market.send(wrong.command(first.kind));
    }

    private static Command book(long tick, Phase phase) {
        Command book = new Command(Kind.CREATE_INSTRUMENT, 0, 0);
        book.base = COAL;
        book.quote = USD;
        book.tick = tick;
        book.lot = 1;
        book.phase = phase;
        return book;
    }

    private static void isHuge(Wrong wrong) {
        wrong.isFine = true;
        wrong.price = 1L << 62;
    }
}
