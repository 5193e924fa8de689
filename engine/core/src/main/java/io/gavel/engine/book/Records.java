package io.gavel.engine.book;

import java.util.Arrays;

/**
 * The memory of all books: orders, price levels and what finds them, as longs. A handle is the place of a word; what
 * begins there is for who took it to say.
 *
 * <p>What is near, the first half million of words, is one array, as a look through a table of pages costs a third of
 * what matching does. It doubles while it is small. What is far comes in pages that never move, so that growing copies
 * nothing and nobody waits.
 *
 * <p>Words come in chunks of 128: sixteen orders, or the levels of 64 neighbouring prices, or a table of 64 of these. In
 * front of each 256 chunks stand four words {@link #about} each of them, found by arithmetic alone.
 *
 * <p>Orders and price levels alike begin with their {@link #LINKS}: a queue is a circle through its level, so that joining
 * and leaving ask no question. Thread: the market's.
 */
final class Records {
    /** No record. */
    static final int NONE = 0;

    /** Neighbours in a queue: the one before above, the one behind below. */
    static final int LINKS = 0;

    static final long LOW = 0xFFFF_FFFFL;
    static final long HIGH = ~LOW;

    static final int CHUNK_BITS = 7;
    static final int CHUNK_WORDS = 1 << CHUNK_BITS;

    /** Words in one array, at most. */
    static final int MOST_NEAR = 1 << 19;

    private static final int LEAST_NEAR = 1 << 12;
    private static final int PAGE_BITS = 15;
    private static final int PAGE_WORDS = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_WORDS - 1;
    private static final int ABOUT_BITS = 2;
    private static final int ABOUT_MASK = (1 << PAGE_BITS - CHUNK_BITS) - 1;
    private static final int ABOUT_WORDS = 1 << PAGE_BITS - CHUNK_BITS + ABOUT_BITS;

    private static final int ORDER_WORDS = 8;

    private long[] near = new long[LEAST_NEAR];
    private long[][] far = new long[2 * MOST_NEAR / PAGE_WORDS][];
    private int nextChunk;
    private int nextOrder;
    private int firstFreeOrder = NONE;

    long get(int word) {
        long[] words = near;
        return word < words.length ? words[word] : far[word >>> PAGE_BITS][word & PAGE_MASK];
    }

    void set(int word, long value) {
        long[] words = near;
        if (word < words.length) {
            words[word] = value;
        } else {
            far[word >>> PAGE_BITS][word & PAGE_MASK] = value;
        }
    }

    /** The chunk that a word is in. */
    static int chunk(int word) {
        return word & -CHUNK_WORDS;
    }

    /** The first of the four words about the chunk that a word is in. */
    static int about(int word) {
        return word & -PAGE_WORDS | (word >>> CHUNK_BITS & ABOUT_MASK) << ABOUT_BITS;
    }

    /** Eight words of no meaning. */
    int takeOrder() {
        int order = firstFreeOrder;
        if (order != NONE) {
            firstFreeOrder = (int) get(order);
            return order;
        }
        return takeNewOrder();
    }

    void freeOrder(int order) {
        set(order, firstFreeOrder);
        firstFreeOrder = order;
    }

    /** A chunk of zeros, and zeros about it. It cannot be given back: who has no use for it keeps it for later. */
    int takeChunk() {
        if ((nextChunk & PAGE_MASK) == 0) {
            makeRoom(nextChunk, nextChunk + ABOUT_WORDS);
            nextChunk += ABOUT_WORDS;
        }
        int chunk = nextChunk;
        nextChunk += CHUNK_WORDS;
        makeRoom(chunk, nextChunk);
        return chunk;
    }

    static long pair(int high, int low) {
        return (long) high << 32 | low;
    }

    static int high(long pair) {
        return (int) (pair >>> 32);
    }

    private int takeNewOrder() {
        if ((nextOrder & CHUNK_WORDS - 1) == 0) {
            nextOrder = takeChunk();
        }
        int order = nextOrder;
        nextOrder += ORDER_WORDS;
        return order;
    }

    private void makeRoom(int from, int to) {
        if (from >= MOST_NEAR) {
            addFar(from >>> PAGE_BITS);
        } else if (to > near.length) {
            near = Arrays.copyOf(near, near.length * 2);
        }
    }

    private void addFar(int page) {
        if (page == far.length) {
            far = Arrays.copyOf(far, page * 2);
        }
        if (far[page] == null) {
            far[page] = new long[PAGE_WORDS];
        }
    }
}
