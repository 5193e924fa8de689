package io.gavel.engine.book;

import static io.gavel.engine.book.Words.LOW;
import static io.gavel.engine.book.Words.NONE;

import java.util.Arrays;

/**
 * Finds orders by account and a 64-bit key of the client order id, through chains whose links are words of the orders
 * themselves: an order more is two stores, an order less moves nothing.
 *
 * <p>Four to eight buckets an order, so that next to no look meets a second order and each is what the processor expects;
 * a third of that where there are very many, as then far memory costs more. When there are too few, the buckets are split one
 * after the other, a few with each order that comes, so that no order waits for all of them; sized by what lives, not by
 * a limit, as a hash spreads few orders over all of a table. Thread: the market's.
 */
final class OrderIndex {
    /** Words of an order: the next of its chain above what others keep there, its key, its account above. */
    static final int CHAIN = 2;

    static final int KEY = 3;
    static final int ACCOUNT = 4;

    private static final int SPLITS_AT_ONCE = 8;
    private static final int LEAST_BUCKETS = 1024;
    /** Up to here there are three times as many buckets for each order. */
    private static final int MANY_BUCKETS = 1 << 19;

    private final Records records;
    private int[] heads;
    /** Buckets are this many, a power of two, and as many more as have been split just now. */
    private int whole = LEAST_BUCKETS;

    private int split;
    private int most = mostIn(LEAST_BUCKETS);
    private int size;

    /** @param orders so many come before there is no memory for buckets; there are few at first, as few are near */
    OrderIndex(Records records, int orders) {
        this.records = records;
        int room = LEAST_BUCKETS;
        while (mostIn(room) < orders) {
            room *= 2;
        }
        heads = new int[room];
    }

    int size() {
        return size;
    }

    /** The first order of an account that has this key, or {@link Words#NONE}. */
    int find(int accountId, long key) {
        return seek(head(accountId, key), accountId, key);
    }

    /** The next one behind such an order: two ids may have one key. */
    int findNext(int order, int accountId, long key) {
        return seek(next(order), accountId, key);
    }

    /** The order that a look for this id begins with, or {@link Words#NONE}. */
    int head(int accountId, long key) {
        return heads[bucket(hash(accountId, key))];
    }

    /** Returns the next of its chain, which is for the caller to keep with the order, or {@link Words#NONE}. */
    int add(int order, int accountId, long key) {
        if (size >= most) {
            grow();
        }
        int bucket = bucket(hash(accountId, key));
        int next = heads[bucket];
        heads[bucket] = order;
        size++;
        return next;
    }

    void remove(int order) {
        long[] words = records.arrayOf(order);
        int at = records.placeOf(order);
        int bucket = bucket(hash(Words.high(words[at + ACCOUNT]), words[at + KEY]));
        int next = Words.high(words[at + CHAIN]);
        if (heads[bucket] == order) {
            heads[bucket] = next;
        } else {
            removeBehind(heads[bucket], order, next);
        }
        size--;
    }

    private void removeBehind(int head, int order, int next) {
        int before = head;
        while (next(before) != order) {
            before = next(before);
        }
        link(before, next);
    }

    private int seek(int from, int accountId, long key) {
        int order = from;
        while (order != NONE) {
            long[] words = records.arrayOf(order);
            int at = records.placeOf(order);
            if (words[at + KEY] == key && Words.high(words[at + ACCOUNT]) == accountId) {
                return order;
            }
            order = Words.high(words[at + CHAIN]);
        }
        return NONE;
    }

    private int next(int order) {
        return Words.high(records.get(order + CHAIN));
    }

    private int hash(int order) {
        return hash(Words.high(records.get(order + ACCOUNT)), records.get(order + KEY));
    }

    /**
     * All of its bits depend on all of the key: what counts up in an id of eight bytes is in its highest ones. The account is
     * spread before it meets the key, as ids and accounts that go up together would cancel each other.
     */
    static int hash(int accountId, long key) {
        int high = (int) ((key + accountId * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L >>> 32);
        return high ^ high >>> 16;
    }

    private int bucket(int hash) {
        int bucket = hash & (whole - 1);
        return bucket < split ? hash & (2 * whole - 1) : bucket;
    }

    private void link(int order, int next) {
        records.set(order + CHAIN, (long) next << 32 | records.get(order + CHAIN) & LOW);
    }

    /** In bursts, so that most of the time no bucket has to ask whether it was split. Once begun, goes on to its end. */
    private void grow() {
        if (split == 0) {
            if (heads.length < 2 * whole) {
                heads = Arrays.copyOf(heads, 2 * whole);
            }
            most = 0;
        }
        for (int i = 0; i < SPLITS_AT_ONCE; i++) {
            splitNext();
        }
        if (split == whole) {
            split = 0;
            whole *= 2;
            most = mostIn(whole);
        }
    }

    private static int mostIn(int buckets) {
        return buckets <= MANY_BUCKETS ? buckets / 4 : buckets / 4 * 3;
    }

    private void splitNext() {
        int staying = NONE;
        int moving = NONE;
        for (int order = heads[split]; order != NONE; ) {
            int next = next(order);
            boolean moves = (hash(order) & whole) != 0;
            link(order, moves ? moving : staying);
            if (moves) {
                moving = order;
            } else {
                staying = order;
            }
            order = next;
        }
        heads[split] = staying;
        heads[split + whole] = moving;
        split++;
    }
}
