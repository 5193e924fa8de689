package io.gavel.engine.market;

import io.gavel.engine.Check;
import java.util.Arrays;

/**
 * The client order ids that were heard lately, and what each was answered: who asks again gets the same answer.
 *
 * <p>Keeps the last ids of an account, and of all accounts together, in the order in which they became evictable; an id
 * whose order rests is pinned and never evicted. An id is known by a 64-bit hash within its account and its command by
 * another, so a wrong answer takes two collisions at once. Columns and linked lists of ints: O(1) a call, no
 * allocation but to grow. Thread: the market's.
 */
final class AnswerWindow {
    static final int NONE = -1;

    /** The {@code next} of an entry that is in no list, as its order rests. */
    private static final int PINNED = -2;

    private final int perAccount;
    private final int inAll;

    private long[] idHashes = new long[1024];
    private long[] bodyHashes = new long[1024];
    private long[] seqs = new long[1024];
    private long[] value1s = new long[1024];
    private long[] value2s = new long[1024];
    private long[] value3s = new long[1024];
    private int[] value4s = new int[1024];
    private int[] accountIds = new int[1024];
    private int[] templatesAndCodes = new int[1024];
    private int[] nextOfHash = new int[1024];
    private int[] nextOfAccount = new int[1024];
    private int[] next = new int[1024];
    private int[] previous = new int[1024];
    private int[] buckets = new int[1024];

    private int[] oldestOfAccount = new int[64];
    private int[] newestOfAccount = new int[64];
    private int[] countOfAccount = new int[64];
    private int oldest = NONE;
    private int newest = NONE;
    private int evictable;

    private int firstFree = NONE;
    private int used;

    AnswerWindow(int perAccount, int inAll) {
        this.perAccount = perAccount;
        this.inAll = inAll;
        Arrays.fill(buckets, NONE);
        Arrays.fill(oldestOfAccount, NONE);
        Arrays.fill(newestOfAccount, NONE);
    }

    /** The entry of an account's id, or {@link #NONE}. */
    int find(int accountId, long idHash) {
        int entry = buckets[bucket(accountId, idHash)];
        while (entry != NONE && (idHashes[entry] != idHash || accountIds[entry] != accountId)) {
            entry = nextOfHash[entry];
        }
        return entry;
    }

    boolean hasBody(int entry, long bodyHash) {
        return bodyHashes[entry] == bodyHash;
    }

    long seq(int entry) {
        return seqs[entry];
    }

    int accountId(int entry) {
        return accountIds[entry];
    }

    long idHash(int entry) {
        return idHashes[entry];
    }

    long bodyHash(int entry) {
        return bodyHashes[entry];
    }

    int templateId(int entry) {
        return templatesAndCodes[entry] >>> 16;
    }

    int code(int entry) {
        return templatesAndCodes[entry] & 0xFFFF;
    }

    long value1(int entry) {
        return value1s[entry];
    }

    long value2(int entry) {
        return value2s[entry];
    }

    long value3(int entry) {
        return value3s[entry];
    }

    int value4(int entry) {
        return value4s[entry];
    }

    /** Keeps an id's answer; its id must not be known. A pinned one stays until {@link #unpin}. */
    int remember(
            int accountId,
            long idHash,
            long bodyHash,
            long seq,
            int templateId,
            int code,
            long value1,
            long value2,
            long value3,
            int value4,
            boolean pinned) {
        int entry = take();
        accountIds[entry] = accountId;
        idHashes[entry] = idHash;
        bodyHashes[entry] = bodyHash;
        seqs[entry] = seq;
        templatesAndCodes[entry] = (templateId << 16) | code;
        value1s[entry] = value1;
        value2s[entry] = value2;
        value3s[entry] = value3;
        value4s[entry] = value4;
        int bucket = bucket(accountId, idHash);
        nextOfHash[entry] = buckets[bucket];
        buckets[bucket] = entry;
        if (pinned) {
            next[entry] = PINNED;
        } else {
            append(entry);
        }
        return entry;
    }

    /** The order of a pinned entry rests no longer: from now on the entry ages. */
    void unpin(int entry) {
        Check.law(next[entry] == PINNED, "the id of a resting order is pinned", PINNED, next[entry]);
        append(entry);
    }

