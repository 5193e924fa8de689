package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.engine.ring.Layout;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.BarChart;
import io.gavel.perf.load.PipelineRun;
import io.gavel.wire.Durability;
import java.io.IOException;

/** The same pipeline and engine with three things behind the journal's port: the journal, a raw file, nothing. */
final class PipelineShare {
    private static final String OURS = "journal, prepared";
    private static final String RAW = "raw file, prepared";
    private static final String NONE = "no journal";

    private final Report report;
    private final Settings settings;

    PipelineShare(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void run() throws IOException {
        report.line(
                "%npipeline flat out: %s, layout inline, level process, bursts of 64, %.1f s a stretch, %d rounds",
                settings.flowName(), settings.stretchNs() / 1e9, settings.rounds());
        JournalConfig config = JournalConfig.defaults().withGenerationBytes(settings.generationBytes());
        try (Folder folder = new Folder(settings.parent());
                ChronicleJournal journal = ChronicleJournal.open(folder.path("journal"), config);
                PipelineRun ours = pipeline(journal);
                PipelineRun raw = pipeline(
                        RawFileJournal.prepared(folder.path("raw"), Durability.PROCESS, settings.generationBytes()));
                PipelineRun none = pipeline(Journal.none())) {
            Turns turns = new Turns()
                    .add(OURS, () -> flatOut(ours))
                    .add(RAW, () -> flatOut(raw))
                    .add(NONE, () -> flatOut(none));
            // The window of remembered ids has to be full, a million commands, before rates are steady.
            turns.warmUp().warmUp().run(settings.rounds());
            print(turns);
            report.line(
                    "  of the journal's bytes appended unprepared: %.1f MiB; generations handed over: %d",
                    journal.space().unpreparedBytes() / 1048576.0,
                    journal.space().handovers());
        }
    }

    private PipelineRun pipeline(Journal journal) {
        return new PipelineRun(settings.flow(), Layout.INLINE, market -> journal);
    }

    private Stretch flatOut(PipelineRun run) {
        PipelineRun.Result result = run.flatOut(settings.stretchNs());
        return new Stretch(result.commands(), result.elapsedNs(), result.processorNs());
    }

    private void print(Turns turns) throws IOException {
        BarChart chart = new BarChart("Pipeline flat out, " + settings.flowName(), "million commands a second");
        for (String name : turns.names()) {
            Spread rate = turns.perSecond(name);
            report.line(
                    "  %-20s %6.2f M/s (%.2f to %.2f), processor %4.0f ns; speed against raw %.2f, by processor %.2f",
                    name,
                    rate.median() / 1e6,
                    rate.least() / 1e6,
                    rate.most() / 1e6,
                    turns.processorNsPerUnit(name).median(),
                    turns.speedRatio(name, RAW).median(),
                    turns.processorSpeedRatio(name, RAW).median());
            chart.add(name, rate.median() / 1e6, rate.least() / 1e6, rate.most() / 1e6);
        }
        report.chart("pipeline-" + settings.flowName(), chart.svg());
    }
}
