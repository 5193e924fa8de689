package io.gavel.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.ring.Layout;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.jmh.BookBenchmark;
import io.gavel.perf.jmh.MarketBenchmark;
import io.gavel.perf.jmh.OperationBenchmark;
import io.gavel.perf.journal.JournalReport;
import io.gavel.perf.journal.RecoveryReport;
import io.gavel.perf.journal.SnapshotReport;
import io.gavel.perf.load.AuctionReport;
import io.gavel.perf.load.BidFlow;
import io.gavel.perf.load.CommandFlow;
import io.gavel.perf.load.OrderFlow;
import io.gavel.perf.load.PipelineRun;
import io.gavel.perf.load.RawAppend;
import io.gavel.perf.load.WebSocketRun;
import io.gavel.wire.Durability;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every measurement once with a small input, so that none rots. Figures are not judged here. */
@Timeout(120)
class PerfTest {
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(200);

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing").toString();
        String told = assertThrows(IllegalArgumentException.class, () -> new Folder(missing))
                .getMessage();
        assertEquals("expected a folder, dir=" + missing, told);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void ordersGoThroughRingAndJournal(Layout layout) {
        measure(new OrderFlow(1), layout);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void bidsGoThroughRingAndJournal(Layout layout) {
        measure(new BidFlow(), layout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "wide", "storm"})
    void auctionsAreMeasured(String kind) throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<String> arguments = kind.equals("storm")
                ? List.of(kind, "--auctions", "20", "--rounds", "1")
                : List.of(kind, "--bids", "1000", "--rounds", "1");
        new AuctionReport(arguments, new PrintStream(text, true, StandardCharsets.UTF_8), "here").run();
        assertTrue(text.toString(StandardCharsets.UTF_8).contains("round 1:"), text::toString);
    }

    @Test
    void decidesWithoutAllocatingOnceItIsWarm() {
        try (PipelineRun run =
                new PipelineRun(new BidFlow(), Layout.INLINE, Durability.MEMORY, folder, JournalConfig.small())) {
            // Until every window of remembered ids is full, by count: a busy machine does less in a second.
            run.offer(3_000_000);
            PipelineRun.Result result = run.flatOut(TimeUnit.SECONDS.toNanos(1));
            assertTrue(result.allocatedPerCommand() <= 0.05, "allocated a command: " + result.allocatedPerCommand());
        }
    }

    @Test
    void bidsGoOverAWebSocket() throws Exception {
        try (WebSocketRun run =
                new WebSocketRun(2, Durability.PROCESS, io.gavel.gateway.Layout.INLINE, folder.resolve("data"))) {
            Histogram latency = run.openLoop(200, TimeUnit.SECONDS.toNanos(1));
            assertEquals(200, latency.getTotalCount());
            assertEquals(0, run.failed());
        }
    }

