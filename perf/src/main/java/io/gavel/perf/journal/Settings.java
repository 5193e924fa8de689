package io.gavel.perf.journal;

import io.gavel.journal.JournalConfig;
import io.gavel.perf.Options;
import io.gavel.perf.load.BidFlow;
import io.gavel.perf.load.CommandFlow;
import io.gavel.perf.load.OrderFlow;
import java.util.Arrays;
import java.util.List;

/** What the measurements of the journal have in common, read from the command line. */
final class Settings {
    static final String[] NAMES = {
        "flow",
        "parts",
        "rounds",
        "stretch-ms",
        "transactions",
        "batch",
        "stretch-mib",
        "generation-mib",
        "seed",
        "dir",
        "report"
    };

    private static final int RECORDED = 20_000;
    /** Fills an excerpt: about 60 KiB of bids. */
    private static final int FULL_BATCH = 384;

    private final Options options;
    private Recording recording;

    Settings(Options options) {
        this.options = options;
    }

    boolean hasPart(String part) {
        List<String> parts = Arrays.asList(options.text("parts", part).split(","));
        return parts.contains(part);
    }

    /** Bids by default: one transaction like the other. */
    CommandFlow flow() {
        return options.text("flow", "bids").equals("orders") ? new OrderFlow(options.number("seed", 1)) : new BidFlow();
    }

    String flowName() {
        return options.text("flow", "bids").equals("orders") ? "orders" : "bids";
    }

    /** Some of the flow's transactions, decided once. */
    Recording recording() {
        if (recording == null) {
            recording = new Recording(flow(), RECORDED);
        }
        return recording;
    }

    int rounds() {
        return (int) options.number("rounds", 7);
    }

    long stretchNs() {
        return options.number("stretch-ms", 1_000) * 1_000_000L;
    }

    int transactions() {
        return (int) options.number("transactions", 3_000_000);
    }

    int batch() {
        return (int) options.number("batch", 64);
    }

    int fullBatch() {
        return FULL_BATCH;
    }

    long stretchMib() {
        return options.number("stretch-mib", 48);
    }

    int generationBytes() {
        return (int) options.number("generation-mib", JournalConfig.DEFAULT_GENERATION_BYTES >> 20) << 20;
    }

    String parent() {
        return options.text("dir", "");
    }

    String reportFolder() {
        return options.text("report", "");
    }
}
