package io.gavel.engine.book;

import static io.gavel.engine.book.LevelChunks.BITS;
import static io.gavel.engine.book.LevelChunks.KEY;
import static io.gavel.engine.book.LevelChunks.NO_KEY;
import static io.gavel.engine.book.LevelChunks.PLACE_BITS;
import static io.gavel.engine.book.LevelChunks.PLACE_MASK;
import static io.gavel.engine.book.LevelChunks.about;
import static io.gavel.engine.book.LevelChunks.chunk;
import static io.gavel.engine.book.LevelChunks.highest;
import static io.gavel.engine.book.Words.NONE;

import io.gavel.engine.MergeSort;

/**
 * One side of a book: its price levels, each a queue of orders.
 *
 * <p>Prices are kept as keys that grow towards the best, the price for bids and its negative for asks, so that one code
 * serves both sides. Levels stand in leaves of 64 neighbouring keys ({@link LevelChunks}), leaves in a {@link LeafTrie}. Most
 * looks find their leaf through an array of those used lately; which of 64 is the best one is one instruction. So neither a
 * wide book nor prices anywhere cost more than a way through ten nodes, and nothing is ever moved or re-based as prices drift.
 *
 * <p>A leaf that has become empty is kept for when prices return, but only a few of them a side, and in all books together no
 * more than there is room for beside orders, so that nobody can make books keep memory that holds none.
 *
 * <p>A level is the place of its last order in a leaf. The orders of a level are a circle, and what is to be known of
 * all of them the last one keeps: an order that is alone at its price, as most are in a book that is not deep, needs
 * nothing beside itself, and one that comes needs the last alone, which came lately. Allocates only to grow. Thread: the
 * market's.
 */
final class PriceLevels implements MergeSort.Order {
    private static final int LEAST_LATELY = 4;
    private static final int MOST_LATELY = 4096;
    private static final int MOST_EMPTY_LEAVES = 32;

    private final long sign;
    private final OrderStore orders;
    private final LevelChunks chunks;
    private final LevelChunks.Abouts abouts;
    private final LeafTrie leaves;

    private long bestKey = NO_KEY;
    private int bestLevel = NONE;

    /** Leaves used lately, by the last bits of their keys: empty or right, never stale. */
    private int[] lately = new int[LEAST_LATELY];

    private int emptyLeaves;

    /** @param sign 1 for bids, whose best price is the highest; -1 for asks */
    PriceLevels(int sign, OrderStore orders) {
        this.sign = sign;
        this.orders = orders;
        chunks = orders.chunks();
        abouts = chunks.abouts();
        leaves = new LeafTrie(chunks);
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
        int leaf = leaves.worst();
        return sign * keyAt(leaf, Long.numberOfTrailingZeros(bits(leaf)));
    }

    /** Whether the best level trades with an incoming order of the other side at this limit. */
    boolean meets(long limitTicks) {
        return bestKey >= sign * limitTicks;
    }

    long priceTicks(int level) {
        return sign * keyAt(level, level & PLACE_MASK);
    }

    /** Whether a level is nearer to the best than another. */
    @Override
    public boolean isBefore(int level, int other) {
        return sign * priceTicks(level) > sign * priceTicks(other);
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
            keepEmpty(-1);
            leaves.filled(leaf);
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
            leaf = leaves.behind(leaf);
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
        int found = leaves.find(leafKey);
        int leaf = found != NONE ? found : addLeaf(leafKey);
        lately[(int) leafKey & lately.length - 1] = leaf;
        return leaf;
    }

    private int addLeaf(long leafKey) {
        keepEmpty(1);
        int leaf = leaves.add(leafKey);
        if (leaves.size() > lately.length && lately.length < MOST_LATELY) {
            lately = new int[lately.length * 4];
        }
        return leaf;
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
            in = leaves.behind(leaf);
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
        leaves.emptied(leaf);
        if (emptyLeaves < MOST_EMPTY_LEAVES && chunks.keepsMoreEmpty()) {
            keepEmpty(1);
            return;
        }
        int slot = (int) abouts.get(about(leaf), KEY) & lately.length - 1;
        if (lately[slot] == leaf) {
            lately[slot] = NONE;
        }
        leaves.remove(leaf);
    }

    private void keepEmpty(int more) {
        emptyLeaves += more;
        chunks.keepEmpty(more);
    }

    /** Which levels of a leaf have orders. */
    private long bits(int leaf) {
        return abouts.get(about(leaf), BITS);
    }

    /** The key at a place of the leaf that a level is in. */
    private long keyAt(int level, int place) {
        return (abouts.get(about(level), KEY) << PLACE_BITS) + place;
    }
}
