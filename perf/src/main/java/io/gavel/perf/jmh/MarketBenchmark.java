package io.gavel.perf.jmh;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.perf.load.BidFlow;
import io.gavel.perf.load.CommandFlow;
import io.gavel.perf.load.OrderFlow;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
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

/** The engine alone: one command in, its transaction out, no ring, no journal. Making the command is included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
// A fork does not inherit what the jar's manifest exports.
@Fork(value = 2, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
public class MarketBenchmark {
    private static final int CLEAR_AT = 60 * 1024;

    /** What is commanded. */
    @Param({"bids", "orders"})
    public String flow;

    private final TransactionBuffer out = new TransactionBuffer(1 << 18);
    private Market market;
    private CommandFlow commands;
    private long timeNs;

    @Setup(Level.Trial)
    public void setUp() {
        commands = flow.equals("bids") ? new BidFlow() : new OrderFlow(1);
        market = new Market(MarketConfig.defaults());
        commands.setUp(command -> decide(command.buffer(), command.length()));
    }

    /** One command of the flow, decided; the sequence of its transaction. */
    @Benchmark
    public long decide() {
        decide(commands.buffer(), commands.next());
        return market.lastSeq();
    }

    private void decide(DirectBuffer command, int length) {
        market.onCommand(command, 0, length, ++timeNs, out);
        if (out.length() > CLEAR_AT) {
            out.clear();
        }
    }
}
