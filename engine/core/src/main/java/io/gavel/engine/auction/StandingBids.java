package io.gavel.engine.auction;

import io.gavel.engine.MergeSort;
import java.util.Arrays;
import org.agrona.collections.Int2IntHashMap;

/**
 * Open bids for units, one a bidder: the better price first, at one price the one for more units, then the earlier one
 * (DIS-1). Who stands last is found at once, for it is who falls out.
 *
 * <p>A bid is known by its slot, which stays its own until it is taken out; what it said can be read until the next one
 * is added. O(log n) to add, change and take out; no allocation but to grow.
 */
final class StandingBids extends BidColumns {
    private static final int FIRST_CAPACITY = 8;

    private final Int2IntHashMap slots = new Int2IntHashMap(NONE);

    /** Slots as a heap, the last bid on top; behind them the free ones. */
    private int[] heap = SlotSort.first(FIRST_CAPACITY);

    /** By slot: its place in the heap. */
    private int[] places = SlotSort.first(FIRST_CAPACITY);

    private int size;

    StandingBids() {
        super(FIRST_CAPACITY);
    }

    int size() {
        return size;
    }

    /** The bid of an account, or {@link #NONE}. */
    int find(int accountId) {
        return slots.get(accountId);
    }

    /** The bid behind all others, or {@link #NONE}. */
    int last() {
        return size == 0 ? NONE : heap[0];
    }

    /** Adds the bid of an account that has none; returns its slot. */
    int add(int accountId, long amount, long qty, long seq, long timeNs, long idHash) {
        if (size == heap.length) {
            grow();
        }
        int slot = heap[size++];
        slots.put(accountId, slot);
        set(slot, accountId, amount, qty, timeNs, seq, idHash);
        siftUp(places[slot]);
        return slot;
    }

    /** The bid says something else from now on. */
    void change(int slot, long amount, long qty, long seq, long timeNs, long idHash) {
        set(slot, accountId(slot), amount, qty, timeNs, seq, idHash);
        siftDown(siftUp(places[slot]));
    }

    void remove(int slot) {
        slots.remove(accountId(slot));
        int hole = places[slot];
        int moved = heap[--size];
        put(hole, moved);
        put(size, slot);
        if (hole < size) {
            siftDown(siftUp(hole));
        }
    }

    void clear() {
        slots.clear();
        size = 0;
    }

    /** Whether a bid comes before another. */
    boolean isBefore(int slot, int other) {
        if (amount(slot) != amount(other)) {
            return amount(slot) > amount(other);
        }
        if (qty(slot) != qty(other)) {
            return qty(slot) > qty(other);
        }
        return seq(slot) < seq(other);
    }

    /** The bid before all others, or {@link #NONE}. O(n). */
    int findFirst() {
        int first = last();
        for (int place = 1; place < size; place++) {
            first = isBefore(heap[place], first) ? heap[place] : first;
        }
        return first;
    }

    /** All bids, the first first. O(n log n), and allocates. */
    int[] ranked() {
        return sorted(this::isBefore);
    }

    /** All bids in the order in which they were placed, likewise. */
    int[] bySeq() {
        return sorted((slot, other) -> seq(slot) < seq(other));
    }

    /** All bids by account, likewise. */
    int[] byAccount() {
        return sorted((slot, other) -> accountId(slot) < accountId(other));
    }

    private int[] sorted(MergeSort.Order order) {
        return SlotSort.sorted(Arrays.copyOf(heap, size), order);
    }

    private int siftUp(int from) {
        int slot = heap[from];
        int hole = from;
        while (hole > 0 && isBefore(heap[(hole - 1) >>> 1], slot)) {
            put(hole, heap[(hole - 1) >>> 1]);
            hole = (hole - 1) >>> 1;
        }
        put(hole, slot);
        return hole;
    }

    private void siftDown(int from) {
        int slot = heap[from];
        int hole = from;
        int child = 2 * hole + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(heap[child], heap[child + 1])) {
                child++;
            }
            if (!isBefore(slot, heap[child])) {
                break;
            }
            put(hole, heap[child]);
            hole = child;
            child = 2 * hole + 1;
        }
        put(hole, slot);
    }

    private void put(int place, int slot) {
        heap[place] = slot;
        places[slot] = place;
    }

    private void grow() {
        int capacity = heap.length * 2;
        resize(capacity);
        heap = Arrays.copyOf(heap, capacity);
        places = Arrays.copyOf(places, capacity);
        for (int slot = capacity / 2; slot < capacity; slot++) {
            put(slot, slot);
        }
    }
}
