package io.gavel.engine.book;

import static io.gavel.engine.book.LevelChunks.BITS;
import static io.gavel.engine.book.LevelChunks.KEY;
import static io.gavel.engine.book.LevelChunks.LEAVES;
import static io.gavel.engine.book.LevelChunks.NO_KEY;
import static io.gavel.engine.book.LevelChunks.PLACE_BITS;
import static io.gavel.engine.book.LevelChunks.PLACE_MASK;
import static io.gavel.engine.book.LevelChunks.TABLE;
import static io.gavel.engine.book.LevelChunks.about;
import static io.gavel.engine.book.LevelChunks.chunk;
import static io.gavel.engine.book.Words.NONE;

import java.util.Arrays;

/**
 * One side of a book: its price levels, each a queue of orders.
 *
 * <p>Prices are kept as keys that grow towards the best, the price for bids and its negative for asks, so that one code
 * serves both sides. Levels stand in leaves of 64 neighbouring keys, leaves in tables of 64 ({@link LevelChunks}), tables
 * sorted by key. Most looks find their leaf through an array of those used lately; which of 64 is the best one is one
 * instruction. So neither a wide book nor an extreme price costs more than a search among tables, and nothing is ever
 * moved or re-based as prices drift.
 *
 * <p>A leaf that has become empty is kept for when prices return, but only a few of them a side, so that nobody can make
 * a book keep memory that holds no orders.
 *
 * <p>A level is the place of its last order in a leaf. The orders of a level are a circle, and what is to be known of
 * all of them the last one keeps: an order that is alone at its price, as most are in a book that is not deep, needs
 * nothing beside itself, and one that comes needs the last alone, which came lately. Allocates only to grow. Thread: the
 * market's.
 */
final class PriceLevels {
    private static final int LEAST_LATELY = 4;
    private static final int MOST_LATELY = 4096;
    private static final int MOST_EMPTY_LEAVES = 32;

    private final long sign;
    private final OrderStore orders;
    private final LevelChunks chunks;
    private final LevelChunks.Abouts abouts;

    private long bestKey = NO_KEY;
    private int bestLevel = NONE;

    /** Leaves used lately, by the last bits of their keys: empty or right, never stale. */
    private int[] lately = new int[LEAST_LATELY];

    private int leaves;
    private int emptyLeaves;

    /** The tables in order. */
    private long[] tableKeys = new long[1];

    private int[] tables = new int[1];
    private int tableCount;

    /** @param sign 1 for bids, whose best price is the highest; -1 for asks */
    PriceLevels(int sign, OrderStore orders) {
        this.sign = sign;
        this.orders = orders;
        chunks = orders.chunks();
        abouts = chunks.abouts();
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
        int at = 0;
        while (bits(tables[at]) == 0) {
            at++;
        }
        int leaf = chunks.getInt(tables[at] + Long.numberOfTrailingZeros(bits(tables[at])));
        return sign * keyAt(leaf, Long.numberOfTrailingZeros(bits(leaf)));
    }

    /** Whether the best level trades with an incoming order of the other side at this limit. */
    boolean meets(long limitTicks) {
        return bestKey >= sign * limitTicks;
    }

    long priceTicks(int level) {
        return sign * keyAt(level, level & PLACE_MASK);
    }

    /** The order that has waited longest. */
    int first(int level) {
        return orders.behind(last(level));
    }

    /** The order behind this one, or {@link Words#NONE}. */
    int next(int level, int order) {
        return order == last(level) ? NONE : orders.behind(order);
    }

    /** Lots of all orders of a level, {@link Long#MAX_VALUE} where they are more. */
    long lots(int level) {
        long lots = orders.levelLots(last(level));
        return lots >= 0 ? lots : countLots(level);
    }

