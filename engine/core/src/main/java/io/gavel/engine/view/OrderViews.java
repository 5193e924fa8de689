package io.gavel.engine.view;

import io.gavel.engine.Check;
import io.gavel.engine.Hash64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Orders by order id while they are open, and by account and client order id for as long as they are remembered: the
 * last {@link #FINISHED_PER_ACCOUNT} finished ones of each account.
 *
 * <p>An order is a handle to words in pages: a million of them would keep a collector busy as objects. Handles are
 * reused; {@link #NONE} is none. Allocates to grow. One thread.
 */
final class OrderViews {
    /** Finished orders that stay known, per account. */
    static final int FINISHED_PER_ACCOUNT = 1024;

    /** No order. */
    static final int NONE = 0;

    /** The price of an order that has no limit. */
    static final long NO_PRICE = Long.MIN_VALUE;

    private static final int MAX_ID_LENGTH = 32;
    private static final int ID_WORDS = MAX_ID_LENGTH / Long.BYTES;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of one that is free: the next one. */
    private static final int ORDER_ID = 0;

    private static final int KEY = 1;
    private static final int PRICE_TICKS = 2;
    private static final int QTY_LOTS = 3;
    private static final int LEAVES_LOTS = 4;
    private static final int FILLED_LOTS = 5;
    /** Account above, instrument below. */
    private static final int OWNER = 6;
    /** What the book shows of it, while it is there. */
    private static final int SHOWN_LOTS = 7;
    /** State and flags, a byte each, then the length of the client order id. */
    private static final int TRAITS = 8;

    private static final int CL_ORD_ID = 9;
    private static final int WORDS = CL_ORD_ID + ID_WORDS;

    private static final int SELL = 0x100;
    private static final int IN_BOOK = 0x200;
    private static final int WAITS = 0x400;
    private static final int ICEBERG = 0x800;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private long[][] pages = new long[16][];
    private int used = NONE + 1;
    private int firstFree = NONE;
    private FinishedOrders[] finished = new FinishedOrders[64];

    /** What only a few orders have, by handle. */
    private final Int2ObjectHashMap<Special> specials = new Int2ObjectHashMap<>();

    /** The client order id that is looked for, with zeros behind it. */
    private final byte[] sought = new byte[MAX_ID_LENGTH];

    private final HandleTable open = new HandleTable();
    private final HandleTable byKey = new HandleTable();

    private static final class Special {
        long displayLots;
        long stopTicks;
    }

    /** A new open order of which nothing is filled; an older, finished one of the same id is forgotten. */
    int open(
            long orderId,
            int accountId,
            int instrumentId,
            boolean isSell,
            long priceTicks,
            long qtyLots,
            byte[] clOrdId,
            int length) {
        forgetFinished(accountId, clOrdId, length);
        int order = take();
        long[] page = pages[order >>> PAGE_BITS];
        int at = at(order);
        page[at + ORDER_ID] = orderId;
        page[at + PRICE_TICKS] = priceTicks;
        page[at + QTY_LOTS] = qtyLots;
        page[at + LEAVES_LOTS] = qtyLots;
        page[at + FILLED_LOTS] = 0;
        page[at + OWNER] = (long) accountId << 32 | instrumentId;
        page[at + TRAITS] = traits(OrderState.OPEN, isSell, length);
        name(order, key(accountId, length));
        open.add(orderId, order);
        return order;
    }

    /** The order has another client order id from now on; the one before finds it no longer. */
    void rename(int order, byte[] clOrdId, int length) {
        byKey.remove(word(order, KEY), order);
        forgetFinished(accountId(order), clOrdId, length);
        put(order, TRAITS, word(order, TRAITS) & 0xFFFF | (long) length << 16);
        name(order, key(accountId(order), length));
    }

    /** A finished order that has this id is asked for no more: another one takes the id. Leaves the id as the one sought. */
    private void forgetFinished(int accountId, byte[] clOrdId, int length) {
        int older = find(accountId, clOrdId, length);
        if (older != NONE && state(older) != OrderState.OPEN) {
            finishedOf(accountId).remove(older);
            forget(older);
        }
    }

    /** Gives the order the id that is sought. */
    private void name(int order, long key) {
        put(order, KEY, key);
        for (int i = 0; i < ID_WORDS; i++) {
            put(order, CL_ORD_ID + i, soughtWord(i));
        }
        byKey.add(key, order);
    }

    /** The open order of an id; there must be one. */
    int openOrder(long orderId) {
        int cell = open.first(orderId);
        while (cell != HandleTable.NONE && orderId(open.handle(cell)) != orderId) {
            cell = open.next(cell, orderId);
        }
        Check.law(cell != HandleTable.NONE, "what happens to an order happens while it is open", orderId, cell);
        return open.handle(cell);
    }

    /** The order of an account's client order id, or {@link #NONE}. */
    int find(int accountId, byte[] clOrdId, int length) {
        seek(clOrdId, length);
        long key = key(accountId, length);
        int cell = byKey.first(key);
        while (cell != HandleTable.NONE && !isSought(byKey.handle(cell), key, accountId, length)) {
            cell = byKey.next(cell, key);
        }
        return cell == HandleTable.NONE ? NONE : byKey.handle(cell);
    }

    /** Some of an open order is traded. */
    void fill(int order, long byLots) {
        put(order, LEAVES_LOTS, leavesLots(order) - byLots);
        put(order, FILLED_LOTS, filledLots(order) + byLots);
    }

    /** The order has another limit and quantity from now on; how much is filled stays. */
    void amend(int order, long priceTicks, long qtyLots, long leavesLots) {
        put(order, PRICE_TICKS, priceTicks);
        put(order, QTY_LOTS, qtyLots);
        put(order, LEAVES_LOTS, leavesLots);
    }

    /** The order waits for a price. */
    void waitFor(int order, long stopTicks) {
        special(order).stopTicks = stopTicks;
        set(order, WAITS, true);
    }

    /** The order waits no longer. */
    void trigger(int order) {
        set(order, WAITS, false);
    }

    boolean waits(int order) {
        return has(order, WAITS);
    }

    /** What an order waits for; it must. */
    long stopTicks(int order) {
        return special(order).stopTicks;
    }

    /** The book shows at most this much of the order. */
    void display(int order, long displayLots) {
        special(order).displayLots = displayLots;
        set(order, ICEBERG, true);
    }

    boolean isIceberg(int order) {
        return has(order, ICEBERG);
    }

    /** What the book would show of the order if it entered now. */
    long sliceLots(int order) {
        return isIceberg(order) ? Math.min(special(order).displayLots, leavesLots(order)) : leavesLots(order);
    }

    /** The order takes a place in the book; returns what the book shows of it. */
    long enterBook(int order) {
        long shown = sliceLots(order);
        put(order, SHOWN_LOTS, shown);
        set(order, IN_BOOK, true);
        return shown;
    }

    boolean isInBook(int order) {
        return has(order, IN_BOOK);
    }

    /** What the book shows of an order that is there. */
    long shownLots(int order) {
        return word(order, SHOWN_LOTS);
    }

    /** The book shows this much of the order from now on; returns what it showed before. */
    long show(int order, long lots) {
        long before = shownLots(order);
        put(order, SHOWN_LOTS, lots);
        return before;
    }

    /** The order has no place in the book any more; returns what the book showed of it. */
    long leaveBook(int order) {
        set(order, IN_BOOK, false);
        return shownLots(order);
    }

    /** The order is filled or canceled: nothing is left of it, and it is known a while longer. */
    void finish(int order, OrderState state) {
        open.remove(orderId(order), order);
        specials.remove(order);
        put(order, LEAVES_LOTS, 0);
        put(order, TRAITS, traits(state, isSell(order), clOrdIdLength(order)));
        FinishedOrders list = finishedOf(accountId(order));
        if (list.isFull()) {
            forget(list.removeFirst());
        }
        list.add(order);
    }

    /** The finished orders that are still known, by account, then in the order in which they finished. */
    void forEachFinished(IntConsumer each) {
        for (FinishedOrders list : finished) {
            for (int i = 0; list != null && i < list.count(); i++) {
                each.accept(list.get(i));
            }
        }
    }

    long orderId(int order) {
        return word(order, ORDER_ID);
    }

    int accountId(int order) {
        return (int) (word(order, OWNER) >>> 32);
    }

    int instrumentId(int order) {
        return (int) word(order, OWNER);
    }

    boolean isSell(int order) {
        return has(order, SELL);
    }

    OrderState state(int order) {
        return OrderState.of((int) word(order, TRAITS) & 0xFF);
    }

    long priceTicks(int order) {
        return word(order, PRICE_TICKS);
    }

    long qtyLots(int order) {
        return word(order, QTY_LOTS);
    }

    long leavesLots(int order) {
        return word(order, LEAVES_LOTS);
    }

    long filledLots(int order) {
        return word(order, FILLED_LOTS);
    }

    /** Copies the client order id to the beginning of an array and returns its length. */
    int clOrdId(int order, byte[] to) {
        for (int i = 0; i < ID_WORDS; i++) {
            WORD.set(sought, i * Long.BYTES, word(order, CL_ORD_ID + i));
        }
        int length = clOrdIdLength(order);
        System.arraycopy(sought, 0, to, 0, length);
        return length;
    }

    private Special special(int order) {
        Special special = specials.get(order);
        if (special == null) {
            special = new Special();
            specials.put(order, special);
        }
        return special;
    }

    private boolean has(int order, int trait) {
        return (word(order, TRAITS) & trait) != 0;
    }

    private void set(int order, int trait, boolean has) {
        long traits = word(order, TRAITS);
        put(order, TRAITS, has ? traits | trait : traits & ~trait);
    }

    private int clOrdIdLength(int order) {
        return (int) (word(order, TRAITS) >>> 16);
    }

    private static long traits(OrderState state, boolean isSell, int length) {
        return (long) length << 16 | (isSell ? SELL : 0) | state.ordinal();
    }

    private void forget(int order) {
        byKey.remove(word(order, KEY), order);
        put(order, ORDER_ID, firstFree);
        firstFree = order;
    }

    private int take() {
        int order = firstFree;
        if (order != NONE) {
            firstFree = (int) orderId(order);
            return order;
        }
        order = used++;
        int page = order >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page * 2);
        }
        if (pages[page] == null) {
            pages[page] = new long[WORDS << PAGE_BITS];
        }
        return order;
    }

    private FinishedOrders finishedOf(int accountId) {
        if (accountId >= finished.length) {
            finished = Arrays.copyOf(finished, Math.max(accountId + 1, finished.length * 2));
        }
        if (finished[accountId] == null) {
            finished[accountId] = new FinishedOrders(FINISHED_PER_ACCOUNT);
        }
        return finished[accountId];
    }

    private void seek(byte[] clOrdId, int length) {
        System.arraycopy(clOrdId, 0, sought, 0, length);
        Arrays.fill(sought, length, MAX_ID_LENGTH, (byte) 0);
    }

    private long soughtWord(int i) {
        return (long) WORD.get(sought, i * Long.BYTES);
    }

    /** Of the id that is sought. */
    private long key(int accountId, int length) {
        long hash = (long) accountId << 32 | length;
        for (int i = 0; i * Long.BYTES < length; i++) {
            hash = Hash64.mix(hash, soughtWord(i));
        }
        return hash;
    }

    private boolean isSought(int order, long key, int accountId, int length) {
        if (word(order, KEY) != key || accountId(order) != accountId || clOrdIdLength(order) != length) {
            return false;
        }
        for (int i = 0; i < ID_WORDS; i++) {
            if (word(order, CL_ORD_ID + i) != soughtWord(i)) {
                return false;
            }
        }
        return true;
    }

    private long word(int order, int field) {
        return pages[order >>> PAGE_BITS][at(order) + field];
    }

    private void put(int order, int field, long value) {
        pages[order >>> PAGE_BITS][at(order) + field] = value;
    }

    private static int at(int order) {
        return (order & PAGE_MASK) * WORDS;
    }
}
