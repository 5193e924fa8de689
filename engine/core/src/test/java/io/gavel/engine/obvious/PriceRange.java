package io.gavel.engine.obvious;

import java.util.SplittableRandom;

/** Where the prices of a book are, in ticks: next to a middle, and in some books also far from it. */
final class PriceRange {
    /** So many levels are kept together, and so many of these hang from one node. */
    private static final int LEAF = 64;

    private static final int NODE = LEAF * LEAF;
    private static final long[] EDGES = {LEAF, 2 * LEAF, NODE, LEAF * NODE};

    private final SplittableRandom random;
    private final long middle;
    /** So far from the middle are those next to it, at most. */
    private final int near;

    private final boolean isFar;

    private PriceRange(SplittableRandom random, long middle, int near, boolean isFar) {
        this.random = random;
        this.middle = middle;
        this.near = near;
        this.isFar = isFar;
    }

    /** @param usual the middle in most histories */
    static PriceRange of(Breadth breadth, int book, long usual, SplittableRandom random) {
        return switch (breadth) {
            case EDGE -> new PriceRange(random, EDGES[random.nextInt(EDGES.length)], 12, false);
            case FAR -> new PriceRange(random, LEAF * NODE, 12, true);
            case DEEP -> new PriceRange(random, book % 2 == 0 ? usual : LEAF * NODE, 36, book % 2 != 0);
            default -> new PriceRange(random, usual, 12, false);
        };
    }

    long middle() {
        return middle;
    }

    /** How high prices are, in those of most histories. */
    long height() {
        return Math.max(1, middle / 100);
    }

    boolean isFar() {
        return isFar;
    }

    /** The two sides overlap. */
    long any() {
        long ticks = middle + random.nextLong(-6, 7);
        return isFar && random.nextInt(3) == 0 ? ticks + (random.nextBoolean() ? far() : -far()) : ticks;
    }

    /** Most do not meet the other side. */
    long beside(int side) {
        long away = random.nextInt(near) - 1;
        if (isFar && random.nextInt(4) != 0) {
            away += far();
        }
        return middle + (side == 1 ? -away : away);
    }

    /** What takes all that the other side has near. */
    long beyond(int side) {
        long away = 6 + (isFar && random.nextBoolean() ? far() : 0);
        return middle + (side == 1 ? away : -away);
    }

    /** A few places again and again: other leaves, other nodes. */
    private long far() {
        return random.nextBoolean() ? LEAF * random.nextInt(48) : NODE * random.nextInt(1, 24);
    }

    /** How far bands and the like reach. */
    long reach() {
        return isFar && random.nextBoolean() ? NODE : 1;
    }
}
