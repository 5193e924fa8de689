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

    /** A balance is four longs, half a line of memory; a key of 0 is nobody's. */
    private static final int WORD_BITS = 2;

    private static final int KEY = 0;
    private static final int TOTAL = 1;
    private static final int HELD = 2;
    /** Whether the account has credit. */
    private static final int CREDIT = 3;

    private static final int NOWHERE = -1;

    private long[] balances = new long[INITIAL_CAPACITY << WORD_BITS];
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
        int at = find(key(accountId, assetId));
        return at == NOWHERE ? 0 : balances[at + TOTAL];
    }

    public long held(int accountId, int assetId) {
        int at = find(key(accountId, assetId));
        return at == NOWHERE ? 0 : balances[at + HELD];
    }

    /** Total less held; below zero only with credit. */
    public long available(int accountId, int assetId) {
        int at = find(key(accountId, assetId));
        return at == NOWHERE ? 0 : balances[at + TOTAL] - balances[at + HELD];
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
        return Math.min(LIMIT - 1, drawable(assetId) + Math.max(0, available));
    }

    /** The most that accounts with credit may draw of an asset now, taken together. */
    public long drawable(int assetId) {
        return LIMIT - 1 - drawn[assetId];
    }

    @Override
    public void post(int accountId, int assetId, long totalDelta, long heldDelta, LegKind kind) {
        int at = findOrInsert(key(accountId, assetId));
        long[] words = balances;
        long total = words[at + TOTAL] + totalDelta;
        long held = words[at + HELD] + heldDelta;
        if (words[at + CREDIT] != 0) {
            draw(assetId, Math.max(0, held - total) - Math.max(0, words[at + HELD] - words[at + TOTAL]));
        } else {
            Check.law(held <= total, "a covered account is never overdrawn", total, held);
        }
        Check.law(held >= 0, "held is never negative", 0, held);
        words[at + TOTAL] = total;
        words[at + HELD] = held;
        if (totalDelta != 0) {
            balance(assetId, totalDelta);
        }
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
        for (int at = 0; at < balances.length; at += 1 << WORD_BITS) {
            long key = balances[at + KEY];
            if (key != 0) {
                long total = balances[at + TOTAL];
                long held = balances[at + HELD];
                int assetId = assetOf(key);
                sumOf[assetId] += total;
                Check.law(held >= 0, "held is never negative", 0, held);
                if (credit[accountOf(key)]) {
                    drawnOf[assetId] += Math.max(0, held - total);
                } else {
                    Check.law(held <= total, "a covered account is never overdrawn", total, held);
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
        for (long key : sortedKeys()) {
            int at = find(key);
            if (balances[at + TOTAL] != 0 || balances[at + HELD] != 0) {
                sink.onBalance(accountOf(key), assetOf(key), balances[at + TOTAL], balances[at + HELD]);
            }
        }
    }

    private long[] sortedKeys() {
        long[] keys = new long[size];
        int count = 0;
        for (int at = 0; at < balances.length; at += 1 << WORD_BITS) {
            if (balances[at + KEY] != 0) {
                keys[count++] = balances[at + KEY];
            }
        }
        Arrays.sort(keys);
        return keys;
    }

    private void draw(int assetId, long more) {
        drawn[assetId] += more;
        Check.law(drawn[assetId] < LIMIT, "what is drawn of an asset stays in range", LIMIT, drawn[assetId]);
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

    /** Where a balance begins, or {@link #NOWHERE}. */
    private int find(long key) {
        int at = place(key);
        while (balances[at + KEY] != key) {
            if (balances[at + KEY] == 0) {
                return NOWHERE;
            }
            at = behind(at);
        }
        return at;
    }

    private int findOrInsert(long key) {
        int at = find(key);
        return at != NOWHERE ? at : insert(key);
    }

    private int insert(long key) {
        if (size << WORD_BITS + 1 >= balances.length) {
            grow();
        }
        int at = place(key);
        while (balances[at + KEY] != 0) {
            at = behind(at);
        }
        balances[at + KEY] = key;
        balances[at + CREDIT] = credit[accountOf(key)] ? 1 : 0;
        size++;
        return at;
    }

    private void grow() {
        long[] before = balances;
        balances = new long[before.length * 2];
        size = 0;
        for (int from = 0; from < before.length; from += 1 << WORD_BITS) {
            if (before[from + KEY] != 0) {
                int at = insert(before[from + KEY]);
                balances[at + TOTAL] = before[from + TOTAL];
                balances[at + HELD] = before[from + HELD];
            }
        }
    }

    private int place(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) << WORD_BITS & balances.length - 1;
    }

    private int behind(int at) {
        return at + (1 << WORD_BITS) & balances.length - 1;
    }
}
