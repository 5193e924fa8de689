package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.BarChart;
import io.gavel.wire.Durability;
import java.io.IOException;
import org.agrona.CloseHelper;

/** Appends as fast as they go, level process, nothing else on the thread. */
final class AppendFlatOut {
    private static final String OURS = "journal, prepared";
    private static final String OURS_FRESH = "journal, fresh blocks of 4 MiB";
    private static final String RAW = "raw file, prepared";
    private static final String RAW_FRESH = "raw file, fresh";
    private static final String QUEUE = "raw Chronicle, fresh blocks of 4 MiB";

    private final Report report;
    private final Settings settings;

    AppendFlatOut(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void run() throws IOException {
        for (int batch : new int[] {settings.batch(), settings.fullBatch()}) {
            run(batch);
        }
    }

    private void run(int batch) throws IOException {
        Recording recording = settings.recording();
        report.line(
                "%nappend flat out: %s, %.0f bytes a transaction, %d an append, %d MiB a stretch, %d rounds",
                settings.flowName(), recording.bytesPerTransaction(), batch, settings.stretchMib(), settings.rounds());
        try (Folder folder = new Folder(settings.parent())) {
            ChronicleJournal ours = ChronicleJournal.open(
                    folder.path("prepared"), JournalConfig.defaults().withGenerationBytes(settings.generationBytes()));
            Journal fresh = ChronicleJournal.open(
                    folder.path("fresh"), JournalConfig.defaults().withGenerationBytes(0));
            Journal raw = RawFileJournal.prepared(folder.path("raw"), Durability.PROCESS, settings.generationBytes());
            Journal rawFresh = RawFileJournal.fresh(folder.path("raw-fresh"), Durability.PROCESS);
            Journal queue =
                    new RawQueueJournal(folder.path("queue"), Durability.PROCESS, JournalConfig.DEFAULT_BLOCK_BYTES);
            try {
                Turns turns = new Turns()
                        .add(OURS, appending(recording, ours, batch))
                        .add(OURS_FRESH, appending(recording, fresh, batch))
                        .add(RAW, appending(recording, raw, batch))
                        .add(RAW_FRESH, appending(recording, rawFresh, batch))
                        .add(QUEUE, appending(recording, queue, batch));
                turns.warmUp().warmUp().run(settings.rounds());
                print(turns, batch);
                report.line(
                        "  of the journal's bytes appended unprepared: %.1f MiB; generations handed over: %d",
                        ours.space().unpreparedBytes() / 1048576.0, ours.space().handovers());
            } finally {
                CloseHelper.closeAll(ours, fresh, raw, rawFresh, queue);
            }
        }
    }

    private Turns.Measurement appending(Recording recording, Journal journal, int batch) {
        Recording.Feed feed = recording.into(journal);
        long bytes = settings.stretchMib() << 20;
        return () -> {
            Stretch.Start start = Stretch.start();
            long transactions = 0;
            for (long done = 0; done < bytes; transactions += batch) {
                done += feed.append(batch);
            }
            return start.end(transactions);
        };
    }

    private void print(Turns turns, int batch) throws IOException {
        BarChart chart = new BarChart("Append flat out, " + batch + " transactions an append", "million a second");
        for (String name : turns.names()) {
            Spread rate = turns.perSecond(name);
            report.line(
                    "  %-38s %7.2f M/s (%.2f to %.2f), processor %5.0f ns; speed against raw prepared %.2f, by processor %.2f",
                    name,
                    rate.median() / 1e6,
                    rate.least() / 1e6,
                    rate.most() / 1e6,
                    turns.processorNsPerUnit(name).median(),
                    turns.speedRatio(name, RAW).median(),
                    turns.processorSpeedRatio(name, RAW).median());
            chart.add(name, rate.median() / 1e6, rate.least() / 1e6, rate.most() / 1e6);
        }
        report.chart("append-" + batch, chart.svg());
    }
}
