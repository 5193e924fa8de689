package io.gavel.perf;

import java.util.Arrays;

/** The middle one of several figures, and the outermost. */
public record Spread(double median, double least, double most) {
    /** Leaves the values as they are. */
    public static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
