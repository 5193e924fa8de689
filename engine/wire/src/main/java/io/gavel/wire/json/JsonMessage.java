package io.gavel.wire.json;

import static io.gavel.wire.json.JsonField.*;

import io.gavel.wire.CommandType;

/** Every message a client may send, with the fields it must and may have. */
enum JsonMessage {
    CREATE_ASSET(CommandType.CREATE_ASSET, bits(ASSET, DECIMALS), 0),
    CREATE_ACCOUNT(CommandType.CREATE_ACCOUNT, bits(ACCOUNT), bits(UNLIMITED_CREDIT)),
    DEPOSIT(CommandType.DEPOSIT, bits(ACCOUNT, ASSET, AMOUNT, CL_ORD_ID), 0),
    WITHDRAW(CommandType.WITHDRAW, bits(ACCOUNT, ASSET, AMOUNT, CL_ORD_ID), 0),
    CREATE_INSTRUMENT(
            CommandType.CREATE_INSTRUMENT,
            bits(INSTRUMENT, BASE, QUOTE, TICK, LOT),
            bits(RISK, MIN_QTY, MAX_QTY, MIN_NOTIONAL, MAX_NOTIONAL, PHASE, UNCROSS, SELF_TRADE)
                    | bits(PRICE_BAND, COLLAR, REFERENCE_PRICE, MAKER_FEE, TAKER_FEE)),
    NEW_ORDER(
            CommandType.NEW_ORDER,
            bits(ACCOUNT, CL_ORD_ID, INSTRUMENT, SIDE, QTY),
            bits(ORD_TYPE, PRICE, STOP_PX, TIME_IN_FORCE, EXPIRE_AT, POST_ONLY, DISPLAY_QTY, MIN_QTY, SELF_TRADE)),
    CANCEL_ORDER(CommandType.CANCEL_ORDER, bits(ACCOUNT, INSTRUMENT, CL_ORD_ID), 0),
    REPLACE_ORDER(CommandType.REPLACE_ORDER, bits(ACCOUNT, INSTRUMENT, CL_ORD_ID, ORIG_CL_ORD_ID), bits(PRICE, QTY)),
    MASS_CANCEL(CommandType.MASS_CANCEL, bits(ACCOUNT), bits(INSTRUMENT, SIDE, REASON)),
    CANCEL_ALL_AFTER(CommandType.CANCEL_ALL_AFTER, bits(ACCOUNT, TIMEOUT_US), 0),
    SET_PHASE(CommandType.SET_PHASE, bits(INSTRUMENT, PHASE), 0),
    UNCROSS_COMMAND(CommandType.UNCROSS, bits(INSTRUMENT), bits(REFERENCE_PRICE)),
    SET_PRICE_BAND(CommandType.SET_PRICE_BAND, bits(INSTRUMENT), bits(PRICE_BAND, REFERENCE_PRICE, COLLAR)),
    SET_TICK_TABLE(CommandType.SET_TICK_TABLE, bits(INSTRUMENT, TICKS), 0),
    SET_ACCOUNT_LIMITS(CommandType.SET_ACCOUNT_LIMITS, bits(ACCOUNT), bits(MAX_OPEN_ORDERS, ASSET, MAX_OPEN_NOTIONAL)),
    BLOCK_ACCOUNT(CommandType.BLOCK_ACCOUNT, bits(ACCOUNT, BLOCKED), 0),
    CREATE_AUCTION(
            CommandType.CREATE_AUCTION,
            bits(AUCTION, FORMAT, ASSET, START),
            bits(QTY, RESERVE, BUY_NOW, BUY_NOW_POLICY, PROXY, INCREMENTS, OPENS_AT, CLOSES_AT, DURATION_US)
                    | bits(SOFT_CLOSE, SELLER, FLOOR, STEP, INTERVAL_US)),
    PLACE_BID(CommandType.PLACE_BID, bits(ACCOUNT, CL_ORD_ID, AUCTION, AMOUNT), bits(QTY)),
    BUY_NOW_COMMAND(CommandType.BUY_NOW, bits(ACCOUNT, CL_ORD_ID, AUCTION), 0),
    CANCEL_AUCTION(CommandType.CANCEL_AUCTION, bits(ACCOUNT, CL_ORD_ID, AUCTION), 0),

    RETRACT_BID("retractBid", "bidRejected"),

    TIME(null, "time", null, bits(AT), 0),
    BOOK(null, "book?", null, bits(INSTRUMENT), bits(DEPTH)),
    AUCTION_QUERY(null, "auction?", null, bits(JsonField.AUCTION), 0),
    BALANCE(null, "balance?", null, bits(ACCOUNT, ASSET), 0),
    ORDER(null, "order?", null, bits(ACCOUNT, CL_ORD_ID), 0);

    static final JsonWords<JsonMessage> WORDS = new JsonWords<>(values(), JsonMessage::jsonName);

    private final CommandType command;
    private final String jsonName;
    private final String rejectionName;
    private final long required;
    private final long allowed;

    JsonMessage(CommandType command, long required, long optional) {
        this(command, command.jsonName(), command.rejectionName(), required, optional);
    }

    /** A command that is known and not offered yet. */
    JsonMessage(String jsonName, String rejectionName) {
        this(null, jsonName, rejectionName, 0, 0);
    }

    JsonMessage(CommandType command, String jsonName, String rejectionName, long required, long optional) {
        this.command = command;
        this.jsonName = jsonName;
        this.rejectionName = rejectionName;
        this.required = required;
        this.allowed = required | optional | bits(TYPE, AT);
    }

    /** What it is to the engine; null for a query, for {@code time}, and for what is not offered yet. */
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

    /** Whether this version carries it out. */
    boolean isOffered() {
        return required != 0;
    }

    long required() {
        return required;
    }

    long allowed() {
        return allowed;
    }
}
