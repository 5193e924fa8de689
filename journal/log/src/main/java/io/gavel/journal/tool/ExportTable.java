package io.gavel.journal.tool;

import static io.gavel.journal.tool.ExportTable.Column.decimal;
import static io.gavel.journal.tool.ExportTable.Column.flag;
import static io.gavel.journal.tool.ExportTable.Column.number;
import static io.gavel.journal.tool.ExportTable.Column.text;
import static io.gavel.journal.tool.ExportTable.Column.time;

import java.util.List;
import java.util.Locale;

/**
 * The tables that a journal is exported to: names instead of ids, decimals instead of ticks, lots and smallest units, so
 * that each can be read by itself. {@code ts} is engine time to the microsecond, {@code at_ns} the same exactly.
 */
public enum ExportTable {
    /** One row a transaction. */
    TRANSACTIONS(
            number("seq"),
            time("ts"),
            number("at_ns"),
            text("command"),
            text("account"),
            flag("admin"),
            flag("continues"),
            number("events"),
            number("bytes")),
    /** One row a command, refused ones too: {@code refusal} names why ({@code GIVEN_UP}: by an operator), {@code amount} is a bid, a deposit, a withdrawal. */
    COMMANDS(
            number("seq"),
            time("ts"),
            number("at_ns"),
            text("command"),
            text("account"),
            text("cl_ord_id"),
            text("instrument"),
            text("auction"),
            text("asset"),
            text("side"),
            text("time_in_force"),
            decimal("qty"),
            decimal("price"),
            decimal("amount"),
            text("refusal")),
    /** One row an event: every field that any event has, as {@code dump --csv} prints them. */
    EVENTS(EventCsv.COLUMNS.stream().map(ExportTable::eventColumn).toArray(Column[]::new)),
    /** One row an order, in the order in which they ended; those that are open come last. */
    ORDERS(
            number("order_id"),
            text("account"),
            text("instrument"),
            text("cl_ord_id"),
            text("side"),
            text("time_in_force"),
            decimal("price"),
            decimal("qty"),
            decimal("filled"),
            text("state"),
            text("cancel_reason"),
            number("created_seq"),
            time("created_at"),
            number("ended_seq"),
            time("ended_at"),
            text("ord_type"),
            decimal("stop_px")),
    /** One row a trade. */
    TRADES(
            number("seq"),
            number("idx"),
            time("ts"),
            number("at_ns"),
            number("trade_id"),
            text("instrument"),
            decimal("price"),
            decimal("qty"),
            text("buyer"),
            text("seller"),
            text("aggressor"),
            number("buy_order_id"),
            number("sell_order_id")),
    /** One row an accepted bid: what was bid, which is secret, and the public price and leader after it. */
    BIDS(
            number("seq"),
            number("idx"),
            time("ts"),
            number("at_ns"),
            text("auction"),
            text("account"),
            text("cl_ord_id"),
            decimal("amount"),
            decimal("price"),
            text("leader"),
            number("bids")),
    /** One row an auction, in the order in which they ended; those that have not come last. */
    AUCTIONS(
            text("auction"),
            text("asset"),
            text("seller"),
            decimal("start"),
            decimal("reserve"),
            decimal("buy_now"),
            number("created_seq"),
            time("created_at"),
            text("outcome"),
            text("winner"),
            decimal("price"),
            number("bids"),
            number("extensions"),
            number("ended_seq"),
            time("ended_at")),
    /** One row a change of what an account has or what of it is held; {@code total} and {@code held} are those after it. */
    BALANCES(
            number("seq"),
            number("idx"),
            number("leg"),
            time("ts"),
            number("at_ns"),
            text("account"),
            text("asset"),
            text("kind"),
            decimal("total_change"),
            decimal("held_change"),
            decimal("total"),
            decimal("held"));

    /** What a column holds; empty is nothing in all of them. */
    public enum Kind {
        NUMBER,
        TEXT,
        FLAG,
        /** Exact, up to 19 digits and 18 decimals. */
        DECIMAL,
        /** As {@code 2026-11-20T12:00:00.000000Z}. */
        TIME
    }

    /** One column. */
    public record Column(String name, Kind kind) {
        static Column number(String name) {
            return new Column(name, Kind.NUMBER);
        }

        static Column text(String name) {
            return new Column(name, Kind.TEXT);
        }

        static Column flag(String name) {
            return new Column(name, Kind.FLAG);
        }

        static Column decimal(String name) {
            return new Column(name, Kind.DECIMAL);
        }

        static Column time(String name) {
            return new Column(name, Kind.TIME);
        }
    }

    private final List<Column> columns;

    ExportTable(Column... columns) {
        this.columns = List.of(columns);
    }

    public List<Column> columns() {
        return columns;
    }

    /** Its file without ending. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Column eventColumn(String name) {
        return switch (name) {
            case "seq",
                    "idx",
                    "at",
                    "endsAt",
                    "bids",
                    "code",
                    "ruleSet",
                    "originalSeq",
                    "orderId",
                    "tradeId",
                    "buyOrderId",
                    "sellOrderId",
                    "makerOrderId",
                    "takerOrderId",
                    "count",
                    "expiresAt" -> number(name);
            case "qty", "price", "minNext", "total", "held", "available", "leaves", "surplus" -> decimal(name);
            case "reserveMet", "duplicate", "blocked" -> flag(name);
            // A bound is a count, a time, a price or money, as its refusal says.
            default -> text(name);
        };
    }
}
