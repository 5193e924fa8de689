package io.gavel.perf.journal;

import io.gavel.perf.Options;
import io.gavel.perf.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code journal}: appending, committing, reading back and replaying, each beside its yardstick in the same run. */
public final class JournalReport {
    private final Settings settings;
    private final PrintStream out;
    private final String machine;

    /** @param machine what to say first */
    public JournalReport(List<String> arguments, PrintStream out, String machine) {
        settings = new Settings(Options.of(arguments, Settings.NAMES));
        this.out = out;
        this.machine = machine;
    }

    public void run() throws IOException {
        try (Report report = new Report(out, "journal", settings.reportFolder())) {
            report.line("%s", machine);
            report.line("ratios are medians of ratios within a round; measurements take turns");
            if (settings.hasPart("append")) {
                new AppendFlatOut(report, settings).run();
            }
            if (settings.hasPart("pipeline")) {
                new PipelineShare(report, settings).run();
            }
            if (settings.hasPart("stalls")) {
                new Stalls(report, settings).run();
            }
            if (settings.hasPart("commit")) {
                new GroupCommit(report, settings).run();
            }
            if (settings.hasPart("bid")) {
                new SingleBid(report, settings).run();
            }
            if (settings.hasPart("read")) {
                new Reading(report, settings).run();
            }
        }
    }
}
