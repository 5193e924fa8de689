package io.gavel.engine.book;

import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.NONE;
import static io.gavel.engine.book.Records.at;

import java.util.Arrays;

/**
 * Finds orders by a 64-bit hash, through chains whose links are words of the orders themselves: an order more is two
 * stores, an order less moves nothing.
 *
 * <p>At most one order for two buckets. When there are more, the buckets are split one after the other, a few with each
 * order that comes, so that no order waits for all of them; sized by what lives, not by a limit, as a hash spreads few
 * orders over all of a table. Thread: the market's.
 */
final class OrderIndex {
    /** The hash of a record, and its word for the next of its chain, above what others keep there. */
    static final int HASH = 1;

    static final int CHAIN = 4;

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

    /** The first of the chain in which orders of this hash are; follow it with {@link #next}. */
    int first(long hash) {
        return heads[bucket(hash)];
    }

    int next(int order) {
        return Records.high(records.page(order)[at(order) + CHAIN]);
    }

    void add(int order, long hash) {
        if (isGrowing || 2 * size >= whole) {
            grow();
        }
        int bucket = bucket(hash);
        link(order, heads[bucket]);
        heads[bucket] = order;
        size++;
    }

    void remove(int order) {
        int bucket = bucket(records.page(order)[at(order) + HASH]);
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

    private int bucket(long hash) {
        int spread = (int) (hash >>> 32);
        int bucket = spread & (whole - 1);
        return bucket < split ? spread & (2 * whole - 1) : bucket;
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
            boolean moves = ((int) (records.page(order)[at(order) + HASH] >>> 32) & whole) != 0;
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
