package io.gavel.engine.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * The obvious book, to compare with: two lists, searched from end to end. Prices in ticks, quantities in lots; no money.
 * Says what follows in the words of scenarios.
 */
final class ObviousBook {
    /** A resting order. */
    private static final class Order {
        final int trader;
        final String id;
        final long price;
        long leaves;

        Order(int trader, String id, long price, long leaves) {
            this.trader = trader;
            this.id = id;
            this.price = price;
            this.leaves = leaves;
        }
    }

    private final List<Order> buys = new ArrayList<>();
    private final List<Order> sells = new ArrayList<>();

    List<String> enter(int trader, String id, boolean isBuy, long qty, long price, boolean isImmediate) {
        List<String> events = new ArrayList<>(List.of("accepted"));
        long leaves = qty;
        for (Order best = best(!isBuy, price); leaves > 0 && best != null; best = best(!isBuy, price)) {
            long traded = Math.min(leaves, best.leaves);
            events.add("trade " + traded + " at " + best.price + " with t" + best.trader + "'s " + best.id);
            leaves -= traded;
            best.leaves -= traded;
            if (best.leaves == 0) {
                (isBuy ? sells : buys).remove(best);
            }
        }
        if (leaves > 0 && isImmediate) {
            events.add("canceled " + leaves + " ioc");
        } else if (leaves > 0) {
            (isBuy ? buys : sells).add(new Order(trader, id, price, leaves));
        }
        return events;
    }

    List<String> cancel(int trader, String id) {
        for (List<Order> side : List.of(buys, sells)) {
            for (Order order : side) {
                if (order.trader == trader && order.id.equals(id)) {
                    side.remove(order);
                    return List.of("canceled " + order.leaves + " user");
                }
            }
        }
        return List.of("rejected UNKNOWN_ORDER");
    }

    int size() {
        return buys.size() + sells.size();
    }

    /** The order of a side that trades first within a limit: the best price, of those the first in the list. */
    private Order best(boolean ofBuys, long limit) {
        Order best = null;
        for (Order order : ofBuys ? buys : sells) {
            boolean isWithin = ofBuys ? order.price >= limit : order.price <= limit;
            boolean isBetter = best == null || (ofBuys ? order.price > best.price : order.price < best.price);
            if (isWithin && isBetter) {
                best = order;
            }
        }
        return best;
    }
}
