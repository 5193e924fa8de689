package io.gavel.perf.jmh;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.perf.jmh.BookBenchmark.Shape;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.ReplaceOrderEncoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What people do with orders, through the whole market, by the shape of the book it is done in: bytes in, events out, no
 * ring, no journal, no money. An operation is a few commands after which as many orders rest as before; what is told is the time of
 * all of them together. They are made before, but for their ids.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
public class OperationBenchmark {
    /** What is done; the commands of each. */
    public enum Operation {
        /** Two commands. */
        REST_AND_CANCEL(on -> on.cancel(on.enter(on.bid))),
        /** One command, by which an order gets smaller. */
        REPLACE_IN_PLACE(OperationBenchmark::shrink),
        /** One command, by which an order goes to another price. */
        REPLACE_TO_ANOTHER_PRICE(OperationBenchmark::move),
        /** Two commands: an order rests, another takes it. */
        TRADE(on -> {
            on.enter(on.ask);
            on.enter(on.take);
        }),
        /** Six commands: five orders rest at a price, another takes them all. */
        SWEEP_OF_FIVE(on -> {
            on.enterTimes(5, on.ask);
            on.enter(on.takeFive);
        }),
        /** Three commands: more is asked for, all or nothing, than an order has that rests. */
        FILL_OR_KILL_IN_VAIN(on -> {
            long id = on.enter(on.ask);
            on.enter(on.allOfTwo);
            on.cancel(id);
        }),
        /** Two commands: of ten lots one is shown at a time, and all are taken. */
        ICEBERG_OF_TEN_SLICES(on -> {
            on.enter(on.iceberg);
            on.enter(on.takeTen);
        }),
        /** Two commands. */
        STOP_AND_CANCEL(on -> on.cancel(on.enter(on.stop))),
        /** Six commands: a trade below, a stop, a trade at its price, and the order that it became is canceled. */
        STOP_TRIGGERED(on -> {
            on.enter(on.askBelow);
            on.enter(on.takeBelow);
            long id = on.enter(on.stop);
            on.enter(on.ask);
            on.enter(on.take);
            on.cancel(id);
        }),
        /** Two commands: who takes the own order loses it instead. */
        SELF_TRADE_PREVENTED(on -> {
            on.enter(on.ask);
            on.enter(on.takeOwn);
        }),
        /** Eleven commands. */
        MASS_CANCEL_OF_TEN(on -> {
            on.enterTimes(10, on.bid);
            on.decide(on.massCancel);
        }),
        /** Two commands in a call, each with what would print. */
        INDICATIVE(on -> on.cancel(on.enter(on.callBid), on.callCancel)),
        /** Four commands: two orders, the uncross that trades them, and the next call. */
        UNCROSS(on -> {
            on.enter(on.callBid);
            on.enter(on.callAsk);
            on.decide(on.uncross);
            on.decide(on.call);
        });

        private final Consumer<OperationBenchmark> commands;

        Operation(Consumer<OperationBenchmark> commands) {
            this.commands = commands;
        }
    }

    private static final int CLEAR_AT = 60 * 1024;
    private static final int MAKER = SystemAccount.FIRST_USER;
    private static final int TAKER = MAKER + 1;
    private static final int OTHERS = MAKER + 2;
    private static final int BOOK = 1;
    private static final int CALL = 2;

    /** Between all that others want. */
    private static final long MIDDLE = 1L << 40;

    private static final long VERY_MANY_LOTS = 1L << 50;
    private static final int BODY = Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
    /** An id, and with its length the one before it, stand last in a command; behind it is room, as in a ring. */
    private static final int ID = Long.BYTES;

    private static final int ROOM = 64;

    private static final String ANY_ID = "12345678";

    @Param
    public Operation operation;

    @Param
    public Shape shape;

    private final CommandWriter writer = new CommandWriter();
    private final TransactionBuffer out = new TransactionBuffer(1 << 18);
    private Market market;
    private long timeNs;
    private long lastId;

    private UnsafeBuffer bid;
    private UnsafeBuffer ask;
    private UnsafeBuffer askBelow;
    private UnsafeBuffer take;
    private UnsafeBuffer takeBelow;
    private UnsafeBuffer takeFive;
    private UnsafeBuffer takeTen;
    private UnsafeBuffer takeOwn;
    private UnsafeBuffer allOfTwo;
    private UnsafeBuffer iceberg;
    private UnsafeBuffer stop;
    private UnsafeBuffer cancel;
    private UnsafeBuffer massCancel;
    private UnsafeBuffer replace;
    private UnsafeBuffer callBid;
    private UnsafeBuffer callAsk;
    private UnsafeBuffer callCancel;
    private UnsafeBuffer uncross;
    private UnsafeBuffer call;

    /** The order that is replaced. */
    private long replacedId;

    private long replacedLots = VERY_MANY_LOTS;

