package io.gavel.engine.book;

import io.gavel.wire.types.Side;

/**
 * Reads what a few orders that come next will need, so that it is near when they do. Where books are far larger than the
 * near caches, nearly all that an order costs is waiting for some lines of memory, each found through the one before;
 * read for many orders at a time, step by step, those of a step arrive together.
 *
 * <p>Say of up to {@link #MOST} orders what they are about, then {@link #read}. It only reads and trusts nothing, so
 * results cannot change: a guess that is wrong by then only fails to help. No read decides where the processor goes on,
 * as a wrong guess of its own would wait for the line after all. No allocation. Thread: the market's.
 */
public final class LookAhead {
    /** Orders at a time. */
    public static final int MOST = 32;

    private final OrderStore orders;
    private final LevelChunks chunks;

    private final int[] sameBucket = new int[MOST];
    private final int[] found = new int[MOST];
    private final long[] foundKeys = new long[MOST];
    private final int[] levels = new int[MOST];
    private final int[] lasts = new int[MOST];
    private int sameBuckets;
    private int founds;
    private int levelCount;
    /** Means nothing, and keeps what is read from being left out. */
    private long seen;

    public LookAhead(OrderStore orders) {
        this.orders = orders;
        chunks = orders.chunks();
    }

    /** An id of eight bytes will be looked for that is expected to be new. */
    public void newId(int accountId, long id) {
        sameBucket[sameBuckets++] = orders.head(accountId, id);
    }

    /** An order with an id of eight bytes will be looked for and leave its queue. */
    public void leaves(OrderBook book, int accountId, long id) {
        foundKeys[founds] = id;
        found[founds++] = orders.head(accountId, id);
        seen += book.touch();
    }

    /** An order will trade or rest. */
    public void comes(OrderBook book, Side side, long priceTicks) {
        levels[levelCount++] = book.guessLevel(side, priceTicks);
    }

    /** Reads, and begins anew. */
    public void read() {
        for (int i = 0; i < founds; i++) {
            seen += orders.peek(found[i]) + orders.peek(found[i] + Records.ORDER_WORDS - 1);
        }
        for (int i = 0; i < sameBuckets; i++) {
            seen += orders.peek(sameBucket[i] + OrderIndex.KEY);
        }
        for (int i = 0; i < founds; i++) {
            found[i] = firstOrNext(found[i], foundKeys[i]);
            seen += orders.peek(found[i]) + orders.peek(found[i] + Records.ORDER_WORDS - 1);
        }
        for (int i = 0; i < sameBuckets; i++) {
            seen += orders.peek(next(sameBucket[i]) + OrderIndex.KEY);
        }
        for (int i = 0; i < levelCount; i++) {
            lasts[i] = last(levels[i]);
            seen += chunks.abouts().peek(LevelChunks.about(levels[i]));
        }
        for (int i = 0; i < levelCount; i++) {
            seen += orders.peek(lasts[i]);
        }
        for (int i = 0; i < founds; i++) {
            long links = orders.peek(found[i]);
            seen += orders.peek((int) links) + orders.peek(Words.high(links));
            int level = (int) orders.peek(found[i] + OrderIndex.CHAIN);
            found[i] = last(level);
            seen += chunks.abouts().peek(LevelChunks.about(level));
        }
        for (int i = 0; i < founds; i++) {
            seen += orders.peek(found[i]);
        }
        founds = 0;
        sameBuckets = 0;
        levelCount = 0;
    }

    /** The order of a chain that has this key, as far as two of them go: without a branch, which nobody could guess. */
    private int firstOrNext(int order, long key) {
        long differs = orders.peek(order + OrderIndex.KEY) ^ key;
        int all = (int) ((differs | -differs) >> Long.SIZE - 1);
        return order & ~all | next(order) & all;
    }

    private int next(int order) {
        return OrderIndex.order(Words.high(orders.peek(order + OrderIndex.CHAIN)));
    }

    private int last(int level) {
        return Math.max(Words.NONE, chunks.peekInt(level));
    }
}
