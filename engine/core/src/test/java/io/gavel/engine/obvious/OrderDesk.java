package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Post;
import io.gavel.engine.obvious.Command.Reason;
import io.gavel.engine.obvious.Command.Tif;
import io.gavel.engine.obvious.Command.Type;
import io.gavel.engine.obvious.Matching.End;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** New orders, replacements, and the stops that trades trigger. */
final class OrderDesk {
    private static final long NONE = Told.NONE;
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(62);

    /** Stops of one book: buys, then sells, the nearest to the market first; those of one price stay as they are. */
    static final Comparator<Order> FROM_THE_MARKET = Comparator.comparing((Order stop) -> !stop.isBuy)
            .thenComparing(stop -> stop.isBuy ? stop.stopPx : -stop.stopPx);

    private final State state;
    /** Prices of the trades whose stops are not looked for yet. */
    private final List<Long> trades = new ArrayList<>();

    OrderDesk(State state) {
        this.state = state;
    }

    void newOrder(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        if (command.side == 0 || command.type == Type.NULL || command.tif == Tif.NULL) {
            state.refuse(No.NOT_SUPPORTED);
            return;
        }
        Order order = order(book, command);
        int bad = bad(book, command);
        if (bad != No.NO_FIELD) {
            state.refuse(No.BAD_ORDER, bad);
            return;
        }
        if (phaseRefuses(book, command)) {
            state.refuse(No.PHASE_REFUSES);
            return;
        }
        if (command.expireAtNs != NONE && command.expireAtNs <= state.nowNs) {
            state.refuse(No.TIME_IN_PAST, state.nowNs);
            return;
        }
        if (!qtyIsRight(book, command.qty, NONE) || !pricesAreRight(book, command)) {
            return;
        }
        order.qty = command.qty / book.lot;
        order.leaves = order.qty;
        order.price = ticks(book, command.price);
        order.stopPx = ticks(book, command.stopPx);
        order.display = command.displayQty == NONE ? NONE : command.displayQty / book.lot;
        order.minQty = command.minQty == NONE ? NONE : command.minQty / book.lot;
        order.show();
        if (isAffordable(book, order)) {
            enter(book, order);
        }
    }

    private Order order(Book book, Command command) {
        Order order = new Order();
        order.account = command.account;
        order.id = command.id;
        order.instrument = book.id;
        order.isBuy = command.side == 1;
        order.type = command.type;
        order.tif = command.tif;
        order.post = command.post == null ? Post.NO : command.post;
        order.stp = command.stp == null ? book.stp : command.stp;
        order.expireAtNs = command.expireAtNs;
        order.waits = isStop(command.type);
        return order;
    }

    private static boolean isStop(Type type) {
        return type == Type.STOP || type == Type.STOP_LIMIT;
    }

    private static boolean hasLimit(Type type) {
        return type == Type.LIMIT || type == Type.STOP_LIMIT;
    }

    private static boolean isImmediate(Tif tif) {
        return tif == Tif.IOC || tif == Tif.FOK;
    }

    /** The first field that contradicts others, or {@link No#NO_FIELD}. */
    private static int bad(Book book, Command command) {
        boolean posts = command.post == Post.REJECT || command.post == Post.SLIDE;
        boolean isLimit = hasLimit(command.type);
        boolean isImmediate = isImmediate(command.tif);
        if (!isLimit && command.price != NONE) {
            return No.PRICE;
        }
        if (isStop(command.type) ? command.stopPx == NONE : command.stopPx != NONE) {
            return No.STOP_PX;
        }
        if (isStop(command.type) && command.tif == Tif.AUCTION) {
            return No.TIME_IN_FORCE;
        }
        if ((command.tif == Tif.GTD) != (command.expireAtNs != NONE)) {
            return No.EXPIRE_AT;
        }
        if (posts && (command.type != Type.LIMIT || isImmediate)) {
            return No.POST_ONLY;
        }
        if (command.displayQty != NONE) {
            boolean isWhole = command.displayQty > 0
                    && command.displayQty <= command.qty
                    && command.displayQty % book.lot == 0
                    && hasFewSlices(command.qty, command.displayQty);
            if (!isWhole || isImmediate || command.type == Type.MARKET || command.type == Type.STOP) {
                return No.DISPLAY_QTY;
            }
        }
        if (command.minQty != NONE) {
            boolean isWhole = command.minQty > 0 && command.minQty <= command.qty && command.minQty % book.lot == 0;
            return !isWhole || command.tif == Tif.AUCTION || posts ? No.MIN_QTY : No.NO_FIELD;
        }
        return No.NO_FIELD;
    }

