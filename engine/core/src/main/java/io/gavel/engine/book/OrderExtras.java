package io.gavel.engine.book;

import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.TimeInForce;
import java.util.Arrays;

/**
 * What only special orders have: conditions, a hidden rest, a price to wait for. A plain one (limit, gtc, nothing else)
 * has no record here, and whoever asks for one gets what is true of it.
 *
 * <p>Found by the order's handle. Units: prices in ticks, quantities in lots. Kept in pages, so that growing copies
 * nothing; allocates only to grow. Thread: the market's.
 *
 * <pre>
 *   0      1         2        3      4      5                                             6        7
 *   +------+---------+--------+------+------+---------------------------------------------+--------+--------+
 *   | hold | display | hidden | stop | min  | type, time in force, post only, self trade  | before | behind |
 *   +------+---------+--------+------+------+---------------------------------------------+--------+--------+
 *
 *   before, behind: among those of its book that are only for a call
 * </pre>
 */
public final class OrderExtras {
    /** No such price, quantity or time. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final int HOLD = 0;
    private static final int DISPLAY = 1;
    private static final int HIDDEN = 2;
    private static final int STOP = 3;
    private static final int MIN = 4;
    private static final int TRAITS = 5;
    private static final int BEFORE = 6;
    private static final int BEHIND = 7;

    private static final int WORD_BITS = 3;
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int NO_RECORD = 0;

    private static final int BYTE = 0xFF;
    private static final int TYPE_SHIFT = 24;
    private static final int TIME_IN_FORCE_SHIFT = 16;
    private static final int POST_ONLY_SHIFT = 8;

    /** The record of each order, in pages of orders; null where none has one. */
    private int[][] recordOf = new int[16][];

    private long[][] pages = new long[16][];
    private int used = NO_RECORD + 1;
    private int firstFree = NO_RECORD;

    /** Whether an order has a record. */
    public boolean has(int order) {
        return record(order) != NO_RECORD;
    }

    /**
     * Gives an order a record: held for at its price, all of it shown, waiting for nothing, without an end.
     *
     * @param selfTrade {@link SelfTrade#NULL_VAL}: the instrument's
     */
    public void add(int order, OrdType type, TimeInForce timeInForce, PostOnly postOnly, SelfTrade selfTrade) {
        int record = take();
        link(order, record);
        long[] page = page(record);
        int at = at(record);
        page[at + HOLD] = ABSENT;
        page[at + DISPLAY] = ABSENT;
        page[at + HIDDEN] = 0;
        page[at + STOP] = ABSENT;
        page[at + MIN] = 0;
        page[at + TRAITS] = (long) type.value() << TYPE_SHIFT
                | (long) timeInForce.value() << TIME_IN_FORCE_SHIFT
                | (long) postOnly.value() << POST_ONLY_SHIFT
                | selfTrade.value();
        page[at + BEFORE] = OrderStore.NONE;
        page[at + BEHIND] = OrderStore.NONE;
    }

    /** Forgets what an order that has a record had. */
    public void free(int order) {
        int record = record(order);
        link(order, NO_RECORD);
        page(record)[at(record)] = firstFree;
        firstFree = record;
    }

    /** What it is now: a stop that was triggered is a market or limit order. */
    public OrdType type(int order) {
        int record = record(order);
        return record == NO_RECORD ? OrdType.LIMIT : OrdType.get((short) (traits(record) >>> TYPE_SHIFT & BYTE));
    }

    public void type(int order, OrdType type) {
        int record = record(order);
        long rest = traits(record) & ~((long) BYTE << TYPE_SHIFT);
        put(record, TRAITS, rest | (long) type.value() << TYPE_SHIFT);
    }

    public TimeInForce timeInForce(int order) {
        int record = record(order);
        return record == NO_RECORD
                ? TimeInForce.GTC
                : TimeInForce.get((short) (traits(record) >>> TIME_IN_FORCE_SHIFT & BYTE));
    }

    public PostOnly postOnly(int order) {
        int record = record(order);
        return record == NO_RECORD ? PostOnly.NO : PostOnly.get((short) (traits(record) >>> POST_ONLY_SHIFT & BYTE));
    }

    /** {@link SelfTrade#NULL_VAL}: the instrument's. */
    public SelfTrade selfTrade(int order) {
        int record = record(order);
        return record == NO_RECORD ? SelfTrade.NULL_VAL : SelfTrade.get((short) (traits(record) & BYTE));
    }

