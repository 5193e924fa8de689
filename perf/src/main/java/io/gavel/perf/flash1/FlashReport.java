package io.gavel.perf.flash1;

import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.chart.BarChart;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code flash1 FILE [--peers]}: the bare book on a workload of the flash1 benchmark; with peers, exchange-core's books on
 * the same file, in turns, each time in a process of its own.
 */
public final class FlashReport {
    private static final String PEERS = "--peers";
    private static final String[] NAMES = {"rounds", "passes", "report"};

    private final Path file;
    private final boolean hasPeers;
    private final Options options;
    private final PrintStream out;
    private final String machine;

    /** @param machine what to say first where peers are compared */
    public FlashReport(List<String> arguments, PrintStream out, String machine) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
            throw new IllegalArgumentException("expected a workload: flash1 FILE [--peers] [--rounds N] [--passes N]");
        }
        file = Path.of(arguments.get(0));
        hasPeers = arguments.contains(PEERS);
        options = Options.of(
                arguments.stream()
                        .skip(1)
                        .filter(argument -> !argument.equals(PEERS))
                        .toList(),
                NAMES);
        this.out = out;
        this.machine = machine;
    }

    public void run() throws IOException {
        try (Report report = new Report(out, "flash1-" + file.getFileName(), options.text("report", ""))) {
            if (hasPeers) {
                compare(report);
            } else {
                report.line(
                        "%s",
                        FlashRun.of(Matcher.Kind.GAVEL, Workload.read(file), passes())
                                .line());
            }
        }
    }

    private void compare(Report report) throws IOException {
        int rounds = (int) options.number("rounds", 3);
        report.line("%s", machine);
        report.line(
                "flash1: %s, %,d messages, %d rounds of processes in turns, %d passes each; figures by processor time of"
                        + " the matching thread",
                file.getFileName(), Workload.read(file).size(), rounds, passes());
        Map<Matcher.Kind, double[]> perSecond = new EnumMap<>(Matcher.Kind.class);
        Map<Matcher.Kind, FlashRun> last = new EnumMap<>(Matcher.Kind.class);
        for (Matcher.Kind kind : Matcher.Kind.values()) {
            perSecond.put(kind, new double[rounds]);
        }
        for (int round = 0; round < rounds; round++) {
            for (Matcher.Kind kind : Matcher.Kind.values()) {
                FlashRun run = child(kind);
                perSecond.get(kind)[round] = run.perSecond();
                last.put(kind, run);
            }
        }
        BarChart chart = new BarChart("flash1 " + file.getFileName(), "M/s");
        for (Matcher.Kind kind : Matcher.Kind.values()) {
            Spread spread = Spread.of(perSecond.get(kind));
            report.line(
                    "  %-8s sha256=%s throughput=%.2f (%.2f to %.2f)",
                    kind.label(),
                    last.get(kind).sha256(),
                    spread.median() / 1e6,
                    spread.least() / 1e6,
                    spread.most() / 1e6);
            chart.add(kind.label(), spread.median() / 1e6, spread.least() / 1e6, spread.most() / 1e6);
        }
        report.line(
                "sha256=%s throughput=%.2f ratio_direct=%.2f ratio_naive=%.2f",
                last.get(Matcher.Kind.GAVEL).sha256(),
                Spread.of(perSecond.get(Matcher.Kind.GAVEL)).median() / 1e6,
                ratio(perSecond, Matcher.Kind.EXCHANGE_CORE_DIRECT),
                ratio(perSecond, Matcher.Kind.EXCHANGE_CORE_NAIVE));
        report.chart("throughput", chart.svg());
    }

    /** The median of the ratios within a round. */
    private static double ratio(Map<Matcher.Kind, double[]> perSecond, Matcher.Kind peer) {
        double[] ratios = new double[perSecond.get(peer).length];
        Arrays.setAll(
                ratios,
                round -> perSecond.get(Matcher.Kind.GAVEL)[round] / perSecond.get(peer)[round]);
        return Spread.of(ratios).median();
    }

    private FlashRun child(Matcher.Kind kind) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FlashRun.class.getName()));
        Stream.of(kind.label(), file.toString(), Integer.toString(passes())).forEach(command::add);
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "expected " + kind.label() + " to end well, exit=" + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
        return FlashRun.parse(text);
    }

    private int passes() {
        return (int) options.number("passes", 6);
    }
}
