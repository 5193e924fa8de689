package io.gavel.engine.book;

import java.util.Arrays;

/**
 * Orders and price levels alike as records of eight longs, one line of memory each. A record is a handle, from 1 on,
 * reused once freed, the last freed first.
 *
 * <p>Kept in pages, so that growing copies nothing and nobody waits. What a word means is for who took the record; the
 * places of those that both kinds share stand here. Thread: the market's.
 */
final class Records {
    /** No record. */
    static final int NONE = 0;

    /** Neighbours in a queue, which is a circle through its level: the one before above, the one behind below. */
    static final int LINKS = 3;

    static final long LOW = 0xFFFF_FFFFL;
    static final long HIGH = ~LOW;

    private static final int WORD_BITS = 3;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int NEXT_FREE = 0;

    private long[][] pages = new long[16][];
    private int used = NONE + 1;
    private int firstFree = NONE;

    Records() {
        pages[0] = newPage();
    }

    /** The page that holds a record, which begins there {@link #at} its place. */
    long[] page(int record) {
        return pages[record >>> PAGE_BITS];
    }

    static int at(int record) {
        return (record & PAGE_MASK) << WORD_BITS;
    }

    /** A record with words of no meaning. */
    int take() {
        int record = firstFree;
        if (record != NONE) {
            firstFree = (int) page(record)[at(record) + NEXT_FREE];
            return record;
        }
        return takeNew();
    }

    void free(int record) {
        page(record)[at(record) + NEXT_FREE] = firstFree;
        firstFree = record;
    }

    static long pair(int high, int low) {
        return (long) high << 32 | low;
    }

    static int high(long pair) {
        return (int) (pair >>> 32);
    }

    private int takeNew() {
        int record = used++;
        int page = record >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = newPage();
        }
        return record;
    }

    private static long[] newPage() {
        return new long[1 << PAGE_BITS + WORD_BITS];
    }
}
