package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.Arrays;

/** Who owns what, and what of it is held: a table of accounts and assets. */
final class Money {
    static final int EXTERNAL = 1;
    static final int HOUSE = 2;
    static final long LIMIT = 1L << 62;

    private final long[][] totals;
    private final long[][] helds;
    private final boolean[] hasCredit;

    Money(int accounts, int assets) {
        totals = new long[accounts][assets];
        helds = new long[accounts][assets];
        hasCredit = new boolean[accounts];
        Arrays.fill(hasCredit, 0, 16, true);
    }

    void open(int account, boolean credit) {
        hasCredit[account] = credit;
    }

    boolean hasCredit(int account) {
        return hasCredit[account];
    }

    long total(int account, int asset) {
        return totals[account][asset];
    }

    long held(int account, int asset) {
        return helds[account][asset];
    }

    long available(int account, int asset) {
        return totals[account][asset] - helds[account][asset];
    }

    boolean covers(int account, int asset, long amount) {
        return hasCredit[account] || available(account, asset) >= amount;
    }

    /** Whether what all accounts with credit draw of an asset stays below 2^62 if one of them gives this much more. */
    boolean staysInRange(int account, int asset, long amount) {
        if (!hasCredit[account]) {
            return true;
        }
        long drawn = 0;
        for (int i = 0; i < totals.length; i++) {
            if (hasCredit[i]) {
                drawn += Math.max(0, (i == account ? amount : 0) - available(i, asset));
            }
        }
        return drawn >= 0 && drawn < LIMIT;
    }

    /** What an account can pay at most: what it has, and with credit what all that have credit may still draw. */
    long spendable(int account, int asset) {
        if (!hasCredit[account]) {
            return Math.max(0, available(account, asset));
        }
        long low = 0;
        long high = LIMIT - 1;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (staysInRange(account, asset, middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** What all accounts with credit may still draw of an asset together. */
    BigInteger drawable(int asset) {
        BigInteger drawable = BigInteger.valueOf(LIMIT - 1);
        for (int i = 0; i < totals.length; i++) {
            if (hasCredit[i]) {
                drawable = drawable.subtract(BigInteger.valueOf(Math.max(0, -available(i, asset))));
            }
        }
        return drawable;
    }

    void move(int from, int to, int asset, long amount) {
        totals[from][asset] -= amount;
        totals[to][asset] += amount;
    }

    void hold(int account, int asset, long amount) {
        helds[account][asset] += amount;
    }
}
