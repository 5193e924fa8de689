package io.gavel.engine.obvious;

/** An order as the obvious exchange has it: what was asked for, and what is left of it. In ticks and lots. */
final class Order {
    static final long NONE = Told.NONE;

    long orderId;
    int account;
    int id;
    int instrument;
    boolean isBuy;
    Command.Type type;
    Command.Tif tif;
    Command.Post post;
    Command.Stp stp;
    /** {@link #NONE} of a market order, and of one that has no limit yet. */
    long price = NONE;

    long stopPx = NONE;
    long qty;
    long leaves;
    /** What of {@link #leaves} the book shows. */
    long shown;

    long display = NONE;
    long minQty = NONE;
    long expireAtNs = NONE;
    long hold;
    /** A postOnly order that was moved away from the other side. */
    boolean isSlid;
    /** A stop that nothing has triggered yet. */
    boolean waits;
    /** Which decision set its timer; 0 none yet. */
    long timerSet;

    Order copy() {
        Order copy = new Order();
        copy.orderId = orderId;
        copy.account = account;
        copy.id = id;
        copy.instrument = instrument;
        copy.isBuy = isBuy;
        copy.type = type;
        copy.tif = tif;
        copy.post = post;
        copy.stp = stp;
        copy.price = price;
        copy.stopPx = stopPx;
        copy.qty = qty;
        copy.leaves = leaves;
        copy.shown = shown;
        copy.display = display;
        copy.minQty = minQty;
        copy.expireAtNs = expireAtNs;
        copy.hold = hold;
        copy.waits = waits;
        copy.isSlid = isSlid;
        copy.timerSet = timerSet;
        return copy;
    }

    /** Side as the wire numbers it. */
    int side() {
        return isBuy ? 1 : 2;
    }

    /** Shows a slice of what is left. */
    void show() {
        shown = display == NONE ? leaves : Math.min(display, leaves);
    }

    /** Whether it trades at this price. */
    boolean accepts(long ticks) {
        return price == NONE || (isBuy ? price >= ticks : price <= ticks);
    }

    /** Whether it stands before another one of its side for its price. */
    boolean isBetterThan(Order other) {
        if (price == NONE || other.price == NONE) {
            return price == NONE && other.price != NONE;
        }
        return isBuy ? price > other.price : price < other.price;
    }
}
