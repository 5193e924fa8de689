package io.gavel.engine.book.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * The rules as the law book words them, one candidate price after the other, all orders summed up for each. Counts in half
 * ticks, as the candidates of one venue are, and shares nothing with the engine. {@code NONE} is no price.
 */
final class CallOracle {
    static final long NONE = Long.MIN_VALUE;

    private final CallBook book;
    private final long reference;
    private final long halfUnit;
    private final long pressureMicros;
    private final long bandLow;
    private final long bandHigh;
    private List<Long> left = new ArrayList<>();

    /** All in ticks. */
    CallOracle(CallBook book, long reference, long halfUnit, long pressureMicros, long bandLow, long bandHigh) {
        this.book = book;
        this.reference = reference;
        this.halfUnit = halfUnit;
        this.pressureMicros = pressureMicros;
        this.bandLow = bandLow;
        this.bandHigh = bandHigh;
    }

    long print(CallProfile profile) {
        boolean hasLimits = book.orders.stream().anyMatch(order -> !order.isMarket());
        if (!hasLimits) {
            long paired = Math.min(book.lotsAt(true, 1), book.lotsAt(false, 1));
            return paired == 0 || reference < bandLow || reference > bandHigh ? NONE : reference;
        }
        collect(profile);
        left.removeIf(price -> price < 2 * bandLow || price > 2 * bandHigh);
        keepBest(price -> -paired(price));
        if (left.isEmpty() || paired(left.get(0)) == 0) {
            return NONE;
        }
        double half = switch (profile) {
            case XETRA -> xetra();
            case EURONEXT -> euronext();
            case ASX -> asx();
            case NASDAQ -> nasdaq();
            case IEX, KRX -> betterFilled();
            case MIDRANGE -> middle();
        };
        return (long) Math.floor(half / 2);
    }

    private void collect(CallProfile profile) {
        List<Long> limits = book.orders.stream()
                .filter(order -> !order.isMarket())
                .map(order -> 2 * order.limit())
                .sorted()
                .distinct()
                .toList();
        double from = limits.get(0);
        double to = limits.get(limits.size() - 1);
        if (reference != NONE) {
            double tenth = Math.max(2 * reference * 0.1, 2 * halfUnit);
            double away = profile == CallProfile.KRX ? 2 * reference * 0.3 : tenth;
            if (profile == CallProfile.KRX || profile == CallProfile.IEX || profile == CallProfile.NASDAQ) {
                from = 2 * reference - away - 1e-9;
                to = 2 * reference + away + 1e-9;
            }
        }
        if (profile == CallProfile.XETRA || profile == CallProfile.EURONEXT) {
            left.addAll(limits);
            return;
        }
        for (long price = 2; price <= to; price += profile == CallProfile.IEX ? 1 : 2) {
            if (price >= from) {
                left.add(price);
            }
        }
    }

    private double xetra() {
        keepBest(price -> Math.abs(surplus(price)));
        if (all(price -> surplus(price) > 0)) {
            return highest();
        }
        if (all(price -> surplus(price) < 0)) {
            return lowest();
        }
        if (left.stream().anyMatch(price -> surplus(price) != 0)) {
            long lastOfBuyers = left.stream()
                    .filter(price -> surplus(price) > 0)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            long firstOfSellers = left.stream()
                    .filter(price -> surplus(price) < 0)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            left = List.of(lastOfBuyers, firstOfSellers);
        }
        return Math.max(lowest(), Math.min(highest(), anchor()));
    }

    private double euronext() {
        keepBest(price -> Math.abs(surplus(price)));
        double anchor = Math.floor(anchor() / 2) * 2;
        long nearest = highest();
        for (long price : left) {
            double nearer = Math.abs(price - anchor) - Math.abs(nearest - anchor);
            if (nearer < 0 || nearer == 0 && price > nearest) {
                nearest = price;
            }
        }
        return nearest;
    }