    @Test
    void benchmarksDecideCommands() {
        for (String flow : List.of("bids", "orders")) {
            MarketBenchmark benchmark = new MarketBenchmark();
            benchmark.flow = flow;
            benchmark.setUp();
            long before = benchmark.decide();
            assertEquals(before + 1, benchmark.decide());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOperationLeavesAsManyOrdersAsItFound(OperationBenchmark.Operation operation) {
        OperationBenchmark benchmark = new OperationBenchmark();
        benchmark.operation = operation;
        benchmark.shape = BookBenchmark.Shape.NARROW;
        benchmark.setUp();
        int open = benchmark.openOrders();
        assertEquals(2 * 1_000 + 1, open);
        long before = benchmark.operate();
        long commands = benchmark.operate() - before;
        assertEquals(open, benchmark.openOrders());
        assertEquals(benchmark.operate() - before - commands, commands);
    }

    @Test
    void theSameSeedMakesTheSameCommands() {
        OrderFlow one = new OrderFlow(3);
        OrderFlow other = new OrderFlow(3);
        for (int i = 0; i < 10_000; i++) {
            int length = one.next();
            assertEquals(length, other.next());
            for (int at = 0; at < length; at++) {
                assertEquals(one.buffer().getByte(at), other.buffer().getByte(at));
            }
        }
    }

    @Test
    void rawAppendsAreMeasured() throws Exception {
        assertTrue(RawAppend.preparedFile(folder.resolve("raw"), 1 << 20) > 0);
        assertTrue(RawAppend.chronicle(folder.resolve("queue"), 1 << 20, 1 << 20) > 0);
    }

    @Test
    void theJournalIsMeasuredBesideItsYardsticks() throws Exception {
        Path report = folder.resolve("report");
        String text = printed(out -> new JournalReport(
                        List.of(
                                "--rounds", "1",
                                "--stretch-ms", "20",
                                "--stretch-mib", "1",
                                "--generation-mib", "4",
                                "--transactions", "2000",
                                "--dir", folder.toString(),
                                "--report", report.toString()),
                        out,
                        "here")
                .run());
        for (String part :
                List.of("append flat out", "pipeline flat out", "stalls", "group commit", "one bid", "read back")) {
            assertTrue(text.contains(part), text);
        }
        assertEquals(text, Files.readString(report.resolve("journal.txt")));
        assertTrue(Files.readString(report.resolve("journal-commit.svg")).endsWith("</svg>\n"));
    }

    @Test
    void startsAreTimedBySizeAndWithASnapshot() throws Exception {
        String text = printed(out -> new RecoveryReport(
                        List.of("--sizes", "1000,2000", "--rounds", "1", "--dir", folder.toString()), out, "here")
                .run());
        assertTrue(text.contains("from a snapshot at its end"), text);
    }

    @Test
    void theLiveEngineIsTimedWhileAReplicaWritesASnapshot() throws Exception {
        String text = printed(out -> new SnapshotReport(
                        List.of(
                                "--orders", "2000",
                                "--rounds", "1",
                                "--window-ms", "1",
                                "--rate", "10000",
                                "--dir", folder.toString()),
                        out,
                        "here")
                .run());
        assertTrue(text.contains("p99 while it writes"), text);
    }

    @Test
    void theMiddleOfARatioIsTakenWithinRounds() throws Exception {
        long[] slowNs = {200, 300, 800};
        long[] fastNs = {100, 100, 400};
        int[] round = new int[2];
        Turns turns = new Turns()
                .add("slow", () -> new Stretch(1, slowNs[round[0]++], 1))
                .add("fast", () -> new Stretch(1, fastNs[round[1]++], 1))
                .run(3);
        assertEquals(2, turns.timeRatio("slow", "fast").median());
        assertEquals(new Spread(300, 200, 800), turns.elapsedNsPerUnit("slow"));
        assertEquals(0.5, turns.speedRatio("slow", "fast").median());
    }

    @Test
    void aWrongOptionIsNamed() {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> Options.of(List.of("--sped", "1"), "speed"));
        assertEquals("expected one of --speed, argument=--sped", problem.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Options.of(List.of("--speed"), "speed"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Options.of(List.of("--speed", "fast"), "speed").number("speed", 1));
    }

    /** What a report writes to. */
    @FunctionalInterface
    private interface Printing {
        void to(PrintStream out) throws Exception;
    }

    private static String printed(Printing printing) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        printing.to(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void measure(CommandFlow flow, Layout layout) {
        try (PipelineRun run =
                new PipelineRun(flow, layout, Durability.PROCESS, folder.resolve("journal"), JournalConfig.small())) {
            PipelineRun.Result result = run.flatOut(SHORT_NS);
            assertTrue(result.commands() > 0);
            assertTrue(result.bytesPerTransaction() > 40);
            Histogram latency = run.openLoop(1_000, SHORT_NS);
            assertEquals(200, latency.getTotalCount());
        }
    }
}
