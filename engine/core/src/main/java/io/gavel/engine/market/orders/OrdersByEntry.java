package io.gavel.engine.market.orders;

import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/** Orders gathered to be canceled, brought into the order in which they were entered. Grows only. */
final class OrdersByEntry implements OrderBook.OrderSink {
    private final OrderStore orders;
    private int[] handles = new int[64];
    private int[] merged = new int[64];
    private int count;

    OrdersByEntry(OrderStore orders) {
        this.orders = orders;
    }

    void clear() {
        count = 0;
    }

    @Override
    public void onOrder(int order) {
        if (count == handles.length) {
            handles = Arrays.copyOf(handles, count * 2);
        }
        handles[count++] = order;
    }

    int count() {
        return count;
    }

    int get(int index) {
        return handles[index];
    }

    /** Order ids are given in order of entry, so they sort: runs of 1, 2, 4, ... are merged. */
    void sort() {
        if (merged.length < handles.length) {
            merged = new int[handles.length];
        }
        for (int run = 1; run < count; run *= 2) {
            for (int from = 0; from < count; from += 2 * run) {
                merge(from, Math.min(from + run, count), Math.min(from + 2 * run, count));
            }
            int[] swapped = handles;
            handles = merged;
            merged = swapped;
        }
    }

    private void merge(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean isLeft =
                    left < middle && (right == to || orders.orderId(handles[left]) < orders.orderId(handles[right]));
            merged[at] = handles[isLeft ? left++ : right++];
        }
    }
}
