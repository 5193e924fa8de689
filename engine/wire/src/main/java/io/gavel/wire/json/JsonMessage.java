package io.gavel.wire.json;

import static io.gavel.wire.json.FieldSet.of;
import static io.gavel.wire.json.JsonField.*;

import io.gavel.wire.CommandType;

/** Every message a client may send, with the fields it must and may have. */
enum JsonMessage {
    CREATE_ASSET(CommandType.CREATE_ASSET, of(ASSET, DECIMALS), of()),
    CREATE_ACCOUNT(CommandType.CREATE_ACCOUNT, of(ACCOUNT), of(UNLIMITED_CREDIT)),
    DEPOSIT(CommandType.DEPOSIT, of(ACCOUNT, ASSET, AMOUNT, CL_ORD_ID), of()),
    WITHDRAW(CommandType.WITHDRAW, of(ACCOUNT, ASSET, AMOUNT, CL_ORD_ID), of()),
    CREATE_INSTRUMENT(
            CommandType.CREATE_INSTRUMENT,
            of(INSTRUMENT, BASE, QUOTE, TICK, LOT),
            of(
                    RISK,
                    MIN_QTY,
                    MAX_QTY,
                    MIN_NOTIONAL,
                    MAX_NOTIONAL,
                    PHASE,
                    UNCROSS,
                    SELF_TRADE,
                    PRICE_BAND,
                    COLLAR,
                    REFERENCE_PRICE,
                    MAKER_FEE,
                    TAKER_FEE)),
    NEW_ORDER(
            CommandType.NEW_ORDER,
            of(ACCOUNT, CL_ORD_ID, INSTRUMENT, SIDE, QTY),
            of(ORD_TYPE, PRICE, STOP_PX, TIME_IN_FORCE, EXPIRE_AT, POST_ONLY, DISPLAY_QTY, MIN_QTY, SELF_TRADE)),
    CANCEL_ORDER(CommandType.CANCEL_ORDER, of(ACCOUNT, INSTRUMENT, CL_ORD_ID), of()),
    REPLACE_ORDER(CommandType.REPLACE_ORDER, of(ACCOUNT, INSTRUMENT, CL_ORD_ID, ORIG_CL_ORD_ID), of(PRICE, QTY)),
    MASS_CANCEL(CommandType.MASS_CANCEL, of(ACCOUNT), of(INSTRUMENT, SIDE, REASON)),
    CANCEL_ALL_AFTER(CommandType.CANCEL_ALL_AFTER, of(ACCOUNT, TIMEOUT_US), of()),
    SET_PHASE(CommandType.SET_PHASE, of(INSTRUMENT, PHASE), of()),
    UNCROSS_COMMAND(CommandType.UNCROSS, of(INSTRUMENT), of(REFERENCE_PRICE)),
    SET_PRICE_BAND(CommandType.SET_PRICE_BAND, of(INSTRUMENT), of(PRICE_BAND, REFERENCE_PRICE, COLLAR)),
    SET_TICK_TABLE(CommandType.SET_TICK_TABLE, of(INSTRUMENT, TICKS), of()),
    SET_ACCOUNT_LIMITS(CommandType.SET_ACCOUNT_LIMITS, of(ACCOUNT), of(MAX_OPEN_ORDERS, ASSET, MAX_OPEN_NOTIONAL)),
    BLOCK_ACCOUNT(CommandType.BLOCK_ACCOUNT, of(ACCOUNT, BLOCKED), of()),
    CREATE_AUCTION(
            CommandType.CREATE_AUCTION,
            of(AUCTION, FORMAT, ASSET, START),
            of(
                    QTY,
                    RESERVE,
                    BUY_NOW,
                    BUY_NOW_POLICY,
                    PROXY,
                    INCREMENTS,
                    OPENS_AT,
                    CLOSES_AT,
                    DURATION_US,
                    SOFT_CLOSE,
                    SELLER,
                    FLOOR,
                    STEP,
                    INTERVAL_US,
                    RESERVE_POLICY,
                    LOWERING,
                    RESTART_UP,
                    CLOCK_ADD,
                    CEILING,
                    ROUNDS,
                    BIDDERS,
                    PREMIUM,
                    COMMISSION,
                    OUTAGE,
                    RETRACTION,
                    SECOND_CHANCE,
                    SESSION,
                    LOT,
                    CATEGORY)),
    PLACE_BID(CommandType.PLACE_BID, of(ACCOUNT, CL_ORD_ID, AUCTION), of(AMOUNT, QTY)),
    BUY_NOW_COMMAND(CommandType.BUY_NOW, of(ACCOUNT, CL_ORD_ID, AUCTION), of()),
    RETRACT_BID(CommandType.RETRACT_BID, of(ACCOUNT, CL_ORD_ID, AUCTION), of(ORIG_CL_ORD_ID, REASON)),
    CANCEL_AUCTION(CommandType.CANCEL_AUCTION, of(ACCOUNT, CL_ORD_ID, AUCTION), of(REASON)),
    CLOSE_AUCTION(CommandType.CLOSE_AUCTION, of(ACCOUNT, CL_ORD_ID, AUCTION), of()),
    CANCEL_SALE(CommandType.CANCEL_SALE, of(ACCOUNT, CL_ORD_ID, AUCTION), of(WINNER, REASON)),
    OFFER_SECOND_CHANCE(CommandType.OFFER_SECOND_CHANCE, of(ACCOUNT, CL_ORD_ID, AUCTION, BIDDER), of(EXPIRES_IN_US)),
    ANSWER_OFFER(CommandType.ANSWER_OFFER, of(ACCOUNT, CL_ORD_ID, AUCTION), of(ACCEPT)),
    SET_BIDDER(CommandType.SET_BIDDER, of(BIDDER, STANDING), of(ACCOUNT, AUCTION, SESSION, MAX_BID)),
    SET_BID_LIMITS(CommandType.SET_BID_LIMITS, of(ACCOUNT, ASSET), of(MAX_BID, MAX_EXPOSURE)),
    CREATE_SESSION(
            CommandType.CREATE_SESSION,
            of(SESSION, MODE),
            of(PREVIEW_AT, OPENS_AT, CLOSES_AT, STAGGER_US, LOT_DURATION_US)),
    SCHEDULE_SESSION(CommandType.SCHEDULE_SESSION, of(SESSION), of(PREVIEW_AT, OPENS_AT, CLOSES_AT)),