    @Setup(Level.Trial)
    public void setUp() {
        market = new Market(MarketConfig.defaults());
        list();
        makeCommands();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < shape.orders(); i++) {
            long away = 1 + (1 + random.nextInt(shape.levels())) * shape.step();
            rest(OTHERS, BOOK, away);
            rest(OTHERS, CALL, away);
        }
        replacedId = enter(order(OTHERS, BOOK, OrderTerms.resting(Side.BUY, VERY_MANY_LOTS, MIDDLE - 2)));
        replace = form(() -> writer.replaceOrder(OTHERS, BOOK, VERY_MANY_LOTS, MIDDLE - 2, ANY_ID, ANY_ID));
    }

    /** All commands of the operation; the sequence of the last transaction. */
    @Benchmark
    public long operate() {
        operation.commands.accept(this);
        return market.lastSeq();
    }

    /** How many orders rest in all books. */
    public int openOrders() {
        return market.openOrders();
    }

    private void list() {
        decide(form(() -> writer.createAsset("BASE", 0)));
        decide(form(() -> writer.createAsset("QUOTE", 0)));
        for (String name : new String[] {"maker", "taker", "others"}) {
            decide(form(() -> writer.createAccount(name, false)));
        }
        for (Phase phase : new Phase[] {Phase.CONTINUOUS, Phase.CALL}) {
            decide(form(() -> writer.createInstrument(terms -> terms.baseAssetId(1)
                    .quoteAssetId(2)
                    .risk(RiskMode.NONE)
                    .selfTrade(SelfTrade.NONE)
                    .phase(phase)
                    .priceDecimals((short) 0)
                    .qtyDecimals((short) 0)
                    .tick(1)
                    .lot(1)
                    .name(phase.name()))));
        }
    }

    private void makeCommands() {
        OrderTerms atMiddle = OrderTerms.resting(Side.SELL, 1, MIDDLE);
        bid = order(MAKER, BOOK, OrderTerms.resting(Side.BUY, 1, MIDDLE - 1));
        ask = order(MAKER, BOOK, atMiddle);
        askBelow = order(MAKER, BOOK, OrderTerms.resting(Side.SELL, 1, MIDDLE - 1));
        take = order(TAKER, BOOK, OrderTerms.immediate(Side.BUY, 1, MIDDLE));
        takeBelow = order(TAKER, BOOK, OrderTerms.immediate(Side.BUY, 1, MIDDLE - 1));
        takeFive = order(TAKER, BOOK, OrderTerms.immediate(Side.BUY, 5, MIDDLE));
        takeTen = order(TAKER, BOOK, OrderTerms.immediate(Side.BUY, 10, MIDDLE));
        takeOwn = order(
                MAKER,
                BOOK,
                OrderTerms.immediate(Side.BUY, 1, MIDDLE).when(Conditions.NONE.withSelfTrade(SelfTrade.CANCEL_OLDEST)));
        allOfTwo = order(TAKER, BOOK, new OrderTerms(Side.BUY, OrdType.LIMIT, TimeInForce.FOK, 2, MIDDLE));
        iceberg = order(MAKER, BOOK, OrderTerms.resting(Side.SELL, 10, MIDDLE).when(Conditions.NONE.withDisplayQty(1)));
        stop = order(
                MAKER,
                BOOK,
                new OrderTerms(Side.BUY, OrdType.STOP_LIMIT, TimeInForce.GTC, 1, MIDDLE)
                        .when(Conditions.NONE.withStopPx(MIDDLE)));
        cancel = form(() -> writer.cancelOrder(MAKER, BOOK, ANY_ID));
        massCancel = form(() -> writer.massCancel(MAKER, 0, Side.BUY, CancelReason.MASS));
        callBid = order(MAKER, CALL, OrderTerms.resting(Side.BUY, 1, MIDDLE));
        callAsk = order(TAKER, CALL, atMiddle);
        callCancel = form(() -> writer.cancelOrder(MAKER, CALL, ANY_ID));
        uncross = form(() -> writer.uncross(CALL, Conditions.ABSENT));
        call = form(() -> writer.setPhase(CALL, Phase.CALL));
    }

    private void rest(int account, int instrument, long away) {
        Side side = (lastId & 2) == 0 ? Side.BUY : Side.SELL;
        enter(order(
                account, instrument, OrderTerms.resting(side, 1, side == Side.BUY ? MIDDLE - away : MIDDLE + away)));
    }

    private UnsafeBuffer order(int account, int instrument, OrderTerms terms) {
        return form(() -> writer.newOrder(account, instrument, terms, ANY_ID));
    }

    private UnsafeBuffer form(Runnable write) {
        write.run();
        UnsafeBuffer form = new UnsafeBuffer(new byte[writer.length() + ROOM]);
        form.putBytes(0, writer.buffer(), 0, writer.length());
        return form;
    }

    private long enter(UnsafeBuffer order) {
        long id = ++lastId;
        order.putLong(length(order) - ID, id, ByteOrder.LITTLE_ENDIAN);
        decide(order);
        return id;
    }

    private void enterTimes(int times, UnsafeBuffer order) {
        for (int i = 0; i < times; i++) {
            enter(order);
        }
    }

    private void cancel(long id) {
        cancel(id, cancel);
    }

    private void cancel(long id, UnsafeBuffer command) {
        command.putLong(length(command) - ID, id, ByteOrder.LITTLE_ENDIAN);
        decide(command);
    }

    private void shrink() {
        replace.putLong(BODY + ReplaceOrderEncoder.qtyEncodingOffset(), --replacedLots, ByteOrder.LITTLE_ENDIAN);
        replace();
    }

    private void move() {
        long price = MIDDLE - 2 - (lastId & 1);
        replace.putLong(BODY + ReplaceOrderEncoder.priceEncodingOffset(), price, ByteOrder.LITTLE_ENDIAN);
        replace();
    }

    private void replace() {
        long id = ++lastId;
        replace.putLong(length(replace) - ID, replacedId, ByteOrder.LITTLE_ENDIAN);
        replace.putLong(length(replace) - 2 * ID - 1, id, ByteOrder.LITTLE_ENDIAN);
        decide(replace);
        replacedId = id;
    }

    private void decide(UnsafeBuffer command) {
        market.onCommand(command, 0, length(command), ++timeNs, out);
        if (out.length() > CLEAR_AT) {
            out.clear();
        }
    }

    private static int length(UnsafeBuffer command) {
        return command.capacity() - ROOM;
    }
}
