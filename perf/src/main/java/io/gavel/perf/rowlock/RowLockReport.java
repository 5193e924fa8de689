package io.gavel.perf.rowlock;

import io.gavel.perf.Folder;
import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.Turns;
import io.gavel.perf.chart.BarChart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * {@code auctions rowlock}: the classic design beside Gavel, the same hot auction in the same run by turns on the same file
 * system, each answer told when it is on the disk.
 */
public final class RowLockReport {
    static final long LONGEST_NS = 60_000_000_000L;

    /** Bids in flight, and how many times as fast as the database Gavel has to be and is meant to be. */
    private static final int[] IN_FLIGHT = {1, 8, 32};

    private static final double[] FLOORS = {2, 8, 18};
    private static final double[] AIMS = {3, 15, 40};
    private static final int MANY = 256;
    private static final double MANY_FLOOR = 80;
    private static final double MANY_AIM = 250;

    private static final String DATABASE = "row lock";
    private static final String GATEWAY = "Gavel over WebSockets";
    private static final String PIPELINE = "Gavel in process";
    private static final String SYNC = "raw sync";

    private final Options options;
    private final PrintStream out;
    private final String machine;
    private final List<Path> folders;
    private final Map<String, Histogram> answers = new LinkedHashMap<>();

    /**
     * @param machine what to say first
     * @throws IllegalArgumentException where an argument is none
     */
    public RowLockReport(List<String> arguments, PrintStream out, String machine) {
        this(arguments, out, machine, PostgresPrograms.usualFolders());
    }

    /** @param folders where PostgreSQL's programs may lie */
    RowLockReport(List<String> arguments, PrintStream out, String machine, List<Path> folders) {
        options = Options.of(
                arguments,
                "rounds",
                "stretch-ms",
                "warm-up-ms",
                "postgres",
                "url",
                "user",
                "password",
                "dir",
                "report");
        this.out = out;
        this.machine = machine;
        this.folders = folders;
    }

    /** @throws IllegalArgumentException where there is no PostgreSQL, with what can be done */
    public void run() throws IOException {
        String url = options.text("url", "");
        if (!url.isEmpty()) {
            try (Folder folder = new Folder(options.text("dir", ""))) {
                measure(
                        new Postgres(url, options.text("user", "postgres"), options.text("password", "")),
                        "given by its URL; whether it lies on the same file system is not known",
                        folder);
            }
            return;
        }
        String named = options.text("postgres", "");
        PostgresPrograms programs = PostgresPrograms.in(named.isEmpty() ? folders : List.of(Path.of(named)));
        if (programs == null) {
            throw new IllegalArgumentException("expected PostgreSQL's initdb and postgres "
                    + (named.isEmpty() ? "on the path or where it is usually installed" : "in the folder " + named)
                    + ": install it, or name their folder with --postgres DIR, or a server that runs with"
                    + " --url jdbc:postgresql://HOST:PORT/DATABASE --user NAME --password WORD");
        }
        try (Folder folder = new Folder(options.text("dir", ""));
                PostgresCluster cluster = PostgresCluster.start(programs, folder.path("postgres"))) {
            measure(cluster.postgres(), "a new cluster beside the journal, on the same file system", folder);
        }
    }

    private void measure(Postgres postgres, String where, Folder folder) throws IOException {
        String described = postgres.describe();
        try (Report report = new Report(out, "auctions-rowlock", options.text("report", ""));
                RowLockLot database = new RowLockLot(postgres);
                GatewayLot gateway = new GatewayLot(folder.path("gateway"));
                PipelineLot pipeline = new PipelineLot(folder.path("pipeline"));
                RawSync sync = new RawSync(folder.path("raw"))) {
            int rounds = (int) options.number("rounds", 5);
            long stretchNs = options.number("stretch-ms", 1_500) * 1_000_000L;
            report.line("%s", machine);
            report.line("%s, %s", described, where);
            report.line(
                    "one hot English auction, closed loop, every answer after its sync; %.1f s a stretch, %d rounds by turns,"
                            + " ratios within a round",
                    stretchNs / 1e9, rounds);
            warmUp(List.of(database, gateway, pipeline));
            Turns turns = new Turns();
            Histogram syncs = new Histogram(LONGEST_NS, 3);
            answers.put(SYNC, syncs);
            turns.add(SYNC, () -> sync.run(stretchNs / 2, syncs));
            for (int inFlight : IN_FLIGHT) {
                add(turns, DATABASE, database, inFlight, stretchNs);
                add(turns, GATEWAY, gateway, inFlight, stretchNs);
                add(turns, PIPELINE, pipeline, inFlight, stretchNs);
            }
            add(turns, GATEWAY, gateway, MANY, stretchNs);
            add(turns, PIPELINE, pipeline, MANY, stretchNs);
            turns.run(rounds);
            print(turns, report);
            for (HotLot lot : List.of(database, gateway, pipeline)) {
                lot.verify();
            }
            report.line("%nread back from both sides: all bids that were answered as accepted, and no other");
            report.line(
                    "bids over WebSockets that a higher one overtook were answered and synced, and are not counted:"
                            + " %.0f, %.0f, %.0f, %.0f %% at 1, 8, 32, 256",
                    100 * gateway.overtaken(IN_FLIGHT[0]),
                    100 * gateway.overtaken(IN_FLIGHT[1]),
                    100 * gateway.overtaken(IN_FLIGHT[2]),
                    100 * gateway.overtaken(MANY));
            report.line(
                    "left out: a network beyond loopback; of the database's side accounts, money, client ids, notices");
            charts(turns, report);
        }
    }

