package io.gavel.engine.auction;

import org.agrona.collections.Int2IntHashMap;

/**
 * The live bids of an auction that shows none of them: one a bidder, found by account in O(1). A bid lies in a slot, 0 to
 * {@link #size} - 1, in no order that means anything; who needs one sorts slots, so that nothing depends on hashes.
 */
final class SealedBids extends BidColumns {
    /** The amount of a bid that pays what others do. */
    static final long ANY_PRICE = 0;

    private static final int FIRST_CAPACITY = 8;

    private final Int2IntHashMap slots = new Int2IntHashMap(NONE);
    private int size;

    SealedBids() {
        super(0);
    }

    int size() {
        return size;
    }

    /** The slot of the account's bid, or {@link #NONE}. */
    int find(int accountId) {
        return slots.get(accountId);
    }

    /** The account's bid, in place of the one that it may have had. */
    void put(int accountId, long amount, long qty, long timeNs, long seq, long idHash) {
        int slot = find(accountId);
        if (slot == NONE) {
            slot = size++;
            if (size > capacity()) {
                resize(Math.max(FIRST_CAPACITY, capacity() * 2));
            }
            slots.put(accountId, slot);
        }
        set(slot, accountId, amount, qty, timeNs, seq, idHash);
    }

    /** Takes a bid out; the last one moves to its slot. */
    void remove(int slot) {
        slots.remove(accountId(slot));
        int last = --size;
        if (slot != last) {
            copy(last, slot);
            slots.put(accountId(slot), slot);
        }
    }

    /** Forgets all bids, and gives back where they were. */
    void clear() {
        slots.clear();
        slots.compact();
        size = 0;
        resize(0);
    }

    /** All slots by account. */
    int[] byAccount() {
        return SlotSort.sorted(SlotSort.first(size), (slot, other) -> accountId(slot) < accountId(other));
    }

    /** All slots in the order of acceptance. */
    int[] byAcceptance() {
        return SlotSort.sorted(SlotSort.first(size), (slot, other) -> seq(slot) < seq(other));
    }

    /** All slots as they are served: bids at any price, then the highest, among equal ones the earliest. */
    int[] byRank() {
        return SlotSort.sorted(SlotSort.first(size), this::ranksBefore);
    }

    /** Whether a bid is served before another. */
    boolean ranksBefore(int slot, int other) {
        return amount(slot) == amount(other) ? seq(slot) < seq(other) : rank(slot) > rank(other);
    }

    private long rank(int slot) {
        return amount(slot) == ANY_PRICE ? Long.MAX_VALUE : amount(slot);
    }
}
