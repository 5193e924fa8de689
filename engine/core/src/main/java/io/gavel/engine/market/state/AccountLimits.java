package io.gavel.engine.market.state;

import io.gavel.engine.Check;
import io.gavel.engine.account.Ledger;
import java.util.Arrays;

/**
 * What the venue allows each account: whether its kill switch is on, how many orders it may have open, and how much they
 * may be worth in an asset.
 *
 * <p>What the open orders are worth is counted only for accounts with a limit, from when it is set, in O(1) a change;
 * for all others a change costs one look at a flag, and nothing while no account has one. An order is worth the price
 * that it is held at times what is left of it, buys and sells alike; one that is worth 2^62 or more counts as 2^62.
 * No allocation but to grow. Thread: the market's.
 */
public final class AccountLimits {
    /** No limit. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int BLOCKED = 1;
    private static final int HAS_MAX_ORDERS = 2;
    private static final int HAS_MAX_NOTIONAL = 4;
    private static final int NO_ENTRY = -1;

    private byte[] flags = new byte[0];
    private long[] maxOpenOrders = new long[0];
    private int[] firstEntries = new int[0];

    /** One limit of notional each: those of an account are a list by asset. */
    private int[] assetIds = new int[16];

    private long[] maxNotionals = new long[16];
    private int[] nextEntries = new int[16];
    /** What is open, as a number of 2^62 and a rest below: sums of many orders go beyond a long. */
    private long[] openHigh = new long[16];

    private long[] openLow = new long[16];
    private int entries;
    private int firstFree = NO_ENTRY;

    /** Receives the limits of notional of an account. */
    @FunctionalInterface
    public interface NotionalSink {
        void onLimit(int assetId, long maxOpenNotional);
    }

    public boolean isBlocked(int accountId) {
        return (flags(accountId) & BLOCKED) != 0;
    }

    public void block(int accountId, boolean isBlocked) {
        flag(accountId, BLOCKED, isBlocked);
    }

    /** Whether an account is blocked or has any limit. */
    public boolean areAny(int accountId) {
        return flags(accountId) != 0;
    }

    /** Whether an account has any limit: most have none. */
    public boolean areSet(int accountId) {
        return (flags(accountId) & ~BLOCKED) != 0;
    }

    /** Or {@link #NONE}. */
    public long maxOpenOrders(int accountId) {
        return (flags(accountId) & HAS_MAX_ORDERS) == 0 ? NONE : maxOpenOrders[accountId];
    }

    /** {@link #NONE} takes the limit off. */
    public void maxOpenOrders(int accountId, long max) {
        flag(accountId, HAS_MAX_ORDERS, max != NONE);
        maxOpenOrders[accountId] = max;
    }

    /** In an asset; {@link #NONE} where there is none. */
    public long maxOpenNotional(int accountId, int assetId) {
        int entry = entry(accountId, assetId);
        return entry == NO_ENTRY ? NONE : maxNotionals[entry];
    }

    /** Calls the sink with each limit of notional, by asset. */
    public void forEachNotional(int accountId, NotionalSink sink) {
        if ((flags(accountId) & HAS_MAX_NOTIONAL) != 0) {
            for (int entry = firstEntries[accountId]; entry != NO_ENTRY; entry = nextEntries[entry]) {
                sink.onLimit(assetIds[entry], maxNotionals[entry]);
            }
        }
    }

    /**
     * Sets a limit of notional; a new one counts from nothing.
     *
     * @return whether it is new, so that the account's open orders are to be counted
     */
    public boolean maxOpenNotional(int accountId, int assetId, long max) {
        int known = entry(accountId, assetId);
        if (known != NO_ENTRY) {
            maxNotionals[known] = max;
            return false;
        }
        flag(accountId, HAS_MAX_NOTIONAL, true);
        int entry = takeEntry();
        assetIds[entry] = assetId;
        maxNotionals[entry] = max;
        openHigh[entry] = 0;
        openLow[entry] = 0;
        int before = NO_ENTRY;
        int behind = firstEntries[accountId];
        while (behind != NO_ENTRY && assetIds[behind] < assetId) {
            before = behind;
            behind = nextEntries[behind];
        }
        nextEntries[entry] = behind;
        if (before == NO_ENTRY) {
            firstEntries[accountId] = entry;
        } else {
            nextEntries[before] = entry;
        }
        return true;
    }

