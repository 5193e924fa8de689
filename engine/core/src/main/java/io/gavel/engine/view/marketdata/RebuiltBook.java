package io.gavel.engine.view.marketdata;

import io.gavel.wire.Decimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * One instrument's book, rebuilt from its market data alone, as a client would: from levels or from orders, followed from
 * the beginning. A gap in the numbers is an {@link IllegalStateException}, and so is an order that is not known.
 */
public final class RebuiltBook implements MarketDataSink {
    /** An order without a name. */
    public record Order(long orderId, long lots) {}

    private final int instrumentId;
    private final TreeMap<Long, PriceLevel> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, PriceLevel> asks = new TreeMap<>();
    private final TreeMap<Long, List<Order>> bidOrders = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, List<Order>> askOrders = new TreeMap<>();
    private final TreeMap<Long, Long> priceOf = new TreeMap<>();
    private PriceLevel bid;
    private PriceLevel ask;
    private long number;
    private long checksum = -1;

    /** @param instrumentId whose messages count; those of others are ignored */
    public RebuiltBook(int instrumentId) {
        this.instrumentId = instrumentId;
    }

    /** The levels of a side, best first: those told, or those that orders make up. */
    public List<PriceLevel> levels(boolean isSell) {
        List<PriceLevel> levels = new ArrayList<>((isSell ? asks : bids).values());
        orders(isSell).forEach((price, orders) -> levels.add(level(price, orders)));
        return levels;
    }

    /** The orders of a side, best level first, within a level by their turn. */
    public List<Order> queue(boolean isSell) {
        List<Order> all = new ArrayList<>();
        orders(isSell).values().forEach(all::addAll);
        return all;
    }

    /** The best of a side as it was told; null: none. */
    public PriceLevel best(boolean isSell) {
        return isSell ? ask : bid;
    }

    /** The last one told; -1: none. */
    public long checksum() {
        return checksum;
    }

    @Override
    public void command(long seq, long timeNs) {
        // Messages say all.
    }

    @Override
    public void top(int id, long number, PriceLevel bid, PriceLevel ask, long lastTicks, long lastLots) {
        if (isNext(id, number)) {
            this.bid = bid;
            this.ask = ask;
        }
    }

    @Override
    public void level(int id, long number, boolean isSell, PriceLevel level) {
        if (!isNext(id, number)) {
            return;
        }
        if (level.orders() == 0) {
            (isSell ? asks : bids).remove(level.priceTicks());
        } else {
            (isSell ? asks : bids).put(level.priceTicks(), level);
        }
    }

    @Override
    public void order(
            int id, long number, OrderAction action, long orderId, boolean isSell, long priceTicks, long lots) {
        if (!isNext(id, number)) {
            return;
        }
        Order order = new Order(orderId, lots);
        switch (action) {
            case ADD -> add(order, isSell, priceTicks, false);
            case ADD_BY_AGE -> add(order, isSell, priceTicks, true);
            case REMOVE -> remove(orderId, isSell);
            case REPLACE -> {
                remove(orderId, isSell);
                add(order, isSell, priceTicks, false);
            }
            case CHANGE -> {
                List<Order> level = orders(isSell).get(require(orderId));
                level.set(place(level, orderId), order);
            }
        }
    }

    @Override
    public void checksum(int id, long number, long checksum) {
        if (isNext(id, number)) {
            this.checksum = checksum;
        }
    }

    private void add(Order order, boolean isSell, long priceTicks, boolean isByAge) {
        List<Order> level = orders(isSell).computeIfAbsent(priceTicks, price -> new ArrayList<>());
        int at = level.size();
        while (isByAge && at > 0 && level.get(at - 1).orderId() > order.orderId()) {
            at--;
        }
        level.add(at, order);
        priceOf.put(order.orderId(), priceTicks);
    }

    private void remove(long orderId, boolean isSell) {
        long priceTicks = require(orderId);
        List<Order> level = orders(isSell).get(priceTicks);
        level.remove(place(level, orderId));
        priceOf.remove(orderId);
        if (level.isEmpty()) {
            orders(isSell).remove(priceTicks);
        }
    }

    private long require(long orderId) {
        Long priceTicks = priceOf.get(orderId);
        if (priceTicks == null) {
            throw new IllegalStateException("expected an order that was added, orderId=" + orderId);
        }
        return priceTicks;
    }

    private static int place(List<Order> level, long orderId) {
        int at = 0;
        while (level.get(at).orderId() != orderId) {
            at++;
        }
        return at;
    }

    private TreeMap<Long, List<Order>> orders(boolean isSell) {
        return isSell ? askOrders : bidOrders;
    }

    private static PriceLevel level(long priceTicks, List<Order> orders) {
        long lots = 0;
        int limits = 0;
        for (Order order : orders) {
            lots += order.lots();
            if (lots >= Decimal.LIMIT) {
                lots -= Decimal.LIMIT;
                limits++;
            }
        }
        return new PriceLevel(priceTicks, lots, limits, orders.size());
    }

    private boolean isNext(int id, long number) {
        if (id != instrumentId) {
            return false;
        }
        if (number != this.number + 1) {
            throw new IllegalStateException("expected the next message, number=" + number + ", last=" + this.number);
        }
        this.number = number;
        return true;
    }
}