    TIME(null, "time", null, of(AT), of()),
    BOOK(null, "book?", null, of(INSTRUMENT), of(DEPTH)),
    AUCTION_QUERY(null, "auction?", null, of(JsonField.AUCTION), of()),
    SESSION_QUERY(null, "session?", null, of(JsonField.SESSION), of()),
    BALANCE(null, "balance?", null, of(ACCOUNT, ASSET), of()),
    ORDER(null, "order?", null, of(ACCOUNT, CL_ORD_ID), of());

    static final JsonWords<JsonMessage> WORDS = new JsonWords<>(values(), JsonMessage::jsonName);

    private final CommandType command;
    private final String jsonName;
    private final String rejectionName;
    private final FieldSet required;
    private final FieldSet allowed;

    JsonMessage(CommandType command, FieldSet required, FieldSet optional) {
        this(command, command.jsonName(), command.rejectionName(), required, optional);
    }

    JsonMessage(CommandType command, String jsonName, String rejectionName, FieldSet required, FieldSet optional) {
        this.command = command;
        this.jsonName = jsonName;
        this.rejectionName = rejectionName;
        this.required = required;
        this.allowed = FieldSet.union(required, optional, of(TYPE, AT));
    }

    /** What it is to the engine; null for a query and for {@code time}. */
    CommandType command() {
        return command;
    }

    String jsonName() {
        return jsonName;
    }

    /** What its rejection is called; null for a query and for {@code time}. */
    String rejectionName() {
        return rejectionName;
    }

    FieldSet required() {
        return required;
    }

    FieldSet allowed() {
        return allowed;
    }
}