    /** A thousand at most: each is a trade of its own. */
    private static boolean hasFewSlices(long qty, long displayQty) {
        return qty / 1_000 < displayQty || (qty / 1_000 == displayQty && qty % 1_000 == 0);
    }

    private static boolean phaseRefuses(Book book, Command command) {
        return switch (book.phase) {
            case CONTINUOUS -> command.tif == Tif.AUCTION;
            case PRE_OPEN, CALL -> isImmediate(command.tif);
            default -> true;
        };
    }

    private boolean qtyIsRight(Book book, long qty, long filledLots) {
        if (qty <= 0) {
            return state.refuse(No.QTY_NOT_POSITIVE, 1);
        }
        if (qty % book.lot != 0) {
            return state.refuse(No.QTY_OFF_LOT, 1);
        }
        if (book.minQty != NONE && qty < book.minQty) {
            return state.refuse(No.QTY_BELOW_MINIMUM, book.minQty / book.lot + (book.minQty % book.lot == 0 ? 0 : 1));
        }
        if (book.maxQty != NONE && qty > book.maxQty) {
            return state.refuse(No.QTY_ABOVE_MAXIMUM, book.maxQty / book.lot);
        }
        if (filledLots != NONE && qty / book.lot <= filledLots) {
            return state.refuse(No.REPLACE_BELOW_FILLED, filledLots);
        }
        return true;
    }

    private boolean pricesAreRight(Book book, Command command) {
        return (!hasLimit(command.type) || isAboveZero(command.price))
                && (!isStop(command.type) || isAboveZero(command.stopPx))
                && (!hasLimit(command.type) || isOnTick(book, command.price))
                && (!isStop(command.type) || isOnTick(book, command.stopPx))
                && (!hasLimit(command.type) || isInBand(book, command.price))
                && (!isStop(command.type) || isInBand(book, command.stopPx));
    }

    private boolean isAboveZero(long price) {
        return price > 0 || state.refuse(No.PRICE_NOT_POSITIVE, 1);
    }

    private boolean isOnTick(Book book, long price) {
        long tick = book.tickAt(price);
        return price % tick == 0 || state.refuse(No.PRICE_OFF_TICK, tick / book.tick);
    }

    private boolean isInBand(Book book, long price) {
        long ticks = price / book.tick;
        if (book.low != NONE && ticks < book.low) {
            return state.refuse(No.PRICE_OUTSIDE_BAND, book.low);
        }
        if (book.high != NONE && ticks > book.high) {
            return state.refuse(No.PRICE_OUTSIDE_BAND, book.high);
        }
        return true;
    }

    private static long ticks(Book book, long price) {
        return price == NONE ? NONE : price / book.tick;
    }

    /** Checks what an order may cost, and finds the price at which it is held for. */
    private boolean isAffordable(Book book, Order order) {
        boolean isContinuous = book.phase == Phase.CONTINUOUS;
        List<Order> opposite = book.side(!order.isBuy);
        long best = opposite.isEmpty() ? NONE : opposite.get(0).price;
        boolean wouldTrade = price(book, order, best, isContinuous);
        if (!costIsRight(book, order, order.qty)) {
            return false;
        }
        boolean mayRest = order.waits || !isContinuous || (!isImmediate(order.tif) && order.type != Type.MARKET);
        if (mayRest && !limitsAllow(book, order, null)) {
            return false;
        }
        if (wouldTrade) {
            return state.refuse(No.POST_ONLY_WOULD_TRADE, best);
        }
        boolean isUnbounded = order.hold == 0 && !isContinuous;
        if (isUnbounded && order.isBuy && book.movesMoney && !state.money.hasCredit(order.account)) {
            return state.refuse(No.UNBOUNDED_COST);
        }
        if (book.movesMoney && !fundsSuffice(book, order, isContinuous)) {
            return false;
        }
        return !mayRest
                || state.open.size() < state.maxOpenOrders
                || state.refuse(No.LIMIT_REACHED, state.maxOpenOrders);
    }

