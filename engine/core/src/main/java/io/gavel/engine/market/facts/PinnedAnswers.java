package io.gavel.engine.market.facts;

import java.util.Arrays;

/**
 * The answers of orders that rest longer than their entries are kept: entries as in {@link AnswerRing}, each at a number that
 * stays the same, in pages, so that growing copies nothing; the last freed is taken first. Thread: the market's.
 */
final class PinnedAnswers {
    private static final int NONE = -1;
    private static final int STRIDE_BITS = 3;
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private long[][] pages = new long[4][];
    private int used;
    private int firstFree = NONE;
    private int size;

    /** @param room for so many there is memory from the beginning */
    PinnedAnswers(int room) {
        for (int page = 0; page << PAGE_BITS < room; page++) {
            ensurePage(page);
        }
    }

    int size() {
        return size;
    }

    /** Where the words of a number are, from {@link #at} on. */
    long[] words(int number) {
        return pages[number >>> PAGE_BITS];
    }

    static int at(int number) {
        return (number & PAGE_MASK) << STRIDE_BITS;
    }

    void free(int number) {
        words(number)[at(number)] = firstFree;
        firstFree = number;
        size--;
    }

    /** A number, for whose words the caller has something. */
    int take() {
        size++;
        int number = firstFree;
        if (number != NONE) {
            firstFree = (int) words(number)[at(number)];
            return number;
        }
        ensurePage(used >>> PAGE_BITS);
        return used++;
    }

    private void ensurePage(int page) {
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        if (pages[page] == null) {
            pages[page] = new long[1 << PAGE_BITS + STRIDE_BITS];
        }
    }
}
