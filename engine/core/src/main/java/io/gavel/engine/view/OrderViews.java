package io.gavel.engine.view;

import io.gavel.engine.Hash64;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Orders by order id while they are open, and by account and client order id for as long as they are remembered: the
 * last {@link #FINISHED_PER_ACCOUNT} finished ones of each account.
 *
 * <p>Pooled; allocates to grow. One thread.
 */
final class OrderViews {
    /** Finished orders that stay known, per account. */
    static final int FINISHED_PER_ACCOUNT = 1024;

    /** An account's finished orders, in the order in which they finished. */
    private static final class Finished {
        private OrderView first;
        private OrderView last;
        private int count;
    }

    private final Long2ObjectHashMap<OrderView> open = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<OrderView> byKey = new Long2ObjectHashMap<>();
    private Finished[] finished = new Finished[64];
    private OrderView pool;

    /** A new open order; the caller fills the rest. An older one of the same id is forgotten. */
    OrderView open(long orderId, int accountId, byte[] clOrdId, int length) {
        OrderView older = find(accountId, clOrdId, length);
        if (older != null && older.state != OrderView.State.OPEN) {
            forget(older);
        }
        OrderView order = take();
        order.state = OrderView.State.OPEN;
        order.orderId = orderId;
        order.accountId = accountId;
        System.arraycopy(clOrdId, 0, order.clOrdId, 0, length);
        order.clOrdIdLength = length;
        order.key = key(accountId, clOrdId, length);
        order.nextOfKey = byKey.get(order.key);
        byKey.put(order.key, order);
        open.put(orderId, order);
        return order;
    }

    /** The open order of an id, or null. */
    OrderView openOrder(long orderId) {
        return open.get(orderId);
    }

    /** The newest order of an account's client order id, or null. */
    OrderView find(int accountId, byte[] clOrdId, int length) {
        OrderView order = byKey.get(key(accountId, clOrdId, length));
        while (order != null && !order.is(accountId, clOrdId, length)) {
            order = order.nextOfKey;
        }
        return order;
    }

    /** The order is filled or canceled: it is known a while longer. */
    void finish(OrderView order, OrderView.State state) {
        order.state = state;
        open.remove(order.orderId);
        Finished list = finishedOf(order.accountId);
        order.earlier = list.last;
        order.later = null;
        if (list.last == null) {
            list.first = order;
        } else {
            list.last.later = order;
        }
        list.last = order;
        list.count++;
        if (list.count > FINISHED_PER_ACCOUNT) {
            forget(list.first);
        }
    }

    /** The finished orders that are still known, by account, then in the order in which they finished. */
    void forEachFinished(Consumer<OrderView> each) {
        for (Finished list : finished) {
            for (OrderView order = list == null ? null : list.first; order != null; order = order.later) {
                each.accept(order);
            }
        }
    }

    private void forget(OrderView order) {
        Finished list = finishedOf(order.accountId);
        if (order.earlier == null) {
            list.first = order.later;
        } else {
            order.earlier.later = order.later;
        }
        if (order.later == null) {
            list.last = order.earlier;
        } else {
            order.later.earlier = order.earlier;
        }
        list.count--;
        unlinkKey(order);
        order.earlier = null;
        order.later = pool;
        pool = order;
    }

    private void unlinkKey(OrderView order) {
        OrderView first = byKey.get(order.key);
        if (first == order) {
            if (order.nextOfKey == null) {
                byKey.remove(order.key);
            } else {
                byKey.put(order.key, order.nextOfKey);
            }
        } else {
            OrderView before = first;
            while (before.nextOfKey != order) {
                before = before.nextOfKey;
            }
            before.nextOfKey = order.nextOfKey;
        }
        order.nextOfKey = null;
    }

    private OrderView take() {
        OrderView order = pool;
        if (order == null) {
            return new OrderView();
        }
        pool = order.later;
        order.later = null;
        return order;
    }

    private Finished finishedOf(int accountId) {
        if (accountId >= finished.length) {
            finished = Arrays.copyOf(finished, Math.max(accountId + 1, finished.length * 2));
        }
        if (finished[accountId] == null) {
            finished[accountId] = new Finished();
        }
        return finished[accountId];
    }

    private static long key(int accountId, byte[] text, int length) {
        long hash = accountId;
        for (int i = 0; i < length; i++) {
            hash = Hash64.mix(hash, text[i]);
        }
        return hash;
    }
}
