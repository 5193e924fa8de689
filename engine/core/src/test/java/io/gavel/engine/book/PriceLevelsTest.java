package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceLevelsTest {
    private static final long FARTHEST = Long.MAX_VALUE;

    private final OrderStore orders = new OrderStore(0);
    private long lastId;

    @ParameterizedTest
    @ValueSource(
            longs = {1, 63, 64, 65, 127, 128, 4_095, 4_096, 4_097, 262_143, 262_144, 262_145, FARTHEST - 1, FARTHEST})
    void theBestIsFoundOnBothSidesOfEveryEdge(long edge) {
        for (int sign : new int[] {1, -1}) {
            PriceLevels levels = levels(sign);
            long[] prices = {edge, edge - 1, 0, -edge, 1 - edge};
            List<Integer> handles = new ArrayList<>();
            for (long price : prices) {
                handles.add(add(levels, price, 1));
            }
            TreeMap<Long, Integer> left = new TreeMap<>();
            for (int i = 0; i < prices.length; i++) {
                left.merge(prices[i], 1, Integer::sum);
            }
            assertEquals(sorted(left, sign), pricesOf(levels));
            for (int i = 0; i < prices.length; i++) {
                remove(levels, handles.get(i));
                left.merge(prices[i], -1, (a, b) -> a + b == 0 ? null : a + b);
                assertEquals(
                        sorted(left, sign), pricesOf(levels), "edge=" + edge + ", sign=" + sign + ", removed=" + i);
            }
            assertTrue(levels.isEmpty());
        }
    }

    /** Prices drift over far more leaves and nodes than are kept, and each side does so in the same memory. */
    @Test
    void leavesAndNodesThatAreGivenBackServeAnyOtherSide() {
        SplittableRandom random = new SplittableRandom(5);
        PriceLevels[] sides = new PriceLevels[6];
        List<TreeMap<Long, Integer>> expected = new ArrayList<>();
        List<List<Integer>> resting = new ArrayList<>();
        for (int i = 0; i < sides.length; i++) {
            sides[i] = levels(i % 2 == 0 ? 1 : -1);
            expected.add(new TreeMap<>());
            resting.add(new ArrayList<>());
        }
        long middle = 1_000_000;
        for (int step = 0; step < 60_000; step++) {
            middle += random.nextInt(41) - 15;
            int i = random.nextInt(sides.length);
            boolean isFar = random.nextInt(20) == 0;
            if (random.nextInt(resting.get(i).size() + 10) < 10) {
                long price = isFar ? random.nextLong(1L << 40) : middle + random.nextInt(500);
                resting.get(i).add(add(sides[i], price, 1));
                expected.get(i).merge(price, 1, Integer::sum);
            } else {
                int order = resting.get(i).remove(random.nextInt(resting.get(i).size()));
                expected.get(i).merge(price(sides[i], order), -1, (a, b) -> a + b == 0 ? null : a + b);
                remove(sides[i], order);
            }
            if (step % 500 == 0) {
                for (int j = 0; j < sides.length; j++) {
                    assertEquals(sorted(expected.get(j), j % 2 == 0 ? 1 : -1), pricesOf(sides[j]), "step=" + step);
                }
            }
        }
    }

    /** So few that 16 million orders find room beside them. */
    @Test
    void emptyLeavesAreCountedOverAllBooks() {
        LevelChunks chunks = orders.chunks();
        PriceLevels[] sides = new PriceLevels[100];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = levels(1);
            int[] handles = new int[40];
            for (int j = 0; j < handles.length; j++) {
                handles[j] = add(sides[i], 1_000L * j, 1);
            }
            for (int handle : handles) {
                remove(sides[i], handle);
            }
            assertEquals((i + 1) * 32, chunks.emptyLeaves());
        }
        for (PriceLevels side : sides) {
            for (int j = 0; j < 40; j++) {
                add(side, 1_000L * j, 1);
            }
        }
        assertEquals(0, chunks.emptyLeaves());
    }

    @Test
    void lotsOfALevelAreExactWhereTheyFitAndTheMostWhereTheyDoNot() {
        PriceLevels levels = levels(1);
        long most = (1L << 62) - 1;
        int[] handles = new int[9];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = add(levels, 70, i == 0 ? 5 : most);
        }
        assertEquals(Long.MAX_VALUE, levels.lots(levels.bestLevel()));
        for (int i = handles.length - 1; i > 2; i--) {
            assertEquals(Long.MAX_VALUE, levels.lots(levels.bestLevel()), "orders=" + (i + 1));
            remove(levels, handles[i]);
        }
        remove(levels, handles[2]);
        assertEquals(5 + most, levels.lots(levels.bestLevel()));
        remove(levels, handles[1]);
        assertEquals(5, levels.lots(levels.bestLevel()));
    }

    @Test
    void ordersBeyondWhatWasReservedAtFirstAreLikeAllOthers() {
        PriceLevels levels = levels(1);
        int count = Words.LEAST_RESERVED / Records.ORDER_WORDS + 10_000;
        int[] handles = new int[count];
        for (int i = 0; i < count; i++) {
            handles[i] = add(levels, 100 + i % 1_000, 1 + i);
        }
        assertTrue(handles[count - 1] > Words.LEAST_RESERVED);
        for (int i = 0; i < count; i++) {
            assertEquals(i, orders.orderId(handles[i]) - 1);
            assertEquals(handles[i], orders.find(1, i + 1L));
            assertEquals(1 + i, orders.leavesLots(handles[i]));
            assertEquals(100 + i % 1_000, price(levels, handles[i]));
        }
        for (int i = 0; i < count; i++) {
            remove(levels, handles[i]);
        }
        assertTrue(levels.isEmpty());
        assertEquals(0, orders.size());
    }

    private PriceLevels levels(int sign) {
        return new PriceLevels(sign, orders);
    }

    private int add(PriceLevels levels, long price, long lots) {
        long id = ++lastId;
        int order = orders.add(id, 1, 1, Side.BUY, lots, lots, id);
        levels.append(order, price, lots);
        return order;
    }

    private void remove(PriceLevels levels, int order) {
        levels.remove(order, orders.leavesLots(order));
        orders.free(order);
    }

    private long price(PriceLevels levels, int order) {
        return levels.priceTicks(orders.level(order));
    }

    private static List<Long> pricesOf(PriceLevels levels) {
        List<Long> prices = new ArrayList<>();
        for (int level = levels.bestLevel(); level != Words.NONE; level = levels.behind(level)) {
            prices.add(levels.priceTicks(level));
        }
        if (!prices.isEmpty()) {
            assertEquals(prices.get(0), levels.bestPriceTicks());
            assertEquals(prices.get(prices.size() - 1), levels.worstPriceTicks());
        }
        return prices;
    }

    private static List<Long> sorted(TreeMap<Long, Integer> prices, int sign) {
        return new ArrayList<>(sign == 1 ? prices.descendingKeySet() : prices.keySet());
    }
}
