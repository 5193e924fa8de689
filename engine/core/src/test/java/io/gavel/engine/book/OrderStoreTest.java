package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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

    /** Chains of all lengths, from both ends and from between, while buckets are split. */
    @Test
    void ordersAreFoundWhateverComesAndGoes() {
        SplittableRandom random = new SplittableRandom(7);
        Map<List<Long>, Integer> expected = new HashMap<>();
        List<List<Long>> live = new ArrayList<>();
        for (int step = 0; step < 400_000; step++) {
            boolean isGrowing = step / 50_000 % 4 != 3;
            if (live.isEmpty() || random.nextInt(10) < (isGrowing ? 6 : 3)) {
                List<Long> id = List.of(random.nextLong(1, 4), random.nextLong(1 << 20));
                int account = id.get(0).intValue();
                Integer known = expected.get(id);
                assertEquals(known == null ? OrderStore.NONE : known, orders.find(account, id.get(1)));
                if (known == null) {
                    expected.put(id, orders.add(step, account, 1, Side.BUY, 1, 1, id.get(1)));
                    live.add(id);
                }
            } else {
                int at = random.nextInt(live.size());
                List<Long> id = live.get(at);
                live.set(at, live.get(live.size() - 1));
                live.remove(live.size() - 1);
                int order = expected.remove(id);
                assertEquals(order, orders.find(id.get(0).intValue(), id.get(1)));
                orders.free(order);
            }
        }
        assertEquals(expected.size(), orders.size());
        expected.forEach(
                (id, order) -> assertEquals(order, orders.find(id.get(0).intValue(), id.get(1))));
    }

    private int add(long id, long qty) {
        return orders.add(1, 1, 1, Side.BUY, qty, qty, id);
    }

    private void assertLots(int order, long qty, long leaves) {
        assertEquals(qty, orders.qtyLots(order));
        assertEquals(leaves, orders.leavesLots(order));
    }
}
