package io.gavel.perf.flash1;

import io.gavel.perf.Options;
import io.gavel.perf.Report;
import io.gavel.perf.Spread;
import io.gavel.perf.chart.BarChart;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * {@code flash1 FILE [--peers]}, {@code mix}, {@code deep}, {@code books}: the bare book and the whole market on one
 * workload; with peers, exchange-core's books on the same one, in turns, each time in a process of its own.
 */
public final class BookReport {
    private static final String PEERS = "--peers";
    private static final long MOST_LEVELS = 1_000_000;
    private static final long MOST_STEP = 1L << 40;

    private final String name;
    private final String workload;
    private final boolean hasPeers;
    private final boolean hasNaive;
    private final Options options;
    private final PrintStream out;
    private final String machine;

    /**
     * @param command flash1, mix, deep or books
     * @param machine what to say first where peers are compared
     */
    public BookReport(String command, List<String> arguments, PrintStream out, String machine) {
        List<String> rest = new ArrayList<>(arguments);
        hasPeers = rest.remove(PEERS);
        this.out = out;
        this.machine = machine;
        if (command.equals("flash1")) {
            if (rest.isEmpty() || rest.get(0).startsWith("--")) {
                throw new IllegalArgumentException(
                        "expected a workload: flash1 FILE [--peers] [--rounds N] [--passes N] [--report FOLDER]");
            }
            String file = rest.remove(0);
            if (!Files.isReadable(Path.of(file))) {
                throw new IllegalArgumentException("expected a workload that can be read, file=" + file);
            }
            options = Options.of(rest, "rounds", "passes", "report");
            name = "flash1-" + Path.of(file).getFileName();
            workload = "file:" + file;
        } else {
            options = Options.of(
                    rest,
                    "rounds",
                    "passes",
                    "report",
                    "messages",
                    "risk",
                    "accounts",
                    "instruments",
                    "orders",
                    "levels",
                    "step");
            name = command;
            workload = workload(command, options);
        }
        // Its books are searched from end to end where there are many levels.
        hasNaive = command.equals("flash1") || command.equals("mix");
    }

    private static String workload(String command, Options options) {
        String words = switch (command) {
            case "mix" -> options.number("accounts", 1) + ":" + risk(options.text("risk", "none"));
            case "deep" ->
                options.number("orders", 1_000_000) + ":" + number(options, "levels", 200_000, MOST_LEVELS) + ":"
                        + number(options, "step", 1, MOST_STEP);
            default -> options.number("instruments", 10_000) + ":" + options.number("orders", 100);
        };
        return command + ":" + words + ":" + options.number("messages", 2_000_000);
    }

