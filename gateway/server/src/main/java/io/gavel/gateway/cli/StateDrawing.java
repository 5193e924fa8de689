package io.gavel.gateway.cli;

import io.gavel.journal.HowMany;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Draws the answers about a book, an auction or an account for people. */
final class StateDrawing {
    private static final int BAR_WIDTH = 30;

    private record Level(String price, String qty, long orders) {}

    private final PrintWriter out;

    StateDrawing(PrintWriter out) {
        this.out = out;
    }

    /** Sellers above the line, buyers below, so that the best of both meet in the middle. */
    void book(JsonWriter answer) {
        JsonReader book = read(answer);
        title("book " + book.string("instrument", ""), book);
        List<Level> asks = levels(book, "asks");
        List<Level> bids = levels(book, "bids");
        List<Level> all = new ArrayList<>(asks);
        all.addAll(bids);
        int price = width(all.stream().map(Level::price).toList());
        int qty = width(all.stream().map(Level::qty).toList());
        BigDecimal largest = all.stream()
                .map(level -> new BigDecimal(level.qty))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ONE);
        Collections.reverse(asks);
        asks.forEach(level -> level("sell", level, price, qty, largest));
        out.println("  " + "-".repeat(6 + price + qty + 2));
        bids.forEach(level -> level("buy", level, price, qty, largest));
    }

    /** One fact a line. */
    void auction(JsonWriter answer) {
        JsonReader auction = read(answer);
        title("auction " + auction.string("auction", ""), auction);
        for (int i = 0; i < auction.count(); i++) {
            String name = auction.name(i);
            switch (name) {
                case "type", "seq", "idx", "at", "auction" -> {
                    // The title says it.
                }
                case "endsAt", "opensAt" -> field(name, time(auction.integer(i)));
                default -> field(name, text(auction, i));
            }
        }
    }

    /** Balances, open orders, and what it leads. */
    void account(JsonWriter answer) {
        JsonReader account = read(answer);
        title("account " + account.string("account", ""), account);
        List<List<String>> balances = new ArrayList<>();
        balances.add(List.of("asset", "total", "held", "available"));
        for (JsonReader balance : members(account, "balances")) {
            balances.add(List.of(
                    balance.string("asset", ""),
                    balance.string("total", ""),
                    balance.string("held", ""),
                    balance.string("available", "")));
        }
        table(balances);
        List<List<String>> orders = new ArrayList<>();
        orders.add(List.of("order", "instrument", "side", "price", "qty", "leaves"));
        for (JsonReader order : members(account, "orders")) {
            orders.add(List.of(
                    order.string("clOrdId", ""),
                    order.string("instrument", ""),
                    order.string("side", ""),
                    order.string("price", ""),
                    order.string("qty", ""),
                    order.string("leaves", "")));
        }
        if (orders.size() > 1) {
            out.println();
            table(orders);
        }
        JsonReader leads = new JsonReader().readMember(account, account.find("leads"));
        for (int i = 0; i < leads.count(); i++) {
            field("leads", leads.string(i));
        }
    }

    private void level(String side, Level level, int price, int qty, BigDecimal largest) {
        int length = new BigDecimal(level.qty)
                .multiply(BigDecimal.valueOf(BAR_WIDTH))
                .divide(largest, RoundingMode.CEILING)
                .intValue();
        out.println(String.format(
                Locale.ROOT,
                "  %-4s  %" + price + "s  %" + qty + "s  %-" + BAR_WIDTH + "s  %s",
                side,
                level.price,
                level.qty,
                "#".repeat(length),
                HowMany.of(level.orders, "order")));
    }

    private void title(String what, JsonReader answer) {
        out.println(what + " as of seq " + answer.integer("seq", 0) + ", " + time(answer.integer("at", 0)));
    }

    private void field(String name, String value) {
        out.println(String.format(Locale.ROOT, "  %-10s  %s", name, value));
    }

    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                // Names from the left, numbers from the right.
                String form = "  %" + (i == 0 ? "-" : "") + widths[i] + "s";
                line.append(String.format(Locale.ROOT, form, row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static List<Level> levels(JsonReader book, String side) {
        List<Level> levels = new ArrayList<>();
        for (JsonReader level : members(book, side)) {
            levels.add(new Level(level.string(0), level.string(1), level.integer(2)));
        }
        return levels;
    }

    private static List<JsonReader> members(JsonReader of, String name) {
        JsonReader array = new JsonReader().readMember(of, of.find(name));
        List<JsonReader> members = new ArrayList<>();
        for (int i = 0; i < array.count(); i++) {
            members.add(new JsonReader().readMember(array, i));
        }
        return members;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String text(JsonReader json, int field) {
        return switch (json.kind(field)) {
            case STRING -> json.string(field);
            case BOOLEAN -> Boolean.toString(json.bool(field));
            default -> Long.toString(json.integer(field));
        };
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static JsonReader read(JsonWriter answer) {
        return new JsonReader().read(answer.array(), 0, answer.length());
    }
}
