package io.gavel.gateway.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads an order file and a trade file of a continuous double auction, matches the orders itself in the most obvious way,
 * by price, then time, and says whether the trades are those. Knows nothing but the two texts.
 */
final class DoubleAuctionChecker {
    private static final class Order {
        private final long id;
        private final long time;
        private final long price;
        private long qty;

        Order(long id, long time, long qty, long price) {
            this.id = id;
            this.time = time;
            this.qty = qty;
            this.price = price;
        }
    }

    private static final Comparator<Order> BEST_BID =
            Comparator.comparingLong((Order order) -> -order.price).thenComparingLong(order -> order.time);
    private static final Comparator<Order> BEST_ASK =
            Comparator.comparingLong((Order order) -> order.price).thenComparingLong(order -> order.time);

    private final List<Order> bids = new ArrayList<>();
    private final List<Order> asks = new ArrayList<>();

    private DoubleAuctionChecker() {}

    /** What is wrong; null where nothing is. */
    static String check(List<String> orderLines, List<String> tradeLines) {
        DoubleAuctionChecker checker = new DoubleAuctionChecker();
        int next = 0;
        long lastTime = -1;
        for (String line : orderLines) {
            String[] fields = line.split(",");
            if (fields.length != 5) {
                return "expected five fields, line=" + line;
            }
            long time = Long.parseLong(fields[2]);
            if (time <= lastTime) {
                return "expected time to go on, line=" + line;
            }
            lastTime = time;
            List<String> trades = checker.instruct(
                    fields[0],
                    new Order(Long.parseLong(fields[1]), time, Long.parseLong(fields[3]), Long.parseLong(fields[4])));
            if (trades.isEmpty()) {
                continue;
            }
            if (next == tradeLines.size()) {
                return "expected trades " + trades + " of " + line;
            }
            String told = tradeLines.get(next++);
            if (!sorted(trades.stream()).equals(sorted(Stream.of(told.split(";"))))) {
                return "expected trades " + trades + " of " + line + ", told=" + told;
            }
        }
        return next == tradeLines.size() ? null : "expected no more trades, told=" + tradeLines.get(next);
    }

    private List<String> instruct(String what, Order order) {
        switch (what) {
            case "Buy" -> {
                return match(order, asks, BEST_ASK, bids, true);
            }
            case "Sell" -> {
                return match(order, bids, BEST_BID, asks, false);
            }
            case "Del" -> {
                bids.removeIf(each -> each.id == order.id);
                asks.removeIf(each -> each.id == order.id);
                return List.of();
            }
            default -> throw new IllegalArgumentException("expected Buy, Sell or Del, what=" + what);
        }
    }

    private static List<String> match(
            Order order, List<Order> others, Comparator<Order> best, List<Order> own, boolean isBid) {
        List<String> trades = new ArrayList<>();
        while (order.qty > 0 && !others.isEmpty()) {
            Order other = others.stream().min(best).orElseThrow();
            if (isBid ? other.price > order.price : other.price < order.price) {
                break;
            }
            long qty = Math.min(order.qty, other.qty);
            trades.add((isBid ? order.id + "," + other.id : other.id + "," + order.id) + "," + qty);
            order.qty -= qty;
            other.qty -= qty;
            if (other.qty == 0) {
                others.remove(other);
            }
        }
        if (order.qty > 0) {
            own.add(order);
        }
        return trades;
    }

    private static List<String> sorted(Stream<String> trades) {
        return trades.sorted().toList();
    }
}
