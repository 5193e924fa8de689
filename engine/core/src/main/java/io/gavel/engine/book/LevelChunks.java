package io.gavel.engine.book;

/**
 * The memory of all ladders, in chunks of 64 ints, given to whichever book needs one and taken back from there.
 *
 * <p>A leaf is the levels of 64 neighbouring keys, of each the last order of its queue. A node is the handles of 64 leaves or
 * nodes, its parts ({@link LeafTrie}). Four words {@link #about} each chunk stand apart, in {@link #abouts}, so that those of
 * many books fit into the near caches.
 *
 * <p>A handle counts ints: that of a chunk is the one of its first. Thread: the market's.
 */
final class LevelChunks extends Words {
    static final int PLACE_BITS = 6;
    static final int PLACES = 1 << PLACE_BITS;
    static final int PLACE_MASK = PLACES - 1;

    /** About a leaf: its levels' keys without their last six bits; about a node: the same of a leaf that is below, or was. */
    static final int KEY = 0;

    /** About a leaf: which levels have orders; about a node: which parts have. */
    static final int BITS = 1;

    /** The node above and which part of it this is, and how high this one is, as {@link LeafTrie} has them. */
    static final int ABOVE = 2;

    /** About a node: which parts there are. */
    static final int PARTS = 3;

    /** The key of no leaf. */
    static final long NO_KEY = Long.MIN_VALUE;

    /** As handles count ints. */
    private static final int MOST_WORDS = 1 << 30;

    /** Each may have a node beside it; with those of 16 million orders that are alone they fit into what handles count. */
    private static final int MOST_EMPTY_LEAVES = 1 << 19;

    private static final int NEXT_FREE = BITS;
    private static final int CHUNK_WORDS = PLACES / 2;
    private static final int ABOUT_BITS = 2;
    private static final int ABOUT_WORDS = 1 << ABOUT_BITS;

    private final Abouts abouts = new Abouts();
    private int nextWord;
    private int firstFree = NONE;
    private int emptyLeaves;

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

    /** The place that is nearest to the best, of those that are said by bits. */
    static int highest(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    /** Leaves without orders, of all books. */
    int emptyLeaves() {
        return emptyLeaves;
    }

    /** Whether one more of them may stay where it is. */
    boolean keepsMoreEmpty() {
        return emptyLeaves < MOST_EMPTY_LEAVES;
    }

    /** There are so many more leaves without orders. */
    void keepEmpty(int more) {
        emptyLeaves += more;
    }

    /** A leaf without orders, or a node without parts. */
    int take(long leafKey) {
        int chunk = firstFree;
        if (chunk == NONE) {
            chunk = newChunk();
        } else {
            firstFree = (int) abouts.get(about(chunk), NEXT_FREE);
            abouts.set(about(chunk), BITS, 0);
            abouts.set(about(chunk), ABOVE, 0);
            abouts.set(about(chunk), PARTS, 0);
        }
        abouts.set(about(chunk), KEY, leafKey);
        return chunk;
    }

    /** Takes such a one back. */
    void free(int chunk) {
        abouts.set(about(chunk), NEXT_FREE, firstFree);
        firstFree = chunk;
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
