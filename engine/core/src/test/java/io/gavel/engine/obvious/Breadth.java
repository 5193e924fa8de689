package io.gavel.engine.obvious;

/**
 * How wide a history is. Most are narrow: few orders at prices next to each other, so that much happens between them. Which
 * one it is depends on the seed alone, and a few seeds in a row have all.
 */
enum Breadth {
    NARROW,
    /** Prices around the edge of what is kept together. */
    EDGE,
    /** Prices far from each other. */
    FAR,
    /** Very many orders rest, in some books far from each other. */
    DEEP,
    /** Quantities that no long adds up, in calls too. */
    HUGE;

    /** A deep history is the longer: so many orders do not come in few commands. */
    private static final int DEEP_LENGTH = 3;

    private static final int MOST_OPEN = 3_000;
    private static final int RECENT = 24;

    static Breadth of(long seed) {
        return switch ((int) Math.floorMod(seed, 16L)) {
            case 3 -> FAR;
            case 5 -> DEEP;
            case 7 -> HUGE;
            case 9, 14 -> EDGE;
            default -> NARROW;
        };
    }

    /** From 1 on. */
    long firstSeed() {
        long seed = 1;
        while (of(seed) != this) {
            seed++;
        }
        return seed;
    }

    int commands(int ofMost) {
        return this == DEEP ? ofMost * DEEP_LENGTH : ofMost;
    }

    /** Orders that may rest at once; {@link Command#NONE}: as many as in most. */
    long mostOpenOrders() {
        return this == DEEP ? MOST_OPEN : Command.NONE;
    }

    /** How many orders are kept in mind, to be canceled and the like. */
    int recent() {
        return this == DEEP ? MOST_OPEN : RECENT;
    }

    /** By how much more is owned than in most. */
    long wealth() {
        return this == DEEP ? 50 : 1;
    }
}
