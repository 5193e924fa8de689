package io.gavel.perf.journal;

import io.gavel.engine.ring.Journal;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalConfig;
import io.gavel.perf.Folder;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.LineChart;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.agrona.CloseHelper;

/** Appends at level disk, each with one sync: how long one takes by the number of transactions that share it. */
final class GroupCommit {
    private static final int[] BATCHES = {1, 8, 64, 186};
    private static final int COMMITS = 50;
    private static final String OURS = "journal, prepared";
    private static final String RAW = "raw file, prepared";
    private static final String RAW_FRESH = "raw file, fresh";
    private static final String QUEUE = "raw Chronicle, fresh";

    private final Report report;
    private final Settings settings;

    GroupCommit(Report report, Settings settings) {
        this.report = report;
        this.settings = settings;
    }

    void run() throws IOException {
        Recording recording = settings.recording();
        report.line(
                "%ngroup commit: %s, %.0f bytes a transaction, one sync an append, medians of %d in a stretch, %d rounds",
                settings.flowName(), recording.bytesPerTransaction(), COMMITS, settings.rounds());
        LineChart chart = new LineChart(
                "One sync",
                "us",
                "transactions that share it",
                Arrays.stream(BATCHES).mapToObj(String::valueOf).toList());
        double[][] medians = new double[4][BATCHES.length];
        List<String> names = List.of(OURS, RAW, RAW_FRESH, QUEUE);
        try (Folder folder = new Folder(settings.parent())) {
            JournalConfig config =
                    JournalConfig.defaults().withLevel(Durability.DISK).withGenerationBytes(settings.generationBytes());
            Journal ours = ChronicleJournal.open(folder.path("journal"), config);
            Journal raw = RawFileJournal.prepared(folder.path("raw"), Durability.DISK, settings.generationBytes());
            Journal rawFresh = RawFileJournal.fresh(folder.path("raw-fresh"), Durability.DISK);
            Journal queue =
                    new RawQueueJournal(folder.path("queue"), Durability.DISK, JournalConfig.DEFAULT_BLOCK_BYTES);
            try {
                for (int i = 0; i < BATCHES.length; i++) {
                    int batch = BATCHES[i];
                    Turns turns = new Turns()
                            .add(OURS, committing(recording.into(ours), batch))
                            .add(RAW, committing(recording.into(raw), batch))
                            .add(RAW_FRESH, committing(recording.into(rawFresh), batch))
                            .add(QUEUE, committing(recording.into(queue), batch));
                    turns.warmUp().run(settings.rounds());
                    for (int series = 0; series < names.size(); series++) {
                        medians[series][i] = print(turns, names.get(series), batch);
                    }
                }
            } finally {
                CloseHelper.closeAll(ours, raw, rawFresh, queue);
            }
        }
        for (int series = 0; series < names.size(); series++) {
            chart.add(names.get(series), medians[series]);
        }
        report.chart("commit", chart.svg());
    }

    /** The stretch is one commit: the middle one of several. */
    private static Turns.Measurement committing(Recording.Feed feed, int batch) {
        return () -> {
            long[] elapsedNs = new long[COMMITS];
            Stretch.Start all = Stretch.start();
            for (int i = 0; i < COMMITS; i++) {
                long start = System.nanoTime();
                feed.append(batch);
                elapsedNs[i] = System.nanoTime() - start;
            }
            long processorNs = all.end(COMMITS).processorNs() / COMMITS;
            Arrays.sort(elapsedNs);
            return new Stretch(1, elapsedNs[COMMITS / 2], processorNs);
        };
    }

    private double print(Turns turns, String name, int batch) {
        Spread elapsed = turns.elapsedNsPerUnit(name);
        report.line(
                "  %3d a sync: %-22s %5.0f us (%.0f to %.0f), processor %4.0f us; time against raw prepared %.2f",
                batch,
                name,
                elapsed.median() / 1e3,
                elapsed.least() / 1e3,
                elapsed.most() / 1e3,
                turns.processorNsPerUnit(name).median() / 1e3,
                turns.timeRatio(name, RAW).median());
        return elapsed.median() / 1e3;
    }
}
