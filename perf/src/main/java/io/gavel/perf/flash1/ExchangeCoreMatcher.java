package io.gavel.perf.flash1;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.IOrder;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import exchange.core2.core.orderbook.OrderBookNaiveImpl;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The books of exchange-core 0.5.3, as they are, without risk, journal and pipeline around them. */
final class ExchangeCoreMatcher implements Matcher {
    private static final CoreSymbolSpecification SYMBOL = CoreSymbolSpecification.builder()
            .symbolId(1)
            .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
            .baseCurrency(1)
            .quoteCurrency(2)
            .baseScaleK(1)
            .quoteScaleK(1)
            .takerFee(0)
            .makerFee(0)
            .build();

    private final IntFunction<IOrderBook> maker;
    private IOrderBook[] books = {};
    private IOrderBook book;
    private final OrderCommand command = new OrderCommand();
    private ReportStream reports;

    private ExchangeCoreMatcher(IntFunction<IOrderBook> maker) {
        this.maker = maker;
        command.uid = 1;
        command.symbol = 1;
    }

    static Matcher direct() {
        // Shared by all books, as its own router does it.
        ObjectsPool pool = ObjectsPool.createDefaultTestPool();
        return new ExchangeCoreMatcher(book -> new OrderBookDirectImpl(
                SYMBOL, pool, OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER, LoggingConfiguration.DEFAULT));
    }

    static Matcher naive() {
        return new ExchangeCoreMatcher(book -> new OrderBookNaiveImpl(SYMBOL, LoggingConfiguration.DEFAULT));
    }

    @Override
    public void prepare(Workload workload) {
        books = IntStream.range(0, workload.bookCount()).mapToObj(maker).toArray(IOrderBook[]::new);
    }

    @Override
    public void run(Workload workload, int from, int to, ReportStream out) {
        reports = out;
        for (int i = from; i < to; i++) {
            book = books[workload.book(i)];
            switch (workload.type(i)) {
                case Workload.NEW -> {
                    reports.taken(
                            ReportStream.ACK,
                            workload.seq(i),
                            workload.sideValue(i),
                            workload.id(i),
                            workload.price(i),
                            workload.qty(i));
                    place(workload, i);
                }
                case Workload.CANCEL -> cancel(workload, i);
                default -> modify(workload, i);
            }
        }
    }

    private void cancel(Workload workload, int i) {
        IOrder order = book.getOrderById(workload.id(i));
        if (order == null) {
            reports.rejected(ReportStream.CANCEL_REJECT, workload.seq(i), workload.id(i));
            return;
        }
        int side = order.getAction() == OrderAction.BID ? Workload.BUY : Workload.SELL;
        reports.canceled(workload.seq(i), side, workload.id(i), order.getPrice());
        process(OrderCommandType.CANCEL_ORDER, workload.id(i));
    }

    private void modify(Workload workload, int i) {
        if (book.getOrderById(workload.id(i)) == null) {
            reports.rejected(ReportStream.MODIFY_REJECT, workload.seq(i), workload.id(i));
            return;
        }
        process(OrderCommandType.CANCEL_ORDER, workload.id(i));
        reports.taken(
                ReportStream.MODIFY_ACK,
                workload.seq(i),
                workload.sideValue(i),
                workload.id(i),
                workload.price(i),
                workload.qty(i));
        place(workload, i);
    }

    private void place(Workload workload, int i) {
        command.price = workload.price(i);
        command.reserveBidPrice = workload.price(i);
        command.size = workload.qty(i);
        command.action = workload.sideValue(i) == Workload.BUY ? OrderAction.BID : OrderAction.ASK;
        command.orderType = workload.isIoc(i) ? OrderType.IOC : OrderType.GTC;
        process(OrderCommandType.PLACE_ORDER, workload.id(i));
        boolean isCutShort = false;
        for (MatcherTradeEvent event = command.matcherEvent; event != null; event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                reports.traded(workload.seq(i), event.price, event.size, event.matchedOrderId, workload.id(i));
            } else {
                isCutShort = true;
            }
        }
        if (isCutShort) {
            reports.canceled(workload.seq(i), workload.sideValue(i), workload.id(i), workload.price(i));
        }
    }

    private void process(OrderCommandType type, long orderId) {
        command.command = type;
        command.orderId = orderId;
        command.matcherEvent = null;
        command.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
        IOrderBook.processCommand(book, command);
    }
}
