package io.gavel.gateway.cli;

import java.util.List;
import java.util.Locale;

/** Bar charts below each other as one SVG picture, without any script or font of its own. */
final class SvgCharts {
    private static final int WIDTH = 900;
    private static final int PLOT_HEIGHT = 180;
    private static final int CHART_HEIGHT = PLOT_HEIGHT + 80;
    private static final int LEFT = 20;
    private static final int TOP = 40;
    private static final int MOST_LABELS = 12;

    private final StringBuilder charts = new StringBuilder();
    private int count;

    /** Adds a chart; nothing where there are no bars. */
    SvgCharts add(String title, List<TextBars.Bar> bars) {
        if (bars.isEmpty()) {
            return this;
        }
        int y = count * CHART_HEIGHT + TOP;
        count++;
        text(LEFT, y - 14, "15", "start", title);
        double largest = bars.stream().mapToDouble(TextBars.Bar::value).max().orElse(0);
        double step = (WIDTH - 2.0 * LEFT) / bars.size();
        int everyLabel = (bars.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = 0; i < bars.size(); i++) {
            TextBars.Bar bar = bars.get(i);
            double height = largest == 0 ? 0 : PLOT_HEIGHT * bar.value() / largest;
            double x = LEFT + i * step;
            charts.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#2f6fb0\"><title>%s</title></rect>%n",
                    x,
                    y + PLOT_HEIGHT - height,
                    Math.max(0.5, step * 0.9),
                    height,
                    escaped((bar.label() + ": " + bar.text()).strip())));
            if (i % everyLabel == 0) {
                text(
                        x + step * 0.45,
                        y + PLOT_HEIGHT + 16,
                        "11",
                        "middle",
                        bar.label().strip());
            }
        }
        charts.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#555\"/>%n",
                LEFT,
                y + PLOT_HEIGHT,
                WIDTH - LEFT,
                y + PLOT_HEIGHT));
        return this;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n%s</svg>%n",
                WIDTH,
                Math.max(1, count) * CHART_HEIGHT,
                charts);
    }

    private void text(double x, double y, String size, String anchor, String text) {
        charts.append(String.format(
                Locale.ROOT,
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%s\" text-anchor=\"%s\" fill=\"#222\">%s</text>%n",
                x,
                y,
                size,
                anchor,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