    /** Finds limit and hold; returns whether the order must not trade at once, and would. */
    private static boolean price(Book book, Order order, long best, boolean isContinuous) {
        switch (order.type) {
            case LIMIT -> {
                boolean wouldTrade = isContinuous && order.post != Post.NO && best != NONE && order.accepts(best);
                long slid = wouldTrade && order.post == Post.SLIDE ? book.nextTick(best, order.isBuy) : NONE;
                if (slid != NONE && book.isInBand(slid)) {
                    order.price = slid;
                    order.isSlid = true;
                }
                order.hold = order.price;
                return wouldTrade && !order.isSlid;
            }
            case STOP_LIMIT -> order.hold = order.price;
            case STOP -> order.hold = order.stopPx;
            case MARKET_TO_LIMIT -> {
                if (isContinuous) {
                    order.price = best != NONE && book.reachesInBand(best, order.isBuy) ? best : NONE;
                    order.hold = order.price == NONE ? 0 : order.price;
                } else {
                    order.hold = book.high == NONE ? 0 : book.high;
                }
            }
            default -> order.hold = isContinuous || book.high == NONE ? 0 : book.high;
        }
        return false;
    }

    private boolean costIsRight(Book book, Order order, long lots) {
        if (BigInteger.valueOf(order.hold).compareTo(LIMIT) >= 0) {
            return state.refuse(No.AMOUNT_RANGE);
        }
        boolean isMeasured = book.movesMoney || book.maxNotional != NONE || book.minNotional != NONE;
        if (!isMeasured) {
            return true;
        }
        BigInteger notional = book.notional(order.hold, lots);
        if (notional.compareTo(LIMIT) >= 0) {
            return state.refuse(No.AMOUNT_RANGE);
        }
        if (notional.signum() > 0) {
            if (book.minNotional != NONE && notional.longValue() < book.minNotional) {
                return state.refuse(No.NOTIONAL_BELOW_MINIMUM, book.minNotional);
            }
            if (book.maxNotional != NONE && notional.longValue() > book.maxNotional) {
                return state.refuse(No.NOTIONAL_ABOVE_MAXIMUM, book.maxNotional);
            }
        }
        return true;
    }

    /** How many orders an account may have open, and what they may be worth. */
    private boolean limitsAllow(Book book, Order order, Order replaced) {
        State.Account account = state.account(order.account);
        boolean isMore = replaced == null;
        if (isMore && account.maxOpenOrders != NONE && account.orders.size() >= account.maxOpenOrders) {
            return state.refuse(No.OPEN_ORDERS_LIMIT, account.maxOpenOrders);
        }
        long max = account.maxOpenNotional[book.quote];
        if (max == NONE) {
            return true;
        }
        BigInteger before = replaced == null ? BigInteger.ZERO : worth(replaced);
        BigInteger more = worth(order).subtract(before);
        BigInteger sum = more;
        for (Order open : account.orders.values()) {
            sum = state.book(open.instrument).quote == book.quote ? sum.add(worth(open)) : sum;
        }
        return more.signum() <= 0
                || sum.compareTo(BigInteger.valueOf(max)) <= 0
                || state.refuse(No.OPEN_NOTIONAL_LIMIT, max);
    }

    /** What an order counts for: what is left of it at the price at which it is held for. */
    private BigInteger worth(Order order) {
        return state.book(order.instrument).notional(order.hold, order.leaves).min(LIMIT);
    }

    private boolean fundsSuffice(Book book, Order order, boolean isContinuous) {
        int asset = order.isBuy ? book.quote : book.base;
        BigInteger cost = order.type == Type.MARKET && isContinuous && order.isBuy
                ? costOfTrades(book, order)
                : book.held(order.isBuy, order.hold, order.qty);
        return moneySuffices(order.account, asset, cost);
    }

    private boolean moneySuffices(int account, int asset, BigInteger amount) {
        if (amount.compareTo(LIMIT) >= 0 || !state.money.staysInRange(account, asset, amount.longValue())) {
            return state.refuse(No.AMOUNT_RANGE);
        }
        return state.money.covers(account, asset, amount.longValue())
                || state.refuse(No.INSUFFICIENT_FUNDS, state.money.available(account, asset));
    }

    /** What a market order will pay, tried out on a copy of the book; nothing where a condition keeps it from trading. */
    private static BigInteger costOfTrades(Book book, Order order) {
        Trial trial = new Trial(book, order, null);
        return trial.meetsConditions() ? trial.cost : BigInteger.ZERO;
    }

    /** What an order would do, on a copy of the book. */
    private static final class Trial implements Matching.Steps {
        private final Book book;
        private final Order order;
        private final BigInteger budget;
        private BigInteger cost = BigInteger.ZERO;
        private long traded;