    private double asx() {
        keepBest(price -> Math.abs(surplus(price)));
        if (reference == NONE) {
            return middle();
        }
        if (all(price -> surplus(price) > 0)) {
            return under(2 * Math.ceil(reference * (1 + pressureMicros / 1e8) - 1e-9));
        }
        if (all(price -> surplus(price) < 0)) {
            return under(2 * Math.floor(reference * (1 - pressureMicros / 1e8) + 1e-9));
        }
        return left.contains(2 * reference) ? 2 * reference : under(2.0 * reference);
    }

    /** All below the moved reference: the highest; all above: the lowest; else it. */
    private double under(double moved) {
        if (all(price -> price < moved)) {
            return highest();
        }
        return all(price -> price > moved) ? lowest() : moved;
    }

    private double nasdaq() {
        keepBest(price -> Math.abs(surplus(price)));
        double anchor = anchor();
        keepBest(price -> Math.round(1000 * Math.abs(price - anchor)));
        return lowest();
    }

    /** Fills by priority, then keeps the prices that are not beyond the best limits of who is left. */
    private double betterFilled() {
        List<Long> mostPaired = left;
        long paired = paired(left.get(0));
        double bestBuyer = bestUnfilled(true, paired);
        double bestSeller = bestUnfilled(false, paired);
        left = mostPaired.stream()
                .filter(price -> price >= bestBuyer && price <= bestSeller)
                .toList();
        if (left.isEmpty()) {
            boolean buyersPull = bestBuyer > mostPaired.get(mostPaired.size() - 1);
            left = mostPaired;
            left = List.of(wholeTick(buyersPull ? highest() : lowest(), mostPaired));
        }
        if (reference == NONE) {
            return middle();
        }
        double at = Math.max(lowest(), Math.min(highest(), 2 * reference));
        return wholeTick((long) at, left);
    }

    /** A half tick can only be an end: the whole one inside. */
    private long wholeTick(long price, List<Long> among) {
        if (price % 2 == 0) {
            return price;
        }
        return among.contains(price + 1) ? price + 1 : price - 1;
    }

    private double bestUnfilled(boolean isBuy, long paired) {
        Comparator<CallBook.Order> byLimit = Comparator.comparingDouble(order -> limit(order));
        List<CallBook.Order> byPriority = book.orders.stream()
                .filter(order -> order.isBuy() == isBuy)
                .sorted(isBuy ? byLimit.reversed() : byLimit)
                .toList();
        long filled = 0;
        for (CallBook.Order order : byPriority) {
            filled += order.lots();
            if (filled > paired) {
                return limit(order);
            }
        }
        return isBuy ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static double limit(CallBook.Order order) {
        double without = order.isBuy() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return order.isMarket() ? without : 2.0 * order.limit();
    }

    /** In half ticks; the middle is a whole tick. */
    private double anchor() {
        return reference == NONE ? middle() : 2 * reference;
    }

    private double middle() {
        return 2 * Math.floor((lowest() + highest()) / 4.0);
    }

    private long lowest() {
        return left.get(0);
    }

    private long highest() {
        return left.get(left.size() - 1);
    }

    private boolean all(LongPredicate holds) {
        return left.stream().allMatch(holds::test);
    }

    private void keepBest(ToLongFunction<Long> cost) {
        long least = left.stream().mapToLong(cost).min().orElse(0);
        left = left.stream().filter(price -> cost.applyAsLong(price) == least).toList();
    }

    private long paired(long halfTicks) {
        return Math.min(lots(true, halfTicks), lots(false, halfTicks));
    }

    private long surplus(long halfTicks) {
        return lots(true, halfTicks) - lots(false, halfTicks);
    }

    private long lots(boolean isBuy, long halfTicks) {
        return book.orders.stream()
                .filter(order -> order.isBuy() == isBuy
                        && (order.isMarket()
                                || (isBuy ? 2 * order.limit() >= halfTicks : 2 * order.limit() <= halfTicks)))
                .mapToLong(CallBook.Order::lots)
                .sum();
    }
}
