package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.Side;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No order pays for the memory of all that will come: a pause would be that of whoever sent it, and of all behind. */
final class MemoryGrowthTest {
    private static final int ORDERS = 1_200_000;
    private static final int LEVELS = 200_000;
    /** Orders, buckets, leaves and what is about them, each a step of 16 KiB. */
    private static final long MOST_BYTES_AT_ONCE = 64 * 1024;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final OrderStore orders = new OrderStore(0);

    /** @param step ticks from one level to the next */
    @ParameterizedTest
    @ValueSource(longs = {1, 5_003})
    void aBookGrowsALittleAtATime(long step) {
        OrderBook book = new OrderBook(1, orders);
        assertSmallSteps(i -> book.rest(orders.add(i, 1, 1, Side.BUY, 1, 1, i), step * (1 + i * 7919 % LEVELS)));
    }

    @Test
    void manyBooksGrowALittleAtATime() {
        OrderBook[] books = new OrderBook[10_000];
        for (int i = 0; i < books.length; i++) {
            books[i] = new OrderBook(i, orders);
        }
        assertSmallSteps(i -> {
            int book = (int) (i % books.length);
            books[book].rest(orders.add(i, 1, book, Side.SELL, 1, 1, i), 1 + i * 7919 % 100);
        });
    }

    private void assertSmallSteps(Coming coming) {
        long most = 0;
        long before = bytes();
        for (long i = 1; i <= ORDERS; i++) {
            coming.order(i);
            long now = bytes();
            most = Math.max(most, now - before);
            before = now;
        }
        assertTrue(most <= MOST_BYTES_AT_ONCE, "bytes=" + most);
    }

    private long bytes() {
        return orders.usedBytes() + THREADS.getCurrentThreadAllocatedBytes();
    }

    private interface Coming {
        void order(long id);
    }
}