        /** @param budget null: whatever it costs */
        Trial(Book book, Order order, BigInteger budget) {
            this.book = book;
            this.order = order;
            this.budget = budget;
            Matching.run(order.copy(), book.copyOf(!order.isBuy), reach(book, order), this);
        }

        @Override
        public long affordable(Order taker, long price, long lots) {
            return budget == null ? lots : affordableLots(book, price, lots, budget.subtract(cost));
        }

        @Override
        public void traded(Order taker, Order maker, long price, long lots) {
            cost = cost.add(cost(book, price, lots));
            traded += lots;
        }

        boolean meetsConditions() {
            return !(order.tif == Tif.FOK && traded < order.leaves) && !(order.minQty != NONE && traded < order.minQty);
        }
    }

    private static BigInteger cost(Book book, long price, long lots) {
        BigInteger notional = book.notional(price, lots);
        return notional.add(Book.ceiling(notional, book.takerFee));
    }

    /** How far it may go: as the collar says, and without a limit of its own within the band. */
    private static long reach(Book book, Order order) {
        long reach = book.reach(order.isBuy);
        if (order.price != NONE) {
            return reach;
        }
        if (order.isBuy) {
            return book.high == NONE ? reach : Math.min(reach, book.high);
        }
        return book.low == NONE ? reach : Math.max(reach, book.low);
    }

    /** Whether it pays with what there is, as nothing is held for it. */
    private static boolean paysAsItGoes(Book book, Order order) {
        return book.movesMoney && order.isBuy && order.type == Type.STOP;
    }

    private BigInteger spendable(Book book, Order order) {
        return BigInteger.valueOf(state.money.spendable(order.account, book.quote));
    }

    private void enter(Book book, Order order) {
        order.orderId = state.nextOrderId++;
        boolean isPlain = order.type == Type.LIMIT && (order.post != Post.SLIDE || !order.isSlid);
        if (isPlain) {
            state.told.tell(Fact.ACCEPTED, order.orderId);
        } else {
            state.told.tell(Fact.ENTERED, order.orderId, order.price, order.hold);
        }
        if (order.hold != 0 || !order.isBuy) {
            state.hold(book, order.account, order.isBuy, order.hold, order.qty);
        }
        if (book.phase != Phase.CONTINUOUS) {
            open(book, order);
            return;
        }
        if (order.waits) {
            if (isTriggered(order, book.last)) {
                trigger(book, order, true);
            } else {
                open(book, order);
            }
        } else {
            match(book, order, true);
        }
        runStops(book);
    }

    private void open(Book book, Order order) {
        book.insert(order);
        state.opens(order);
    }

    private static boolean isTriggered(Order stop, long price) {
        return price != NONE && (stop.isBuy ? price >= stop.stopPx : price <= stop.stopPx);
    }

    /** Enters an order that nothing refuses into a book that trades. */
    private void match(Book book, Order order, boolean isCommands) {
        boolean hasNobody = order.type == Type.MARKET_TO_LIMIT && order.price == NONE;
        if (!hasNobody && (order.tif == Tif.FOK || order.minQty != NONE)) {
            Trial trial = new Trial(book, order, paysAsItGoes(book, order) ? spendable(book, order) : null);
            if (!trial.meetsConditions()) {
                boolean isFok = order.tif == Tif.FOK && trial.traded < order.leaves;
                state.cancel(book, order, isFok ? Reason.FOK : Reason.MIN_QTY);
                return;
            }
        }
        finish(book, order, trade(book, order, isCommands));
    }

    /** What becomes of the rest. */
    private void finish(Book book, Order order, End end) {
        boolean isMarket = order.type == Type.MARKET || order.type == Type.STOP || order.price == NONE;
        switch (end) {
            case FILLED -> {}
            case STP -> state.cancel(book, order, Reason.STP);
            case FUNDS -> state.cancel(book, order, Reason.MARKET);
            case COLLAR -> state.cancel(book, order, isMarket ? Reason.MARKET : Reason.COLLAR);
            default -> {
                if (isMarket) {
                    state.cancel(book, order, Reason.MARKET);
                } else if (isImmediate(order.tif)) {
                    state.cancel(book, order, Reason.IOC);
                } else {
                    order.show();
                    open(book, order);
                }
            }
        }
    }

