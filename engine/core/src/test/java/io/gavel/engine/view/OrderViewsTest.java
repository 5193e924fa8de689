package io.gavel.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderViewsTest {
    private static final int ACCOUNTS = 3;
    private static final int KEPT = OrderViews.FINISHED_PER_ACCOUNT;

    private final OrderViews orders = new OrderViews();

    /** What an obvious map remembers of an order. */
    private static final class Known {
        long orderId;
        OrderState state = OrderState.OPEN;
        long leavesLots = 10;
        long filledLots;
    }

    private final List<Map<String, Known>> byId = new ArrayList<>();
    private final List<Deque<String>> finished = new ArrayList<>();
    private final TreeMap<Long, String> open = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itRemembersWhatAnObviousMapRemembers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i <= ACCOUNTS; i++) {
            byId.add(new HashMap<>());
            finished.add(new ArrayDeque<>());
        }
        long orderId = 0;
        for (int step = 0; step < 40_000; step++) {
            if (open.size() < 200 && random.nextBoolean()) {
                open(++orderId, 1 + random.nextInt(ACCOUNTS), name(random));
            } else if (!open.isEmpty()) {
                Long near = open.ceilingKey(random.nextLong(orderId + 1));
                change(near == null ? open.firstKey() : near, random);
            }
            if (step % 97 == 0) {
                assertSameAs(1 + random.nextInt(ACCOUNTS), name(random));
            }
        }
        for (int account = 1; account <= ACCOUNTS; account++) {
            for (String name : byId.get(account).keySet()) {
                assertSameAs(account, name);
            }
        }
        List<Long> inOrder = new ArrayList<>();
        orders.forEachFinished(order -> inOrder.add(orders.orderId(order)));
        List<Long> expected = new ArrayList<>();
        for (int account = 1; account <= ACCOUNTS; account++) {
            Map<String, Known> known = byId.get(account);
            finished.get(account).forEach(name -> expected.add(known.get(name).orderId));
        }
        assertEquals(expected, inOrder);
    }

    @Test
    void millionsThatComeAndGoLeaveNothingBehind() {
        byte[] name = "same-prefix-for-all-000000000000".getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i <= 300_000; i++) {
            for (int at = name.length - 1, rest = i; rest > 0; at--, rest /= 10) {
                name[at] = (byte) ('0' + rest % 10);
            }
            int order = orders.open(i, 7, 1, false, 5, 10, name, name.length);
            assertEquals(order, orders.openOrder(i));
            orders.finish(order, OrderState.CANCELED);
            assertNotEquals(OrderViews.NONE, orders.find(7, name, name.length));
        }
        int[] count = {0};
        orders.forEachFinished(order -> count[0]++);
        assertEquals(KEPT, count[0]);
        assertThrows(IllegalStateException.class, () -> orders.openOrder(300_000));
    }

    private void open(long orderId, int account, String name) {
        Known older = byId.get(account).get(name);
        if (older != null && older.state == OrderState.OPEN) {
            return;
        }
        if (older != null) {
            finished.get(account).remove(name);
        }
        Known known = new Known();
        known.orderId = orderId;
        byId.get(account).put(name, known);
        open.put(orderId, account + name);
        orders.open(orderId, account, 3, orderId % 2 == 0, orderId, 10, ascii(name), name.length());
    }

    private void change(long orderId, SplittableRandom random) {
        String key = open.get(orderId);
        int account = key.charAt(0) - '0';
        String name = key.substring(1);
        Known known = byId.get(account).get(name);
        int order = orders.openOrder(orderId);
        if (known.leavesLots > 1 && random.nextBoolean()) {
            known.leavesLots--;
            known.filledLots++;
            orders.fill(order, 1);
            return;
        }
        known.state = random.nextBoolean() ? OrderState.FILLED : OrderState.CANCELED;
        known.leavesLots = 0;
        open.remove(orderId);
        orders.finish(order, known.state);
        Deque<String> list = finished.get(account);
        list.addLast(name);
        if (list.size() > KEPT) {
            byId.get(account).remove(list.removeFirst());
        }
    }

    private void assertSameAs(int account, String name) {
        Known known = byId.get(account).get(name);
        int order = orders.find(account, ascii(name), name.length());
        if (known == null) {
            assertEquals(OrderViews.NONE, order, name);
            return;
        }
        assertEquals(known.orderId, orders.orderId(order), name);
        assertEquals(known.state, orders.state(order), name);
        assertEquals(known.leavesLots, orders.leavesLots(order), name);
        assertEquals(known.filledLots, orders.filledLots(order), name);
        assertEquals(known.orderId, orders.priceTicks(order), name);
        assertEquals(known.orderId % 2 == 0, orders.isSell(order), name);
        assertEquals(account, orders.accountId(order), name);
        assertEquals(3, orders.instrumentId(order), name);
        byte[] text = new byte[32];
        assertEquals(name, new String(text, 0, orders.clOrdId(order, text), StandardCharsets.US_ASCII));
    }

    /** Lengths 1 to 32; few enough that they come again, also while they are remembered. */
    private static String name(SplittableRandom random) {
        int number = random.nextInt(6_000);
        return "n".repeat(number % 28) + number;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
