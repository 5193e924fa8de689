package io.gavel.engine.book;

import java.util.Arrays;

/**
 * Quantities that do not fit into half a word, of orders that have such: the whole and what is left. Where they are is
 * told by a negative number. Kept in pages, so that growing copies nothing. Thread: the market's.
 */
final class WideLots {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_WORDS = 1 << PAGE_BITS;
    private static final int NO_PAIR = 0;

    private long[][] pages = new long[16][];
    private int used = 2;
    private int firstFree = NO_PAIR;

    long take(long qty, long leaves) {
        int pair = firstFree;
        if (pair == NO_PAIR) {
            pair = takeNew();
        } else {
            firstFree = (int) page(pair)[at(pair)];
        }
        page(pair)[at(pair)] = qty;
        page(pair)[at(pair) + 1] = leaves;
        return -pair;
    }

    long qty(long where) {
        int pair = (int) -where;
        return page(pair)[at(pair)];
    }

    long leaves(long where) {
        int pair = (int) -where;
        return page(pair)[at(pair) + 1];
    }

    /** The whole falls. */
    void lose(long where, long byLots) {
        int pair = (int) -where;
        page(pair)[at(pair)] -= byLots;
    }

    /** What is left falls. */
    void reduce(long where, long byLots) {
        int pair = (int) -where;
        page(pair)[at(pair) + 1] -= byLots;
    }

    void free(long where) {
        int pair = (int) -where;
        page(pair)[at(pair)] = firstFree;
        firstFree = pair;
    }

    private int takeNew() {
        int pair = used;
        used += 2;
        int page = pair >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new long[PAGE_WORDS];
        }
        return pair;
    }

    private long[] page(int pair) {
        return pages[pair >>> PAGE_BITS];
    }

    private static int at(int pair) {
        return pair & PAGE_WORDS - 1;
    }
}
