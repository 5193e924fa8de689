package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.types.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderStoreTest {
    private static final long HALF_A_WORD = 1L << 31;

    private final OrderStore orders = new OrderStore(0);

    @ParameterizedTest
    @ValueSource(longs = {3, HALF_A_WORD - 1, HALF_A_WORD, HALF_A_WORD + 1, 1L << 32, (1L << 62) - 1, Long.MAX_VALUE})
    void quantitiesOfAnySizeAreKept(long qty) {
        for (int round = 0; round < 2_000; round++) {
            int order = add(round, qty);
            int other = add(-1, qty);
            orders.reduce(order, 2);
            orders.lose(order, 1);
            assertLots(order, qty - 1, qty - 2);
            orders.change(order, Side.SELL, 9, 7);
            assertLots(order, 9, 7);
            orders.change(order, Side.BUY, qty, qty);
            orders.reduce(order, qty - 1);
            assertLots(order, qty, 1);
            assertLots(other, qty, qty);
            orders.free(other);
            if (round % 2 == 0) {
                orders.free(order);
            }
        }
        for (int round = 1; round < 2_000; round += 2) {
            assertLots(orders.find(1, round), qty, 1);
        }
        assertEquals(1_000, orders.size());
    }

    private int add(long id, long qty) {
        return orders.add(1, 1, 1, Side.BUY, qty, qty, id);
    }

    private void assertLots(int order, long qty, long leaves) {
        assertEquals(qty, orders.qtyLots(order));
        assertEquals(leaves, orders.leavesLots(order));
    }
}
