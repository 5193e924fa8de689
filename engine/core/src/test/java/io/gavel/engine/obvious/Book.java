package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** An instrument of the obvious exchange: its terms, and its orders in plain lists in the order of their priority. */
final class Book {
    static final long NONE = Told.NONE;
    private static final BigInteger WHOLE = BigInteger.valueOf(100_000_000);

    int id;
    int base;
    int quote;
    boolean movesMoney;
    long tick;
    long lot;
    long minQty;
    long maxQty;
    long minNotional;
    long maxNotional;
    BigInteger lotMinor;
    BigInteger tickLotMinor;
    Command.Phase phase;
    Command.Profile profile;
    Command.Stp stp;
    /** Band and reference in ticks. */
    long low = NONE;

    long high = NONE;
    long reference = NONE;
    long collar = NONE;
    /** Half a unit of money, in ticks. */
    long halfUnit;

    long makerFee;
    long takerFee;
    long[][] ticks = {};
    /** Of the last trade or print. */
    long last = NONE;

    final List<Order> bids = new ArrayList<>();
    final List<Order> asks = new ArrayList<>();
    /** Not yet triggered, in the order of their arrival. */
    final List<Order> stops = new ArrayList<>();
    /** Books that the command at hand changed, in that order; all books share it. */
    List<Book> touched;

    boolean isCall() {
        return phase == Command.Phase.PRE_OPEN || phase == Command.Phase.CALL;
    }

    List<Order> side(boolean ofBuys) {
        return ofBuys ? bids : asks;
    }

    /** Puts an order behind all that are not worse. */
    void insert(Order order) {
        if (order.waits) {
            stops.add(order);
            return;
        }
        insert(side(order.isBuy), order);
        touch();
    }

    /** What a call would do may be another now. */
    void touch() {
        if (isCall() && !touched.contains(this)) {
            touched.add(this);
        }
    }

    /** The same where a phase began or a band was moved: of a book without orders there is nothing to tell. */
    void touchIfAny() {
        if (!bids.isEmpty() || !asks.isEmpty()) {
            touch();
        }
    }

    private static void insert(List<Order> side, Order order) {
        int at = side.size();
        while (at > 0 && order.isBetterThan(side.get(at - 1))) {
            at--;
        }
        side.add(at, order);
    }

    /** Puts an order where it stands by the time of its entry among those of its price. */
    void insertByEntry(Order order) {
        List<Order> side = side(order.isBuy);
        int at = side.size();
        while (at > 0
                && (order.isBetterThan(side.get(at - 1))
                        || (side.get(at - 1).price == order.price && side.get(at - 1).orderId > order.orderId))) {
            at--;
        }
        side.add(at, order);
        touch();
    }

    void remove(Order order) {
        if (order.waits) {
            stops.remove(order);
        } else {
            side(order.isBuy).remove(order);
            touch();
        }
    }

    /** What the tick is at a price, both in units of the price. */
    long tickAt(long price) {
        for (long[] band : ticks) {
            if (band[0] == NONE || price < band[0]) {
                return band[1];
            }
        }
        return tick;
    }

    boolean isInBand(long priceTicks) {
        return (low == NONE || priceTicks >= low) && (high == NONE || priceTicks <= high);
    }

    /** Whether an order without a limit may go to a price. */
    boolean reachesInBand(long priceTicks, boolean isBuy) {
        return isBuy ? high == NONE || priceTicks <= high : low == NONE || priceTicks >= low;
    }

    /** What {@link #tickAt} says, all in ticks. */
    private long stepAt(long priceTicks) {
        for (long[] band : ticks) {
            if (band[0] == NONE || priceTicks < band[0] / tick) {
                return band[1] / tick;
            }
        }
        return 1;
    }

    /** The next price below or above that orders may have, or {@link #NONE}. */
    long nextTick(long priceTicks, boolean below) {
        long next = priceTicks;
        do {
            next += below ? -1 : 1;
        } while (next > 0 && next % stepAt(next) != 0);
        return next > 0 ? next : NONE;
    }

    /** What a lot costs at a price, fees included: what a buyer has to hold for it. */
    BigInteger holdPerLot(long priceTicks) {
        BigInteger cost = tickLotMinor.multiply(BigInteger.valueOf(priceTicks));
        return cost.add(ceiling(cost, Math.max(0, Math.max(makerFee, takerFee))));
    }

    BigInteger notional(long priceTicks, long lots) {
        return tickLotMinor.multiply(BigInteger.valueOf(priceTicks)).multiply(BigInteger.valueOf(lots));
    }

    /** What an order holds for so many lots: of the quote asset for a buyer, of the base asset for a seller. */
    BigInteger held(boolean isBuy, long holdTicks, long lots) {
        return (isBuy ? holdPerLot(holdTicks) : lotMinor).multiply(BigInteger.valueOf(lots));
    }

    /** A percentage of an amount, which may be negative, rounded up: against who pays, and who gets a rebate. */
    static BigInteger ceiling(BigInteger amount, long percentMicros) {
        if (percentMicros == 0) {
            return BigInteger.ZERO;
        }
        return floor(amount, -percentMicros).negate();
    }

    static BigInteger floor(BigInteger amount, long percentMicros) {
        if (percentMicros == 0) {
            return BigInteger.ZERO;
        }
        BigInteger[] parts = amount.multiply(BigInteger.valueOf(percentMicros)).divideAndRemainder(WHOLE);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The last price that matching may go to for a buyer or a seller, as the collar has it. */
    long reach(boolean isBuy) {
        long from = last != NONE ? last : reference;
        if (collar == NONE || from == NONE) {
            return isBuy ? Long.MAX_VALUE : 0;
        }
        BigInteger price = BigInteger.valueOf(from);
        BigInteger away = isBuy ? floor(price, collar) : ceiling(price, -collar);
        BigInteger reach = price.add(away);
        return reach.bitLength() > 62 ? Long.MAX_VALUE : reach.longValue();
    }

    /** The same book, to try out what would happen. */
    List<Order> copyOf(boolean ofBuys) {
        List<Order> copy = new ArrayList<>();
        for (Order order : side(ofBuys)) {
            copy.add(order.copy());
        }
        return copy;
    }

    void verify() {
        boolean hasBoth = !bids.isEmpty() && !asks.isEmpty();
        if (phase == Command.Phase.CONTINUOUS && hasBoth && bids.get(0).price >= asks.get(0).price) {
            throw new IllegalStateException("the obvious exchange is wrong: a book is never crossed");
        }
    }
}
