package io.gavel.perf.jmh;

import io.gavel.engine.book.BookListener;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.Side;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** The bare book, one operation a method, by the shape of the book: how many orders rest on how many prices. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
public class BookBenchmark implements BookListener {
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 1;
    private static final long MIDDLE = 1L << 40;
    private static final long LOTS = 10;

    /** Which prices orders rest at. */
    public enum Shape {
        NARROW(1_000, 100, 1),
        WIDE(1_000, 1_000, 977),
        DEEP(1_000_000, 100_000, 1);

        private final int orders;
        private final int levels;
        private final long step;

        Shape(int orders, int levels, long step) {
            this.orders = orders;
            this.levels = levels;
            this.step = step;
        }

        int orders() {
            return orders;
        }

        int levels() {
            return levels;
        }

        long step() {
            return step;
        }
    }

    @Param
    public Shape shape;

    private final SplittableRandom random = new SplittableRandom(1);
    private final OrderStore orders = new OrderStore(0);
    private final OrderBook book = new OrderBook(INSTRUMENT, orders);
    private long lastId;
    private long firstId = 1;

    @Setup(Level.Trial)
    public void setUp() {
        for (int i = 0; i < shape.orders; i++) {
            rest();
        }
    }

    @Override
    public void onTrade(int maker, long priceTicks, long qtyLots) {}

    @Override
    public void onFilled(int maker) {
        orders.free(maker);
    }

    /** An order comes to rest, and the oldest one is found by its id and canceled. */
    @Benchmark
    public long restAndCancelOldest() {
        rest();
        int oldest = orders.find(ACCOUNT, firstId++);
        if (oldest != OrderStore.NONE) {
            book.remove(oldest);
            orders.free(oldest);
        }
        return oldest;
    }

    /** An order comes to rest, and another trades with the best one of its side. */
    @Benchmark
    public long restAndTrade() {
        Side side = rest();
        return book.match(side == Side.BUY ? Side.SELL : Side.BUY, side == Side.BUY ? 1 : 2 * MIDDLE, LOTS, this);
    }

    /** An id is looked for that is not there. */
    @Benchmark
    public int lookForANewId() {
        return orders.find(ACCOUNT, -random.nextLong(1L << 40) - 1);
    }

    private Side rest() {
        Side side = (++lastId & 1) == 0 ? Side.BUY : Side.SELL;
        long away = (1 + random.nextInt(shape.levels)) * shape.step;
        int order = orders.add(lastId, ACCOUNT, INSTRUMENT, side, LOTS, LOTS, lastId);
        book.rest(order, side == Side.BUY ? MIDDLE - away : MIDDLE + away);
        return side;
    }
}
