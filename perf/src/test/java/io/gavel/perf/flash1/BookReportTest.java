package io.gavel.perf.flash1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gavel.perf.chart.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The book against another engine's books on streams that neither has seen, and against hashes that others published. */
@Timeout(120)
final class BookReportTest {
    private static final Pattern HASH = Pattern.compile("sha256=([0-9a-f]{64})");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itReportsWhatExchangeCoreReports(long seed) throws IOException {
        Workload workload = Workload.read(random(seed, 50_000));
        String expected =
                BookRun.of(Matcher.Kind.EXCHANGE_CORE_NAIVE, workload, 1).sha256();
        assertEquals(
                expected,
                BookRun.of(Matcher.Kind.EXCHANGE_CORE_DIRECT, workload, 1).sha256());
        assertEquals(expected, BookRun.of(Matcher.Kind.GAVEL, workload, 1).sha256());
        assertEquals(expected, BookRun.of(Matcher.Kind.MARKET, workload, 1).sha256());
        Path kept = folder.resolve("kept");
        workload.keep(kept);
        Workload again = Streams.of("kept:" + kept);
        assertEquals(expected, BookRun.of(Matcher.Kind.GAVEL, again, 1).sha256());
        assertEquals(workload.accounts(), again.accounts());
        assertEquals(workload.movesMoney(), again.movesMoney());
        assertEquals(workload.prefill(), again.prefill());
    }

    @Test
    void processesInTurnsComeToTheSameReports() throws IOException {
        Path charts = folder.resolve("report");
        String text = report(
                random(7, 5_000).toString(),
                "--peers",
                "--rounds",
                "1",
                "--passes",
                "2",
                "--report",
                charts.toString());
        var matcher = HASH.matcher(text);
        TreeSet<String> hashes = new TreeSet<>();
        int count = 0;
        for (; matcher.find(); count++) {
            hashes.add(matcher.group(1));
        }
        assertEquals(5, count, text);
        assertEquals(1, hashes.size(), text);
        assertTrue(text.contains(" ratio_direct="), text);
        assertEquals(text, Files.readString(charts.resolve("flash1-random-7.bin.txt")));
        Picture throughput = Picture.read(charts.resolve("flash1-random-7.bin-throughput.svg"));
        assertShows(throughput, "flash1-random-7.bin (M/s)", "throughput", text);
        Picture service = Picture.read(charts.resolve("flash1-random-7.bin-service.svg"));
        assertShows(service, "flash1-random-7.bin, 99 of 100 messages within (ns)", "p99_ns", text);
    }

    /** A bar for each matcher, as long as its figure in the text, and that figure behind it. */
    private static void assertShows(Picture chart, String title, String figure, String text) {
        List<String> expected = new ArrayList<>(List.of(title));
        List<Double> values = new ArrayList<>();
        for (Matcher.Kind kind : Matcher.Kind.values()) {
            var line = Pattern.compile("(?m)^  " + kind.label() + " .*? " + figure + "=([0-9.]+)")
                    .matcher(text);
            assertTrue(line.find(), text);
            values.add(Double.parseDouble(line.group(1)));
            expected.add(kind.label());
        }
        assertEquals(expected, chart.words().stream().filter(expected::contains).toList());
        assertEquals(2 * expected.size() - 1, chart.words().size(), "a figure for each matcher");
        List<Picture.Bar> bars = chart.bars();
        assertEquals(values.size(), bars.size());
        double most = values.stream().mapToDouble(value -> value).max().orElseThrow();
        double longest = bars.stream().mapToDouble(Picture.Bar::width).max().orElseThrow();
        for (int i = 0; i < bars.size(); i++) {
            double shown = Double.parseDouble(chart.words().get(2 * i + 2).replace(",", ""));
            assertEquals(values.get(i), shown, Math.max(0.011, values.get(i) / 100), text);
            assertEquals(longest * values.get(i) / most, bars.get(i).width(), 1 + longest * 0.01 / most, text);
        }
        assertEquals(
                bars.size(), bars.stream().map(Picture.Bar::color).distinct().count());
    }

