package io.gavel.perf.load;

import io.gavel.engine.ring.Layout;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Folder;
import io.gavel.perf.Options;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** {@code pipeline}: flat out and open loop for both flows, beside raw appends of the same bytes in the same run. */
public final class PipelineReport {
    private static final double MILLION = 1e6;

    private final Options options;
    private final PrintStream out;

    public PipelineReport(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public void run() throws IOException {
        Durability durability =
                Durability.valueOf(options.text("durability", "PROCESS").toUpperCase(Locale.ROOT));
        Layout layout = Layout.valueOf(options.text("layout", "INLINE").toUpperCase(Locale.ROOT));
        String only = options.text("flow", "both");
        out.printf("pipeline: layout %s, durability %s, ring 8192, bursts of 64%n", layout, durability);
        if (!only.equals("bids")) {
            measure("orders, risk full", new OrderFlow(options.number("seed", 1)), layout, durability);
        }
        if (!only.equals("orders")) {
            measure("bids on one auction", new BidFlow(), layout, durability);
        }
        out.println("left out: network, decoding, database; the caller makes the commands on "
                + (layout == Layout.INLINE ? "the same thread" : "another thread"));
    }

    private void measure(String name, CommandFlow flow, Layout layout, Durability durability) throws IOException {
        long seconds = options.number("seconds", 3);
        int rounds = (int) options.number("rounds", 5);
        int block = (int) options.number("block-mib", JournalConfig.DEFAULT_BLOCK_BYTES >> 20) << 20;
        int generation = (int) options.number("generation-mib", JournalConfig.DEFAULT_GENERATION_BYTES >> 20) << 20;
        JournalConfig config = JournalConfig.defaults().withBlockBytes(block).withGenerationBytes(generation);
        try (Folder folder = new Folder(options.text("dir", ""));
                PipelineRun run = new PipelineRun(flow, layout, durability, folder.path("journal"), config)) {
            String space = generation == 0
                    ? "block " + (block >> 20) + " MiB, nothing prepared"
                    : "prepared generations of " + (generation >> 20) + " MiB";
            out.printf("%n%s, journal: %s%n", name, space);
            long warmUpNs = options.number("warm-up", 2 * seconds) * 1_000_000_000L;
            run.flatOut(warmUpNs);
            double[] rates = new double[rounds];
            PipelineRun.Result last = null;
            for (int round = 0; round < rounds; round++) {
                last = run.flatOut(seconds * 1_000_000_000L);
                rates[round] = last.perSecond();
                out.printf(
                        "  flat out %d: %.2f M commands/s, %.0f ns of processor and %.4f bytes allocated a command%n",
                        round + 1,
                        last.perSecond() / MILLION,
                        last.processorNsPerCommand(),
                        last.allocatedPerCommand());
            }
            Arrays.sort(rates);
            double median = rates[rounds / 2];
            out.printf(
                    "  flat out: median %.2f M commands/s (%.2f to %.2f), %.0f bytes a transaction%n",
                    median / MILLION, rates[0] / MILLION, rates[rounds - 1] / MILLION, last.bytesPerTransaction());
            for (long rate : new long[] {20_000, 100_000, 300_000}) {
                print(rate, run.openLoop(rate, seconds * 1_000_000_000L));
            }
            yardsticks(folder, last.bytesPerTransaction(), median, block);
        }
    }

    private void print(long rate, Histogram latency) {
        out.printf(
                "  open loop %,d/s: p50 %.1f us, p90 %.1f, p99 %.1f, max %.0f%n",
                rate,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(90) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
    }

    private void yardsticks(Folder folder, double bytesPerTransaction, double median, int block) throws IOException {
        long bytes = options.number("raw-mib", 512) << 20;
        Path file = folder.path("raw.bin");
        double prepared = RawAppend.preparedFile(file, bytes) / bytesPerTransaction;
        double chronicle = RawAppend.chronicle(folder.path("raw-queue"), bytes, block) / bytesPerTransaction;
        out.printf(
                "  raw append of the same bytes: prepared file %.2f M/s (pipeline: %.2f of it),"
                        + " new Chronicle queue %.2f M/s (%.2f)%n",
                prepared / MILLION, median / prepared, chronicle / MILLION, median / chronicle);
    }
}
