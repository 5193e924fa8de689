package io.gavel.perf.flash1;

import io.gavel.engine.book.BookListener;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.types.Side;

/** Gavel's book without a market around it: no accounts, no events, no journal; ids that are known are looked for. */
final class GavelMatcher implements Matcher, BookListener {
    private static final int ACCOUNT = 1;
    private static final int INSTRUMENT = 1;

    private final OrderStore orders = new OrderStore();
    private final OrderBook book = new OrderBook(INSTRUMENT, orders);

    private ReportStream reports;
    private long takerSeq;
    private long takerId;

    @Override
    public void run(Workload workload, ReportStream to) {
        reports = to;
        for (int i = 0; i < workload.size(); i++) {
            switch (workload.types[i]) {
                case Workload.NEW -> enter(workload, i);
                case Workload.CANCEL -> cancel(workload, i);
                default -> modify(workload, i);
            }
        }
    }

    @Override
    public void onTrade(int maker, long priceTicks, long qtyLots) {
        reports.add(ReportStream.TRADE, takerSeq, priceTicks, qtyLots, orders.orderId(maker), takerId);
    }

    @Override
    public void onFilled(int maker) {
        orders.free(maker);
    }

    private void enter(Workload workload, int i) {
        if (find(workload.ids[i]) != OrderStore.NONE) {
            throw new IllegalArgumentException("expected ids that are new, message=" + i);
        }
        reports.add(
                ReportStream.ACK,
                workload.seqs[i],
                workload.sides[i],
                workload.ids[i],
                workload.prices[i],
                workload.qtys[i]);
        matchAndRest(workload, i);
    }

    private void cancel(Workload workload, int i) {
        int order = find(workload.ids[i]);
        if (order == OrderStore.NONE) {
            reports.add(ReportStream.CANCEL_REJECT, workload.seqs[i], workload.ids[i], 0, 0, 0);
            return;
        }
        int side = orders.side(order) == Side.BUY ? Workload.BUY : Workload.SELL;
        reports.add(ReportStream.CANCEL_ACK, workload.seqs[i], side, workload.ids[i], book.priceTicks(order), 0);
        book.remove(order);
        orders.free(order);
    }

    private void modify(Workload workload, int i) {
        int order = find(workload.ids[i]);
        if (order == OrderStore.NONE) {
            reports.add(ReportStream.MODIFY_REJECT, workload.seqs[i], workload.ids[i], 0, 0, 0);
            return;
        }
        book.remove(order);
        reports.add(
                ReportStream.MODIFY_ACK,
                workload.seqs[i],
                workload.sides[i],
                workload.ids[i],
                workload.prices[i],
                workload.qtys[i]);
        rematch(workload, i, order);
    }

    private void matchAndRest(Workload workload, int i) {
        takerSeq = workload.seqs[i];
        takerId = workload.ids[i];
        long price = workload.prices[i];
        long qty = workload.qtys[i];
        Side side = workload.sides[i] == Workload.BUY ? Side.BUY : Side.SELL;
        long leaves = book.match(side, price, qty, this);
        if (leaves == 0) {
            return;
        }
        if (workload.iocs[i]) {
            reports.add(ReportStream.CANCEL_ACK, takerSeq, workload.sides[i], takerId, price, 0);
            return;
        }
        int order = orders.add(takerId, ACCOUNT, INSTRUMENT, side, qty, leaves, takerId);
        book.rest(order, price);
    }

    private void rematch(Workload workload, int i, int order) {
        takerSeq = workload.seqs[i];
        takerId = workload.ids[i];
        long price = workload.prices[i];
        long qty = workload.qtys[i];
        Side side = workload.sides[i] == Workload.BUY ? Side.BUY : Side.SELL;
        long leaves = book.match(side, price, qty, this);
        if (leaves == 0 || workload.iocs[i]) {
            orders.free(order);
            if (leaves != 0) {
                reports.add(ReportStream.CANCEL_ACK, takerSeq, workload.sides[i], takerId, price, 0);
            }
            return;
        }
        orders.change(order, side, qty, leaves);
        book.rest(order, price);
    }

    private int find(long orderId) {
        return orders.find(ACCOUNT, orderId);
    }
}
