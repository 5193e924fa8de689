package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against lists that are sorted and searched in the obvious way, on books of very different shapes. */
final class OrderBookTest {
    /** Where prices come from. */
    enum Shape {
        NARROW(100, 3, 300),
        WIDE(100_000, 5_000, 2_000),
        /** Each price in a leaf of its own, and some at the ends of what there is. */
        EXTREME(1L << 40, 1L << 39, 1_000),
        /** Around the edges of leaves. */
        LEAVES(64 * 1_000, 65, 500),
        /** Around the edge of what one node leads to. */
        NODES(4_096 * 3, 70, 500),
        /** Across many nodes. */
        MANY_NODES(262_144, 262_144, 3_000);

        private final long middle;
        private final long spread;
        private final int most;

        Shape(long middle, long spread, int most) {
            this.middle = middle;
            this.spread = spread;
            this.most = most;
        }

        long price(SplittableRandom random, boolean isBuy) {
            if (this == EXTREME && random.nextInt(10) == 0) {
                return isBuy ? 1 + random.nextInt(3) : (1L << 62) - 1 - random.nextInt(3);
            }
            long away = random.nextLong(spread) - random.nextLong(1 + spread / 4);
            return Math.max(1, isBuy ? middle - away : middle + away);
        }
    }

    private static final int INSTRUMENT = 7;

    /** An order as the obvious book has it. */
    private static final class Plain {
        long orderId;
        boolean isBuy;
        long price;
        long leaves;
        int accountId;
        String clOrdId;
        int handle;
    }

    private final OrderStore orders = new OrderStore(0);
    private final OrderBook book = new OrderBook(INSTRUMENT, orders);
    private final List<Plain> plain = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final byte[] id = new byte[OrderStore.MAX_ID_LENGTH];
    private final BookListener listener = new BookListener() {
        @Override
        public void onTrade(int maker, long priceTicks, long qtyLots) {
            seen.add(orders.orderId(maker) + " " + qtyLots + "@" + priceTicks + " left " + orders.leavesLots(maker));
        }

        @Override
        public void onFilled(int maker) {
            orders.free(maker);
        }
    };

    @ParameterizedTest
    @EnumSource
    void itDoesWhatTheObviousBookDoes(Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.ordinal());
        for (long orderId = 1; orderId <= 30_000; orderId++) {
            if (plain.size() < shape.most && random.nextInt(10) < 6) {
                enter(orderId, shape, random);
            } else if (!plain.isEmpty()) {
                cancel(plain.get(random.nextInt(plain.size())));
            }
            if (orderId % 1_000 == 0) {
                book.verify(false);
                assertSame();
            }
        }
        while (!plain.isEmpty()) {
            cancel(plain.get(random.nextInt(plain.size())));
        }
        book.verify(false);
        assertEquals(0, orders.size());
    }

    private void enter(long orderId, Shape shape, SplittableRandom random) {
        Plain order = new Plain();
        order.orderId = orderId;
        order.isBuy = random.nextBoolean();
        order.price = shape.price(random, order.isBuy);
        order.leaves = random.nextInt(50) == 0 ? 1L << 61 : 1 + random.nextInt(20);
        order.accountId = 1 + random.nextInt(3);
        order.clOrdId = "x".repeat(random.nextInt(27)) + orderId;
        long qty = order.leaves;
        List<String> expected = matched(order);
        seen.clear();
        long leaves = book.match(order.isBuy ? Side.BUY : Side.SELL, order.price, qty, listener);
        assertEquals(expected, seen);
        assertEquals(order.leaves, leaves);
        if (leaves > 0) {
            rest(order, qty);
        }
    }

    private void rest(Plain order, long qty) {
        int length = id(order);
        assertEquals(OrderStore.NONE, orders.find(order.accountId, id, 0, length));
        order.handle = orders.add(
                order.orderId,
                order.accountId,
                INSTRUMENT,
                order.isBuy ? Side.BUY : Side.SELL,
                qty,
                order.leaves,
                id,
                0,
                length);
        book.rest(order.handle, order.price);
        plain.add(order);
    }

    private void cancel(Plain order) {
        int length = id(order);
        assertEquals(OrderStore.NONE, orders.find(order.accountId + 1, id, 0, length), "of another account");
        int handle = orders.find(order.accountId, id, 0, length);
        assertNotEquals(OrderStore.NONE, handle, order.clOrdId);
        assertEquals(order.orderId, orders.orderId(handle));
        assertEquals(order.price, book.priceTicks(handle));
        assertEquals(length, orders.copyId(handle, id, 0));
        assertEquals(order.clOrdId, new String(id, 0, length, StandardCharsets.US_ASCII));
        book.remove(handle);
        orders.free(handle);
        plain.remove(order);
    }

    private int id(Plain order) {
        byte[] bytes = order.clOrdId.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, id, 0, bytes.length);
        return bytes.length;
    }

    private List<String> matched(Plain taker) {
        List<Plain> makers = new ArrayList<>(plain.stream()
                .filter(maker -> maker.isBuy != taker.isBuy)
                .filter(maker -> taker.isBuy ? maker.price <= taker.price : maker.price >= taker.price)
                .sorted(priority(!taker.isBuy))
                .toList());
        List<String> trades = new ArrayList<>();
        while (taker.leaves > 0 && !makers.isEmpty()) {
            Plain maker = makers.remove(0);
            long qty = Math.min(taker.leaves, maker.leaves);
            taker.leaves -= qty;
            maker.leaves -= qty;
            trades.add(maker.orderId + " " + qty + "@" + maker.price + " left " + maker.leaves);
            if (maker.leaves == 0) {
                plain.remove(maker);
            }
        }
        return trades;
    }

    private void assertSame() {
        List<Long> expected = new ArrayList<>();
        for (boolean areBids : new boolean[] {true, false}) {
            plain.stream()
                    .filter(order -> order.isBuy == areBids)
                    .sorted(priority(areBids))
                    .forEach(order -> expected.add(order.orderId));
        }
        List<Long> found = new ArrayList<>();
        book.forEachOrder(order -> found.add(orders.orderId(order)));
        assertEquals(expected, found);
        assertEquals(plain.size(), orders.size());
    }

    private static Comparator<Plain> priority(boolean areBids) {
        Comparator<Plain> price = Comparator.comparingLong(order -> areBids ? -order.price : order.price);
        return price.thenComparingLong(order -> order.orderId);
    }
}
