package io.gavel.engine.book;

import java.util.Arrays;

/** Handles of orders or levels, gathered and brought into an order. Allocates only to grow. Thread: the market's. */
public final class Handles implements OrderBook.OrderSink {
    /** An order of handles. */
    @FunctionalInterface
    public interface Order {
        boolean isBefore(int handle, int other);
    }

    private int[] handles = new int[64];
    private int[] merged = new int[64];
    private int count;

    public void clear() {
        count = 0;
    }

    /** One more. */
    @Override
    public void onOrder(int handle) {
        if (count == handles.length) {
            handles = Arrays.copyOf(handles, count * 2);
        }
        handles[count++] = handle;
    }

    public int count() {
        return count;
    }

    public int get(int index) {
        return handles[index];
    }

    /** Runs of 1, 2, 4, ... are merged. */
    public void sort(Order order) {
        if (merged.length < handles.length) {
            merged = new int[handles.length];
        }
        for (int run = 1; run < count; run *= 2) {
            for (int from = 0; from < count; from += 2 * run) {
                merge(from, Math.min(from + run, count), Math.min(from + 2 * run, count), order);
            }
            int[] swapped = handles;
            handles = merged;
            merged = swapped;
        }
    }

    private void merge(int from, int middle, int to, Order order) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean isLeft = left < middle && (right == to || order.isBefore(handles[left], handles[right]));
            merged[at] = handles[isLeft ? left++ : right++];
        }
    }
}
