package io.gavel.engine.auction;

import java.util.Arrays;

/**
 * When each auction opens or closes next: a binary heap of auction ids in order of (deadline, creation).
 *
 * <p>Auction ids are small and given in order of creation, so they order what falls together. O(log n) to set, move and
 * take; no allocation but to grow. Thread: the market's.
 */
public final class Deadlines {
    /** The next deadline when there is none. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int ABSENT = -1;

    private int[] heap = new int[64];
    private int size;
    private long[] deadlines = new long[64];
    private int[] positions = new int[64];

    public Deadlines() {
        Arrays.fill(positions, ABSENT);
    }

    public int size() {
        return size;
    }

    /** The earliest deadline, or {@link #NONE}. */
    public long earliestNs() {
        return size == 0 ? NONE : deadlines[heap[0]];
    }

    /** Whose deadline is the earliest; there must be one. */
    public int earliest() {
        return heap[0];
    }

    /** Sets or moves an auction's deadline; {@link #NONE} takes it out. */
    public void set(int auctionId, long deadlineNs) {
        ensure(auctionId);
        int position = positions[auctionId];
        if (deadlineNs == NONE) {
            if (position != ABSENT) {
                removeAt(position);
            }
            return;
        }
        deadlines[auctionId] = deadlineNs;
        if (position == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            position = size++;
            place(auctionId, position);
        }
        siftDown(siftUp(position));
    }

    private void removeAt(int position) {
        positions[heap[position]] = ABSENT;
        int last = heap[--size];
        if (position < size) {
            place(last, position);
            siftDown(siftUp(position));
        }
    }

    private int siftUp(int from) {
        int position = from;
        int auctionId = heap[position];
        while (position > 0) {
            int parent = (position - 1) >>> 1;
            if (!isBefore(auctionId, heap[parent])) {
                break;
            }
            place(heap[parent], position);
            position = parent;
        }
        place(auctionId, position);
        return position;
    }

    private void siftDown(int from) {
        int position = from;
        int auctionId = heap[position];
        int child = 2 * position + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], auctionId)) {
                break;
            }
            place(heap[child], position);
            position = child;
            child = 2 * position + 1;
        }
        place(auctionId, position);
    }

    private boolean isBefore(int one, int other) {
        return deadlines[one] < deadlines[other] || (deadlines[one] == deadlines[other] && one < other);
    }

    private void place(int auctionId, int position) {
        heap[position] = auctionId;
        positions[auctionId] = position;
    }

    private void ensure(int auctionId) {
        if (auctionId >= positions.length) {
            int before = positions.length;
            int capacity = Math.max(auctionId + 1, before * 2);
            positions = Arrays.copyOf(positions, capacity);
            Arrays.fill(positions, before, capacity, ABSENT);
            deadlines = Arrays.copyOf(deadlines, capacity);
        }
    }
}
