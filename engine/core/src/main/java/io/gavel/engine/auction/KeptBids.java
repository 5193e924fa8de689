package io.gavel.engine.auction;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.agrona.collections.Int2IntHashMap;

/**
 * The bids of an auction that can still be taken back, or whose bidders may get a second chance, in the order of
 * acceptance.
 *
 * <p>O(1) to add, O(n) to find or take out, which is rare; no allocation but to grow. Thread: the market's.
 */
public final class KeptBids {
    /** There is no such bid. */
    public static final int NONE = -1;

    private int[] accountIds = new int[8];
    private long[] amounts = new long[8];
    private long[] timesNs = new long[8];
    private long[] seqs = new long[8];
    private long[] idHashes = new long[8];
    private int size;

    public int size() {
        return size;
    }

    public int accountId(int bid) {
        return accountIds[bid];
    }

    /** Secret, like every maximum. */
    public long amount(int bid) {
        return amounts[bid];
    }

    public long timeNs(int bid) {
        return timesNs[bid];
    }

    long seq(int bid) {
        return seqs[bid];
    }

    long idHash(int bid) {
        return idHashes[bid];
    }

    /** The account's last bid, or {@link #NONE}. */
    public int latestOf(int accountId) {
        int bid = size - 1;
        while (bid >= 0 && accountIds[bid] != accountId) {
            bid--;
        }
        return bid;
    }

    /** The account's bid under a client order id, or {@link #NONE}. */
    public int find(int accountId, long idHash) {
        int bid = size - 1;
        while (bid >= 0 && (accountIds[bid] != accountId || idHashes[bid] != idHash)) {
            bid--;
        }
        return bid;
    }

    void add(int accountId, long amount, long timeNs, long seq, long idHash) {
        ensure(size + 1);
        accountIds[size] = accountId;
        amounts[size] = amount;
        timesNs[size] = timeNs;
        seqs[size] = seq;
        idHashes[size] = idHash;
        size++;
    }

    /** Takes one bid out. */
    public void remove(int bid) {
        for (int behind = bid + 1; behind < size; behind++) {
            move(behind, behind - 1);
        }
        size--;
    }

    /** Takes all bids of an account out, and says how many there were. */
    public int removeAllOf(int accountId) {
        return removeAllOf(account -> account == accountId);
    }

    /** The same of all accounts that are such; O(n). */
    public int removeAllOf(IntPredicate isSuch) {
        int kept = 0;
        for (int bid = 0; bid < size; bid++) {
            if (!isSuch.test(accountIds[bid])) {
                move(bid, kept++);
            }
        }
        int removed = size - kept;
        size = kept;
        return removed;
    }

    /**
     * The best bid of each account, the earliest among equals, in the order in which they lead where those before them
     * fall away. O(n log n), and allocates.
     */
    public int[] byRank() {
        Int2IntHashMap bests = new Int2IntHashMap(NONE);
        for (int bid = 0; bid < size; bid++) {
            int best = bests.get(accountIds[bid]);
            if (best == NONE || amounts[bid] > amounts[best]) {
                bests.put(accountIds[bid], bid);
            }
        }
        int[] ranks = new int[bests.size()];
        int count = 0;
        for (int bid = 0; bid < size; bid++) {
            if (bests.get(accountIds[bid]) == bid) {
                ranks[count++] = bid;
            }
        }
        return SlotSort.sorted(
                ranks, (bid, other) -> amounts[bid] == amounts[other] ? bid < other : amounts[bid] > amounts[other]);
    }

    /** The account's maximum is lower from now on, also where it was higher before. */
    void lower(int accountId, long amount) {
        for (int bid = 0; bid < size; bid++) {
            if (accountIds[bid] == accountId) {
                amounts[bid] = Math.min(amounts[bid], amount);
            }
        }
    }

    void clear() {
        size = 0;
    }

    private void move(int from, int to) {
        accountIds[to] = accountIds[from];
        amounts[to] = amounts[from];
        timesNs[to] = timesNs[from];
        seqs[to] = seqs[from];
        idHashes[to] = idHashes[from];
    }

    private void ensure(int count) {
        if (count > amounts.length) {
            int capacity = amounts.length * 2;
            accountIds = Arrays.copyOf(accountIds, capacity);
            amounts = Arrays.copyOf(amounts, capacity);
            timesNs = Arrays.copyOf(timesNs, capacity);
            seqs = Arrays.copyOf(seqs, capacity);
            idHashes = Arrays.copyOf(idHashes, capacity);
        }
    }
}