    /** The compiler's and the caches' time, all loads in turns. */
    private void warmUp(List<HotLot> lots) throws IOException {
        long eachNs = options.number("warm-up-ms", 1_000) * 1_000_000L;
        Histogram unused = new Histogram(LONGEST_NS, 3);
        for (int inFlight : IN_FLIGHT) {
            for (HotLot lot : lots) {
                lot.bid(inFlight, eachNs, unused);
            }
        }
        for (HotLot lot : lots.subList(1, lots.size())) {
            lot.bid(MANY, 2 * eachNs, unused);
        }
    }

    private void add(Turns turns, String side, HotLot lot, int inFlight, long stretchNs) {
        Histogram times = new Histogram(LONGEST_NS, 3);
        answers.put(name(side, inFlight), times);
        turns.add(name(side, inFlight), () -> lot.bid(inFlight, stretchNs, times));
    }

    private static String name(String side, int inFlight) {
        return side + ", " + inFlight;
    }

    private void print(Turns turns, Report report) {
        report.line("%nthe disk, which everybody waits for: a write and sync of 160 bytes, alone");
        figures(turns, report, SYNC);
        for (int i = 0; i < IN_FLIGHT.length; i++) {
            report.line("%n%d in flight", IN_FLIGHT[i]);
            String yardstick = name(DATABASE, IN_FLIGHT[i]);
            figures(turns, report, yardstick);
            for (String side : List.of(GATEWAY, PIPELINE)) {
                String name = name(side, IN_FLIGHT[i]);
                figures(turns, report, name);
                ratio(report, turns.speedRatio(name, yardstick), FLOORS[i], AIMS[i], "the row lock");
            }
        }
        report.line("%n%d in flight", MANY);
        for (String side : List.of(GATEWAY, PIPELINE)) {
            String name = name(side, MANY);
            figures(turns, report, name);
            ratio(report, bestRatio(turns, name), MANY_FLOOR, MANY_AIM, "the best of the row lock's three");
        }
    }

    private static Spread bestRatio(Turns turns, String name) {
        List<String> yardsticks = new ArrayList<>();
        for (int inFlight : IN_FLIGHT) {
            yardsticks.add(name(DATABASE, inFlight));
        }
        return turns.speedRatioToBest(name, yardsticks);
    }

    private void figures(Turns turns, Report report, String name) {
        Spread rate = turns.perSecond(name);
        Histogram times = answers.get(name);
        report.line(
                "  %-28s %,9.0f/s (%,.0f to %,.0f), answer p50 %,.0f us, p99 %,.0f us",
                name,
                rate.median(),
                rate.least(),
                rate.most(),
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3);
    }

    private static void ratio(Report report, Spread ratio, double floor, double aim, String yardstick) {
        report.line(
                "  %-28s %.1f x %s (%.1f to %.1f): floor %.0f %s, aim %.0f %s",
                "",
                ratio.median(),
                yardstick,
                ratio.least(),
                ratio.most(),
                floor,
                ratio.median() >= floor ? "met" : "missed",
                aim,
                ratio.median() >= aim ? "met" : "missed");
    }

    private static void charts(Turns turns, Report report) throws IOException {
        BarChart rates = new BarChart("One hot auction, every answer synced, by bids in flight", "a second");
        for (String name : turns.names()) {
            Spread rate = turns.perSecond(name);
            // What each is, a sync or a bid, is in its name.
            rates.add(name, rate.median(), rate.least(), rate.most());
        }
        report.chart("rates", rates.svg());
        BarChart ratios = new BarChart("Against a row lock, by bids in flight", "times as fast");
        for (String side : List.of(GATEWAY, PIPELINE)) {
            for (int inFlight : IN_FLIGHT) {
                Spread ratio = turns.speedRatio(name(side, inFlight), name(DATABASE, inFlight));
                ratios.add(name(side, inFlight), ratio.median(), ratio.least(), ratio.most());
            }
            Spread ratio = bestRatio(turns, name(side, MANY));
            ratios.add(name(side, MANY), ratio.median(), ratio.least(), ratio.most());
        }
        report.chart("ratios", ratios.svg());
    }
}