    /** The entry that will be evicted first, or {@link #NONE}; pinned ones are in no order. */
    int oldest() {
        return oldest;
    }

    /** The entry that became evictable after this one, or {@link #NONE}. */
    int younger(int entry) {
        return next[entry];
    }

    private void append(int entry) {
        int accountId = accountIds[entry];
        ensureAccount(accountId);
        nextOfAccount[entry] = NONE;
        if (newestOfAccount[accountId] == NONE) {
            oldestOfAccount[accountId] = entry;
        } else {
            nextOfAccount[newestOfAccount[accountId]] = entry;
        }
        newestOfAccount[accountId] = entry;
        countOfAccount[accountId]++;

        next[entry] = NONE;
        previous[entry] = newest;
        if (newest == NONE) {
            oldest = entry;
        } else {
            next[newest] = entry;
        }
        newest = entry;
        evictable++;

        if (countOfAccount[accountId] > perAccount) {
            evictOldestOf(accountId);
        } else if (evictable > inAll) {
            evictOldestOf(accountIds[oldest]);
        }
    }

    private void evictOldestOf(int accountId) {
        int entry = oldestOfAccount[accountId];
        oldestOfAccount[accountId] = nextOfAccount[entry];
        if (oldestOfAccount[accountId] == NONE) {
            newestOfAccount[accountId] = NONE;
        }
        countOfAccount[accountId]--;

        if (previous[entry] == NONE) {
            oldest = next[entry];
        } else {
            next[previous[entry]] = next[entry];
        }
        if (next[entry] == NONE) {
            newest = previous[entry];
        } else {
            previous[next[entry]] = previous[entry];
        }
        evictable--;
        unchain(entry);
        next[entry] = firstFree;
        firstFree = entry;
    }

    private void unchain(int entry) {
        int bucket = bucket(accountIds[entry], idHashes[entry]);
        if (buckets[bucket] == entry) {
            buckets[bucket] = nextOfHash[entry];
            return;
        }
        int before = buckets[bucket];
        while (nextOfHash[before] != entry) {
            before = nextOfHash[before];
        }
        nextOfHash[before] = nextOfHash[entry];
    }

    private int bucket(int accountId, long idHash) {
        long hash = (idHash ^ accountId) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & (buckets.length - 1);
    }

    private int take() {
        if (firstFree != NONE) {
            int entry = firstFree;
            firstFree = next[entry];
            return entry;
        }
        if (used == seqs.length) {
            grow();
        }
        return used++;
    }

    private void ensureAccount(int accountId) {
        if (accountId >= countOfAccount.length) {
            int before = countOfAccount.length;
            int capacity = Math.max(accountId + 1, before * 2);
            countOfAccount = Arrays.copyOf(countOfAccount, capacity);
            oldestOfAccount = Arrays.copyOf(oldestOfAccount, capacity);
            newestOfAccount = Arrays.copyOf(newestOfAccount, capacity);
            Arrays.fill(oldestOfAccount, before, capacity, NONE);
            Arrays.fill(newestOfAccount, before, capacity, NONE);
        }
    }

    private void grow() {
        int capacity = seqs.length * 2;
        idHashes = Arrays.copyOf(idHashes, capacity);
        bodyHashes = Arrays.copyOf(bodyHashes, capacity);
        seqs = Arrays.copyOf(seqs, capacity);
        value1s = Arrays.copyOf(value1s, capacity);
        value2s = Arrays.copyOf(value2s, capacity);
        value3s = Arrays.copyOf(value3s, capacity);
        value4s = Arrays.copyOf(value4s, capacity);
        accountIds = Arrays.copyOf(accountIds, capacity);
        templatesAndCodes = Arrays.copyOf(templatesAndCodes, capacity);
        nextOfAccount = Arrays.copyOf(nextOfAccount, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        nextOfHash = new int[capacity];
        buckets = new int[capacity];
        Arrays.fill(buckets, NONE);
        // No entry is free when the window grows, so every one is chained anew.
        for (int entry = 0; entry < used; entry++) {
            int bucket = bucket(accountIds[entry], idHashes[entry]);
            nextOfHash[entry] = buckets[bucket];
            buckets[bucket] = entry;
        }
    }
}
