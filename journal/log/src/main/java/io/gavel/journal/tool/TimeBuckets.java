package io.gavel.journal.tool;

import java.util.Arrays;

/**
 * How many came when: at most {@link #MOST} buckets of equal width, which doubles as the time to be covered grows, so
 * that any stretch of time fits. One thread.
 */
public final class TimeBuckets {
    /** Most buckets. */
    public static final int MOST = 128;

    private static final long FIRST_WIDTH_NS = 1_000_000;

    private final long[] counts = new long[MOST];
    private long startNs;
    private long widthNs = FIRST_WIDTH_NS;
    private int used;

    /** @param timeNs not before that of the call before */
    void add(long timeNs) {
        if (used == 0) {
            startNs = timeNs;
        }
        while (timeNs - startNs >= widthNs * MOST) {
            halve();
        }
        int index = (int) ((timeNs - startNs) / widthNs);
        counts[index]++;
        used = Math.max(used, index + 1);
    }

    /** Time at which the first bucket begins; 0 where nothing came. */
    public long startNs() {
        return startNs;
    }

    public long widthNs() {
        return widthNs;
    }

    /** How many buckets there are, up to the last that has something. */
    public int size() {
        return used;
    }

    public long count(int bucket) {
        return counts[bucket];
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            counts[i] = counts[2 * i] + counts[2 * i + 1];
        }
        Arrays.fill(counts, MOST / 2, MOST, 0);
        widthNs *= 2;
        used = (used + 1) / 2;
    }
}