    /** Puts an order at the end of its level's queue. */
    void append(int order, long priceTicks, long lots) {
        long key = sign * priceTicks;
        int leaf = leafOf(key >> PLACE_BITS);
        int level = leaf + ((int) key & PLACE_MASK);
        int last = chunks.getInt(level);
        chunks.setInt(level, order);
        if (last != NONE) {
            orders.join(order, level, last, lots);
            return;
        }
        orders.begin(order, level, lots);
        long bits = bits(leaf);
        abouts.set(about(leaf), BITS, bits | 1L << key);
        if (bits == 0) {
            fillLeaf(leaf);
        }
        if (key > bestKey) {
            bestKey = key;
            bestLevel = level;
        }
    }

    /**
     * Takes an order with so many lots out of its level's queue, and an empty level out of the book.
     *
     * @return the price at which it was
     */
    long remove(int order, long lots) {
        int level = orders.level(order);
        long priceTicks = priceTicks(level);
        if (orders.behind(order) == order) {
            drop(level);
            return priceTicks;
        }
        int last = last(level);
        int lastNow = orders.leave(order, last, lots);
        if (lastNow != last) {
            chunks.setInt(level, lastNow);
        }
        return priceTicks;
    }

    /**
     * Takes the first order of a level, with so many lots, out of its queue.
     *
     * @return the one that is the first now, or {@link Words#NONE}
     */
    int removeFirst(int level, int order, long lots) {
        int behind = orders.behind(order);
        if (behind == order) {
            drop(level);
            return NONE;
        }
        orders.leaveFirst(behind, last(level), lots);
        return behind;
    }

    /** An order of the level trades and stays. */
    void reduce(int level, long byLots) {
        orders.takeLevelLots(last(level), byLots);
    }

    /** The next level behind this one, away from the best, or {@link Words#NONE}. */
    int behind(int level) {
        int leaf = chunk(level);
        long rest = bits(leaf) & (1L << level) - 1;
        if (rest == 0) {
            leaf = leafBehind(leaf);
            if (leaf == NONE) {
                return NONE;
            }
            rest = bits(leaf);
        }
        return leaf + highest(rest);
    }

    /** They were too many for one number; what is left may not be. */
    private long countLots(int level) {
        long lots = 0;
        for (int order = first(level); order != NONE; order = next(level, order)) {
            lots += orders.allLots(order);
            if (lots < 0) {
                return Long.MAX_VALUE;
            }
        }
        orders.levelLots(last(level), lots);
        return lots;
    }

    /** The level of a price, if its leaf was used lately; else any place. */
    int guess(long priceTicks) {
        long key = sign * priceTicks;
        return lately[(int) (key >> PLACE_BITS) & lately.length - 1] + ((int) key & PLACE_MASK);
    }

    /** The order that came last, or {@link Words#NONE}. */
    private int last(int level) {
        return chunks.getInt(level);
    }

    private int leafOf(long leafKey) {
        int leaf = lately[(int) leafKey & lately.length - 1];
        return abouts.get(about(leaf), KEY) == leafKey ? leaf : search(leafKey);
    }

    private int search(long leafKey) {
        long tableKey = leafKey >> PLACE_BITS;
        int at = Arrays.binarySearch(tableKeys, 0, tableCount, tableKey);
        int table = at >= 0 ? tables[at] : insertTable(~at, tableKey);
        int leaf = chunks.getInt(table + ((int) leafKey & PLACE_MASK));
        if (leaf == NONE) {
            leaf = addLeaf(table, leafKey);
        }
        lately[(int) leafKey & lately.length - 1] = leaf;
        return leaf;
    }

    private int addLeaf(int table, long leafKey) {
        int leaf = chunks.takeLeaf();
        chunks.setInt(table + ((int) leafKey & PLACE_MASK), leaf);
        add(about(table), LEAVES, 1);
        abouts.set(about(leaf), KEY, leafKey);
        abouts.set(about(leaf), TABLE, table);
        emptyLeaves++;
        if (++leaves > lately.length && lately.length < MOST_LATELY) {
            lately = new int[lately.length * 4];
        }
        return leaf;
    }

    /** A leaf gets its first order. */
    private void fillLeaf(int leaf) {
        emptyLeaves--;
        int table = tableOf(leaf);
        abouts.set(about(table), BITS, bits(table) | 1L << abouts.get(about(leaf), KEY));
    }

