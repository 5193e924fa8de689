package io.gavel.engine;

/** Sorts ints by what they stand for, without objects. O(n log n). */
public final class MergeSort {
    /** An order of ints. */
    @FunctionalInterface
    public interface Order {
        boolean isBefore(int one, int other);
    }

    private MergeSort() {}

    /**
     * Sorts the first of an array: runs of 1, 2, 4, ... are merged.
     *
     * @param spare as long, at least; overwritten
     * @return whichever of both arrays has them in order now
     */
    public static int[] sort(int[] values, int[] spare, int count, Order order) {
        int[] from = values;
        int[] to = spare;
        for (int run = 1; run < count; run *= 2) {
            for (int start = 0; start < count; start += 2 * run) {
                merge(from, to, start, Math.min(start + run, count), Math.min(start + 2 * run, count), order);
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, Order order) {
        int left = start;
        int right = middle;
        for (int next = start; next < end; next++) {
            boolean takesLeft = right == end || left < middle && order.isBefore(from[left], from[right]);
            to[next] = takesLeft ? from[left++] : from[right++];
        }
    }
}
