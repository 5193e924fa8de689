package io.gavel.engine.book;

import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Memory as longs that grows without a pause; a handle is the place of a word, and what begins there is for who took it
 * to say.
 *
 * <p>What is near, the first half million of words, is one array, as a look through a table of pages costs a third of
 * what matching does. It doubles while it is small. What is far comes in pages that never move, so that growing copies
 * nothing and nobody waits. Thread: the market's.
 */
abstract class Words {
    /** Nothing begins at the first word. */
    static final int NONE = 0;

    static final long LOW = 0xFFFF_FFFFL;
    static final long HIGH = ~LOW;

    /** Words in one array, at most. */
    static final int MOST_NEAR = 1 << 19;

    static final int PAGE_BITS = 15;
    static final int PAGE_WORDS = 1 << PAGE_BITS;
    static final int PAGE_MASK = PAGE_WORDS - 1;

    private static final int LEAST_NEAR = 1 << 12;

    private long[] near;
    /** Those of the near words are all the one array, for {@link #peek}. */
    private long[][] pages = new long[2 * MOST_NEAR / PAGE_WORDS][];

    /** @param room words that are there from the beginning */
    Words(int room) {
        near = new long[Math.max(LEAST_NEAR, BitUtil.findNextPositivePowerOfTwo(Math.min(room, MOST_NEAR)))];
        Arrays.fill(pages, 0, near.length + PAGE_MASK >>> PAGE_BITS, near);
        for (int to = MOST_NEAR + PAGE_WORDS; to < room + PAGE_WORDS; to += PAGE_WORDS) {
            makeRoom(to);
        }
    }

    /** The first comparison folds with the bounds check into one. */
    final long get(int word) {
        long[] words = near;
        return word >= 0 && word < words.length ? words[word] : pages[word >>> PAGE_BITS][word & PAGE_MASK];
    }

    final void set(int word, long value) {
        long[] words = near;
        if (word >= 0 && word < words.length) {
            words[word] = value;
        } else {
            pages[word >>> PAGE_BITS][word & PAGE_MASK] = value;
        }
    }

    /**
     * The array that a word is in, at {@link #placeOf}: for who reads or writes some that stand side by side, as each
     * look for one costs as much as the word. Valid until memory grows.
     */
    final long[] arrayOf(int word) {
        long[] words = near;
        return word >= 0 && word < words.length ? words : pages[word >>> PAGE_BITS];
    }

    final int placeOf(int word) {
        return word >= 0 && word < near.length ? word : word & PAGE_MASK;
    }

    /**
     * The same as {@link #get} without a branch: where it is not known whether a word is near, and many are read that the
     * processor should wait for together, a wrong guess would make it wait for each.
     */
    final long peek(int word) {
        int mask = PAGE_MASK | word - MOST_NEAR >> Integer.SIZE - 1 & MOST_NEAR - 1;
        return pages[word >>> PAGE_BITS][word & mask];
    }

    static long pair(int high, int low) {
        return (long) high << Integer.SIZE | low;
    }

    static int high(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    /** Zeros up to this word; what follows must be asked for page by page, or less. */
    final void makeRoom(int to) {
        int page = to - 1 >>> PAGE_BITS;
        if (to > MOST_NEAR) {
            addPage(page);
        } else if (to > near.length) {
            near = Arrays.copyOf(near, near.length * 2);
            Arrays.fill(pages, 0, near.length + PAGE_MASK >>> PAGE_BITS, near);
        }
    }

    private void addPage(int page) {
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new long[PAGE_WORDS];
        }
    }
}
