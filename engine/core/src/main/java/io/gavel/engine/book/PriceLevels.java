package io.gavel.engine.book;

import static io.gavel.engine.book.LevelChunks.BITS;
import static io.gavel.engine.book.LevelChunks.KEY;
import static io.gavel.engine.book.LevelChunks.LEAVES;
import static io.gavel.engine.book.LevelChunks.NO_KEY;
import static io.gavel.engine.book.LevelChunks.TABLE;
import static io.gavel.engine.book.Records.HIGH;
import static io.gavel.engine.book.Records.LINKS;
import static io.gavel.engine.book.Records.LOW;
import static io.gavel.engine.book.Records.NONE;
import static io.gavel.engine.book.Records.about;

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
 * <p>A level is no object and has no life of its own: one without orders is a queue without orders and a bit that is not
 * set. Allocates only to grow. Thread: the market's.
 */
final class PriceLevels {
    private static final int LEVEL_BITS = 1;
    private static final int KEY_BITS = 6;
    private static final int KEY_MASK = (1 << KEY_BITS) - 1;
    private static final int LEVEL_MASK = Records.CHUNK_WORDS - 1;

    private static final int LEAST_LATELY = 16;
    private static final int MOST_LATELY = 4096;
    private static final int MOST_EMPTY_LEAVES = 8;

    private final long sign;
    private final Records records;
    private final LevelChunks chunks;

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
    PriceLevels(int sign, Records records, LevelChunks chunks) {
        this.sign = sign;
        this.records = records;
        this.chunks = chunks;
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
        while (records.get(about(tables[at]) + BITS) == 0) {
            at++;
        }
        int leaf = (int) records.get(tables[at] + Long.numberOfTrailingZeros(records.get(about(tables[at]) + BITS)));
        long place = Long.numberOfTrailingZeros(records.get(about(leaf) + BITS));
        return sign * ((records.get(about(leaf) + KEY) << KEY_BITS) + place);
    }

    /** Whether the best level trades with an incoming order of the other side at this limit. */
    boolean meets(long limitTicks) {
        return bestKey >= sign * limitTicks;
    }

    long priceTicks(int level) {
        return sign * ((records.get(about(level) + KEY) << KEY_BITS) + place(level));
    }

    /** The order that has waited longest. */
    int first(int level) {
        return (int) records.get(level + LINKS);
    }

    /** Lots of all orders of a level, {@link Long#MAX_VALUE} where they are more. */
    long lots(int level) {
        return chunks.lots(level);
    }

    /** Puts an order at the end of its level's queue. */
    void append(int order, long priceTicks, long leavesLots) {
        long key = sign * priceTicks;
        int leaf = leafOf(key >> KEY_BITS);
        int place = (int) key & KEY_MASK;
        int level = leaf + (place << LEVEL_BITS);
        long links = records.get(level + LINKS);
        int last = Records.high(links);
        records.set(level + LINKS, (long) order << 32 | links & LOW);
        OrderStore.join(records, order, level, last);
        // Where the level was empty its last is the level itself: it has its first order now.
        records.set(last + LINKS, records.get(last + LINKS) & HIGH | order);
        chunks.addLots(level, leavesLots);
        long bits = records.get(about(leaf) + BITS);
        records.set(about(leaf) + BITS, bits | 1L << place);
        if (bits == 0) {
            fillLeaf(leaf);
        }
        if (key > bestKey) {
            bestKey = key;
            bestLevel = level;
        }
    }

    /** Takes an order out of its level's queue, and an empty level out of the book. */
    void remove(int level, long links, long leavesLots) {
        int before = Records.high(links);
        int behind = (int) links;
        records.set(before + LINKS, records.get(before + LINKS) & HIGH | behind);
        records.set(behind + LINKS, records.get(behind + LINKS) & LOW | (long) before << 32);
        chunks.takeLots(level, leavesLots);
        if (before == behind) {
            drop(level);
        }
    }

    /** Takes the first order out of its level's queue; this one, or the level itself, stands behind it. */
    void removeFirst(int level, int behind, long leavesLots) {
        records.set(level + LINKS, records.get(level + LINKS) & HIGH | behind);
        records.set(behind + LINKS, records.get(behind + LINKS) & LOW | (long) level << 32);
        chunks.takeLots(level, leavesLots);
        if (behind == level) {
            drop(level);
        }
    }

    /** An order of the level trades and stays. */
    void reduce(int level, long byLots) {
        chunks.takeLots(level, byLots);
    }

