package io.gavel.perf.flash1;

import io.gavel.engine.book.BookListener;
import io.gavel.engine.book.LookAhead;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.Side;
import java.util.stream.IntStream;

/**
 * Gavel's books without a market around them: no accounts, no events, no journal; ids that are known are looked for. A
 * modified order keeps its record.
 */
final class GavelMatcher implements Matcher, BookListener {
    private static final int ACCOUNT = 1;
    private static final int FIRST_INSTRUMENT = 1;
    /** From so many orders on looking ahead brings more than it costs. */
    private static final int MANY = 1 << 16;

    private OrderStore orders;
    private LookAhead ahead;

    private OrderBook[] books = {};
    private ReportStream reports;
    private long takerSeq;
    private long takerId;

    @Override
    public void prepare(Workload workload) {
        orders = new OrderStore(workload.room());
        ahead = new LookAhead(orders);
        books = IntStream.range(0, workload.bookCount())
                .mapToObj(book -> new OrderBook(FIRST_INSTRUMENT + book, orders))
                .toArray(OrderBook[]::new);
    }

    @Override
    public long bytesOutsideHeap() {
        return orders.usedBytes();
    }

    @Override
    public void run(Workload workload, int from, int to, ReportStream out) {
        reports = out;
        int i = from;
        if (orders.size() >= MANY) {
            for (; i + LookAhead.MOST <= to; i += LookAhead.MOST) {
                lookAhead(workload, i, i + LookAhead.MOST);
                decide(workload, i, i + LookAhead.MOST);
            }
        }
        decide(workload, i, to);
    }

    private void lookAhead(Workload workload, int from, int to) {
        for (int i = from; i < to; i++) {
            if (workload.type(i) == Workload.NEW) {
                ahead.newId(ACCOUNT, workload.id(i));
            } else {
                ahead.leaves(books[workload.book(i)], ACCOUNT, workload.id(i));
            }
            if (workload.type(i) != Workload.CANCEL) {
                ahead.comes(books[workload.book(i)], workload.side(i), workload.price(i));
            }
        }
        ahead.read();
    }

    private void decide(Workload workload, int from, int to) {
        for (int i = from; i < to; i++) {
            OrderBook book = books[workload.book(i)];
            switch (workload.type(i)) {
                case Workload.NEW -> enter(workload, i, book);
                case Workload.CANCEL -> cancel(workload, i, book);
                default -> modify(workload, i, book);
            }
        }
    }

    @Override
    public void onTrade(int maker, long priceTicks, long qtyLots) {
        reports.traded(takerSeq, priceTicks, qtyLots, orders.orderId(maker), takerId);
    }

    @Override
    public void onFilled(int maker) {
        orders.free(maker);
    }

    boolean isLive(long id) {
        return orders.find(ACCOUNT, id) != OrderStore.NONE;
    }

    /** Of a live order, since it came or was modified. */
    long filledLots(long id) {
        int order = orders.find(ACCOUNT, id);
        return orders.qtyLots(order) - orders.leavesLots(order);
    }

    /** Whether a modify is what a market replaces: on the same side, and not only smaller at the same price. */
    boolean isReplacedBy(Workload workload, int i) {
        int order = orders.find(ACCOUNT, workload.id(i));
        return workload.side(i) == orders.side(order)
                && (workload.price(i) != books[workload.book(i)].priceTicks(order)
                        || workload.qty(i) > orders.leavesLots(order));
    }

    /** In all books. */
    int liveOrders() {
        return orders.size();
    }

    private void enter(Workload workload, int i, OrderBook book) {
        long id = workload.id(i);
        if (orders.find(ACCOUNT, id) != OrderStore.NONE) {
            throw new IllegalArgumentException("expected ids that are new, message=" + i);
        }
        long seq = workload.seq(i);
        int sideValue = workload.sideValue(i);
        long price = workload.price(i);
        long qty = workload.qty(i);
        Side side = Workload.sideOf(sideValue);
        reports.taken(ReportStream.ACK, seq, sideValue, id, price, qty);
        long leaves = match(book, seq, id, side, price, qty);
        if (leaves == 0) {
            return;
        }
        if (workload.isIoc(i)) {
            reports.canceled(seq, sideValue, id, price);
            return;
        }
        int order = orders.add(id, ACCOUNT, FIRST_INSTRUMENT + workload.book(i), side, qty, leaves, id);
        book.rest(order, side, price, leaves);
    }

    private void cancel(Workload workload, int i, OrderBook book) {
        int order = orders.find(ACCOUNT, workload.id(i));
        if (order == OrderStore.NONE) {
            reports.rejected(ReportStream.CANCEL_REJECT, workload.seq(i), workload.id(i));
            return;
        }
        int side = orders.side(order) == Side.BUY ? Workload.BUY : Workload.SELL;
        long price = book.priceTicks(order);
        book.remove(order, orders.leavesLots(order));
        orders.free(order);
        reports.canceled(workload.seq(i), side, workload.id(i), price);
    }

    private void modify(Workload workload, int i, OrderBook book) {
        long id = workload.id(i);
        long seq = workload.seq(i);
        int order = orders.find(ACCOUNT, id);
        if (order == OrderStore.NONE) {
            reports.rejected(ReportStream.MODIFY_REJECT, seq, id);
            return;
        }
        int sideValue = workload.sideValue(i);
        long price = workload.price(i);
        long qty = workload.qty(i);
        Side side = Workload.sideOf(sideValue);
        book.remove(order, orders.leavesLots(order));
        reports.taken(ReportStream.MODIFY_ACK, seq, sideValue, id, price, qty);
        long leaves = match(book, seq, id, side, price, qty);
        if (leaves > 0 && !workload.isIoc(i)) {
            orders.change(order, side, qty, leaves);
            book.rest(order, side, price, leaves);
            return;
        }
        orders.free(order);
        if (leaves > 0) {
            reports.canceled(seq, sideValue, id, price);
        }
    }

    private long match(OrderBook book, long seq, long id, Side side, long price, long qty) {
        takerSeq = seq;
        takerId = id;
        return book.match(side, price, qty, this);
    }
}
