package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Profile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a call would print: every candidate is tried, in the words of the profile's ladder. In ticks and lots. */
final class Call {
    private static final long NONE = Told.NONE;
    private static final int MOST_TICKS = 300;

    /**
     * @param surplusSide 1 buyers are left, 2 sellers, {@link #NONE} nobody
     * @param highest what could have printed at most
     */
    record Print(long price, long lots, long surplus, long surplusSide, long highest) {}

    private Call() {}

    /** @param named the reference that the command names, or {@link #NONE} */
    static Print print(Book book, long named) {
        long reference = named != NONE ? named : book.last != NONE ? book.last : book.reference;
        long price = price(book, reference);
        if (price == NONE) {
            return new Print(NONE, 0, 0, NONE, highest(book, reference));
        }
        BigInteger imbalance = imbalance(book, price);
        return new Print(
                price,
                told(matched(book, price)),
                told(imbalance.abs()),
                imbalance.signum() > 0 ? 1 : imbalance.signum() < 0 ? 2 : NONE,
                highest(book, reference));
    }

    /** What is beyond the last number of the wire is told as that. */
    private static long told(BigInteger lots) {
        return lots.bitLength() > 63 ? Long.MAX_VALUE : lots.longValue();
    }

    private static long highest(Book book, long reference) {
        long highest = book.high == NONE ? Long.MAX_VALUE : book.high;
        return hasCollar(book, reference) ? Math.min(highest, upper(book, reference)) : highest;
    }

    private static boolean hasCollar(Book book, long reference) {
        return reference != NONE
                && (book.profile == Profile.KRX || book.profile == Profile.IEX || book.profile == Profile.NASDAQ);
    }

    /** Where the collar ends, or the last of all prices. */
    private static long upper(Book book, long reference) {
        long away = away(book, reference);
        return reference > Long.MAX_VALUE - away ? Long.MAX_VALUE : reference + away;
    }

    /** KRX prints within 30 % of the reference, NASDAQ and IEX within 10 %, and half a unit at least. */
    private static long away(Book book, long reference) {
        int percent = book.profile == Profile.KRX ? 30 : 10;
        long away = reference / 100 * percent + reference % 100 * percent / 100;
        return percent == 30 ? away : Math.max(away, book.halfUnit);
    }

    private static long price(Book book, long reference) {
        TreeSet<Long> limits = new TreeSet<>();
        for (boolean areBids : new boolean[] {true, false}) {
            for (Order order : book.side(areBids)) {
                if (order.price != NONE) {
                    limits.add(order.price);
                }
            }
        }
        long low = book.low == NONE ? 1 : book.low;
        long high = book.high == NONE ? Long.MAX_VALUE : book.high;
        if (limits.isEmpty()) {
            // Only market orders: they print at the reference.
            boolean both = !book.bids.isEmpty() && !book.asks.isEmpty();
            return both && reference >= low && reference <= high ? reference : NONE;
        }
        List<Long> candidates = candidates(book, limits, reference);
        candidates.removeIf(price -> price < low || price > high);
        candidates = best(candidates, price -> matched(book, price));
        if (candidates.isEmpty() || matched(book, candidates.get(0)).signum() == 0) {
            return NONE;
        }
        return choose(book, candidates, reference);
    }

    /** The limits, or every tick from the lowest to the highest, or those of the collar around the reference. */
    private static List<Long> candidates(Book book, TreeSet<Long> limits, long reference) {
        if (book.profile == Profile.XETRA || book.profile == Profile.EURONEXT) {
            return new ArrayList<>(limits);
        }
        long from = limits.first();
        long to = limits.last();
        if (hasCollar(book, reference)) {
            from = reference - away(book, reference);
            to = upper(book, reference);
        }
        if (to - from < MOST_TICKS) {
            return LongStream.rangeClosed(from, to).boxed().collect(Collectors.toCollection(ArrayList::new));
        }
        // Between two limits nothing changes: where there are too many ticks, their ends and the reference stand for
        // all.
        TreeSet<Long> some = new TreeSet<>();
        for (long limit : limits) {
            some.addAll(List.of(limit - 1, limit, limit + 1));
        }
        some.addAll(List.of(from, to));
        for (long edge : new long[] {book.low, book.high}) {
            some.add(Math.max(from, Math.min(to, edge)));
        }
        if (reference != NONE) {
            some.add(reference);
        }
        return new ArrayList<>(some.subSet(from, true, to, true));
    }

