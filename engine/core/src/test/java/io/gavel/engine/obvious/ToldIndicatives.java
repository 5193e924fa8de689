package io.gavel.engine.obvious;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What calls would print, as it was told last: at any moment what an uncross would print then. */
final class ToldIndicatives {
    private static final int FIELDS = Fact.INDICATIVE.fields();

    /** By book; none before the first since orders are collected, be it in one phase or in one after the other. */
    private final Map<Long, long[]> told = new HashMap<>();

    void hear(Told came) {
        came.forEach((fact, at) -> {
            if (fact == Fact.PHASE && !collects(came.word(at + 1))) {
                told.remove(came.word(at));
            } else if (fact == Fact.INDICATIVE) {
                long[] fields = new long[FIELDS];
                Arrays.setAll(fields, i -> came.word(at + i));
                told.put(fields[0], fields);
            }
        });
    }

    private static boolean collects(long phase) {
        return phase == Command.Phase.PRE_OPEN.ordinal() || phase == Command.Phase.CALL.ordinal();
    }

    /** The first book whose call would print something else than was told, or null. */
    String stale(State state) {
        for (Book book : state.books) {
            if (book.isCall()) {
                Call.Print print = CallEnd.of(book, state.money, Told.NONE).print();
                long[] now = {book.id, print.price(), print.lots(), print.surplus(), print.surplusSide()};
                long[] was = told.get((long) book.id);
                if (was == null ? !book.bids.isEmpty() || !book.asks.isEmpty() : !Arrays.equals(now, was)) {
                    return "indicative is stale: told " + Arrays.toString(was) + ", is " + Arrays.toString(now);
                }
            }
        }
        return null;
    }
}
