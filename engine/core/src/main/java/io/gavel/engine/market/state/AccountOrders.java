package io.gavel.engine.market.state;

import io.gavel.engine.Check;
import io.gavel.engine.book.OrderLinks;
import io.gavel.engine.book.OrderStore;
import java.util.Arrays;

/**
 * The open orders of each account, stops that wait among them, in order of entry: that of their order ids.
 *
 * <p>A list for each account, whose links are kept by handle ({@link OrderLinks}); {@link #NONE} has links too, which mean nothing and
 * are written like all others. Adding an order and taking any out is O(1). No allocation but to grow. Thread: the market's.
 */
public final class AccountOrders {
    public static final int NONE = OrderStore.NONE;

    private static final int ACCOUNT_BITS = 1;
    /** The account's first order above, its last below. */
    private static final int ENDS = 0;

    private static final int COUNT = 1;
    private static final long LAST = -1L >>> Integer.SIZE;

    private final OrderStore orders;
    private final OrderLinks links;

    /** By account: its first and its last, and how many there are, side by side. */
    private long[] accounts = new long[64 << ACCOUNT_BITS];

    /** @param room for the links of so many orders there is memory from the beginning */
    public AccountOrders(OrderStore orders, int room) {
        this.orders = orders;
        links = new OrderLinks(room);
    }

    /** Bytes outside the heap that the lists use. */
    public long usedBytes() {
        return links.usedBytes();
    }

    /** How many open orders an account has. */
    public int count(int accountId) {
        return accountId < end() ? (int) accounts[at(accountId) + COUNT] : 0;
    }

    /** The account's oldest open order, or {@link #NONE}. */
    public int first(int accountId) {
        return accountId < end() ? first(accounts[at(accountId) + ENDS]) : NONE;
    }

    /** The next one of the same account, or {@link #NONE}. */
    public int behind(int order) {
        return links.behind(order);
    }

    /** An order of the account is open from now on; its order id is higher than those of all its others. */
    public void add(int order, int accountId) {
        links.makeRoomFor(order);
        if (accountId >= end()) {
            accounts = Arrays.copyOf(accounts, at(Math.max(accountId + 1, end() * 2)));
        }
        long[] account = accounts;
        int at = at(accountId);
        long ends = account[at + ENDS];
        int before = (int) ends;
        links.link(order, before, NONE);
        links.behind(before, order);
        account[at + COUNT]++;
        account[at + ENDS] = ends(orIfNone(before, order, first(ends)), order);
    }

    /** An order of the account is open no longer. */
    public void remove(int order, int accountId) {
        long[] account = accounts;
        int at = at(accountId);
        int before = links.before(order);
        int behind = links.behind(order);
        links.behind(before, behind);
        links.before(behind, before);
        long ends = account[at + ENDS];
        account[at + COUNT]--;
        account[at + ENDS] = ends(orIfNone(before, behind, first(ends)), orIfNone(behind, before, (int) ends));
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
            add(handle, orders.accountId(handle));
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
                Check.law(links.before(order) == before, "open orders are linked both ways", before, order);
                lastId = orders.orderId(order);
                before = order;
                count++;
            }
            int last = (int) accounts[at(accountId) + ENDS];
            Check.law(last == before, "the newest open order is the last", before, last);
            Check.law(count(accountId) == count, "open orders are counted", count, count(accountId));
            inAll += count;
        }
        Check.law(inAll == orders.size(), "every open order is its account's", orders.size(), inAll);
    }

    /** A value where an order is none, else another one: with few orders an account, nobody could guess which. */
    private static int orIfNone(int order, int ifNone, int ifAny) {
        int none = order - 1 >> Integer.SIZE - 1;
        return ifNone & none | ifAny & ~none;
    }

    private static long ends(int first, int last) {
        return (long) first << Integer.SIZE | last & LAST;
    }

    private static int first(long ends) {
        return (int) (ends >>> Integer.SIZE);
    }

    private int end() {
        return accounts.length >>> ACCOUNT_BITS;
    }

    private static int at(int accountId) {
        return accountId << ACCOUNT_BITS;
    }
}
