package io.gavel.engine.account;

import io.gavel.engine.Check;
import java.util.Arrays;

/**
 * What every account owns of every asset, and what of it is held.
 *
 * <p>Units: smallest units of the asset. An account is either covered (its available balance, total less held, never
 * falls below zero) or has credit (it may). Laws, O(1), on in production: totals of an asset sum to zero once a command
 * is done (the account {@code EXTERNAL} owes what was deposited); held is never negative; a covered account is never
 * overdrawn; what accounts with credit draw of an asset, deposits included, stays below {@link #LIMIT}, so that no sum
 * can overflow. Open addressing over primitive arrays: no allocation but to grow. Thread: the market's.
 */
public final class Ledger implements LegSink {
    /** No amount, balance or sum of balances reaches this. */
    public static final long LIMIT = 1L << 62;

    private static final int INITIAL_CAPACITY = 1 << 10;

    private long[] keys = new long[INITIAL_CAPACITY];
    private long[] totals = new long[INITIAL_CAPACITY];
    private long[] helds = new long[INITIAL_CAPACITY];
    private int size;

    private boolean[] credit = new boolean[64];
    private long[] drawn = new long[16];
    private long[] sums = new long[16];
    private int unbalancedAssets;

    /** Makes an account known. Accounts are covered unless opened with credit. */
    public void open(int accountId, boolean hasCredit) {
        if (accountId >= credit.length) {
            credit = Arrays.copyOf(credit, Math.max(accountId + 1, credit.length * 2));
        }
        credit[accountId] = hasCredit;
    }

    /** Makes an asset known. */
    public void list(int assetId) {
        if (assetId >= sums.length) {
            int capacity = Math.max(assetId + 1, sums.length * 2);
            sums = Arrays.copyOf(sums, capacity);
            drawn = Arrays.copyOf(drawn, capacity);
        }
    }

    public boolean hasCredit(int accountId) {
        return credit[accountId];
    }

    public long total(int accountId, int assetId) {
        int index = find(key(accountId, assetId));
        return index < 0 ? 0 : totals[index];
    }

    public long held(int accountId, int assetId) {
        int index = find(key(accountId, assetId));
        return index < 0 ? 0 : helds[index];
    }

    /** Total less held; below zero only with credit. */
    public long available(int accountId, int assetId) {
        int index = find(key(accountId, assetId));
        return index < 0 ? 0 : totals[index] - helds[index];
    }

    /** Whether the account has this much available; accounts with credit always have. */
    public boolean covers(int accountId, int assetId, long amount) {
        return credit[accountId] || available(accountId, assetId) >= amount;
    }

    /**
     * Whether taking this much from the account keeps the asset's sums in range. Ask before the first change.
     *
     * @param amount 0 to below {@link #LIMIT}
     */
    public boolean staysInRange(int accountId, int assetId, long amount) {
        if (!credit[accountId]) {
            return true;
        }
        long available = available(accountId, assetId);
        long newDraw = Math.max(0, amount - available) - Math.max(0, -available);
        return newDraw < LIMIT - drawn[assetId];
    }

    /** The most that may be taken from the account now, below {@link #LIMIT}: with credit what keeps sums in range. */
    public long spendable(int accountId, int assetId) {
        long available = available(accountId, assetId);
        if (!credit[accountId]) {
            return Math.max(0, available);
        }
        long drawable = LIMIT - 1 - drawn[assetId] + Math.max(0, -available);
        return Math.min(LIMIT - 1, drawable + available);
    }

