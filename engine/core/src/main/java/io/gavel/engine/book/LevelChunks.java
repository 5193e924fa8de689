package io.gavel.engine.book;

import static io.gavel.engine.book.Records.CHUNK_WORDS;
import static io.gavel.engine.book.Records.NONE;
import static io.gavel.engine.book.Records.about;

/**
 * The chunks that hold price levels, given to whichever book needs one and taken back from there.
 *
 * <p>A leaf is the levels of 64 neighbouring keys, two words each: the ends of its queue, and the lots of all its orders.
 * A table is the handles of 64 neighbouring leaves. Thread: the market's.
 */
final class LevelChunks {
    /** About a leaf: its levels' keys without their last six bits; about a table: the same of its leaves. */
    static final int KEY = 0;

    /** About a leaf: which levels have orders; about a table: which leaves have. */
    static final int BITS = 1;

    /** About a leaf: its table. About a table: how many leaves it has. */
    static final int TABLE = 2;

    static final int LEAVES = 2;

    /** About a leaf: the chunk of the upper halves of its levels' lots, {@link Records#NONE} while none needed one. */
    static final int UPPER_LOTS = 3;

    static final int LOTS = 1;

    /** The key of no leaf. */
    static final long NO_KEY = Long.MIN_VALUE;

    private static final int LEVEL_WORDS = 2;
    private static final int NEXT_FREE = BITS;

    private final Records records;
    private int firstFreeLeaf = NONE;
    private int firstFreeTable = NONE;

    LevelChunks(Records records) {
        this.records = records;
        records.takeChunk();
        records.set(about(NONE) + KEY, NO_KEY);
    }

    /** A leaf without orders. */
    int takeLeaf() {
        int leaf = firstFreeLeaf;
        if (leaf == NONE) {
            return newLeaf();
        }
        firstFreeLeaf = (int) records.get(about(leaf) + NEXT_FREE);
        records.set(about(leaf) + BITS, 0);
        return leaf;
    }

    /** Takes a leaf without orders back. */
    void freeLeaf(int leaf) {
        records.set(about(leaf) + KEY, NO_KEY);
        records.set(about(leaf) + NEXT_FREE, firstFreeLeaf);
        firstFreeLeaf = leaf;
    }

    /** A table without leaves. */
    int takeTable() {
        int table = firstFreeTable;
        if (table == NONE) {
            return records.takeChunk();
        }
        firstFreeTable = (int) records.get(about(table) + NEXT_FREE);
        records.set(about(table) + BITS, 0);
        return table;
    }

    /** Takes a table without leaves back. */
    void freeTable(int table) {
        records.set(about(table) + NEXT_FREE, firstFreeTable);
        firstFreeTable = table;
    }

    void addLots(int level, long lots) {
        long sum = records.get(level + LOTS) + lots;
        records.set(level + LOTS, sum);
        if (Long.compareUnsigned(sum, lots) < 0) {
            addUpper(level, 1);
        }
    }

    void takeLots(int level, long lots) {
        long before = records.get(level + LOTS);
        records.set(level + LOTS, before - lots);
        if (Long.compareUnsigned(before, lots) < 0) {
            addUpper(level, -1);
        }
    }

    /** Lots of all orders of a level, {@link Long#MAX_VALUE} where they are more. */
    long lots(int level) {
        long lots = records.get(level + LOTS);
        int upper = (int) records.get(about(level) + UPPER_LOTS);
        return lots >= 0 && (upper == NONE || records.get(upperLots(upper, level)) == 0) ? lots : Long.MAX_VALUE;
    }

    /** One order has fewer than 2^63 lots, but where no money is moved nothing bounds all of a level together. */
    private void addUpper(int level, long by) {
        int upper = (int) records.get(about(level) + UPPER_LOTS);
        if (upper == NONE) {
            upper = records.takeChunk();
            records.set(about(level) + UPPER_LOTS, upper);
        }
        int word = upperLots(upper, level);
        records.set(word, records.get(word) + by);
    }

    private static int upperLots(int upper, int level) {
        return upper + (level & CHUNK_WORDS - 1);
    }

    private int newLeaf() {
        int leaf = records.takeChunk();
        for (int level = leaf; level < leaf + CHUNK_WORDS; level += LEVEL_WORDS) {
            records.set(level, Records.pair(level, level));
        }
        return leaf;
    }
}