    /** Takes the limit of notional in one asset off, or with asset 0 in all. */
    public void freeNotional(int accountId, int assetId) {
        if ((flags(accountId) & HAS_MAX_NOTIONAL) == 0) {
            return;
        }
        int before = NO_ENTRY;
        int entry = firstEntries[accountId];
        while (entry != NO_ENTRY) {
            int behind = nextEntries[entry];
            if (assetId != 0 && assetIds[entry] != assetId) {
                before = entry;
            } else {
                if (before == NO_ENTRY) {
                    firstEntries[accountId] = behind;
                } else {
                    nextEntries[before] = behind;
                }
                nextEntries[entry] = firstFree;
                firstFree = entry;
            }
            entry = behind;
        }
        flag(accountId, HAS_MAX_NOTIONAL, firstEntries[accountId] != NO_ENTRY);
    }

    /** The limit of notional that such a change of an open order would exceed, or {@link #NONE} where it keeps to it. */
    public long exceeded(
            int accountId, Instrument instrument, long ticksBefore, long lotsBefore, long ticks, long lots) {
        int entry = entry(accountId, instrument.quoteAssetId());
        if (entry == NO_ENTRY) {
            return NONE;
        }
        long more = notional(instrument, ticks, lots) - notional(instrument, ticksBefore, lotsBefore);
        // A change for less is always allowed, even where a limit was set below what was open.
        boolean isWithin = more <= 0 || openHigh[entry] == 0 && openLow[entry] <= maxNotionals[entry] - more;
        return isWithin ? NONE : maxNotionals[entry];
    }

    /** An open order has changed: opened with 0 lots before, closed with 0 lots after, or anything between. */
    public void changed(
            int accountId, Instrument instrument, long ticksBefore, long lotsBefore, long ticks, long lots) {
        if ((flags(accountId) & HAS_MAX_NOTIONAL) == 0) {
            return;
        }
        int entry = entry(accountId, instrument.quoteAssetId());
        if (entry == NO_ENTRY) {
            return;
        }
        long low = openLow[entry] + notional(instrument, ticks, lots) - notional(instrument, ticksBefore, lotsBefore);
        if (low < 0) {
            low += Ledger.LIMIT;
            openHigh[entry]--;
        } else if (low >= Ledger.LIMIT) {
            low -= Ledger.LIMIT;
            openHigh[entry]++;
        }
        openLow[entry] = low;
    }

    /** Checks what is counted against the open orders themselves. O(n): for tests, replay and the simulator. */
    public void verify(int accountId, AccountLimits counted) {
        for (int entry = counted.first(accountId); entry != NO_ENTRY; entry = counted.nextEntries[entry]) {
            int own = entry(accountId, counted.assetIds[entry]);
            Check.law(own != NO_ENTRY, "what is limited is counted", accountId, entry);
            Check.law(openHigh[own] == counted.openHigh[entry], "open notional is counted", accountId, openHigh[own]);
            Check.law(openLow[own] == counted.openLow[entry], "open notional is counted", openLow[own], accountId);
        }
    }

    /** How far accounts may be known here. */
    public int endAccountId() {
        return flags.length;
    }

    private int first(int accountId) {
        return (flags(accountId) & HAS_MAX_NOTIONAL) == 0 ? NO_ENTRY : firstEntries[accountId];
    }

    private static long notional(Instrument instrument, long ticks, long lots) {
        if (lots == 0 || ticks == 0) {
            return 0;
        }
        long product = Amounts.product(ticks, lots);
        long notional = product < 0 ? product : Amounts.product(product, instrument.tickLotMinor());
        return notional < 0 ? Ledger.LIMIT : notional;
    }

    private int entry(int accountId, int assetId) {
        int entry = first(accountId);
        while (entry != NO_ENTRY && assetIds[entry] != assetId) {
            entry = nextEntries[entry];
        }
        return entry;
    }

    private int flags(int accountId) {
        return accountId < flags.length ? flags[accountId] : 0;
    }

    private void flag(int accountId, int flag, boolean isSet) {
        if (accountId >= flags.length) {
            int before = flags.length;
            int capacity = Math.max(accountId + 1, before * 2);
            flags = Arrays.copyOf(flags, capacity);
            maxOpenOrders = Arrays.copyOf(maxOpenOrders, capacity);
            firstEntries = Arrays.copyOf(firstEntries, capacity);
            Arrays.fill(firstEntries, before, capacity, NO_ENTRY);
        }
        flags[accountId] = (byte) (isSet ? flags[accountId] | flag : flags[accountId] & ~flag);
    }

    private int takeEntry() {
        if (firstFree != NO_ENTRY) {
            int entry = firstFree;
            firstFree = nextEntries[entry];
            return entry;
        }
        if (entries == assetIds.length) {
            int capacity = entries * 2;
            assetIds = Arrays.copyOf(assetIds, capacity);
            maxNotionals = Arrays.copyOf(maxNotionals, capacity);
            nextEntries = Arrays.copyOf(nextEntries, capacity);
            openHigh = Arrays.copyOf(openHigh, capacity);
            openLow = Arrays.copyOf(openLow, capacity);
        }
        return entries++;
    }
}
