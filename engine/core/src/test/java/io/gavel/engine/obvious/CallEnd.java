package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How a call would end: what it prints, and who leaves before it, as the print would cost more than is there for him.
 *
 * @param leaving in the order of the book
 */
record CallEnd(Call.Print print, List<Order> leaving) {
    static CallEnd of(Book book, Money money, long reference) {
        List<Order> all = List.copyOf(book.bids);
        Call.Print print = Call.print(book, reference);
        while (print.price() != Told.NONE && book.bids.removeAll(uncovered(book, money, print.price()))) {
            print = Call.print(book, reference);
        }
        List<Order> leaving = new ArrayList<>(all);
        leaving.removeAll(book.bids);
        book.bids.clear();
        book.bids.addAll(all);
        return new CallEnd(print, leaving);
    }

    /** Buys without a limit that are held for at less than the print, or with credit beyond what amounts reach to. */
    private static List<Order> uncovered(Book book, Money money, long print) {
        List<Order> uncovered = new ArrayList<>();
        BigInteger drawn = BigInteger.ZERO;
        for (Order order : book.bids) {
            if (!book.movesMoney || order.price != Told.NONE || order.hold >= print) {
                continue;
            }
            BigInteger after = drawn.add(book.held(true, print, order.leaves));
            if (order.hold == 0 && after.compareTo(money.drawable(book.quote)) <= 0) {
                drawn = after;
            } else {
                uncovered.add(order);
            }
        }
        return uncovered;
    }
}
