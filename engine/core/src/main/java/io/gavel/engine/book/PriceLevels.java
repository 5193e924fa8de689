package io.gavel.engine.book;

import static io.gavel.engine.book.Records.HIGH;
import static io.gavel.engine.book.Records.LINKS;
import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.NONE;
import static io.gavel.engine.book.Records.at;

import java.util.Arrays;

/**
 * One side of a book: its price levels, each a queue of orders.
 *
 * <p>Prices are kept as keys that grow towards the best, the price for bids and its negative for asks, so that one code
 * serves both sides. Levels are found through pages of 64 neighbouring keys; pages stand sorted, the best last, and most
 * looks find theirs through a small table of those used lately, so that neither a wide book nor an extreme price costs
 * more than a search among pages. What is best within a page is one instruction.
 *
 * <p>A level is a record whose queue is a circle through the level itself: joining and leaving ask no question.
 *
 * <pre>
 *   0      1            2             3             4        5
 *   +------+------------+-------------+-------------+--------+----------------+
 *   | key  | lots of all orders, as   | last, first | orders | page, place in |
 *   |      | 128 bits                 |             |        | the page       |
 *   +------+------------+-------------+-------------+--------+----------------+
 * </pre>
 *
 * <p>Allocates only to grow. Thread: the market's.
 */
final class PriceLevels {
    /** The key of a side without orders: no price meets it. */
    static final long NO_KEY = Long.MIN_VALUE;

    private static final int KEY = 0;
    private static final int LOTS = 1;
    private static final int LOTS_HIGH = 2;
    private static final int ORDERS = 4;
    private static final int PLACE = 5;

    private static final int KEY_BITS = 6;
    private static final int KEYS = 1 << KEY_BITS;
    private static final int KEY_MASK = KEYS - 1;
    private static final int LATELY = 64;

    private final int sign;
    private final Records records;

    private long bestKey = NO_KEY;
    private int bestLevel = NONE;

    /** The pages in order. */
    private long[] sortedKeys = new long[4];

    private int[] sortedPages = new int[4];
    private int pages;

    /** Of each page: the levels of its keys, which of them there are, and its place. */
    private int[] levels = new int[4 * KEYS];

    private long[] bits = new long[4];
    private long[] pageKeys = new long[4];
    private int[] freePages = new int[4];
    private int freeCount;
    private int usedPages;
    private final int[] lately = new int[LATELY];

    /** @param sign 1 for bids, whose best price is the highest; -1 for asks */
    PriceLevels(int sign, Records records) {
        this.sign = sign;
        this.records = records;
        Arrays.fill(pageKeys, NO_KEY);
    }

    boolean isEmpty() {
        return bestLevel == NONE;
    }

    long bestPriceTicks() {
        return sign * bestKey;
    }

    int bestLevel() {
        return bestLevel;
    }

    /** Of the level farthest from the best; there is one. */
    long worstPriceTicks() {
        int page = sortedPages[0];
        return sign * ((pageKeys[page] << KEY_BITS) + Long.numberOfTrailingZeros(bits[page]));
    }

    /** Whether the best level trades with an incoming order of the other side at this limit. */
    boolean meets(long limitTicks) {
        return bestKey >= sign * limitTicks;
    }

    long priceTicks(int level) {
        return sign * records.page(level)[at(level) + KEY];
    }

    /** The order that has waited longest. */
    int first(int level) {
        return (int) records.page(level)[at(level) + LINKS];
    }

    /** Puts an order at the end of its level's queue. */
    void append(int order, long priceTicks, long leavesLots) {
        int level = levelOf(sign * priceTicks);
        long[] levelPage = records.page(level);
        int levelAt = at(level);
        long links = levelPage[levelAt + LINKS];
        int last = Records.high(links);
        OrderStore.join(records, order, level, last);
        levelPage[levelAt + LINKS] = (long) order << 32 | links & LOW;
        // Where the level was empty this is the level itself: it has its first order now.
        long[] lastPage = records.page(last);
        int lastAt = at(last) + LINKS;
        lastPage[lastAt] = lastPage[lastAt] & HIGH | order;
        levelPage[levelAt + ORDERS]++;
        addLots(levelPage, levelAt, leavesLots);
    }

    /** Takes an order out of its level's queue, and an empty level out of the book. */
    void remove(int level, long links, long leavesLots) {
        int before = Records.high(links);
        int behind = (int) links;
        if (before == behind) {
            drop(level);
            return;
        }
        long[] beforePage = records.page(before);
        int beforeAt = at(before) + LINKS;
        beforePage[beforeAt] = beforePage[beforeAt] & HIGH | behind;
        long[] behindPage = records.page(behind);
        int behindAt = at(behind) + LINKS;
        behindPage[behindAt] = behindPage[behindAt] & LOW | (long) before << 32;
        long[] levelPage = records.page(level);
        int levelAt = at(level);
        levelPage[levelAt + ORDERS]--;
        takeLots(levelPage, levelAt, leavesLots);
    }

    /** An order of the level trades and stays. */
    void reduce(int level, long byLots) {
        takeLots(records.page(level), at(level), byLots);
    }

