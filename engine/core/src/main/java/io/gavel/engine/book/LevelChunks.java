package io.gavel.engine.book;

/**
 * The memory of all ladders, in chunks of 64 ints, given to whichever book needs one and taken back from there.
 *
 * <p>A leaf is the levels of 64 neighbouring keys, of each the last order of its queue. A table is the handles of 64
 * neighbouring leaves. Four words {@link #about} each chunk stand apart, in {@link #abouts}, so that those of many books fit
 * into the near caches.
 *
 * <p>A handle counts ints: that of a chunk is the one of its first. Thread: the market's.
 */
final class LevelChunks extends Words {
    static final int PLACE_BITS = 6;
    static final int PLACES = 1 << PLACE_BITS;
    static final int PLACE_MASK = PLACES - 1;

    /** About a leaf: its levels' keys without their last six bits; about a table: the same of its leaves. */
    static final int KEY = 0;

    /** About a leaf: which levels have orders; about a table: which leaves have. */
    static final int BITS = 1;

    /** About a leaf: its table. About a table: how many leaves it has. */
    static final int TABLE = 2;

    static final int LEAVES = 2;

    /** The key of no leaf. */
    static final long NO_KEY = Long.MIN_VALUE;

    /** As handles count ints. */
    private static final int MOST_WORDS = 1 << 30;

    private static final int NEXT_FREE = BITS;
    private static final int CHUNK_WORDS = PLACES / 2;
    private static final int ABOUT_BITS = 2;
    private static final int ABOUT_WORDS = 1 << ABOUT_BITS;

    private final Abouts abouts = new Abouts();
    private int nextWord;
    private int firstFreeLeaf = NONE;
    private int firstFreeTable = NONE;

    LevelChunks() {
        super(0);
        newChunk();
        abouts.set(about(NONE), KEY, NO_KEY);
    }

    /** What is {@link #about} the chunks. */
    Abouts abouts() {
        return abouts;
    }

    /** Bytes in use. */
    long usedBytes() {
        return wordBytes() + abouts.wordBytes();
    }

    /** The chunk that a place is in. */
    static int chunk(int place) {
        return place & -PLACES;
    }

    /** The first of the four words about the chunk that a place is in. */
    static int about(int place) {
        return place >>> PLACE_BITS - ABOUT_BITS & -ABOUT_WORDS;
    }

    /** A leaf without orders. */
    int takeLeaf() {
        int leaf = firstFreeLeaf;
        if (leaf == NONE) {
            return newChunk();
        }
        firstFreeLeaf = (int) abouts.get(about(leaf), NEXT_FREE);
        abouts.set(about(leaf), BITS, 0);
        return leaf;
    }

    /** Takes a leaf without orders back. */
    void freeLeaf(int leaf) {
        abouts.set(about(leaf), KEY, NO_KEY);
        abouts.set(about(leaf), NEXT_FREE, firstFreeLeaf);
        firstFreeLeaf = leaf;
    }

    /** A table without leaves. */
    int takeTable() {
        int table = firstFreeTable;
        if (table == NONE) {
            return newChunk();
        }
        firstFreeTable = (int) abouts.get(about(table), NEXT_FREE);
        abouts.set(about(table), BITS, 0);
        return table;
    }

    /** Takes a table without leaves back. */
    void freeTable(int table) {
        abouts.set(about(table), NEXT_FREE, firstFreeTable);
        firstFreeTable = table;
    }

    private int newChunk() {
        if (nextWord >= MOST_WORDS) {
            throw new IllegalStateException(
                    "expected prices of orders nearer to each other, chunks=" + nextWord / CHUNK_WORDS);
        }
        int chunk = nextWord << 1;
        nextWord += CHUNK_WORDS;
        makeRoom(nextWord);
        abouts.makeRoom(about(chunk) + ABOUT_WORDS);
        return chunk;
    }

    /** The words about chunks. */
    static final class Abouts extends Words {
        Abouts() {
            super(0);
        }
    }
}
