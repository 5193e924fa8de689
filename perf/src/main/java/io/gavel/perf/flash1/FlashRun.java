package io.gavel.perf.flash1;

import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One matcher on one workload in this process: a few passes, each with an empty book, the last half of which count.
 *
 * @param sha256 of the reports of the last pass
 * @param perSecond messages a second of the matching thread's processor time, the median
 * @param perSecondByClock the same by the clock
 */
record FlashRun(String sha256, double perSecond, double perSecondByClock) {
    private static final int REPORTS_A_MESSAGE = 2;

    static FlashRun of(Matcher.Kind kind, Workload workload, int passes) {
        ReportStream reports = new ReportStream(workload.size() * REPORTS_A_MESSAGE);
        Stretch[] stretches = new Stretch[passes];
        for (int pass = 0; pass < passes; pass++) {
            Matcher matcher = kind.make();
            reports.clear();
            Stretch.Start start = Stretch.start();
            matcher.run(workload, reports);
            stretches[pass] = start.end(workload.size());
        }
        Stretch[] warm = Arrays.copyOfRange(stretches, passes / 2, passes);
        return new FlashRun(
                reports.sha256(),
                median(warm, stretch -> 1e9 / stretch.processorNsPerUnit()),
                median(warm, Stretch::perSecond));
    }

    /** In a process of its own: {@code LABEL FILE PASSES}; prints what {@link #parse} reads. */
    public static void main(String[] arguments) throws IOException {
        FlashRun run =
                of(Matcher.Kind.of(arguments[0]), Workload.read(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
        System.out.println(run.line());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "sha256=%s throughput=%.2f by_clock=%.2f",
                sha256,
                perSecond / 1e6,
                perSecondByClock / 1e6);
    }

    static FlashRun parse(String line) {
        String[] fields = line.strip().split(" ");
        return new FlashRun(value(fields[0]), number(fields[1]), number(fields[2]));
    }

    private static double number(String field) {
        return Double.parseDouble(value(field)) * 1e6;
    }

    private static String value(String field) {
        return field.substring(field.indexOf('=') + 1);
    }

    private static double median(Stretch[] stretches, ToDoubleFunction<Stretch> value) {
        return Spread.of(Arrays.stream(stretches).mapToDouble(value).toArray()).median();
    }
}
