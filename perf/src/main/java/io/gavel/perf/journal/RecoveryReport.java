package io.gavel.perf.journal;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.view.ViewState;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.recovery.JournaledMarket;
import io.gavel.journal.recovery.Recovery;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.journal.recovery.RecoveryThread;
import io.gavel.journal.snapshot.Replica;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.journal.snapshot.ReplicaListener;
import io.gavel.perf.Folder;
import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.perf.chart.LineChart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code recovery}: how long a start takes by how much is in the journal, with its views as a server has them: replayed from
 * the first command, and from a snapshot at the end. Opened several times, the middle one counts.
 */
public final class RecoveryReport {
    private static final int BATCH = 64;
    private static final double SECOND_NS = 1e9;
    private static final String[] NAMES = {"sizes", "rounds", "flow", "seed", "dir", "report"};

    private final Options options;
    private final Settings settings;
    private final PrintStream out;
    private final String machine;

    /** @param machine what to say first */
    public RecoveryReport(List<String> arguments, PrintStream out, String machine) {
        options = Options.of(arguments, NAMES);
        settings = new Settings(options);
        this.out = out;
        this.machine = machine;
    }

    public void run() throws IOException {
        int[] sizes = Arrays.stream(
                        options.text("sizes", "100000,1000000,10000000").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        List<String> places =
                Arrays.stream(sizes).mapToObj(RecoveryReport::shortly).toList();
        double[] whole = new double[sizes.length];
        double[] fromSnapshot = new double[sizes.length];
        try (Report report = new Report(out, "recovery", settings.reportFolder())) {
            report.line("%s", machine);
            report.line(
                    "recovery: %s, %d an excerpt, warm page cache, views and names led beside",
                    settings.flowName(), BATCH);
            for (int i = 0; i < sizes.length; i++) {
                try (Folder folder = new Folder(settings.parent())) {
                    Path journal = folder.path("journal");
                    RecordedJournal.write(journal, settings.flow(), sizes[i], BATCH, JournalConfig.defaults(), null);
                    whole[i] = print(report, sizes[i], "all replayed", open(journal));
                    takeSnapshot(journal);
                    fromSnapshot[i] = print(report, sizes[i], "from a snapshot at its end", open(journal));
                }
            }
            report.chart(
                    "time",
                    new LineChart("Start", "s", "commands in the journal", places)
                            .add("all replayed", whole)
                            .add("from a snapshot at its end", fromSnapshot)
                            .svg());
        }
    }

    /** Opens it as a server would, several times; the middle one by time. */
    private Opened open(Path journal) {
        List<Opened> opened = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            long start = System.nanoTime();
            try (JournaledMarket market = journaled(journal)) {
                opened.add(new Opened(market.recovery(), System.nanoTime() - start));
            }
        }
        opened.sort(Comparator.comparingLong(Opened::elapsedNs));
        return opened.get(opened.size() / 2);
    }

    private static JournaledMarket journaled(Path journal) {
        try (RecoveryThread views = new RecoveryThread(RecoveryListener.of(new ViewState()))) {
            JournaledMarket market = JournaledMarket.open(
                    journal, JournalConfig.defaults(), MarketConfig.defaults(), System::nanoTime, views);
            views.finish();
            return market;
        }
    }

    private static void takeSnapshot(Path journal) {
        ReplicaConfig config = ReplicaConfig.defaults().withDutyPercent(100);
        try (JournaledMarket market = journaled(journal);
                Replica replica = Replica.start(journal, MarketConfig.defaults(), config, ReplicaListener.NONE)) {
            replica.snapshot().join();
        }
    }

    /**
     * One opening.
     *
     * @param elapsedNs until market, views and names were back
     */
    private record Opened(Recovery recovery, long elapsedNs) {}

    private static double print(Report report, int size, String how, Opened opened) {
        Recovery recovery = opened.recovery;
        report.line(
                "  %-5s %-28s %6.2f s: snapshot %.2f, verify up to it %.2f, verify and replay %,d transactions %.2f, views'"
                        + " rest %.2f",
                shortly(size),
                how,
                opened.elapsedNs / SECOND_NS,
                recovery.loadNs() / SECOND_NS,
                recovery.scanNs() / SECOND_NS,
                recovery.replayed(),
                recovery.replayNs() / SECOND_NS,
                (opened.elapsedNs - recovery.durationNs()) / SECOND_NS);
        return opened.elapsedNs / SECOND_NS;
    }

    private static String shortly(int size) {
        return size >= 1_000_000 ? size / 1_000_000 + " M" : String.format(Locale.ROOT, "%.1f M", size / 1e6);
    }
}
