package io.gavel.engine.view;

import io.gavel.engine.Check;
import io.gavel.wire.Decimal;
import io.gavel.wire.Directory;
import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The levels of one side of a book: price, quantity, number of orders.
 *
 * <p>Sorted arrays with the best level last, where most changes are. Prices are ticks, quantities lots. Finding a level
 * is O(log levels), a new one moves those that are better. Allocates only to grow. Read it on the thread that feeds the
 * views, and keep nothing of it.
 *
 * <p>One order has fewer lots than {@link Decimal#LIMIT}, but where no money is moved nothing bounds all of a level
 * together: what goes beyond the limit is carried.
 */
public final class BookSide {
    /** 1 where the highest price is best, -1 where the lowest is. */
    private final int direction;

    private long[] pricesTicks = new long[16];
    /** Below {@link Decimal#LIMIT}; each carry stands for one more limit. */
    private long[] qtysLots = new long[16];

    private int[] carries = new int[16];
    private int[] orders = new int[16];
    private int count;

    BookSide(boolean isBids) {
        direction = isBids ? 1 : -1;
    }

    public int count() {
        return count;
    }

    /** Price of a level, the best being 0. */
    public long priceTicks(int level) {
        return pricesTicks[count - 1 - level];
    }

    /** Quantity of a level; {@link #exactQtyLots} where that is no long. */
    public long qtyLots(int level) {
        return qtysLots[count - 1 - level];
    }

    /** Whether a level has {@link Decimal#LIMIT} lots or more. */
    public boolean isBeyondLimit(int level) {
        return carries[count - 1 - level] > 0;
    }

    /** Quantity of a level, however large. Allocates. */
    public BigInteger exactQtyLots(int level) {
        int at = count - 1 - level;
        return BigInteger.valueOf(Decimal.LIMIT)
                .multiply(BigInteger.valueOf(carries[at]))
                .add(BigInteger.valueOf(qtysLots[at]));
    }

    public int orders(int level) {
        return orders[count - 1 - level];
    }

    /** One more order stands in a level, which may be new. */
    void enter(long priceTicks, long lots) {
        int at = find(priceTicks);
        if (at < 0) {
            at = -at - 1;
            insert(at, priceTicks);
        }
        increase(at, lots);
        orders[at]++;
    }

    /** An order leaves its level, and takes it along if it was the last one there. */
    void leave(long priceTicks, long lots) {
        int at = require(priceTicks);
        decrease(at, lots);
        if (--orders[at] == 0) {
            remove(at);
        }
    }

    /** An order that stays where it is shows another quantity. */
    void change(long priceTicks, long lotsBefore, long lots) {
        int at = require(priceTicks);
        if (lots > lotsBefore) {
            increase(at, lots - lotsBefore);
        } else {
            decrease(at, lotsBefore - lots);
        }
    }

    /** The level of a price, the best being 0; below 0 where there is none. */
    public int level(long priceTicks) {
        int at = find(priceTicks);
        return at < 0 ? -1 : count - 1 - at;
    }

    /** How many times {@link Decimal#LIMIT} a level has beyond {@link #qtyLots}. */
    public int limits(int level) {
        return carries[count - 1 - level];
    }

    private void increase(int at, long lots) {
        qtysLots[at] += lots;
        if (qtysLots[at] >= Decimal.LIMIT) {
            qtysLots[at] -= Decimal.LIMIT;
            carries[at]++;
        }
    }

    private void decrease(int at, long lots) {
        Check.law(carries[at] > 0 || qtysLots[at] >= lots, "a level holds what leaves it", lots, qtysLots[at]);
        qtysLots[at] -= lots;
        if (qtysLots[at] < 0) {
            qtysLots[at] += Decimal.LIMIT;
            carries[at]--;
        }
    }

    private int require(long priceTicks) {
        int at = find(priceTicks);
        Check.law(at >= 0, "what leaves a book stands in it", priceTicks, at);
        return at;
    }

    /** Index of a price, or -(where it belongs) - 1. */
    private int find(long priceTicks) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(pricesTicks[middle], priceTicks) * direction;
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void insert(int at, long priceTicks) {
        if (count == orders.length) {
            pricesTicks = Arrays.copyOf(pricesTicks, count * 2);
            qtysLots = Arrays.copyOf(qtysLots, count * 2);
            carries = Arrays.copyOf(carries, count * 2);
            orders = Arrays.copyOf(orders, count * 2);
        }
        move(at, at + 1);
        pricesTicks[at] = priceTicks;
        qtysLots[at] = 0;
        carries[at] = 0;
        orders[at] = 0;
        count++;
    }

    private void remove(int at) {
        move(at + 1, at);
        count--;
    }

    private void move(int from, int to) {
        System.arraycopy(pricesTicks, from, pricesTicks, to, count - from);
        System.arraycopy(qtysLots, from, qtysLots, to, count - from);
        System.arraycopy(carries, from, carries, to, count - from);
        System.arraycopy(orders, from, orders, to, count - from);
    }

    /** Writes a level's quantity: its orders together may have more than one of them, or a long, may. */
    void writeQty(int level, Directory.Instrument instrument, JsonWriter out) {
        long qty = qtyLots(level) * instrument.lot();
        boolean fits = !isBeyondLimit(level) && Math.multiplyHigh(qtyLots(level), instrument.lot()) == 0;
        if (fits && qty >= 0) {
            out.decimal(qty, instrument.qtyDecimals());
        } else {
            BigInteger exact = exactQtyLots(level).multiply(BigInteger.valueOf(instrument.lot()));
            out.value(new BigDecimal(exact, instrument.qtyDecimals()).toPlainString());
        }
    }
}
