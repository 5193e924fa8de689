package io.gavel.perf.journal;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.ring.Layout;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.snapshot.Replica;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.journal.snapshot.ReplicaListener;
import io.gavel.journal.snapshot.SnapshotFile;
import io.gavel.perf.Folder;
import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.perf.chart.BarChart;
import io.gavel.perf.load.OrderFlow;
import io.gavel.perf.load.PipelineRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * {@code snapshot}: what the engine in service feels of a replica that writes a snapshot of a million open orders: short
 * windows of open loop load, in turns while the replica only follows and while it writes.
 */
public final class SnapshotReport {
    private static final long PER_SECOND = 100_000;
    /** A machine on which the replica cannot keep up would never come to an end. */
    private static final int MOST_WINDOWS = 1_000;

    private static final long FOLLOWING_NS = 10_000_000_000L;
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final String[] NAMES = {"orders", "rounds", "window-ms", "rate", "duty", "seed", "dir", "report"};

    private final Options options;
    private final PrintStream out;
    private final String machine;

    /** @param machine what to say first */
    public SnapshotReport(List<String> arguments, PrintStream out, String machine) {
        options = Options.of(arguments, NAMES);
        this.out = out;
        this.machine = machine;
    }

    public void run() throws IOException {
        int orders = (int) options.number("orders", 1_000_000);
        int rounds = (int) options.number("rounds", 7);
        try (Report report = new Report(out, "snapshot", options.text("report", ""));
                Folder folder = new Folder(options.text("dir", ""));
                ChronicleJournal journal = ChronicleJournal.open(folder.path("journal"), JournalConfig.defaults())) {
            report.line("%s", machine);
            ReplicaConfig defaults = ReplicaConfig.defaults().withEvery(Long.MAX_VALUE);
            ReplicaConfig config = defaults.withDutyPercent((int) options.number("duty", defaults.dutyPercent()));
            report.line(
                    "snapshot: %,d open orders, live load %,d/s, layout inline, level process, replica at %d %% of a"
                            + " processor, %d rounds",
                    orders, perSecond(), config.dutyPercent(), rounds);
            OrderFlow flow = new OrderFlow(options.number("seed", 1), orders);
            long emptyBytes = usedBytes();
            try (PipelineRun run = new PipelineRun(flow, Layout.INLINE, market -> journal)) {
                run.offer(orders);
                long liveBytes = usedBytes();
                try (Replica replica =
                        Replica.start(folder.path("journal"), MarketConfig.defaults(), config, ReplicaListener.NONE)) {
                    measure(report, run, replica, rounds);
                    report.line(
                            "  heap: live engine %d MiB, replica %d MiB more",
                            liveBytes - emptyBytes >> 20, usedBytes() - liveBytes >> 20);
                }
            }
        }
    }

    private void measure(Report report, PipelineRun run, Replica replica, int rounds) throws IOException {
        Histogram[] seen = {new Histogram(LONGEST_NS, 3), new Histogram(LONGEST_NS, 3)};
        double[][] ninetyNinths = new double[2][rounds];
        long[] writingNs = new long[rounds];
        SnapshotFile last = null;
        // The first snapshot is the compiler's, and the replica has caught up behind it.
        loadWhile(run, replica.snapshot());
        for (int round = 0; round < rounds; round++) {
            Histogram following = loadFor(run, Math.min(FOLLOWING_NS, MOST_WINDOWS * windowNs()));
            CompletableFuture<SnapshotFile> asked = replica.snapshot();
            long start = System.nanoTime();
            Histogram writing = loadWhile(run, asked);
            writingNs[round] = System.nanoTime() - start;
            last = asked.join();
            seen[0].add(following);
            seen[1].add(writing);
            ninetyNinths[0][round] = following.getValueAtPercentile(99) / 1e3;
            ninetyNinths[1][round] = writing.getValueAtPercentile(99) / 1e3;
        }
        Arrays.sort(writingNs);
        report.line(
                "  a snapshot: %,d MiB, %,d records, %.2f s until it is in place",
                last.bytes() >> 20, last.records(), writingNs[rounds / 2] / 1e9);
        print(report, "replica follows", seen[0], ninetyNinths[0]);
        print(report, "replica writes a snapshot", seen[1], ninetyNinths[1]);
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, round -> ninetyNinths[1][round] / ninetyNinths[0][round]);
        Arrays.sort(ratios);
        report.line(
                "  p99 while it writes against while it follows: %.2f (%.2f to %.2f)",
                ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
        BarChart chart = new BarChart("Live p99", "us");
        add(chart, "replica follows", ninetyNinths[0]);
        add(chart, "replica writes a snapshot", ninetyNinths[1]);
        report.chart("p99", chart.svg());
    }

    private Histogram loadFor(PipelineRun run, long durationNs) {
        long windowNs = windowNs();
        Histogram all = new Histogram(LONGEST_NS, 3);
        for (long done = 0; done < durationNs; done += windowNs) {
            all.add(run.openLoop(perSecond(), windowNs));
        }
        return all;
    }

    private Histogram loadWhile(PipelineRun run, CompletableFuture<?> asked) {
        Histogram all = new Histogram(LONGEST_NS, 3);
        for (int window = 0; window < MOST_WINDOWS && !asked.isDone(); window++) {
            all.add(run.openLoop(perSecond(), windowNs()));
        }
        asked.join();
        return all;
    }

    private long perSecond() {
        return options.number("rate", PER_SECOND);
    }

    private long windowNs() {
        return options.number("window-ms", 100) * 1_000_000L;
    }

    private static void print(Report report, String name, Histogram seen, double[] ninetyNinths) {
        double[] sorted = ninetyNinths.clone();
        Arrays.sort(sorted);
        report.line(
                "  %-28s p50 %.1f us, p99 %.1f (by round %.1f to %.1f), p99.9 %.0f, most %.0f; %,d commands",
                name,
                seen.getValueAtPercentile(50) / 1e3,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                seen.getValueAtPercentile(99.9) / 1e3,
                seen.getMaxValue() / 1e3,
                seen.getTotalCount());
    }

    private static void add(BarChart chart, String name, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        chart.add(name, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
