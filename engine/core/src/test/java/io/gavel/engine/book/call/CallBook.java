package io.gavel.engine.book.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The orders of a call as a test writes them: {@code "30@102 20@100 m10 / 20@98"}, buyers before the slash. */
final class CallBook {
    /** An order; {@code limit} is {@link #MARKET} for one without. */
    record Order(boolean isBuy, long lots, long limit) {
        boolean isMarket() {
            return limit == MARKET;
        }

        /** Whether it trades at a price. */
        boolean takes(long price) {
            return isMarket() || (isBuy ? limit >= price : limit <= price);
        }

        /** Whether it would have traded at a worse price, too. */
        boolean isBetterThan(long price) {
            return isMarket() || (isBuy ? limit > price : limit < price);
        }
    }

    static final long MARKET = 0;

    final List<Order> orders = new ArrayList<>();

    /** Prices with decimals are counted in ticks of 1 / {@code ticksPerUnit}. */
    static CallBook of(String text, int ticksPerUnit) {
        CallBook book = new CallBook();
        boolean isBuy = true;
        for (String word : text.split(" ")) {
            if (word.equals("/")) {
                isBuy = false;
            } else if (word.startsWith("m")) {
                book.add(isBuy, Long.parseLong(word.substring(1)), MARKET);
            } else {
                String[] parts = word.split("@");
                book.add(isBuy, Long.parseLong(parts[0]), Math.round(Double.parseDouble(parts[1]) * ticksPerUnit));
            }
        }
        return book;
    }

    static CallBook of(String text) {
        return of(text, 1);
    }

    /** Up to 12 orders around 20 to 40, now and then market orders, mostly crossed. */
    static CallBook random(SplittableRandom random) {
        CallBook book = new CallBook();
        boolean hasMarketOrders = random.nextInt(3) == 0;
        int range = 2 + random.nextInt(20);
        for (int i = random.nextInt(13); i > 0; i--) {
            boolean isMarket = hasMarketOrders && random.nextInt(4) == 0;
            // Few sizes, so that ties are common.
            book.add(
                    random.nextBoolean(),
                    10L * (1 + random.nextInt(4)),
                    isMarket ? MARKET : 20 + random.nextInt(range));
        }
        return book;
    }

    void add(boolean isBuy, long lots, long limit) {
        orders.add(new Order(isBuy, lots, limit));
    }

    long lotsAt(boolean isBuy, long price) {
        return orders.stream()
                .filter(order -> order.isBuy() == isBuy && order.takes(price))
                .mapToLong(Order::lots)
                .sum();
    }

    long lotsBetterThan(boolean isBuy, long price) {
        return orders.stream()
                .filter(order -> order.isBuy() == isBuy && order.isBetterThan(price))
                .mapToLong(Order::lots)
                .sum();
    }

    /** One level an order, so that prices come several times in a row. */
    CallLevels levels(boolean isBuy) {
        long market = isBuy ? CallLevels.MARKET_BUY : CallLevels.MARKET_SELL;
        Comparator<long[]> rising = Comparator.comparingLong(level -> level[0]);
        List<long[]> levels = orders.stream()
                .filter(order -> order.isBuy() == isBuy)
                .map(order -> new long[] {order.isMarket() ? market : order.limit(), order.lots()})
                .sorted(isBuy ? rising.reversed() : rising)
                .toList();
        return new CallLevels() {
            private int at = -1;

            @Override
            public void rewind() {
                at = -1;
            }

            @Override
            public boolean next() {
                at++;
                return at < levels.size();
            }

            @Override
            public long priceTicks() {
                return levels.get(at)[0];
            }

            @Override
            public long lots() {
                return levels.get(at)[1];
            }

            @Override
            public long worstTicks() {
                return levels.get(levels.size() - 1)[0];
            }
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (boolean isBuy : new boolean[] {true, false}) {
            for (Order order : orders) {
                if (order.isBuy() == isBuy) {
                    text.append(order.isMarket() ? "m" + order.lots() : order.lots() + "@" + order.limit())
                            .append(' ');
                }
            }
            text.append(isBuy ? "/ " : "");
        }
        return text.toString();
    }
}
