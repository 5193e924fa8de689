package io.gavel.perf.flash1;

import io.gavel.perf.Spread;
import io.gavel.perf.Stretch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * One matcher on one workload in this process: a few passes, each with empty books, the last half of which count; then one
 * with a look at the clock around each message, which costs some 20 ns itself.
 *
 * @param sha256 of the reports of the last pass
 * @param perSecond messages a second of the matching thread's processor time, the median
 * @param perSecondByClock the same by the clock
 * @param bytesPerMessage allocated in the second half of the last pass: until then what is empty at first grows
 * @param bytesPerOrder memory of what rests once the messages that come first are in, 0 where there are none
 * @param serviceNs of one message: half of them, 99, 99.9 and 99.99 of 100 take no longer
 * @param growthNs of one of those that come first, from which the book grows: 99.99 of 100 take no longer, then the longest; 0
 *     where there are none
 */
record BookRun(
        String sha256,
        double perSecond,
        double perSecondByClock,
        double bytesPerMessage,
        double bytesPerOrder,
        double[] serviceNs,
        double[] growthNs) {
    private static final int REPORTS_A_MESSAGE = 2;
    private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};
    private static final String[] SERVICE_NAMES = {"p50_ns", "p99_ns", "p999_ns", "p9999_ns"};
    private static final double[] GROWTH_PERCENTILES = {99.99, 100};
    private static final String[] GROWTH_NAMES = {"growth_p9999_ns", "growth_longest_ns"};
    private static final long LONGEST_NS = 10_000_000_000L;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static BookRun of(Matcher.Kind kind, Workload workload, int passes) {
        int messages = workload.size() - workload.prefill();
        ReportStream reports = new ReportStream(messages * REPORTS_A_MESSAGE);
        ReportStream wanted = kind.reportsAsItGoes() ? reports : null;
        Stretch[] stretches = new Stretch[passes];
        long allocated = 0;
        double bytesPerOrder = 0;
        for (int pass = 0; pass < passes; pass++) {
            Matcher matcher = made(kind, workload);
            long before = 0;
            if (pass == 0 && workload.prefill() > 0) {
                // The first look takes memory itself.
                usedBytes(matcher);
                before = usedBytes(matcher);
            }
            matcher.run(workload, 0, workload.prefill(), wanted);
            bytesPerOrder = before == 0 ? bytesPerOrder : (usedBytes(matcher) - before) / (double) workload.prefill();
            reports.clear();
            int middle = workload.prefill() + messages / 2;
            Stretch.Start start = Stretch.start();
            matcher.run(workload, workload.prefill(), middle, wanted);
            allocated = THREADS.getCurrentThreadAllocatedBytes();
            matcher.run(workload, middle, workload.size(), wanted);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            stretches[pass] = start.end(messages);
        }
        String sha256 = sha256(kind, workload, reports);
        Stretch[] warm = Arrays.copyOfRange(stretches, passes / 2, passes);
        Histogram growth = new Histogram(LONGEST_NS, 3);
        Histogram service = new Histogram(LONGEST_NS, 3);
        if (passes > 1) {
            time(kind, workload, reports, growth, service);
        }
        return new BookRun(
                sha256,
                median(warm, stretch -> 1e9 / stretch.processorNsPerUnit()),
                median(warm, Stretch::perSecond),
                allocated / (messages / 2.0),
                bytesPerOrder,
                percentiles(service, PERCENTILES),
                percentiles(growth, GROWTH_PERCENTILES));
    }

    /** In a process of its own: {@code LABEL WORKLOAD PASSES}; prints what {@link #parse} reads. */
    public static void main(String[] arguments) throws IOException {
        BookRun run = of(Matcher.Kind.of(arguments[0]), Streams.of(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println(run.line());
    }

    String line() {
        return line("");
    }

    /** @param prefix of each name, where more than one run stands in a line */
    String line(String prefix) {
        StringJoiner line = new StringJoiner(" ");
        line.add(prefix + "sha256=" + sha256)
                .add(field(prefix, "throughput=%.2f", perSecond / 1e6))
                .add(field(prefix, "by_clock=%.2f", perSecondByClock / 1e6))
                .add(field(prefix, "bytes_per_message=%.2f", bytesPerMessage))
                .add(field(prefix, "bytes_per_order=%.1f", bytesPerOrder));
        for (int i = 0; i < SERVICE_NAMES.length; i++) {
            line.add(field(prefix, SERVICE_NAMES[i] + "=%.0f", serviceNs[i]));
        }
        for (int i = 0; i < GROWTH_NAMES.length; i++) {
            line.add(field(prefix, GROWTH_NAMES[i] + "=%.0f", growthNs[i]));
        }
        return line.toString();
    }

    private static String field(String prefix, String format, double value) {
        return prefix + String.format(Locale.ROOT, format, value);
    }

    static BookRun parse(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String field : line.strip().split(" ")) {
            fields.put(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
        }
        return new BookRun(
                fields.get("sha256"),
                Double.parseDouble(fields.get("throughput")) * 1e6,
                Double.parseDouble(fields.get("by_clock")) * 1e6,
                Double.parseDouble(fields.get("bytes_per_message")),
                Double.parseDouble(fields.get("bytes_per_order")),
                values(fields, SERVICE_NAMES),
                values(fields, GROWTH_NAMES));
    }

    private static double[] values(Map<String, String> fields, String[] names) {
        return Arrays.stream(names)
                .mapToDouble(name -> Double.parseDouble(fields.get(name)))
                .toArray();
    }

    /** Who does not report as it goes does so once more, for this alone. */
    private static String sha256(Matcher.Kind kind, Workload workload, ReportStream reports) {
        if (!kind.reportsAsItGoes()) {
            Matcher matcher = made(kind, workload);
            matcher.run(workload, 0, workload.prefill(), null);
            reports.clear();
            matcher.run(workload, workload.prefill(), workload.size(), reports);
        }
        return reports.sha256();
    }

    private static void time(
            Matcher.Kind kind, Workload workload, ReportStream reports, Histogram growth, Histogram service) {
        ReportStream wanted = kind.reportsAsItGoes() ? reports : null;
        // Once to get warm: a message alone is another loop than all of them.
        for (int pass = 0; pass < 2; pass++) {
            Matcher matcher = made(kind, workload);
            reports.clear();
            time(matcher, workload, 0, workload.prefill(), wanted, growth);
            reports.clear();
            time(matcher, workload, workload.prefill(), workload.size(), wanted, service);
        }
    }

    private static void time(
            Matcher matcher, Workload workload, int from, int to, ReportStream wanted, Histogram histogram) {
        histogram.reset();
        for (int i = from; i < to; i++) {
            long start = System.nanoTime();
            matcher.run(workload, i, i + 1, wanted);
            histogram.recordValue(Math.min(LONGEST_NS, System.nanoTime() - start));
        }
    }

    private static double[] percentiles(Histogram histogram, double[] percentiles) {
        return Arrays.stream(percentiles)
                .map(percentile -> histogram.getValueAtPercentile(percentile))
                .toArray();
    }

    /** A new one, once the memory of that of the last pass is free: the collector does not feel what is outside the heap. */
    private static Matcher made(Matcher.Kind kind, Workload workload) {
        System.gc();
        Matcher matcher = kind.make();
        matcher.prepare(workload);
        return matcher;
    }

    private static long usedBytes(Matcher matcher) {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() + matcher.bytesOutsideHeap();
    }

    private static double median(Stretch[] stretches, ToDoubleFunction<Stretch> value) {
        return Spread.of(Arrays.stream(stretches).mapToDouble(value).toArray()).median();
    }
}
