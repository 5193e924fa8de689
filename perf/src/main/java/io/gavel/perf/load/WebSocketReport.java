package io.gavel.perf.load;

import io.gavel.gateway.Layout;
import io.gavel.perf.Folder;
import io.gavel.perf.Options;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** {@code websocket}: one hot auction end to end. */
public final class WebSocketReport {
    private final Options options;
    private final PrintStream out;

    public WebSocketReport(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public void run() throws IOException {
        long rate = options.number("rate", 5_000);
        long seconds = options.number("seconds", 10);
        int connections = (int) options.number("connections", 8);
        Durability durability =
                Durability.valueOf(options.text("durability", "PROCESS").toUpperCase(Locale.ROOT));
        Layout layout = Layout.valueOf(options.text("layout", "INLINE").toUpperCase(Locale.ROOT));
        out.printf(
                "websocket: %d connections, %,d bids/s on one auction, layout %s, durability %s%n",
                connections, rate, layout, durability);
        try (Folder folder = new Folder(options.text("dir", ""));
                WebSocketRun run = new WebSocketRun(connections, durability, layout, folder.path("data"))) {
            run.openLoop(rate, seconds * 500_000_000L);
            long start = System.nanoTime();
            Histogram latency = run.openLoop(rate, seconds * 1_000_000_000L);
            double perSecond = latency.getTotalCount() * 1e9 / (System.nanoTime() - start);
            out.printf(
                    "  %,d bids, %,.0f/s answered: p50 %.0f us, p90 %.0f, p99 %.0f, max %.0f%n",
                    latency.getTotalCount(),
                    perSecond,
                    latency.getValueAtPercentile(50) / 1e3,
                    latency.getValueAtPercentile(90) / 1e3,
                    latency.getValueAtPercentile(99) / 1e3,
                    latency.getMaxValue() / 1e3);
            out.printf("  refused %d (overtaken by a higher bid), without an answer %d%n", run.refused(), run.failed());
        }
        out.println("left out: a network beyond loopback; server, clients and load share one process and its cores");
    }
}
