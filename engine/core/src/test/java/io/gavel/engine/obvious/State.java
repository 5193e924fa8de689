package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the obvious exchange knows, and the few steps that everybody takes: telling, holding, canceling. */
final class State {
    static final long NONE = Told.NONE;
    static final int FIRST_ACCOUNT = 16;
    private static final int MOST_ACCOUNTS = 48;
    private static final int MOST_ASSETS = 8;

    /** What somebody who may trade has set. */
    static final class Account {
        final int id;
        boolean isBlocked;
        long maxOpenOrders = NONE;
        final long[] maxOpenNotional = new long[MOST_ASSETS];
        long deadlineNs = NONE;
        long armed;
        /** Open orders in order of entry. */
        final TreeMap<Long, Order> orders = new TreeMap<>();

        Account(int id) {
            this.id = id;
            java.util.Arrays.fill(maxOpenNotional, NONE);
        }
    }

    final int maxOpenOrders;
    final Money money = new Money(MOST_ACCOUNTS, MOST_ASSETS);
    final List<Integer> assetDecimals = new ArrayList<>();
    final List<Account> accounts = new ArrayList<>();
    final List<Book> books = new ArrayList<>();
    final List<Book> touched = new ArrayList<>();
    /** Open orders by account and id. */
    final Map<Long, Order> open = new HashMap<>();
    /** Open orders that expire, in order of entry. */
    final List<Order> expiring = new ArrayList<>();

    Told told = new Told();
    long nowNs;
    long nextOrderId = 1;
    /** Counts what was decided: the order in which timers were set. */
    long decided;

    State(int maxOpenOrders) {
        this.maxOpenOrders = maxOpenOrders;
    }

    Account account(int id) {
        int at = id - FIRST_ACCOUNT;
        return at >= 0 && at < accounts.size() ? accounts.get(at) : null;
    }

    Book book(int id) {
        return id >= 1 && id <= books.size() ? books.get(id - 1) : null;
    }

    boolean isAsset(int id) {
        return id >= 1 && id <= assetDecimals.size();
    }

    static long key(int account, int id) {
        return ((long) account << 32) | id;
    }

    /** Refuses; always false, for who says "or refuse". */
    boolean refuse(int code, long bound) {
        told.tell(Fact.REFUSED, code, bound);
        return false;
    }

    boolean refuse(int code) {
        return refuse(code, NONE);
    }

    /** An order is open from now on. */
    void opens(Order order) {
        open.put(key(order.account, order.id), order);
        account(order.account).orders.put(order.orderId, order);
        if (order.expireAtNs != NONE) {
            expiring.add(order);
            order.timerSet = order.timerSet == 0 ? decided : order.timerSet;
        }
    }

    /** An order is no longer open. */
    void closes(Order order) {
        if (open.remove(key(order.account, order.id), order)) {
            account(order.account).orders.remove(order.orderId);
            if (order.expireAtNs != NONE) {
                expiring.remove(order);
            }
        }
    }

    /** Says that what is left of an order is canceled, and frees what it holds. The book is left as it is. */
    void cancel(Book book, Order order, Command.Reason reason) {
        told.tell(
                Fact.CANCELED,
                order.orderId,
                book.id,
                order.account,
                order.leaves,
                order.hold,
                order.side(),
                reason.ordinal(),
                order.id);
        hold(book, order.account, order.isBuy, order.hold, -order.leaves);
    }

    /** Takes an order out of its book and cancels it. */
    void cancelOpen(Order order, Command.Reason reason) {
        Book book = book(order.instrument);
        book.remove(order);
        cancel(book, order, reason);
        closes(order);
    }

    /** Holds for so many lots more, or fewer. */
    void hold(Book book, int account, boolean isBuy, long holdTicks, long lots) {
        if (book.movesMoney) {
            long amount = book.held(isBuy, holdTicks, lots).longValueExact();
            money.hold(account, isBuy ? book.quote : book.base, amount);
        }
    }

    /** Moves what a trade moves. */
    void settle(Book book, Order buy, Order sell, long price, long lots, long buyFee, long sellFee) {
        if (!book.movesMoney) {
            return;
        }
        BigInteger cost = book.notional(price, lots);
        hold(book, buy.account, true, buy.hold, -lots);
        hold(book, sell.account, false, 0, -lots);
        money.move(
                sell.account,
                buy.account,
                book.base,
                book.lotMinor.multiply(BigInteger.valueOf(lots)).longValueExact());
        money.move(buy.account, sell.account, book.quote, cost.longValueExact());
        fee(book, buy.account, cost, buyFee);
        fee(book, sell.account, cost, sellFee);
    }

    /** Who pays pays the fee rounded up; the house of fees gets it rounded down, and the rest is kept apart. */
    private void fee(Book book, int account, BigInteger cost, long percentMicros) {
        if (percentMicros != 0) {
            long paid = Book.ceiling(cost, percentMicros).longValueExact();
            long earned = Book.floor(cost, percentMicros).longValueExact();
            money.move(account, FEES, book.quote, earned);
            money.move(account, ROUNDING, book.quote, paid - earned);
        }
    }

    static final int FEES = 3;
    static final int ROUNDING = 4;

    /** Tells what a call would do now, of each book in a call that the command changed. */
    void tellIndicatives() {
        for (Book book : touched) {
            if (book.isCall()) {
                Call.Print print = CallEnd.of(book, money, NONE).print();
                told.tell(Fact.INDICATIVE, book.id, print.price(), print.lots(), print.surplus(), print.surplusSide());
            }
        }
        touched.clear();
    }
}
