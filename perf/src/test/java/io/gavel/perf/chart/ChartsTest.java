package io.gavel.perf.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What charts show, read as a browser reads them. */
final class ChartsTest {
    @Test
    void barsAreAsLongAsTheirValues() {
        Picture chart = Picture.of(new BarChart("a < b & c", "M/s")
                .add("one", 10, 8, 20)
                .add("two", 5, 5, 5)
                .svg());
        assertEquals(List.of("a < b & c (M/s)", "one", "10.0", "two", "5.00"), chart.words());
        List<Picture.Bar> bars = chart.bars();
        assertEquals(2, bars.size());
        assertEquals(bars.get(0).width(), 2 * bars.get(1).width(), 0.2);
        assertEquals(bars.get(0).left(), bars.get(1).left());
    }

    @Test
    void whereNothingWasMeasuredTheBarsAreEmpty() {
        Picture chart =
                Picture.of(new BarChart("service", "ns").add("one", 0, 0, 0).svg());
        assertEquals(List.of("service (ns)", "one", "0.00"), chart.words());
        assertEquals(0, chart.bars().get(0).width());
    }

    @Test
    void eachLineHasADotAtEachPlaceAndItsNameInTheLegend() {
        Picture chart = Picture.of(new LineChart("start", "s", "commands", List.of("0.1 M", "1 M", "10 M"))
                .add("replayed", new double[] {1, 2, 8})
                .add("from a snapshot", new double[] {0, 0, 1})
                .svg());
        List<String> words = chart.words();
        assertEquals("start (s)", words.get(0));
        assertEquals(List.of("0.1 M", "1 M", "10 M", "commands", "replayed", "from a snapshot"), words.subList(7, 13));
        List<String> legend = chart.bars().stream().map(Picture.Bar::color).toList();
        assertEquals(2, legend.size());
        for (String color : legend) {
            assertEquals(3, Collections.frequency(chart.dots(), color));
        }
    }
}
