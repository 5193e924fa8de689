package io.gavel.engine.view;

import io.gavel.engine.Check;
import io.gavel.engine.Hash64;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;

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
    /** State, side and length of the client order id, a byte each. */
    private static final int TRAITS = 7;

    private static final int CL_ORD_ID = 8;
    private static final int WORDS = CL_ORD_ID + ID_WORDS;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private long[][] pages = new long[16][];
    private int used = NONE + 1;
    private int firstFree = NONE;
    private FinishedOrders[] finished = new FinishedOrders[64];

    /** The client order id that is looked for, with zeros behind it. */
    private final byte[] sought = new byte[MAX_ID_LENGTH];

    private final HandleTable open = new HandleTable();
    private final HandleTable byKey = new HandleTable();

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
        int older = find(accountId, clOrdId, length);
        if (older != NONE && state(older) != OrderState.OPEN) {
            finishedOf(accountId).remove(older);
            forget(older);
        }
        int order = take();
        long[] page = pages[order >>> PAGE_BITS];
        int at = at(order);
        page[at + ORDER_ID] = orderId;
        page[at + KEY] = key(accountId, length);
        page[at + PRICE_TICKS] = priceTicks;
        page[at + QTY_LOTS] = qtyLots;
        page[at + LEAVES_LOTS] = qtyLots;
        page[at + FILLED_LOTS] = 0;
        page[at + OWNER] = (long) accountId << 32 | instrumentId;
        page[at + TRAITS] = traits(OrderState.OPEN, isSell, length);
        for (int i = 0; i < ID_WORDS; i++) {
            page[at + CL_ORD_ID + i] = soughtWord(i);
        }
        byKey.add(page[at + KEY], order);
        open.add(orderId, order);
        return order;
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

    /** The order is filled or canceled: nothing is left of it, and it is known a while longer. */
    void finish(int order, OrderState state) {
        open.remove(orderId(order), order);
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
        return (word(order, TRAITS) & 0x100) != 0;
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

    private int clOrdIdLength(int order) {
        return (int) (word(order, TRAITS) >>> 16);
    }

    private static long traits(OrderState state, boolean isSell, int length) {
        return (long) length << 16 | (isSell ? 0x100 : 0) | state.ordinal();
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
