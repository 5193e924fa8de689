package io.gavel.journal.tool;

import java.util.ArrayList;
import java.util.List;

/**
 * How often values of which size came: counted in powers of two, so that any range fits and nothing is kept. One thread.
 */
public final class Distribution {
    private static final int BUCKETS = Long.SIZE;

    /**
     * Values of one size.
     *
     * @param from smallest value that counts here
     * @param to largest
     */
    public record Bucket(long from, long to, long count) {}

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    /** @param value zero or more */
    void add(long value) {
        counts[bucket(value)]++;
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** 0 where there is no value. */
    public long min() {
        return count == 0 ? 0 : min;
    }

    public long max() {
        return max;
    }

    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /** From the smallest bucket that has a value to the largest, empty ones between included. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        if (count > 0) {
            for (int i = bucket(min); i <= bucket(max); i++) {
                buckets.add(new Bucket(i == 0 ? 0 : 1L << i - 1, i == 0 ? 0 : (1L << i) - 1, counts[i]));
            }
        }
        return buckets;
    }

    /** 0 for 0, 1 for 1, 2 for 2 and 3, 3 for 4 to 7, … */
    private static int bucket(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }
}
