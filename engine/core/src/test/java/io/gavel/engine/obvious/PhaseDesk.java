package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Command.Phase;
import io.gavel.engine.obvious.Command.Reason;
import io.gavel.engine.obvious.Command.Tif;
import io.gavel.engine.obvious.Command.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Phases, and what a call ends with. */
final class PhaseDesk {
    private static final long NONE = Told.NONE;

    private final State state;
    private final OrderDesk orders;

    PhaseDesk(State state, OrderDesk orders) {
        this.state = state;
        this.orders = orders;
    }

    void setPhase(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        if (command.phase == Phase.NULL) {
            state.refuse(No.NOT_SUPPORTED);
            return;
        }
        if (book.phase == Phase.DELISTED) {
            state.refuse(No.PHASE_REFUSES);
            return;
        }
        if (command.phase == Phase.CONTINUOUS && book.phase != Phase.CONTINUOUS) {
            uncross(book, NONE);
            return;
        }
        if (command.phase == Phase.CLOSED || command.phase == Phase.DELISTED) {
            boolean all = command.phase == Phase.DELISTED;
            for (Order order : inOrderOfEntry(book)) {
                if (all || order.tif == Tif.DAY) {
                    state.cancelOpen(order, all ? Reason.PHASE : Reason.EXPIRED);
                }
            }
        }
        phase(book, command.phase);
    }

    void uncross(Command command) {
        Book book = state.book(command.instrument);
        if (book == null) {
            state.refuse(No.UNKNOWN_INSTRUMENT);
            return;
        }
        if (!book.isCall()) {
            state.refuse(No.PHASE_REFUSES);
            return;
        }
        if (command.price != NONE && command.price <= 0) {
            state.refuse(No.PRICE_NOT_POSITIVE, 1);
            return;
        }
        if (command.price != NONE && command.price % book.tick != 0) {
            state.refuse(No.PRICE_OFF_TICK, 1);
            return;
        }
        if (command.price != NONE
                && BigInteger.valueOf(command.price / book.tick).compareTo(Arithmetic.LIMIT) >= 0) {
            state.refuse(No.AMOUNT_RANGE);
            return;
        }
        uncross(book, command.price == NONE ? NONE : command.price / book.tick);
    }

    private void phase(Book book, Phase phase) {
        boolean wasCall = book.isCall();
        book.phase = phase;
        state.told.tell(Fact.PHASE, book.id, phase.ordinal());
        if (!wasCall) {
            book.touchIfAny();
        }
    }

    private void uncross(Book book, long reference) {
        CallEnd end = CallEnd.of(book, state.money, reference);
        end.leaving().forEach(order -> state.cancelOpen(order, Reason.UNCROSS));
        Call.Print print = end.print();
        state.told.tell(Fact.UNCROSSED, book.id, print.price(), print.lots(), print.surplus(), print.surplusSide());
        if (print.price() != NONE) {
            cross(book, print.price());
            book.last = print.price();
        }
        leave(book, print.price());
        part(book, print.highest());
        phase(book, Phase.CONTINUOUS);
        orders.runStopsAt(book, book.last);
    }

    /** Head with head, until everything is matched that can be. */
    private void cross(Book book, long price) {
        // Nobody is the taker, whose fee would pay a rebate.
        long fee = Math.max(0, book.makerFee);
        BigInteger left = Call.matched(book, price);
        while (left.signum() > 0) {
            Order buy = book.bids.get(0);
            Order sell = book.asks.get(0);
            long traded = Math.min(buy.leaves, sell.leaves);
            left = left.subtract(BigInteger.valueOf(traded));
            orders.tellCross(book, buy, sell, price, traded, 3);
            state.settle(book, buy, sell, price, traded, fee, fee);
            take(book, buy, traded);
            take(book, sell, traded);
        }
    }

    private void take(Book book, Order order, long lots) {
        order.leaves -= lots;
        order.shown = Math.min(order.shown, order.leaves);
        if (order.leaves == 0) {
            book.remove(order);
            state.closes(order);
        } else if (order.display != NONE) {
            order.show();
        }
    }

    /** What does not stay for continuous trading leaves the book, or gets a limit. */
    private void leave(Book book, long print) {
        for (boolean areBids : new boolean[] {true, false}) {
            for (Order order : List.copyOf(book.side(areBids))) {
                if (order.price != NONE && order.tif == Tif.AUCTION) {
                    state.cancelOpen(order, Reason.UNCROSS);
                } else if (order.price == NONE) {
                    if (order.type == Type.MARKET || order.tif == Tif.AUCTION || print == NONE) {
                        state.cancelOpen(order, Reason.UNCROSS);
                    } else {
                        limit(book, order, print);
                    }
                }
            }
        }
    }

    /**
     * What still crosses could not print, as a band or collar ends before: whoever would pay the price there leaves, buyers where
     * it is above the highest price that can print, else sellers.
     */
    private void part(Book book, long highest) {
        boolean ofBuys = !book.asks.isEmpty() && book.asks.get(0).price > highest;
        while (!book.bids.isEmpty() && !book.asks.isEmpty() && book.bids.get(0).price >= book.asks.get(0).price) {
            state.cancelOpen(book.side(ofBuys).get(0), Reason.COLLAR);
        }
    }

    /** A market-to-limit order gets the print as its limit. */
    private void limit(Book book, Order order, long print) {
        book.remove(order);
        long delta = 0;
        if (book.movesMoney && order.isBuy) {
            delta = book.held(true, print, order.leaves).longValueExact()
                    - book.held(true, order.hold, order.leaves).longValueExact();
            state.money.hold(order.account, book.quote, delta);
        }
        order.price = print;
        order.hold = print;
        book.insertByEntry(order);
        state.told.tell(
                Fact.REPLACED,
                order.orderId,
                book.id,
                order.account,
                order.price,
                order.qty,
                order.leaves,
                order.hold,
                delta,
                order.side(),
                order.id);
    }

    private static List<Order> inOrderOfEntry(Book book) {
        List<Order> orders = new ArrayList<>(book.bids);
        orders.addAll(book.asks);
        orders.addAll(book.stops);
        orders.sort(Comparator.comparingLong(order -> order.orderId));
        return orders;
    }
}