    @Test
    void withoutPeersTheServiceTimesOfBookAndMarketAreTold() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new BookReport(
                        "mix",
                        List.of("--messages", "20000", "--passes", "2"),
                        new PrintStream(text, true, StandardCharsets.UTF_8),
                        "machine")
                .run();
        Map<String, String> fields = new HashMap<>();
        for (String field : text.toString(StandardCharsets.UTF_8).strip().split(" ")) {
            String[] parts = field.split("=");
            assertNull(fields.put(parts[0], parts[1]), text::toString);
        }
        assertEquals(fields.get("sha256"), fields.get("market_sha256"));
        for (String who : List.of("", "market_")) {
            assertTrue(Double.parseDouble(fields.get(who + "throughput")) > 0, text::toString);
            long before = 1;
            for (String percentile : List.of("p50_ns", "p99_ns", "p999_ns", "p9999_ns")) {
                long serviceNs = Long.parseLong(fields.get(who + percentile));
                assertTrue(serviceNs >= before, text::toString);
                before = serviceNs;
            }
            long mostGrow = Long.parseLong(fields.get(who + "growth_p9999_ns"));
            assertTrue(mostGrow >= 1, text::toString);
            assertTrue(Long.parseLong(fields.get(who + "growth_longest_ns")) >= mostGrow, text::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "normal, e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e",
        "static, 9803843ee404fc29c9a0aa5614f8f0d5a58b5c44fcac9ef89067886fcaaa30d1"
    })
    void thePublishedHashesAreReproduced(String name, String sha256) throws IOException {
        String data = System.getProperty("gavel.data", "");
        assumeTrue(!data.isEmpty(), "needs -Dgavel.data=DIR with flash1/" + name + ".bin.xz");
        Path file = Path.of(data, "flash1", name + ".bin.xz");
        String text = report(file.toString(), "--passes", "1");
        assertTrue(text.startsWith("sha256=" + sha256 + " throughput="), text);
        assertTrue(text.contains(" market_sha256=" + sha256 + " market_throughput="), text);
    }

    @Test
    void whatIsNotThereOrNotOfferedIsRefusedInWords() {
        String missing = folder.resolve("missing.bin").toString();
        String told = refused("flash1", missing, "--peers");
        assertTrue(told.contains("can be read") && told.contains(missing), told);
        assertTrue(refused("mix", "--risk", "half").contains("expected none or full, --risk=half"));
    }

    private static String refused(String command, String... arguments) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new BookReport(command, List.of(arguments), System.out, "machine"))
                .getMessage();
    }

    @Test
    void aFileThatIsNoWorkloadIsRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "not a workload");
        String message = assertThrows(IllegalArgumentException.class, () -> report(file.toString()))
                .getMessage();
        assertTrue(message.contains("expected a flash1 workload") && message.contains("text"), message);
        assertThrows(IllegalArgumentException.class, () -> report("--peers"));
        ByteBuffer oneMessage = ByteBuffer.allocate(Workload.HEADER_BYTES + Workload.MESSAGE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, Workload.MAGIC)
                .putInt(8, Workload.VERSION)
                .putInt(12, 1)
                .putLong(Workload.HEADER_BYTES + 8, ReportStream.END_OF_SEQS);
        Path late = Files.write(folder.resolve("late"), oneMessage.array());
        String told = assertThrows(IllegalArgumentException.class, () -> report(late.toString()))
                .getMessage();
        assertTrue(told.contains("message=0, sequence=" + ReportStream.END_OF_SEQS), told);
        Path packed = Files.writeString(folder.resolve("text.xz"), "not packed either");
        assertThrows(IllegalArgumentException.class, () -> report(packed.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mix:10:full:20000",
                "mix:1:none:20000",
                "deep:20000:4000:1:20000",
                "deep:20000:20000:99991:20000",
                "books:50:100:20000"
            })
    void streamsMadeHereAreMatchedAlikeByAll(String name) throws IOException {
        Workload workload = Streams.of(name);
        String expected =
                BookRun.of(Matcher.Kind.EXCHANGE_CORE_DIRECT, workload, 1).sha256();
        assertEquals(expected, BookRun.of(Matcher.Kind.GAVEL, workload, 1).sha256());
        assertEquals(expected, BookRun.of(Matcher.Kind.MARKET, workload, 1).sha256());
    }

    private static String report(String... arguments) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new BookReport("flash1", List.of(arguments), new PrintStream(text, true, StandardCharsets.UTF_8), "machine")
                .run();
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Half new, two fifths cancels, a tenth modifies, now and then of an id that is not live. */
    private Path random(long seed, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer bytes = ByteBuffer.allocate(Workload.HEADER_BYTES + count * Workload.MESSAGE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(Workload.MAGIC).putInt(Workload.VERSION).putInt(count);
        List<Long> entered = new ArrayList<>();
        int spread = 1 << 2 * seed + 2;
        for (int seq = 0; seq < count; seq++) {
            int dice = random.nextInt(10);
            boolean isNew = dice < 5 || entered.isEmpty();
            long id = isNew ? random.nextLong(1L << 43) << 20 | seq : entered.get(random.nextInt(entered.size()));
            if (isNew) {
                entered.add(id);
            } else if (entered.size() > 500) {
                entered.remove(random.nextInt(entered.size()));
            }
            int side = random.nextInt(2);
            long price = 100_000 + (side == Workload.BUY ? -1 : 1) * (random.nextInt(spread) - spread / 6);
            bytes.put((byte) (isNew ? Workload.NEW : dice < 9 ? Workload.CANCEL : Workload.MODIFY))
                    .put((byte) side)
                    .put((byte) (isNew && random.nextInt(8) == 0 ? 1 : 0))
                    .put((byte) 0)
                    .putInt(1 + random.nextInt(50))
                    .putLong(seq)
                    .putLong(id)
                    .putLong(price)
                    .putLong(0);
        }
        return Files.write(folder.resolve("random-" + seed + ".bin"), bytes.array());
    }
}
