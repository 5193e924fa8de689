package io.gavel.engine.book;

import io.gavel.engine.MergeSort;
import java.util.Arrays;

/** Handles of orders or levels, gathered and brought into an order. Allocates only to grow. Thread: the market's. */
public final class Handles implements OrderBook.OrderSink {
    private int[] handles = new int[64];
    private int[] spare = new int[64];
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

    public void sort(MergeSort.Order order) {
        if (spare.length < handles.length) {
            spare = new int[handles.length];
        }
        int[] sorted = MergeSort.sort(handles, spare, count, order);
        if (sorted != handles) {
            spare = handles;
            handles = sorted;
        }
    }
}
