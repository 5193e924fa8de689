package io.gavel.engine.book;

import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.NONE;
import static io.gavel.engine.book.Records.at;

import java.util.Arrays;

/**
 * Finds orders by account and a 64-bit key of the client order id, through chains whose links are words of the orders
 * themselves: an order more is two stores, an order less moves nothing.
 *
 * <p>At most one order for two buckets. When there are more, the buckets are split one after the other, a few with each
 * order that comes, so that no order waits for all of them; sized by what lives, not by a limit, as a hash spreads few
 * orders over all of a table. Thread: the market's.
 */
final class OrderIndex {
    /** Words of an order: its key, the next of its chain above what others keep there, its account above. */
    static final int KEY = 1;

    static final int CHAIN = 4;
    static final int ACCOUNT = 5;

    private static final int SPLITS_AT_ONCE = 4;

    private final Records records;
    private int[] heads = new int[2048];
    /** Buckets are this many, a power of two, and as many more as have been split just now. */
    private int whole = 1024;

    private int split;
    private boolean isGrowing;
    private int size;

    OrderIndex(Records records) {
        this.records = records;
    }

    int size() {
        return size;
    }

    /** The first order of an account that has this key, or {@link Records#NONE}. */
    int find(int accountId, long key) {
        return seek(heads[bucket(hash(accountId, key))], accountId, key);
    }

    /** The next one behind such an order: two ids may have one key. */
    int findNext(int order, int accountId, long key) {
        return seek(next(order), accountId, key);
    }

    void add(int order) {
        if (isGrowing || 2 * size >= whole) {
            grow();
        }
        int bucket = bucket(hash(order));
        link(order, heads[bucket]);
        heads[bucket] = order;
        size++;
    }

    void remove(int order) {
        int bucket = bucket(hash(order));
        int next = next(order);
        if (heads[bucket] == order) {
            heads[bucket] = next;
        } else {
            int before = heads[bucket];
            while (next(before) != order) {
                before = next(before);
            }
            link(before, next);
        }
        size--;
    }

    private int seek(int from, int accountId, long key) {
        int order = from;
        while (order != NONE) {
            long[] page = records.page(order);
            int at = at(order);
            if (page[at + KEY] == key && Records.high(page[at + ACCOUNT]) == accountId) {
                return order;
            }
            order = Records.high(page[at + CHAIN]);
        }
        return NONE;
    }

    private int next(int order) {
        return Records.high(records.page(order)[at(order) + CHAIN]);
    }

    private int hash(int order) {
        long[] page = records.page(order);
        int at = at(order);
        return hash(Records.high(page[at + ACCOUNT]), page[at + KEY]);
    }

    /** All of its bits depend on all of the key: what counts up in an id of eight bytes is in its highest ones. */
    static int hash(int accountId, long key) {
        int high = (int) ((key ^ accountId) * 0x9E3779B97F4A7C15L >>> 32);
        return high ^ high >>> 16;
    }

    private int bucket(int hash) {
        int bucket = hash & (whole - 1);
        return bucket < split ? hash & (2 * whole - 1) : bucket;
    }

    private void link(int order, int next) {
        long[] page = records.page(order);
        int at = at(order) + CHAIN;
        page[at] = (long) next << 32 | page[at] & LOW;
    }

    /** In bursts, so that most of the time no bucket has to ask whether it was split. */
    private void grow() {
        isGrowing = true;
        for (int i = 0; i < SPLITS_AT_ONCE && isGrowing; i++) {
            splitNext();
        }
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
        if (split == whole) {
            isGrowing = false;
            split = 0;
            whole *= 2;
            heads = Arrays.copyOf(heads, whole * 2);
        }
    }
}
