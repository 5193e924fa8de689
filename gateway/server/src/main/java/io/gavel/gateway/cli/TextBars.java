package io.gavel.gateway.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A histogram for a terminal: a row a bar, its length in proportion to the largest. */
final class TextBars {
    private static final int WIDTH = 50;

    /** @param label what stands before the bar */
    record Bar(String label, double value, String text) {}

    private TextBars() {}

    static void print(String title, List<Bar> bars, PrintWriter out) {
        if (bars.isEmpty()) {
            return;
        }
        out.println();
        out.println(title);
        int labelWidth = bars.stream().mapToInt(bar -> bar.label.length()).max().orElse(0);
        double largest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        for (Bar bar : bars) {
            int length = largest == 0 ? 0 : (int) Math.round(WIDTH * bar.value / largest);
            // What is there at all is seen.
            int shown = bar.value > 0 ? Math.max(1, length) : 0;
            out.println(String.format(
                            Locale.ROOT,
                            "  %" + labelWidth + "s |%-" + WIDTH + "s %s",
                            bar.label,
                            "#".repeat(shown),
                            bar.text)
                    .stripTrailing());
        }
    }
}