    private End trade(Book book, Order order, boolean isCommands) {
        // A market order of no price that has nobody to follow has no price either.
        if (order.type == Type.MARKET_TO_LIMIT && order.price == NONE) {
            return End.NOBODY;
        }
        return Matching.run(order, book.side(!order.isBuy), reach(book, order), new Matching.Steps() {
            @Override
            public long affordable(Order taker, long price, long lots) {
                return paysAsItGoes(book, taker) ? affordableLots(book, price, lots, spendable(book, taker)) : lots;
            }

            @Override
            public void traded(Order taker, Order maker, long price, long lots) {
                tellTrade(book, taker, maker, price, lots, isCommands);
                Order buy = taker.isBuy ? taker : maker;
                Order sell = taker.isBuy ? maker : taker;
                state.settle(
                        book,
                        buy,
                        sell,
                        price,
                        lots,
                        taker.isBuy ? book.takerFee : book.makerFee,
                        taker.isBuy ? book.makerFee : book.takerFee);
                book.last = price;
                trades.add(price);
            }

            @Override
            public void prevented(Order taker, Order maker, long price, long lots) {
                state.told.tell(
                        Fact.PREVENTED,
                        book.id,
                        taker.account,
                        maker.orderId,
                        taker.orderId,
                        price,
                        lots,
                        maker.hold,
                        taker.hold,
                        taker.side(),
                        taker.stp.ordinal(),
                        maker.id,
                        taker.id);
                state.hold(book, taker.account, taker.isBuy, taker.hold, -lots);
                state.hold(book, maker.account, maker.isBuy, maker.hold, -lots);
            }

            @Override
            public void makerCanceled(Order maker) {
                state.cancel(book, maker, Reason.STP);
            }

            @Override
            public void makerGone(Order maker) {
                state.closes(maker);
            }
        });
    }

    private static long affordableLots(Book book, long price, long wanted, BigInteger budget) {
        long some = 0;
        long tooMany = wanted + 1;
        while (tooMany - some > 1) {
            long half = some + (tooMany - some) / 2;
            if (cost(book, price, half).compareTo(budget) <= 0) {
                some = half;
            } else {
                tooMany = half;
            }
        }
        return some;
    }

    private void tellTrade(Book book, Order taker, Order maker, long price, long lots, boolean isCommands) {
        if (isCommands) {
            state.told.tell(
                    Fact.TRADED,
                    book.id,
                    maker.account,
                    maker.orderId,
                    taker.orderId,
                    price,
                    lots,
                    taker.hold,
                    taker.side(),
                    maker.id);
            return;
        }
        tellCross(book, taker.isBuy ? taker : maker, taker.isBuy ? maker : taker, price, lots, taker.side());
    }

    void tellCross(Book book, Order buy, Order sell, long price, long lots, int aggressor) {
        state.told.tell(
                Fact.CROSSED,
                book.id,
                buy.account,
                sell.account,
                buy.orderId,
                sell.orderId,
                price,
                lots,
                buy.hold,
                aggressor,
                buy.id,
                sell.id);
    }

    /** Enters what the trades so far have triggered, and what their trades trigger, first come first served. */
    void runStops(Book book) {
        List<Order> triggered = new ArrayList<>();
        while (true) {
            while (!trades.isEmpty()) {
                triggered.addAll(triggeredBy(book, trades.remove(0)));
            }
            if (triggered.isEmpty()) {
                return;
            }
            trigger(book, triggered.remove(0), false);
        }
    }

    /** A book trades again: its last price counts as a trade that nobody has seen yet. */
    void runStopsAt(Book book, long price) {
        if (price != NONE) {
            trades.add(price);
        }
        runStops(book);
    }

    /** Stops that a trade triggers, out of their list: from the market outwards, then by arrival. */
    private List<Order> triggeredBy(Book book, long price) {
        List<Order> found = new ArrayList<>();
        for (Order stop : book.stops) {
            if (isTriggered(stop, price)) {
                found.add(stop);
            }
        }
        if (found.isEmpty()) {
            return found;
        }
        book.stops.removeAll(found);
        found.forEach(state::closes);
        found.sort(FROM_THE_MARKET);
        return found;
    }

