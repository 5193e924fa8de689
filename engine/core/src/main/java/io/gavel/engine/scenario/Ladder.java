package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.types.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A book as a picture: sellers above the line, buyers below it, so that the best of both meet in the middle; a row is a
 * price and who waits there, oldest first.
 *
 * <pre>
 *   | 101.5  4 dave
 *   | 101    5 bob, 2 carol
 *   | -----
 *   | 100    3 alice
 * </pre>
 */
final class Ladder {
    private static final String LINE = "-----";

    private Ladder() {}

    /** The rows of a picture in their one normal form. */
    static List<String> parse(List<String> picture) {
        List<String> rows = new ArrayList<>();
        for (String row : picture) {
            rows.add(row.startsWith("--") ? LINE : row(new Words(row)));
        }
        if (Collections.frequency(rows, LINE) != 1) {
            throw new ScenarioException(
                    "expected one row of dashes between sellers and buyers, rows=" + String.join(" | ", picture));
        }
        return rows;
    }

    private static String row(Words words) {
        StringBuilder row = new StringBuilder(Amounts.text(words.number("a price")));
        String separator = "  ";
        do {
            row.append(separator).append(Amounts.text(words.number("a quantity")));
            row.append(' ').append(words.word("an account"));
            separator = ", ";
        } while (words.take(","));
        words.end();
        return row.toString();
    }

    /** The rows of a book as it is. */
    static List<String> draw(MarketState state, Names names, Directory.Instrument instrument) {
        List<String> sellers = side(state.orders(instrument.id(), Side.SELL), names, instrument);
        Collections.reverse(sellers);
        List<String> rows = new ArrayList<>(sellers);
        rows.add(LINE);
        rows.addAll(side(state.orders(instrument.id(), Side.BUY), names, instrument));
        return rows;
    }

    private static List<String> side(List<MarketState.Order> orders, Names names, Directory.Instrument instrument) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < orders.size(); ) {
            long priceTicks = orders.get(i).priceTicks();
            BigDecimal price = CommandContext.price(instrument, priceTicks);
            StringBuilder row = new StringBuilder(Amounts.text(price));
            String separator = "  ";
            for (; i < orders.size() && orders.get(i).priceTicks() == priceTicks; i++) {
                BigDecimal qty = CommandContext.qty(instrument, orders.get(i).leavesLots());
                row.append(separator).append(Amounts.text(qty)).append(' ');
                row.append(names.accountName(orders.get(i).accountId()));
                separator = ", ";
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