    /** The next level behind this one, away from the best, or {@link Records#NONE}. */
    int behind(int level) {
        int leaf = Records.chunk(level);
        long rest = records.get(about(leaf) + BITS) & (1L << place(level)) - 1;
        if (rest == 0) {
            leaf = leafBehind(leaf);
            if (leaf == NONE) {
                return NONE;
            }
            rest = records.get(about(leaf) + BITS);
        }
        return leaf + (highest(rest) << LEVEL_BITS);
    }

    private int leafOf(long leafKey) {
        int leaf = lately[(int) leafKey & lately.length - 1];
        return records.get(about(leaf) + KEY) == leafKey ? leaf : search(leafKey);
    }

    private int search(long leafKey) {
        long tableKey = leafKey >> KEY_BITS;
        int at = Arrays.binarySearch(tableKeys, 0, tableCount, tableKey);
        int table = at >= 0 ? tables[at] : insertTable(~at, tableKey);
        int leaf = (int) records.get(table + ((int) leafKey & KEY_MASK));
        if (leaf == NONE) {
            leaf = addLeaf(table, leafKey);
        }
        lately[(int) leafKey & lately.length - 1] = leaf;
        return leaf;
    }

    private int addLeaf(int table, long leafKey) {
        int leaf = chunks.takeLeaf();
        records.set(table + ((int) leafKey & KEY_MASK), leaf);
        add(about(table) + LEAVES, 1);
        records.set(about(leaf) + KEY, leafKey);
        records.set(about(leaf) + TABLE, table);
        emptyLeaves++;
        if (++leaves > lately.length && lately.length < MOST_LATELY) {
            lately = new int[lately.length * 4];
        }
        return leaf;
    }

    /** A leaf gets its first order. */
    private void fillLeaf(int leaf) {
        emptyLeaves--;
        int bits = about(tableOf(leaf)) + BITS;
        records.set(bits, records.get(bits) | 1L << records.get(about(leaf) + KEY));
    }

    /** A level without orders leaves the book. */
    private void drop(int level) {
        int leaf = Records.chunk(level);
        long rest = records.get(about(leaf) + BITS) & ~(1L << place(level));
        records.set(about(leaf) + BITS, rest);
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
            found = records.get(about(in) + BITS);
        }
        int place = highest(found);
        bestKey = (records.get(about(in) + KEY) << KEY_BITS) + place;
        bestLevel = in + (place << LEVEL_BITS);
    }

    /** A leaf has lost its last order. */
    private void emptyLeaf(int leaf) {
        int table = tableOf(leaf);
        long leafKey = records.get(about(leaf) + KEY);
        records.set(about(table) + BITS, records.get(about(table) + BITS) & ~(1L << leafKey));
        if (emptyLeaves < MOST_EMPTY_LEAVES) {
            emptyLeaves++;
            return;
        }
        int slot = (int) leafKey & lately.length - 1;
        if (lately[slot] == leaf) {
            lately[slot] = NONE;
        }
        records.set(table + ((int) leafKey & KEY_MASK), NONE);
        chunks.freeLeaf(leaf);
        leaves--;
        if (add(about(table) + LEAVES, -1) == 0) {
            dropTable(table, leafKey >> KEY_BITS);
        }
    }

    /** The next leaf with orders, away from the best, or {@link Records#NONE}. */
    private int leafBehind(int leaf) {
        int table = tableOf(leaf);
        long rest = records.get(about(table) + BITS) & (1L << records.get(about(leaf) + KEY)) - 1;
        if (rest == 0) {
            table = tableBehind(records.get(about(leaf) + KEY) >> KEY_BITS);
            if (table == NONE) {
                return NONE;
            }
            rest = records.get(about(table) + BITS);
        }
        return (int) records.get(table + highest(rest));
    }

    private int tableBehind(long tableKey) {
        int at = Arrays.binarySearch(tableKeys, 0, tableCount, tableKey);
        // Of tables without orders there are as few as of leaves.
        while (--at >= 0) {
            if (records.get(about(tables[at]) + BITS) != 0) {
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

    private int tableOf(int leaf) {
        return (int) records.get(about(leaf) + TABLE);
    }

    private long add(int word, long by) {
        long sum = records.get(word) + by;
        records.set(word, sum);
        return sum;
    }

    private static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    private static int place(int level) {
        return (level & LEVEL_MASK) >>> LEVEL_BITS;
    }
}
