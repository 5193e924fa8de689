package io.gavel.settlement.sink;

import static io.gavel.settlement.sink.Column.big;
import static io.gavel.settlement.sink.Column.integer;
import static io.gavel.settlement.sink.Column.small;
import static io.gavel.settlement.sink.Column.text;

import java.util.List;
import java.util.Locale;

/**
 * The tables that transactions turn into: what the migrations must have made, and in which order columns are written.
 *
 * <p>A <em>fact</em> table is only appended to; a row's identity is {@code (seq, idx)} out of the journal. A
 * <em>state</em> table holds one row a key, always written whole, with the sequence that last changed it. Money is in
 * smallest units of the asset, prices in ticks and quantities in lots of the instrument, times in ns since the epoch.
 */
public enum Table {
    ASSET(1, integer("asset_id"), text("name"), small("decimals"), big("last_seq")),
    ACCOUNT(1, integer("account_id"), text("name"), small("kind"), small("flags"), big("last_seq")),
    INSTRUMENT(
            1,
            integer("instrument_id"),
            text("name"),
            integer("base_asset_id"),
            integer("quote_asset_id"),
            small("risk"),
            small("price_decimals"),
            small("qty_decimals"),
            big("tick"),
            big("lot"),
            big("min_qty").orNull(),
            big("max_qty").orNull(),
            big("max_notional").orNull(),
            big("last_seq"),
            big("maker_fee_percent_micros").orNull(),
            big("taker_fee_percent_micros").orNull()),
    AUCTION(
            1,
            integer("auction_id"),
            text("name"),
            small("format"),
            integer("asset_id"),
            integer("seller_id"),
            big("qty"),
            big("start_minor"),
            big("reserve_minor").orNull(),
            big("buy_now_minor").orNull(),
            small("status"),
            big("price_minor").orNull(),
            integer("leader_id").orNull(),
            big("min_next_minor").orNull(),
            integer("bids"),
            small("reserve_met"),
            integer("extensions"),
            big("ends_at_ns").orNull(),
            integer("winner_id").orNull(),
            big("hammer_price_minor").orNull(),
            big("created_ns"),
            big("closed_ns").orNull(),
            big("last_seq"),
            integer("session_id").orNull(),
            integer("lot").orNull(),
            text("category").orNull()),
    /** Lots that are sold together; shift_ns is how much later than scheduled a group of ends is (SC-6). */
    AUCTION_SESSION(
            1,
            integer("session_id"),
            text("name"),
            small("mode"),
            small("phase"),
            big("opens_at_ns").orNull(),
            big("closes_at_ns").orNull(),
            big("shift_ns"),
            big("last_seq"),
            integer("last_lot").orNull()),
    /** An auction whose lot can be offered to who lost, so that money can move when it is long over. */
    SECOND_CHANCE(1, integer("auction_id"), integer("asset_id"), big("window_ns"), integer("items"), big("last_seq")),
    BALANCE(2, integer("account_id"), integer("asset_id"), big("total_minor"), big("held_minor"), big("last_seq")),
    ORDER_STATE(
            1,
            big("order_id"),
            integer("account_id"),
            integer("instrument_id"),
            text("cl_ord_id"),
            small("side"),
            small("ord_type"),
            small("time_in_force"),
            big("price_ticks").orNull(),
            big("qty_lots"),
            big("filled_lots"),
            small("status"),
            big("created_ns"),
            big("updated_ns"),
            big("last_seq"),
            big("stop_ticks").orNull()),
    /** Events of each kind so far: what the other tables' row counts are held against. */
    EVENT_COUNT(1, small("event_type"), text("name"), big("events"), big("last_seq")),

    /** A transaction of a command that an operator has given up: it decided nothing. */
    GIVEN_UP(0, big("seq"), integer("account_id"), small("command_type"), big("at_ns")),

    /** A change of ownership: one row a leg. Holds move {@code balance.held_minor} only. */
    LEDGER_ENTRY(
            0,
            big("seq"),
            integer("idx"),
            small("leg"),
            integer("account_id"),
            integer("asset_id"),
            big("amount_minor"),
            small("kind"),
            big("at_ns")),
    FILL(
            0,
            big("seq"),
            integer("idx"),
            integer("instrument_id"),
            big("taker_order_id"),
            big("maker_order_id"),
            integer("taker_id"),
            integer("maker_id"),
            small("taker_side"),
            big("price_ticks"),
            big("qty_lots"),
            big("at_ns")),
    /** An accepted bid, with the auction's public price and leader after it. */
    BID(
            0,
            big("seq"),
            integer("idx"),
            integer("auction_id"),
            integer("account_id"),
            text("cl_ord_id"),
            big("amount_minor"),
            big("price_minor").orNull(),
            integer("leader_id").orNull(),
            big("at_ns")),
    /** Who won what, and what is paid for it: where there are fees, or several units; also by a second chance. */
    AWARD(
            0,
            big("seq"),
            integer("idx"),
            integer("auction_id"),
            integer("account_id"),
            big("qty"),
            big("price_minor"),
            big("hammer_minor"),
            big("premium_minor"),
            big("commission_minor"),
            integer("payer_id"),
            integer("payee_id"),
            big("at_ns")),
    /** A command that was not carried out, whatever its kind. */
    REFUSAL(
            0,
            big("seq"),
            integer("idx"),
            integer("account_id"),
            small("command_type"),
            text("cl_ord_id").orNull(),
            integer("code"),
            big("bound").orNull(),
            big("at_ns")),
    ORDER_CANCEL(
            0,
            big("seq"),
            integer("idx"),
            big("order_id"),
            integer("instrument_id"),
            integer("account_id"),
            big("leaves_lots"),
            small("reason"),
            big("at_ns")),
    /** What happens to an auction apart from bids: opened, outbid, extended, bought, retracted, offered, closed. */
    AUCTION_EVENT(
            0,
            big("seq"),
            integer("idx"),
            integer("auction_id"),
            small("event_type"),
            integer("account_id").orNull(),
            big("price_minor").orNull(),
            big("ends_at_ns").orNull(),
            big("at_ns")),
    /** What happens to an order apart from trades and its cancel: replaced, triggered, a match prevented. */
    ORDER_EVENT(
            0,
            big("seq"),
            integer("idx"),
            small("event_type"),
            big("order_id"),
            integer("instrument_id"),
            integer("account_id"),
            big("price_ticks").orNull(),
            big("qty_lots"),
            big("at_ns")),
    /** What happens to an instrument: another phase, the print of a call. */
    INSTRUMENT_EVENT(
            0,
            big("seq"),
            integer("idx"),
            integer("instrument_id"),
            small("event_type"),
            small("phase").orNull(),
            big("price_ticks").orNull(),
            big("qty_lots").orNull(),
            big("surplus_lots").orNull(),
            big("at_ns")),
    /** An account's kill switch was turned on or off. */
    ACCOUNT_BLOCK(0, big("seq"), integer("idx"), integer("account_id"), small("blocked"), big("at_ns"));

    /** Name of the column that guards a state row against going back. */
    public static final String LAST_SEQ = "last_seq";

    private final int keyColumns;
    private final List<Column> columns;

    Table(int keyColumns, Column... columns) {
        this.keyColumns = keyColumns;
        this.columns = List.of(columns);
    }

    /** Its name in SQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<Column> columns() {
        return columns;
    }

    /** The leading columns that identify a row; empty for a fact. */
    public List<Column> key() {
        return columns.subList(0, keyColumns);
    }

    public boolean isFact() {
        return keyColumns == 0;
    }
}