    /** A stop enters as what it stands for. */
    private void trigger(Book book, Order order, boolean isCommands) {
        order.waits = false;
        long delta = 0;
        if (order.type == Type.STOP && order.isBuy) {
            if (book.movesMoney) {
                delta = book.held(true, order.hold, -order.leaves).longValueExact();
                state.hold(book, order.account, true, order.hold, -order.leaves);
            }
            order.hold = 0;
        }
        state.told.tell(
                Fact.TRIGGERED,
                order.orderId,
                book.id,
                order.account,
                order.price,
                order.leaves,
                order.hold,
                delta,
                order.side(),
                order.id);
        match(book, order, isCommands);
    }

    void replaceOrder(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        Order order = state.open.get(State.key(command.account, command.origId));
        if (order == null || order.instrument != book.id) {
            state.refuse(No.UNKNOWN_ORDER);
            return;
        }
        if (command.price != NONE && order.price == NONE) {
            state.refuse(No.BAD_ORDER, No.PRICE);
            return;
        }
        long filled = order.qty - order.leaves;
        long price = command.price == NONE ? order.price : command.price;
        boolean isSmaller = (command.price == NONE || command.price == order.price * book.tick)
                && (command.qty == NONE || command.qty <= order.qty * book.lot);
        boolean isOver = book.phase == Phase.CLOSED || book.phase == Phase.DELISTED;
        if (isOver || (book.phase == Phase.HALT && !isSmaller)) {
            state.refuse(No.PHASE_REFUSES);
            return;
        }
        if (command.qty != NONE && !qtyIsRight(book, command.qty, filled)) {
            return;
        }
        if (command.qty != NONE && order.display != NONE && !hasFewSlices(command.qty / book.lot, order.display)) {
            state.refuse(No.BAD_ORDER, No.QTY);
            return;
        }
        if (command.price != NONE
                && !(isAboveZero(command.price) && isOnTick(book, command.price) && isInBand(book, command.price))) {
            return;
        }
        long qty = command.qty == NONE ? order.qty : command.qty / book.lot;
        Order changed = order.copy();
        changed.id = command.id;
        changed.qty = qty;
        changed.leaves = qty - filled;
        if (command.price != NONE) {
            changed.price = price / book.tick;
            changed.hold = changed.price;
        }
        if (!costIsRight(book, changed, changed.qty) || !limitsAllow(book, changed, order)) {
            return;
        }
        boolean keeps = changed.price == order.price && changed.qty <= order.qty;
        List<Order> opposite = book.side(!order.isBuy);
        boolean wouldTrade = !keeps
                && !order.waits
                && book.phase == Phase.CONTINUOUS
                && !opposite.isEmpty()
                && changed.accepts(opposite.get(0).price);
        if (wouldTrade && order.post != Post.NO) {
            state.refuse(No.POST_ONLY_WOULD_TRADE, opposite.get(0).price);
            return;
        }
        BigInteger delta = BigInteger.ZERO;
        if (book.movesMoney) {
            BigInteger held = book.held(order.isBuy, changed.hold, changed.leaves);
            if (held.compareTo(LIMIT) >= 0) {
                state.refuse(No.AMOUNT_RANGE);
                return;
            }
            delta = held.subtract(book.held(order.isBuy, order.hold, order.leaves));
            int asset = order.isBuy ? book.quote : book.base;
            if (delta.signum() > 0 && !moneySuffices(order.account, asset, delta)) {
                return;
            }
            state.money.hold(order.account, asset, delta.longValueExact());
        }
        state.told.tell(
                Fact.REPLACED,
                order.orderId,
                book.id,
                order.account,
                changed.price,
                changed.qty,
                changed.leaves,
                changed.hold,
                delta.longValueExact(),
                order.side(),
                changed.id);
        if (keeps) {
            keep(book, order, changed);
        } else {
            move(book, order, changed);
        }
    }

    /** Smaller, or as it was: it stays where it is. */
    private void keep(Book book, Order order, Order changed) {
        state.closes(order);
        boolean isSame = order.qty == changed.qty;
        order.id = changed.id;
        order.qty = changed.qty;
        order.leaves = changed.leaves;
        order.hold = changed.hold;
        order.shown = Math.min(order.shown, order.leaves);
        state.opens(order);
        if (!isSame && !order.waits) {
            book.touch();
        }
    }

    /** Enters again, as if it were new. */
    private void move(Book book, Order order, Order changed) {
        book.remove(order);
        state.closes(order);
        changed.show();
        if (book.phase != Phase.CONTINUOUS || changed.waits) {
            open(book, changed);
            return;
        }
        finish(book, changed, trade(book, changed, true));
        runStops(book);
    }
}