    /** The price at which the order is held for, or {@link #ABSENT}: at the price at which it rests. */
    public long holdTicks(int order) {
        return word(order, HOLD, ABSENT);
    }

    public void holdTicks(int order, long ticks) {
        put(record(order), HOLD, ticks);
    }

    /** How much of it the book shows at most, or {@link #ABSENT}: all of it. */
    public long displayLots(int order) {
        return word(order, DISPLAY, ABSENT);
    }

    public void displayLots(int order, long lots) {
        put(record(order), DISPLAY, lots);
    }

    /** What is left of it beyond what the book shows; not in {@link OrderStore#leavesLots}. */
    public long hiddenLots(int order) {
        return word(order, HIDDEN, 0);
    }

    public void hiddenLots(int order, long lots) {
        put(record(order), HIDDEN, lots);
    }

    /** The price that a stop waits for, or {@link #ABSENT}: it waits for none, or does no more. */
    public long stopTicks(int order) {
        return word(order, STOP, ABSENT);
    }

    public void stopTicks(int order, long ticks) {
        put(record(order), STOP, ticks);
    }

    /** Of a stop that waits: what must trade at once, or 0. */
    public long minLots(int order) {
        return word(order, MIN, 0);
    }

    public void minLots(int order, long lots) {
        put(record(order), MIN, lots);
    }

    /** Whether an uncross does not let it go on as it is: it ends there, or gets a limit. */
    boolean isOnlyForCall(int order) {
        int record = record(order);
        return record != NO_RECORD && (type(order) != OrdType.LIMIT || timeInForce(order) == TimeInForce.AUCTION);
    }

    /**
     * Puts an order that is only for a call in front of others of its book.
     *
     * @param first the first of them, or {@link OrderStore#NONE}
     */
    void linkOnlyForCall(int order, int first) {
        put(record(order), BEHIND, first);
        if (first != OrderStore.NONE) {
            put(record(first), BEFORE, order);
        }
    }

    /** The next of those of its book that are only for a call, or {@link OrderStore#NONE}. */
    int behindOnlyForCall(int order) {
        return (int) word(order, BEHIND, OrderStore.NONE);
    }

    /**
     * Takes an order that has a record out from among those that are only for a call, if it is there.
     *
     * @return the first of them from now on
     */
    int unlinkOnlyForCall(int order, int first) {
        int record = record(order);
        int before = (int) word(order, BEFORE, OrderStore.NONE);
        int behind = (int) word(order, BEHIND, OrderStore.NONE);
        put(record, BEFORE, OrderStore.NONE);
        put(record, BEHIND, OrderStore.NONE);
        if (behind != OrderStore.NONE) {
            put(record(behind), BEFORE, before);
        }
        if (before != OrderStore.NONE) {
            put(record(before), BEHIND, behind);
        }
        return order == first ? behind : first;
    }

    private long traits(int record) {
        return page(record)[at(record) + TRAITS];
    }

    private long word(int order, int word, long ofPlain) {
        int record = record(order);
        return record == NO_RECORD ? ofPlain : page(record)[at(record) + word];
    }

    private void put(int record, int word, long value) {
        page(record)[at(record) + word] = value;
    }

    private int record(int order) {
        int number = OrderStore.number(order);
        int page = number >>> PAGE_BITS;
        return page >= recordOf.length || recordOf[page] == null ? NO_RECORD : recordOf[page][number & PAGE_MASK];
    }

    private void link(int order, int record) {
        int number = OrderStore.number(order);
        int page = number >>> PAGE_BITS;
        if (page >= recordOf.length) {
            recordOf = Arrays.copyOf(recordOf, Math.max(page + 1, recordOf.length * 2));
        }
        if (recordOf[page] == null) {
            recordOf[page] = new int[1 << PAGE_BITS];
        }
        recordOf[page][number & PAGE_MASK] = record;
    }

    private int take() {
        int record = firstFree;
        if (record != NO_RECORD) {
            firstFree = (int) page(record)[at(record)];
            return record;
        }
        record = used++;
        int page = record >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new long[1 << PAGE_BITS + WORD_BITS];
        }
        return record;
    }

    private long[] page(int record) {
        return pages[record >>> PAGE_BITS];
    }

    private static int at(int record) {
        return (record & PAGE_MASK) << WORD_BITS;
    }
}
