package io.gavel.engine.auction;

import io.gavel.engine.MergeSort;

/** Sorts slots by what lies in them, without objects: a merge sort, so that a hundred thousand bids take milliseconds. */
final class SlotSort {
    private SlotSort() {}

    /** The slots 0 to {@code count} - 1. */
    static int[] first(int count) {
        int[] slots = new int[count];
        for (int slot = 0; slot < count; slot++) {
            slots[slot] = slot;
        }
        return slots;
    }

    /** The slots in an order in which no two are equal; the array given is overwritten. O(n log n). */
    static int[] sorted(int[] slots, MergeSort.Order order) {
        return MergeSort.sort(slots, new int[slots.length], slots.length, order);
    }
}
