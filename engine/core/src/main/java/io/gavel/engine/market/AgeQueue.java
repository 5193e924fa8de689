package io.gavel.engine.market;

import java.util.Arrays;

/**
 * Whose id became evictable when, oldest first: a queue of accounts, from which any one can be taken out of turn.
 *
 * <p>In small pages: what comes is written behind the last, what goes empties its place, so that no neighbour is looked
 * at; a page of which nothing is left is used again. O(1); allocates only to grow. Thread: the market's.
 */
final class AgeQueue {
    /** Nobody. */
    static final int NONE = -1;

    private static final int BITS = 6;
    private static final int PLACES = 1 << BITS;
    private static final int MASK = PLACES - 1;
    /** Pages are kept this many in one array, so that growing copies nothing. */
    private static final int GROUP_BITS = 6;

    private static final int GROUP_MASK = (1 << GROUP_BITS) - 1;

    /** Account + 1 by place. */
    private int[][] groups = new int[4][];

    /** Of each page: how many are in it, and its neighbours in age. */
    private int[] counts = new int[4 << GROUP_BITS];

    private int[] younger = new int[4 << GROUP_BITS];
    private int[] older = new int[4 << GROUP_BITS];
    private int firstFree = NONE;
    private int used;

    private int first;
    private int last;
    private int filled;
    private int size;

    AgeQueue() {
        first = takePage();
        last = first;
        older[first] = NONE;
        younger[first] = NONE;
    }

    int size() {
        return size;
    }

    /** Puts an account behind all others; returns the place by which it can be taken out. */
    int append(int accountId) {
        if (filled == PLACES) {
            addPage();
        }
        int place = last << BITS | filled++;
        groups[place >>> BITS + GROUP_BITS][at(place)] = accountId + 1;
        counts[last]++;
        size++;
        return place;
    }

    void remove(int place) {
        int page = place >>> BITS;
        groups[page >>> GROUP_BITS][at(place)] = 0;
        size--;
        if (--counts[page] == 0 && page != last) {
            drop(page);
        }
    }

    /** The account whose turn it is, or {@link #NONE}. */
    int oldest() {
        int account = NONE;
        // Only the last page may be empty, and then there is no other.
        for (int place = first << BITS; size > 0 && account == NONE; place++) {
            account = groups[first >>> GROUP_BITS][at(place)] - 1;
        }
        return account;
    }

    /** Receives places in order of age. */
    @FunctionalInterface
    interface PlaceSink {
        void onPlace(int accountId, int place);
    }

    /** All places that are taken, oldest first. */
    void forEach(PlaceSink sink) {
        for (int page = first; page != NONE; page = younger[page]) {
            for (int i = 0; i < PLACES; i++) {
                int place = page << BITS | i;
                int account = groups[page >>> GROUP_BITS][at(place)] - 1;
                if (account != NONE) {
                    sink.onPlace(account, place);
                }
            }
        }
    }

    private static int at(int place) {
        return place & (GROUP_MASK << BITS | MASK);
    }

    private void addPage() {
        if (counts[last] == 0) {
            filled = 0;
            return;
        }
        int page = takePage();
        older[page] = last;
        younger[page] = NONE;
        younger[last] = page;
        last = page;
        filled = 0;
    }

    private int takePage() {
        if (firstFree != NONE) {
            int page = firstFree;
            firstFree = younger[page];
            return page;
        }
        int group = used >>> GROUP_BITS;
        if (group == groups.length) {
            groups = Arrays.copyOf(groups, group * 2);
            counts = Arrays.copyOf(counts, counts.length * 2);
            younger = Arrays.copyOf(younger, younger.length * 2);
            older = Arrays.copyOf(older, older.length * 2);
        }
        if (groups[group] == null) {
            groups[group] = new int[1 << GROUP_BITS + BITS];
        }
        return used++;
    }

    private void drop(int page) {
        if (older[page] == NONE) {
            first = younger[page];
        } else {
            younger[older[page]] = younger[page];
        }
        older[younger[page]] = older[page];
        younger[page] = firstFree;
        firstFree = page;
    }
}
