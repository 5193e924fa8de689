package io.gavel.perf.chart;

import java.util.ArrayList;
import java.util.List;

/** Lying bars with their values, each with the range of what was seen. */
public final class BarChart {
    private static final int WIDTH = 760;
    private static final int NAMES_WIDTH = 260;
    private static final int VALUES_WIDTH = 120;
    private static final int ROW_HEIGHT = 26;
    private static final int BAR_HEIGHT = 16;
    private static final int HEAD_HEIGHT = 44;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    public BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    private record Bar(String name, double value, double least, double most) {}

    public BarChart add(String name, double value, double least, double most) {
        bars.add(new Bar(name, value, least, most));
        return this;
    }

    public String svg() {
        Svg svg = new Svg(WIDTH, HEAD_HEIGHT + bars.size() * ROW_HEIGHT + BAR_HEIGHT);
        svg.words(WIDTH / 2.0, 20, Svg.MIDDLE, title + " (" + unit + ")");
        double most = bars.stream().mapToDouble(Bar::most).max().orElse(0);
        // Where nothing was measured all bars are empty.
        double scale = most == 0 ? 0 : (WIDTH - NAMES_WIDTH - VALUES_WIDTH) / most;
        for (int row = 0; row < bars.size(); row++) {
            draw(svg, bars.get(row), HEAD_HEIGHT + row * ROW_HEIGHT, scale, Svg.color(row));
        }
        return svg.end();
    }

    private static void draw(Svg svg, Bar bar, double top, double scale, String color) {
        double middle = top + BAR_HEIGHT / 2.0;
        svg.words(NAMES_WIDTH - 8, middle + 4, Svg.END, bar.name);
        svg.bar(NAMES_WIDTH, top, bar.value * scale, BAR_HEIGHT, color);
        svg.line(NAMES_WIDTH + bar.least * scale, middle, NAMES_WIDTH + bar.most * scale, middle, "black");
        svg.words(NAMES_WIDTH + bar.most * scale + 8, middle + 4, Svg.START, Numbers.shortly(bar.value));
    }
}