    private static long choose(Book book, List<Long> mostMatched, long reference) {
        if (book.profile == Profile.MIDRANGE) {
            return middle(mostMatched);
        }
        if (book.profile == Profile.KRX || book.profile == Profile.IEX) {
            List<Long> filled = betterFilled(book, mostMatched);
            return reference == NONE ? middle(filled) : clamp(filled, reference);
        }
        List<Long> candidates =
                best(mostMatched, price -> imbalance(book, price).abs().negate());
        if (book.profile == Profile.XETRA) {
            return xetra(book, candidates, reference);
        }
        if (book.profile == Profile.EURONEXT) {
            return nearest(candidates, reference == NONE ? middle(candidates) : reference);
        }
        return reference == NONE ? middle(candidates) : clamp(candidates, reference);
    }

    /** Prices at which nobody with a better limit is left; where market orders or a collar are in the way, the nearest to it. */
    private static List<Long> betterFilled(Book book, List<Long> candidates) {
        List<Long> filled = candidates.stream()
                .filter(price -> !buyersWait(book, price) && !sellersWait(book, price))
                .toList();
        if (!filled.isEmpty()) {
            return filled;
        }
        return List.of(buyersWait(book, last(candidates)) ? last(candidates) : candidates.get(0));
    }

    private static boolean buyersWait(Book book, long price) {
        return willing(book.bids, price + 1).compareTo(matched(book, price)) > 0;
    }

    private static boolean sellersWait(Book book, long price) {
        return willing(book.asks, price - 1).compareTo(matched(book, price)) > 0;
    }

    private static long xetra(Book book, List<Long> candidates, long reference) {
        List<Long> buyHeavy = candidates.stream()
                .filter(price -> imbalance(book, price).signum() > 0)
                .toList();
        List<Long> sellHeavy = candidates.stream()
                .filter(price -> imbalance(book, price).signum() < 0)
                .toList();
        if (buyHeavy.size() == candidates.size()) {
            return last(candidates);
        }
        if (sellHeavy.size() == candidates.size()) {
            return candidates.get(0);
        }
        List<Long> range = buyHeavy.isEmpty() ? candidates : List.of(last(buyHeavy), sellHeavy.get(0));
        return reference == NONE ? middle(range) : clamp(range, reference);
    }

    private static long last(List<Long> prices) {
        return prices.get(prices.size() - 1);
    }

    private static long middle(List<Long> prices) {
        return BigInteger.valueOf(prices.get(0))
                .add(BigInteger.valueOf(last(prices)))
                .shiftRight(1)
                .longValue();
    }

    private static long clamp(List<Long> prices, long reference) {
        return Math.max(prices.get(0), Math.min(last(prices), reference));
    }

    /** The candidate closest to the reference, of two the higher one. */
    private static long nearest(List<Long> prices, long reference) {
        long nearest = prices.get(0);
        for (long price : prices) {
            if (Math.abs(price - reference) <= Math.abs(nearest - reference)) {
                nearest = price;
            }
        }
        return nearest;
    }

    private interface Score {
        BigInteger of(long price);
    }

    private static List<Long> best(List<Long> prices, Score score) {
        List<Long> best = new ArrayList<>();
        BigInteger most = null;
        for (long price : prices) {
            BigInteger at = score.of(price);
            int compared = most == null ? 1 : at.compareTo(most);
            if (compared > 0) {
                best.clear();
                most = at;
            }
            if (compared >= 0) {
                best.add(price);
            }
        }
        return best;
    }

    private static BigInteger willing(List<Order> side, long price) {
        BigInteger sum = BigInteger.ZERO;
        long lots = 0;
        for (Order order : side) {
            long more = order.accepts(price) ? order.leaves : 0;
            if (lots + more < 0) {
                sum = sum.add(BigInteger.valueOf(lots));
                lots = 0;
            }
            lots += more;
        }
        return sum.add(BigInteger.valueOf(lots));
    }

    static BigInteger matched(Book book, long price) {
        return willing(book.bids, price).min(willing(book.asks, price));
    }

    private static BigInteger imbalance(Book book, long price) {
        return willing(book.bids, price).subtract(willing(book.asks, price));
    }
}
