package io.gavel.engine.auction;

/** Sorts slots by what lies in them, without objects: a merge sort, so that a hundred thousand bids take milliseconds. */
final class SlotSort {
    /** An order of slots in which no two are equal. */
    @FunctionalInterface
    interface Order {
        boolean isBefore(int slot, int other);
    }

    private SlotSort() {}

    /** The slots 0 to {@code count} - 1. */
    static int[] first(int count) {
        int[] slots = new int[count];
        for (int slot = 0; slot < count; slot++) {
            slots[slot] = slot;
        }
        return slots;
    }

    /** The slots in order; the array given is overwritten. O(n log n). */
    static int[] sorted(int[] slots, Order order) {
        int count = slots.length;
        int[] from = slots;
        int[] to = new int[count];
        for (int width = 1; width < count; width *= 2) {
            for (int start = 0; start < count; start += 2 * width) {
                merge(from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count), order);
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