    /** A level loses its only order. */
    private void drop(int level) {
        int leaf = chunk(level);
        chunks.setInt(level, NONE);
        long rest = bits(leaf) & ~(1L << level);
        abouts.set(about(leaf), BITS, rest);
        if (level == bestLevel) {
            findBest(leaf, rest);
        }
        if (rest == 0) {
            emptyLeaf(leaf);
        }
    }

    /** The best was in this leaf, of which this is the rest. */
    private void findBest(int leaf, long rest) {
        int in = leaf;
        long found = rest;
        if (rest == 0) {
            in = leafBehind(leaf);
            if (in == NONE) {
                bestKey = NO_KEY;
                bestLevel = NONE;
                return;
            }
            found = bits(in);
        }
        int place = highest(found);
        bestKey = keyAt(in, place);
        bestLevel = in + place;
    }

    /** A leaf has lost its last order. */
    private void emptyLeaf(int leaf) {
        int table = tableOf(leaf);
        long leafKey = abouts.get(about(leaf), KEY);
        abouts.set(about(table), BITS, bits(table) & ~(1L << leafKey));
        if (emptyLeaves < MOST_EMPTY_LEAVES) {
            emptyLeaves++;
            return;
        }
        int slot = (int) leafKey & lately.length - 1;
        if (lately[slot] == leaf) {
            lately[slot] = NONE;
        }
        chunks.setInt(table + ((int) leafKey & PLACE_MASK), NONE);
        chunks.freeLeaf(leaf);
        leaves--;
        if (add(about(table), LEAVES, -1) == 0) {
            dropTable(table, leafKey >> PLACE_BITS);
        }
    }

    /** The next leaf with orders, away from the best, or {@link Words#NONE}. */
    private int leafBehind(int leaf) {
        int table = tableOf(leaf);
        long leafKey = abouts.get(about(leaf), KEY);
        long rest = bits(table) & (1L << leafKey) - 1;
        if (rest == 0) {
            table = tableBehind(leafKey >> PLACE_BITS);
            if (table == NONE) {
                return NONE;
            }
            rest = bits(table);
        }
        return chunks.getInt(table + highest(rest));
    }

    private int tableBehind(long tableKey) {
        int at = Arrays.binarySearch(tableKeys, 0, tableCount, tableKey);
        // Of tables without orders there are as few as of leaves.
        while (--at >= 0) {
            if (bits(tables[at]) != 0) {
                return tables[at];
            }
        }
        return NONE;
    }

    private int insertTable(int at, long tableKey) {
        if (tableCount == tables.length) {
            tableKeys = Arrays.copyOf(tableKeys, tableCount * 2);
            tables = Arrays.copyOf(tables, tableCount * 2);
        }
        System.arraycopy(tableKeys, at, tableKeys, at + 1, tableCount - at);
        System.arraycopy(tables, at, tables, at + 1, tableCount - at);
        tableKeys[at] = tableKey;
        tables[at] = chunks.takeTable();
        tableCount++;
        return tables[at];
    }

    private void dropTable(int table, long tableKey) {
        int at = Arrays.binarySearch(tableKeys, 0, tableCount, tableKey);
        tableCount--;
        System.arraycopy(tableKeys, at + 1, tableKeys, at, tableCount - at);
        System.arraycopy(tables, at + 1, tables, at, tableCount - at);
        chunks.freeTable(table);
    }

    /** Of a leaf or table, what in it has orders. */
    private long bits(int chunk) {
        return abouts.get(about(chunk), BITS);
    }

    /** The key at a place of the leaf that a level is in. */
    private long keyAt(int level, int place) {
        return (abouts.get(about(level), KEY) << PLACE_BITS) + place;
    }

    private int tableOf(int leaf) {
        return (int) abouts.get(about(leaf), TABLE);
    }

    private long add(int word, int field, long by) {
        long sum = abouts.get(word, field) + by;
        abouts.set(word, field, sum);
        return sum;
    }

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }
}
