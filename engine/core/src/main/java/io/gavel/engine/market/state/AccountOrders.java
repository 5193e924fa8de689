package io.gavel.engine.market.state;

import io.gavel.engine.Check;
import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/**
 * The open orders of each account, stops that wait among them, in order of entry: that of their order ids.
 *
 * <p>A list for each account, whose links are kept by handle in pages, 8 bytes an order. Adding an order that is the
 * account's newest, and taking any out, is O(1). No allocation but to grow. Thread: the market's.
 */
public final class AccountOrders {
    public static final int NONE = OrderStore.NONE;

    private static final int ACCOUNT_BITS = 2;
    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int COUNT = 2;

    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final long LOW = 0xFFFF_FFFFL;

    private final OrderStore orders;

    /** By handle: the order before in the upper half, the order behind in the lower one. */
    private long[][] pages = new long[16][];

    /** By account: its first, its last, and how many there are, side by side. */
    private int[] accounts = new int[64 << ACCOUNT_BITS];

    /** @param room for the links of so many orders there is memory from the beginning */
    public AccountOrders(OrderStore orders, int room) {
        this.orders = orders;
        for (int page = 0; page <= room >>> PAGE_BITS; page++) {
            ensurePage(page);
        }
    }

    /** How many open orders an account has. */
    public int count(int accountId) {
        return accountId < end() ? accounts[at(accountId) + COUNT] : 0;
    }

    /** The account's oldest open order, or {@link #NONE}. */
    public int first(int accountId) {
        return accountId < end() ? accounts[at(accountId) + FIRST] : NONE;
    }

    /** The next one of the same account, or {@link #NONE}. */
    public int behind(int order) {
        return (int) links(order);
    }

    /** An order is open from now on: it has its place by its order id, most often the last. */
    public void add(int order) {
        int accountId = orders.accountId(order);
        ensure(accountId, order);
        long orderId = orders.orderId(order);
        int before = accounts[at(accountId) + LAST];
        while (before != NONE && orders.orderId(before) > orderId) {
            before = (int) (links(before) >>> 32);
        }
        int behind = before == NONE ? accounts[at(accountId) + FIRST] : behind(before);
        link(order, before, behind);
        followedBy(order, before, accountId);
        precededBy(order, behind, accountId);
        accounts[at(accountId) + COUNT]++;
    }

    /** An order is open no longer. */
    public void remove(int order) {
        int accountId = orders.accountId(order);
        long links = links(order);
        int before = (int) (links >>> 32);
        int behind = (int) links;
        followedBy(behind, before, accountId);
        precededBy(before, behind, accountId);
        accounts[at(accountId) + COUNT]--;
    }

    /** Takes over orders in any order at once, each account's then in order of entry. */
    public void addAll(int[] handles) {
        long[] ids = new long[handles.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = orders.orderId(handles[i]);
        }
        Arrays.sort(ids);
        int[] sorted = new int[ids.length];
        for (int handle : handles) {
            sorted[Arrays.binarySearch(ids, orders.orderId(handle))] = handle;
        }
        for (int handle : sorted) {
            add(handle);
        }
    }

    /** Checks that every open order is in the list of its account. O(n): for tests, replay and the simulator. */
    public void verify() {
        int inAll = 0;
        for (int accountId = 0; accountId < end(); accountId++) {
            int count = 0;
            long lastId = 0;
            int before = NONE;
            for (int order = first(accountId); order != NONE; order = behind(order)) {
                Check.law(orders.accountId(order) == accountId, "an order is its account's", accountId, order);
                Check.law(orders.orderId(order) > lastId, "open orders stand in order of entry", lastId, order);
                Check.law((int) (links(order) >>> 32) == before, "open orders are linked both ways", before, order);
                lastId = orders.orderId(order);
                before = order;
                count++;
            }
            int last = accounts[at(accountId) + LAST];
            Check.law(last == before, "the newest open order is the last", before, last);
            Check.law(count(accountId) == count, "open orders are counted", count, count(accountId));
            inAll += count;
        }
        Check.law(inAll == orders.size(), "every open order is its account's", orders.size(), inAll);
    }

    /** An order, or none, follows another one, or is the first. */
    private void followedBy(int order, int before, int accountId) {
        if (before == NONE) {
            accounts[at(accountId) + FIRST] = order;
        } else {
            link(before, (int) (links(before) >>> 32), order);
        }
    }

    /** An order, or none, is followed by another one, or is the last. */
    private void precededBy(int order, int behind, int accountId) {
        if (behind == NONE) {
            accounts[at(accountId) + LAST] = order;
        } else {
            link(behind, order, behind(behind));
        }
    }

    private int end() {
        return accounts.length >>> ACCOUNT_BITS;
    }

    private static int at(int accountId) {
        return accountId << ACCOUNT_BITS;
    }

    private long links(int order) {
        int number = OrderStore.number(order);
        return pages[number >>> PAGE_BITS][number & PAGE_MASK];
    }

    private void link(int order, int before, int behind) {
        int number = OrderStore.number(order);
        pages[number >>> PAGE_BITS][number & PAGE_MASK] = (long) before << 32 | behind & LOW;
    }

    private void ensure(int accountId, int order) {
        if (accountId >= end()) {
            accounts = Arrays.copyOf(accounts, at(Math.max(accountId + 1, end() * 2)));
        }
        ensurePage(OrderStore.number(order) >>> PAGE_BITS);
    }

    private void ensurePage(int page) {
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        if (pages[page] == null) {
            pages[page] = new long[1 << PAGE_BITS];
        }
    }
}
