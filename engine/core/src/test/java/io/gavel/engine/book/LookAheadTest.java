package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read ahead may be about anything, and changes nothing. */
final class LookAheadTest {
    private static final int ACCOUNT = 3;
    private static final int BOOKS = 5;

    private final SplittableRandom random = new SplittableRandom(7);
    private final OrderStore orders = new OrderStore(0);
    private final OrderStore ordersWithout = new OrderStore(0);
    private final List<OrderBook> books = books(orders);
    private final List<OrderBook> booksWithout = books(ordersWithout);
    private final LookAhead ahead = new LookAhead(orders);

    @Test
    void ordersThatAreNotThereAndPricesOfAnySizeAreReadAheadAsAllOthers() {
        // Enough that some are far.
        for (int id = 1; id <= 200_000; id++) {
            step(id);
            guess(id);
        }
        for (int i = 0; i < BOOKS; i++) {
            books.get(i).verify(false);
            assertEquals(resting(books.get(i), orders), resting(booksWithout.get(i), ordersWithout));
        }
    }

    private void step(long id) {
        int in = random.nextInt(BOOKS);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long away = random.nextInt(10) == 0 ? random.nextLong(1L << 40) : random.nextInt(3_000);
        long price = (1L << 41) + (side == Side.BUY ? -away : 1 + away);
        long old = random.nextLong(1, 1 + id);
        for (boolean isWith : new boolean[] {true, false}) {
            OrderStore store = isWith ? orders : ordersWithout;
            int order = store.add(id, ACCOUNT, in, side, 5, 5, id);
            (isWith ? books : booksWithout).get(in).rest(order, price);
            int leaving = store.find(ACCOUNT, old);
            if (id % 3 == 0 && leaving != OrderStore.NONE) {
                (isWith ? books : booksWithout).get(store.instrumentId(leaving)).remove(leaving);
                store.free(leaving);
            }
        }
    }

    private void guess(long id) {
        OrderBook book = books.get(random.nextInt(BOOKS));
        long price = random.nextBoolean() ? (1L << 41) + random.nextInt(6_000) - 3_000 : random.nextLong();
        switch (random.nextInt(3)) {
            case 0 -> ahead.newId(ACCOUNT, id + 1);
            case 1 -> ahead.leaves(book, ACCOUNT, random.nextLong(1, 2 + id));
            default -> ahead.comes(book, random.nextBoolean() ? Side.BUY : Side.SELL, price);
        }
        if (id % LookAhead.MOST == 0) {
            ahead.read();
        }
    }

    private static List<OrderBook> books(OrderStore orders) {
        List<OrderBook> books = new ArrayList<>();
        for (int i = 0; i < BOOKS; i++) {
            books.add(new OrderBook(i, orders));
        }
        return books;
    }

    private static List<Long> resting(OrderBook book, OrderStore orders) {
        List<Long> ids = new ArrayList<>();
        book.forEachOrder(order -> ids.add(orders.orderId(order)));
        return ids;
    }
}
