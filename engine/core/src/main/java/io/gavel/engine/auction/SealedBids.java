package io.gavel.engine.auction;

import java.util.Arrays;
import org.agrona.collections.Int2IntHashMap;

/**
 * The live bids of an auction that shows none of them: one a bidder, found by account in O(1). A bid lies in a slot, 0 to
 * {@link #size} - 1, in no order that means anything; who needs one sorts slots, so that nothing depends on hashes.
 *
 * <p>Amounts in smallest units. No allocation but to grow and to sort. Thread: the market's.
 */
final class SealedBids {
    /** No slot. */
    static final int NONE = -1;

    /** The amount of a bid that pays what others do. */
    static final long ANY_PRICE = 0;

    private static final int FIRST_CAPACITY = 8;

    private final Int2IntHashMap slots = new Int2IntHashMap(NONE);
    private int[] accountIds = new int[0];
    private long[] amounts = new long[0];
    private long[] qtys = new long[0];
    private long[] timesNs = new long[0];
    private long[] seqs = new long[0];
    private long[] idHashes = new long[0];
    private int size;

    int size() {
        return size;
    }

    /** The slot of the account's bid, or {@link #NONE}. */
    int find(int accountId) {
        return slots.get(accountId);
    }

    int accountId(int slot) {
        return accountIds[slot];
    }

    long amount(int slot) {
        return amounts[slot];
    }

    long qty(int slot) {
        return qtys[slot];
    }

    long timeNs(int slot) {
        return timesNs[slot];
    }

    /** Sequence of its transaction: earlier bids have lower ones. */
    long seq(int slot) {
        return seqs[slot];
    }

    /** Hash of the client order id that it came with. */
    long idHash(int slot) {
        return idHashes[slot];
    }

    /** The account's bid, in place of the one that it may have had. */
    void put(int accountId, long amount, long qty, long timeNs, long seq, long idHash) {
        int slot = find(accountId);
        if (slot == NONE) {
            slot = size;
            ensure(++size);
            slots.put(accountId, slot);
            accountIds[slot] = accountId;
        }
        amounts[slot] = amount;
        qtys[slot] = qty;
        timesNs[slot] = timeNs;
        seqs[slot] = seq;
        idHashes[slot] = idHash;
    }

    /** Takes a bid out; the last one moves to its slot. */
    void remove(int slot) {
        slots.remove(accountIds[slot]);
        int last = --size;
        if (slot != last) {
            accountIds[slot] = accountIds[last];
            amounts[slot] = amounts[last];
            qtys[slot] = qtys[last];
            timesNs[slot] = timesNs[last];
            seqs[slot] = seqs[last];
            idHashes[slot] = idHashes[last];
            slots.put(accountIds[slot], slot);
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
        return SlotSort.sorted(size, (a, b) -> accountIds[a] < accountIds[b]);
    }

    /** All slots in the order of acceptance. */
    int[] byAcceptance() {
        return SlotSort.sorted(size, (a, b) -> seqs[a] < seqs[b]);
    }

    /** All slots as they are served: bids at any price, then the highest, among equal ones the earliest. */
    int[] byRank() {
        return SlotSort.sorted(size, this::ranksBefore);
    }

    /** Whether a bid is served before another. */
    boolean ranksBefore(int slot, int other) {
        return amounts[slot] == amounts[other] ? seqs[slot] < seqs[other] : rank(slot) > rank(other);
    }

    private long rank(int slot) {
        return amounts[slot] == ANY_PRICE ? Long.MAX_VALUE : amounts[slot];
    }

    private void ensure(int count) {
        if (count > accountIds.length) {
            resize(Math.max(FIRST_CAPACITY, accountIds.length * 2));
        }
    }

    private void resize(int capacity) {
        accountIds = Arrays.copyOf(accountIds, capacity);
        amounts = Arrays.copyOf(amounts, capacity);
        qtys = Arrays.copyOf(qtys, capacity);
        timesNs = Arrays.copyOf(timesNs, capacity);
        seqs = Arrays.copyOf(seqs, capacity);
        idHashes = Arrays.copyOf(idHashes, capacity);
    }
}
