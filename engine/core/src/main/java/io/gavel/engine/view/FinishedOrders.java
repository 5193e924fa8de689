package io.gavel.engine.view;

import java.util.Arrays;

/** Handles of an account's finished orders, in the order in which they finished: a ring that grows up to its limit. */
final class FinishedOrders {
    private final int limit;
    private int[] ring = new int[4];
    private int first;
    private int count;

    /** @param limit a power of two */
    FinishedOrders(int limit) {
        this.limit = limit;
    }

    int count() {
        return count;
    }

    /** The handle at a place, the one that finished first being at 0. */
    int get(int place) {
        return ring[place(place)];
    }

    boolean isFull() {
        return count == limit;
    }

    int removeFirst() {
        int order = ring[first];
        first = place(1);
        count--;
        return order;
    }

    /** There must be room ({@link #isFull}). */
    void add(int order) {
        if (count == ring.length) {
            grow();
        }
        ring[place(count)] = order;
        count++;
    }

    /** Takes one out from anywhere, which is rare. */
    void remove(int order) {
        int at = 0;
        while (get(at) != order) {
            at++;
        }
        for (; at < count - 1; at++) {
            ring[place(at)] = get(at + 1);
        }
        count--;
    }

    private int place(int place) {
        return (first + place) & (ring.length - 1);
    }

    private void grow() {
        int[] larger = Arrays.copyOf(ring, ring.length * 2);
        for (int i = 0; i < count; i++) {
            larger[i] = get(i);
        }
        ring = larger;
        first = 0;
    }
}
