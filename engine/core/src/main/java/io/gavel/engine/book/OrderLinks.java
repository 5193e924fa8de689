package io.gavel.engine.book;

/**
 * Two handles kept beside each order: for lists of orders by something that the book does not queue them by. 8 bytes an
 * order. Thread: the market's.
 */
public final class OrderLinks extends Words {
    private static final int ROOM = 128;

    private int end;

    /** @param room for the links of so many orders there is memory from the beginning */
    public OrderLinks(int room) {
        super(room + 1);
    }

    /** Bytes outside the heap that they use. */
    public long usedBytes() {
        return wordBytes();
    }

    /** Makes room for those of an order. Allocates only to grow. */
    public void makeRoomFor(int order) {
        if (OrderStore.number(order) >= end) {
            makeMore(order);
        }
    }

    private void makeMore(int order) {
        end = OrderStore.number(order) + ROOM & -ROOM;
        makeRoom(end);
    }

    public int before(int order) {
        return high(get(OrderStore.number(order)));
    }

    public int behind(int order) {
        return (int) get(OrderStore.number(order));
    }

    public void link(int order, int before, int behind) {
        set(OrderStore.number(order), pair(before, behind));
    }

    public void before(int order, int before) {
        int word = OrderStore.number(order);
        set(word, pair(before, (int) get(word)));
    }

    public void behind(int order, int behind) {
        int word = OrderStore.number(order);
        set(word, get(word) & HIGH | behind);
    }
}
