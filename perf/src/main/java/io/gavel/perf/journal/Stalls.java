package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Layout;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.load.PipelineRun;
import io.gavel.wire.Durability;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * Stalls at 100,000 commands a second: short windows of a pipeline with the journal, of one with a raw prepared file and
 * of one without any in turns. What the last shows as well is the machine. Small generations, so that handovers fall
 * into the windows.
 */
final class Stalls {
    private static final long PER_SECOND = 100_000;
    private static final long LONGEST_WINDOW_NS = 250_000_000L;
    private static final double STALL_NS = 1e6;
    private static final int GENERATION_BYTES = 16 << 20;
    private static final double LONGEST_NS = 60e9;

    private final Report report;
    private final Settings settings;
    private final long windowNs;

    Stalls(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
        windowNs = Math.min(LONGEST_WINDOW_NS, settings.stretchNs());
    }

    void run() throws IOException {
        int windows = (int) (settings.rounds() * settings.stretchNs() / windowNs);
        report.line(
                "%nstalls: %s at %,d/s, level process, generations of %d MiB, %d windows of %.2f s each in turns",
                settings.flowName(), PER_SECOND, GENERATION_BYTES >> 20, windows, windowNs / 1e9);
        JournalConfig config = JournalConfig.defaults().withGenerationBytes(GENERATION_BYTES);
        try (Folder folder = new Folder(settings.parent());
                ChronicleJournal journal = ChronicleJournal.open(folder.path("journal"), config);
                PipelineRun ours = pipeline(journal);
                PipelineRun raw = pipeline(
                        RawFileJournal.prepared(folder.path("raw"), Durability.PROCESS, settings.generationBytes()));
                PipelineRun none = pipeline(Journal.none())) {
            Windows oursSeen = new Windows("journal, prepared", ours);
            Windows rawSeen = new Windows("raw file, prepared", raw);
            Windows noneSeen = new Windows("no journal", none);
            for (int window = -4; window < windows; window++) {
                oursSeen.run(window >= 0);
                rawSeen.run(window >= 0);
                noneSeen.run(window >= 0);
            }
            oursSeen.print();
            rawSeen.print();
            noneSeen.print();
            report.line(
                    "  generations handed over: %d; unprepared: %.1f MiB",
                    journal.space().handovers(), journal.space().unpreparedBytes() / 1048576.0);
        }
    }

    private PipelineRun pipeline(Journal journal) {
        return new PipelineRun(settings.flow(), Layout.INLINE, market -> journal);
    }

    /** What one pipeline's windows showed. */
    private final class Windows {
        private final String name;
        private final PipelineRun run;
        private final Histogram latency = new Histogram((long) LONGEST_NS, 3);
        private final Histogram longest = new Histogram((long) LONGEST_NS, 3);
        private int stalled;

        Windows(String name, PipelineRun run) {
            this.name = name;
            this.run = run;
        }

        void run(boolean isCounted) {
            Histogram seen = run.openLoop(PER_SECOND, windowNs);
            if (isCounted) {
                latency.add(seen);
                longest.recordValue(seen.getMaxValue());
                stalled += seen.getMaxValue() > STALL_NS ? 1 : 0;
            }
        }

        void print() {
            report.line(
                    "  %-20s p50 %.1f us, p99 %.1f; longest in a window: median %.0f us, p90 %.0f, most %.0f;"
                            + " windows with a stall above 1 ms: %d of %d",
                    name,
                    latency.getValueAtPercentile(50) / 1e3,
                    latency.getValueAtPercentile(99) / 1e3,
                    longest.getValueAtPercentile(50) / 1e3,
                    longest.getValueAtPercentile(90) / 1e3,
                    longest.getMaxValue() / 1e3,
                    stalled,
                    longest.getTotalCount());
        }
    }
}
