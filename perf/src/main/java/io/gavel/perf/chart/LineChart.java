package io.gavel.perf.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines over a few named places, such as sizes, evenly spaced; values from zero up. */
public final class LineChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 24;
    private static final int TOP = 44;
    private static final int BOTTOM = 60;
    private static final int GRID_LINES = 5;
    private static final int LEGEND_WIDTH = 180;
    private static final String GRID = "#dddddd";

    private final String title;
    private final String unit;
    private final String placesAre;
    private final List<String> places;
    private final Map<String, double[]> series = new LinkedHashMap<>();

    /** @param placesAre what the places along the bottom stand for */
    public LineChart(String title, String unit, String placesAre, List<String> places) {
        this.title = title;
        this.unit = unit;
        this.placesAre = placesAre;
        this.places = places;
    }

    /** @param values one for each place */
    public LineChart add(String name, double[] values) {
        series.put(name, values.clone());
        return this;
    }

    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.words(WIDTH / 2.0, 20, Svg.MIDDLE, title + " (" + unit + ")");
        double most = most();
        grid(svg, most);
        List<String> names = new ArrayList<>(series.keySet());
        for (int i = 0; i < names.size(); i++) {
            String color = Svg.color(i);
            draw(svg, series.get(names.get(i)), most, color);
            double x = LEFT + 8 + (double) i * LEGEND_WIDTH;
            svg.bar(x, HEIGHT - 18, 10, 10, color);
            svg.words(x + 14, HEIGHT - 9, Svg.START, names.get(i));
        }
        return svg.end();
    }

    private void grid(Svg svg, double most) {
        for (int i = 0; i <= GRID_LINES; i++) {
            double value = most * i / GRID_LINES;
            svg.line(LEFT, y(value, most), WIDTH - RIGHT, y(value, most), GRID);
            svg.words(LEFT - 6, y(value, most) + 4, Svg.END, Numbers.shortly(value));
        }
        for (int place = 0; place < places.size(); place++) {
            svg.words(x(place), HEIGHT - BOTTOM + 18, Svg.MIDDLE, places.get(place));
        }
        svg.words(WIDTH - RIGHT, HEIGHT - BOTTOM + 34, Svg.END, placesAre);
    }

    private void draw(Svg svg, double[] values, double most, String color) {
        for (int place = 0; place < values.length; place++) {
            svg.dot(x(place), y(values[place], most), color);
            if (place > 0) {
                svg.line(x(place - 1), y(values[place - 1], most), x(place), y(values[place], most), color);
            }
        }
    }

    private double most() {
        double most = 0;
        for (double[] values : series.values()) {
            for (double value : values) {
                most = Math.max(most, value);
            }
        }
        return most == 0 ? 1 : most;
    }

    private double x(int place) {
        double step = (WIDTH - LEFT - RIGHT) / (double) places.size();
        return LEFT + step * (place + 0.5);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }
}
