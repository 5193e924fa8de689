package io.gavel.engine.book;

/** Memory in records of eight words, one for each order. Given back, they serve the next one. Thread: the market's. */
abstract class Records extends Words {
    /** The lowest bits of a handle, which are 0 in all of them. */
    static final int ORDER_BITS = 3;

    static final int ORDER_WORDS = 1 << ORDER_BITS;

    private static final int ROOM = 128 * ORDER_WORDS;

    private int nextOrder = ORDER_WORDS;
    private int firstFree = NONE;

    /** @param orders for so many there is memory from the beginning */
    Records(int orders) {
        super((orders + 1) * ORDER_WORDS);
    }

    /** Eight words of no meaning. */
    final int takeRecord() {
        int order = firstFree;
        if (order == NONE) {
            return takeNew();
        }
        firstFree = (int) get(order);
        return order;
    }

    final void freeRecord(int order) {
        set(order, firstFree);
        firstFree = order;
    }

    private int takeNew() {
        if ((nextOrder & ROOM - 1) == 0) {
            makeRoom(nextOrder + ROOM);
        }
        int order = nextOrder;
        nextOrder += ORDER_WORDS;
        return order;
    }
}