    /** Such that all prices are positive, and what every peer takes. */
    private static String number(Options options, String name, long without, long most) {
        long number = options.number(name, without);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException("expected 1 to " + most + ", --" + name + "=" + number);
        }
        return Long.toString(number);
    }

    private static String risk(String mode) {
        if (!mode.equals("none") && !mode.equals("full")) {
            throw new IllegalArgumentException("expected none or full, --risk=" + mode);
        }
        return mode;
    }

    public void run() throws IOException {
        try (Report report = new Report(out, name, options.text("report", ""))) {
            // Read here as well: what is wrong with it is said in words, before anything is measured.
            Workload made = Streams.of(workload);
            if (workload.startsWith("file:")) {
                measure(report, workload);
            } else {
                measureKept(report, made);
            }
        }
    }

    /**
     * What is not read from a file is made here, and kept in one for the processes that measure: a book that had followed it
     * message by message while it was made would be compiled for that.
     */
    private void measureKept(Report report, Workload made) throws IOException {
        Path kept = Files.createTempFile("gavel-perf-", ".kept");
        try {
            made.keep(kept);
            measure(report, "kept:" + kept);
        } finally {
            Files.delete(kept);
        }
    }

    private void measure(Report report, String ready) throws IOException {
        if (hasPeers) {
            compare(report, ready);
            return;
        }
        BookRun book = child(Matcher.Kind.GAVEL, ready);
        BookRun market = child(Matcher.Kind.MARKET, ready);
        report.line("%s %s", book.line(), market.line("market_"));
    }

    private void compare(Report report, String ready) throws IOException {
        int rounds = (int) options.number("rounds", 3);
        List<Matcher.Kind> kinds = Stream.of(Matcher.Kind.values())
                .filter(kind -> hasNaive || kind != Matcher.Kind.EXCHANGE_CORE_NAIVE)
                .toList();
        report.line("%s", machine);
        report.line(
                "%s: %s, %d rounds of processes in turns with %s, %d passes each; figures by processor time of the"
                        + " matching thread",
                name, workload, rounds, String.join(" ", flags()), passes());
        Map<Matcher.Kind, BookRun[]> runs = new EnumMap<>(Matcher.Kind.class);
        kinds.forEach(kind -> runs.put(kind, new BookRun[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Matcher.Kind kind : kinds) {
                runs.get(kind)[round] = child(kind, ready);
            }
        }
        BarChart throughput = new BarChart(name, "M/s");
        BarChart service = new BarChart(name + ", 99 of 100 messages within", "ns");
        for (Matcher.Kind kind : kinds) {
            Spread perSecond = spread(runs.get(kind), run -> run.perSecond() / 1e6);
            Spread p99 = spread(runs.get(kind), run -> run.serviceNs()[1]);
            report.line(
                    "  %-8s (%.2f to %.2f) %s",
                    kind.label(), perSecond.least(), perSecond.most(), middle(runs.get(kind)));
            throughput.add(kind.label(), perSecond.median(), perSecond.least(), perSecond.most());
            service.add(kind.label(), p99.median(), p99.least(), p99.most());
        }
        report.line("%s", summary(runs));
        report.chart("throughput", throughput.svg());
        report.chart("service", service.svg());
    }

    private static String summary(Map<Matcher.Kind, BookRun[]> runs) {
        StringBuilder line = new StringBuilder();
        BookRun[] book = runs.get(Matcher.Kind.GAVEL);
        BookRun[] market = runs.get(Matcher.Kind.MARKET);
        line.append("sha256=").append(book[0].sha256());
        add(line, "throughput", spread(book, run -> run.perSecond() / 1e6).median());
        add(line, "ratio_direct", ratio(runs, Matcher.Kind.GAVEL, Matcher.Kind.EXCHANGE_CORE_DIRECT));
        if (runs.containsKey(Matcher.Kind.EXCHANGE_CORE_NAIVE)) {
            add(line, "ratio_naive", ratio(runs, Matcher.Kind.GAVEL, Matcher.Kind.EXCHANGE_CORE_NAIVE));
        }
        add(
                line,
                "market_throughput",
                spread(market, run -> run.perSecond() / 1e6).median());
        add(line, "market_ratio_direct", ratio(runs, Matcher.Kind.MARKET, Matcher.Kind.EXCHANGE_CORE_DIRECT));
        add(line, "p99_ns", spread(book, run -> run.serviceNs()[1]).median());
        add(line, "p99_ratio_direct", serviceRatio(runs, 1));
        add(line, "p999_ratio_direct", serviceRatio(runs, 2));
        add(line, "market_p99_ns", spread(market, run -> run.serviceNs()[1]).median());
        add(line, "bytes_per_message", spread(book, BookRun::bytesPerMessage).median());
        add(
                line,
                "market_bytes_per_message",
                spread(market, BookRun::bytesPerMessage).median());
        add(line, "bytes_per_order", spread(book, BookRun::bytesPerOrder).median());
        line.append(" same_reports=")
                .append(runs.values().stream()
                                .flatMap(Arrays::stream)
                                .map(BookRun::sha256)
                                .distinct()
                                .count()
                        == 1);
        return line.toString();
    }

    private static void add(StringBuilder line, String field, double value) {
        line.append(String.format(java.util.Locale.ROOT, " %s=%.2f", field, value));
    }

    /** The median of the ratios within a round. */
    private static double ratio(Map<Matcher.Kind, BookRun[]> runs, Matcher.Kind kind, Matcher.Kind peer) {
        return ratio(runs.get(kind), runs.get(peer), BookRun::perSecond);
    }

    /** How many times as long the peer's service takes. */
    private static double serviceRatio(Map<Matcher.Kind, BookRun[]> runs, int percentile) {
        return ratio(
                runs.get(Matcher.Kind.EXCHANGE_CORE_DIRECT),
                runs.get(Matcher.Kind.GAVEL),
                run -> run.serviceNs()[percentile]);
    }

    private static double ratio(BookRun[] of, BookRun[] to, ToDoubleFunction<BookRun> value) {
        double[] ratios = new double[of.length];
        Arrays.setAll(ratios, round -> value.applyAsDouble(of[round]) / value.applyAsDouble(to[round]));
        return Spread.of(ratios).median();
    }

    private static Spread spread(BookRun[] runs, ToDoubleFunction<BookRun> value) {
        return Spread.of(Arrays.stream(runs).mapToDouble(value).toArray());
    }

    /** The line of the run whose throughput is the median. */
    private static String middle(BookRun[] runs) {
        double median = spread(runs, BookRun::perSecond).median();
        return Arrays.stream(runs)
                .filter(run -> run.perSecond() == median)
                .findFirst()
                .orElseThrow()
                .line();
    }

    private BookRun child(Matcher.Kind kind, String ready) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of(
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BookRun.class.getName()));
        Stream.of(kind.label(), ready, Integer.toString(passes())).forEach(command::add);
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "expected the measuring process to end well, status=" + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
        return BookRun.parse(text);
    }

    /** Of all processes that measure: those of this one, and what is not said by them. */
    private static List<String> flags() {
        List<String> flags =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        flags.removeIf(flag -> !flag.startsWith("-XX:") && !flag.startsWith("-Xm"));
        if (flags.stream().noneMatch(flag -> flag.matches("-XX:\\+Use\\w+GC"))) {
            flags.add("-XX:+UseParallelGC");
        }
        if (flags.stream().noneMatch(flag -> flag.startsWith("-Xm"))) {
            flags.add("-Xms1g");
        }
        return flags;
    }

    private int passes() {
        return (int) options.number("passes", 6);
    }
}