    /** Lots of all orders of a level, {@link Long#MAX_VALUE} where they are more. */
    long lots(int level) {
        long[] page = records.page(level);
        int at = at(level);
        return page[at + LOTS_HIGH] == 0 && page[at + LOTS] >= 0 ? page[at + LOTS] : Long.MAX_VALUE;
    }

    int orders(int level) {
        return (int) records.page(level)[at(level) + ORDERS];
    }

    /** The next level behind this one, away from the best, or {@link Records#NONE}. */
    int behind(int level) {
        long place = records.page(level)[at(level) + PLACE];
        int page = Records.high(place);
        long rest = bits[page] & (1L << (int) place) - 1;
        if (rest == 0) {
            int at = Arrays.binarySearch(sortedKeys, 0, pages, pageKeys[page]);
            if (at == 0) {
                return NONE;
            }
            page = sortedPages[at - 1];
            rest = bits[page];
        }
        return levels[page * KEYS + highest(rest)];
    }

    private int levelOf(long key) {
        int page = pageOf(key >> KEY_BITS);
        int level = levels[page * KEYS + ((int) key & KEY_MASK)];
        return level != NONE ? level : newLevel(page, key);
    }

    private int newLevel(int page, long key) {
        int level = records.take();
        int place = (int) key & KEY_MASK;
        long[] levelPage = records.page(level);
        int at = at(level);
        levelPage[at + KEY] = key;
        levelPage[at + LOTS] = 0;
        levelPage[at + LOTS_HIGH] = 0;
        levelPage[at + LINKS] = Records.pair(level, level);
        levelPage[at + ORDERS] = 0;
        levelPage[at + PLACE] = Records.pair(page, place);
        levels[page * KEYS + place] = level;
        bits[page] |= 1L << place;
        if (key > bestKey) {
            bestKey = key;
            bestLevel = level;
        }
        return level;
    }

    private void drop(int level) {
        long place = records.page(level)[at(level) + PLACE];
        int page = Records.high(place);
        levels[page * KEYS + (int) place] = NONE;
        long rest = bits[page] & ~(1L << (int) place);
        bits[page] = rest;
        if (level == bestLevel) {
            findBest(page, rest);
        }
        if (rest == 0) {
            dropPage(page);
        }
        records.free(level);
    }

    /** The best was in this page, of which this is the rest. */
    private void findBest(int page, long rest) {
        int in = page;
        long found = rest;
        if (rest == 0) {
            if (pages == 1) {
                bestKey = NO_KEY;
                bestLevel = NONE;
                return;
            }
            in = sortedPages[pages - 2];
            found = bits[in];
        }
        int place = highest(found);
        bestKey = (pageKeys[in] << KEY_BITS) + place;
        bestLevel = levels[in * KEYS + place];
    }

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    private int pageOf(long pageKey) {
        int page = lately[(int) pageKey & (LATELY - 1)];
        return pageKeys[page] == pageKey ? page : search(pageKey);
    }

    private int search(long pageKey) {
        int at = Arrays.binarySearch(sortedKeys, 0, pages, pageKey);
        int page = at >= 0 ? sortedPages[at] : insertPage(~at, pageKey);
        lately[(int) pageKey & (LATELY - 1)] = page;
        return page;
    }

    private int insertPage(int at, long pageKey) {
        if (pages == sortedKeys.length) {
            sortedKeys = Arrays.copyOf(sortedKeys, pages * 2);
            sortedPages = Arrays.copyOf(sortedPages, pages * 2);
        }
        int page = takePage();
        System.arraycopy(sortedKeys, at, sortedKeys, at + 1, pages - at);
        System.arraycopy(sortedPages, at, sortedPages, at + 1, pages - at);
        sortedKeys[at] = pageKey;
        sortedPages[at] = page;
        pageKeys[page] = pageKey;
        pages++;
        return page;
    }

    private int takePage() {
        if (freeCount > 0) {
            return freePages[--freeCount];
        }
        int page = usedPages++;
        if (page == bits.length) {
            levels = Arrays.copyOf(levels, page * KEYS * 2);
            bits = Arrays.copyOf(bits, page * 2);
            pageKeys = Arrays.copyOf(pageKeys, page * 2);
            freePages = Arrays.copyOf(freePages, page * 2);
        }
        return page;
    }

    private void dropPage(int page) {
        int at = Arrays.binarySearch(sortedKeys, 0, pages, pageKeys[page]);
        pages--;
        System.arraycopy(sortedKeys, at + 1, sortedKeys, at, pages - at);
        System.arraycopy(sortedPages, at + 1, sortedPages, at, pages - at);
        pageKeys[page] = NO_KEY;
        freePages[freeCount++] = page;
    }

    /** One order has fewer than 2^63 lots, but where no money is moved nothing bounds all of a level together. */
    private static void addLots(long[] page, int at, long lots) {
        long sum = page[at + LOTS] + lots;
        page[at + LOTS] = sum;
        if (Long.compareUnsigned(sum, lots) < 0) {
            page[at + LOTS_HIGH]++;
        }
    }

    private static void takeLots(long[] page, int at, long lots) {
        long before = page[at + LOTS];
        page[at + LOTS] = before - lots;
        if (Long.compareUnsigned(before, lots) < 0) {
            page[at + LOTS_HIGH]--;
        }
    }
}
