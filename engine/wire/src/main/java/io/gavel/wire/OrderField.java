package io.gavel.wire;

/** A field of an order that can contradict others: what the bound of {@link Refusal#BAD_ORDER} counts. Codes are stable. */
public enum OrderField {
    /** A limit, where the type of the order has none. */
    PRICE(1, "price"),
    /** So much that more slices were hidden than an order may have. */
    QTY(2, "qty"),
    /** Absent where the order waits for a price, or present where it does not. */
    STOP_PX(3, "stopPx"),
    /** Only for a call, where the order waits for a trade. */
    TIME_IN_FORCE(4, "timeInForce"),
    /** Absent where the order is to end at a time, or present where it is not. */
    EXPIRE_AT(5, "expireAt"),
    /** Where the order is no limit, or is not to rest. */
    POST_ONLY(6, "postOnly"),
    /** No part of the quantity, too small a part, or where nothing with a limit rests. */
    DISPLAY_QTY(7, "displayQty"),
    /** No part of the quantity, or where nothing trades at once. */
    MIN_QTY(8, "minQty");

    private static final OrderField[] BY_CODE = new OrderField[values().length + 1];

    static {
        for (OrderField field : values()) {
            BY_CODE[field.code] = field;
        }
    }

    private final int code;
    private final String jsonName;

    OrderField(int code, String jsonName) {
        this.code = code;
        this.jsonName = jsonName;
    }

    /** The number beside the refusal. */
    public int code() {
        return code;
    }

    /** As commands call it. */
    public String jsonName() {
        return jsonName;
    }

    /** The field of a code; throws {@link IllegalArgumentException} for one that there is not. */
    public static OrderField of(long code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("expected 1 to " + (BY_CODE.length - 1) + ", orderField=" + code);
        }
        return BY_CODE[(int) code];
    }
}