    @Override
    public void post(int accountId, int assetId, long totalDelta, long heldDelta, LegKind kind) {
        int index = findOrInsert(key(accountId, assetId));
        long total = totals[index] + totalDelta;
        long held = helds[index] + heldDelta;
        if (credit[accountId]) {
            long drawnBefore = Math.max(0, helds[index] - totals[index]);
            drawn[assetId] += Math.max(0, held - total) - drawnBefore;
            Check.law(drawn[assetId] < LIMIT, "what is drawn of an asset stays in range", LIMIT, drawn[assetId]);
        } else {
            Check.law(held <= total, "a covered account is never overdrawn", total, held);
        }
        Check.law(held >= 0, "held is never negative", 0, held);
        totals[index] = total;
        helds[index] = held;
        balance(assetId, totalDelta);
    }

    /** The law to be asked once a command is done: every asset's totals sum to zero. O(1). */
    public void checkBalanced() {
        Check.law(unbalancedAssets == 0, "the totals of every asset sum to zero", 0, unbalancedAssets);
    }

    /** Puts back one balance of a snapshot; accounts and assets are known by then. */
    public void restore(int accountId, int assetId, long total, long held) {
        post(accountId, assetId, total, held, LegKind.DEPOSIT);
    }

    /** Recomputes every law from all balances. O(n): for tests, replay and the simulator. */
    public void verify() {
        long[] sumOf = new long[sums.length];
        long[] drawnOf = new long[sums.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int assetId = assetOf(keys[i]);
                sumOf[assetId] += totals[i];
                Check.law(helds[i] >= 0, "held is never negative", 0, helds[i]);
                if (credit[accountOf(keys[i])]) {
                    drawnOf[assetId] += Math.max(0, helds[i] - totals[i]);
                } else {
                    Check.law(helds[i] <= totals[i], "a covered account is never overdrawn", totals[i], helds[i]);
                }
            }
        }
        for (int assetId = 0; assetId < sumOf.length; assetId++) {
            Check.law(sumOf[assetId] == 0, "the totals of every asset sum to zero", 0, sumOf[assetId]);
            Check.law(drawnOf[assetId] == drawn[assetId], "drawn is kept", drawnOf[assetId], drawn[assetId]);
        }
    }

    /** Receives balances in order of account, then asset. */
    @FunctionalInterface
    public interface BalanceSink {
        void onBalance(int accountId, int assetId, long total, long held);
    }

    /** All balances that are not zero, in order of account, then asset. Allocates: for snapshots. */
    public void forEachBalance(BalanceSink sink) {
        long[] sorted = Arrays.stream(keys).filter(key -> key != 0).sorted().toArray();
        for (long key : sorted) {
            int index = find(key);
            if (totals[index] != 0 || helds[index] != 0) {
                sink.onBalance(accountOf(key), assetOf(key), totals[index], helds[index]);
            }
        }
    }

    private void balance(int assetId, long totalDelta) {
        long before = sums[assetId];
        long after = before + totalDelta;
        sums[assetId] = after;
        if (before == 0 && after != 0) {
            unbalancedAssets++;
        } else if (before != 0 && after == 0) {
            unbalancedAssets--;
        }
    }

    private static long key(int accountId, int assetId) {
        return ((long) accountId << 32) | assetId;
    }

    private static int accountOf(long key) {
        return (int) (key >>> 32);
    }

    private static int assetOf(long key) {
        return (int) key;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        for (int index = slot(key, mask); keys[index] != 0; index = (index + 1) & mask) {
            if (keys[index] == key) {
                return index;
            }
        }
        return -1;
    }

    private int findOrInsert(long key) {
        int index = find(key);
        return index >= 0 ? index : insert(key);
    }

    private int insert(long key) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int index = slot(key, mask);
        while (keys[index] != 0) {
            index = (index + 1) & mask;
        }
        keys[index] = key;
        size++;
        return index;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldTotals = totals;
        long[] oldHelds = helds;
        int capacity = oldKeys.length * 2;
        keys = new long[capacity];
        totals = new long[capacity];
        helds = new long[capacity];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int index = insert(oldKeys[i]);
                totals[index] = oldTotals[i];
                helds[index] = oldHelds[i];
            }
        }
    }

    private static int slot(long key, int mask) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & mask;
    }
}
