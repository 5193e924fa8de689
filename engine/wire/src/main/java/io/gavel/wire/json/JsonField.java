package io.gavel.wire.json;

/** Every field a command or query can have, with its name in JSON. */
enum JsonField {
    TYPE("type"),
    AT("at"),
    ACCOUNT("account"),
    ASSET("asset"),
    DECIMALS("decimals"),
    UNLIMITED_CREDIT("unlimitedCredit"),
    AMOUNT("amount"),
    CL_ORD_ID("clOrdId"),
    INSTRUMENT("instrument"),
    BASE("base"),
    QUOTE("quote"),
    TICK("tick"),
    LOT("lot"),
    RISK("risk"),
    MIN_QTY("minQty"),
    MAX_QTY("maxQty"),
    MIN_NOTIONAL("minNotional"),
    MAX_NOTIONAL("maxNotional"),
    PHASE("phase"),
    UNCROSS("uncross"),
    SELF_TRADE("selfTrade"),
    PRICE_BAND("priceBand"),
    COLLAR("collar"),
    MAKER_FEE("makerFee"),
    TAKER_FEE("takerFee"),
    TICKS("ticks"),
    SIDE("side"),
    QTY("qty"),
    ORD_TYPE("ordType"),
    PRICE("price"),
    STOP_PX("stopPx"),
    TIME_IN_FORCE("timeInForce"),
    EXPIRE_AT("expireAt"),
    POST_ONLY("postOnly"),
    DISPLAY_QTY("displayQty"),
    ORIG_CL_ORD_ID("origClOrdId"),
    REFERENCE_PRICE("referencePrice"),
    REASON("reason"),
    TIMEOUT_US("timeoutUs"),
    BLOCKED("blocked"),
    MAX_OPEN_ORDERS("maxOpenOrders"),
    MAX_OPEN_NOTIONAL("maxOpenNotional"),
    AUCTION("auction"),
    FORMAT("format"),
    FLOOR("floor"),
    STEP("step"),
    INTERVAL_US("intervalUs"),
    START("start"),
    RESERVE("reserve"),
    BUY_NOW("buyNow"),
    BUY_NOW_POLICY("buyNowPolicy"),
    PROXY("proxy"),
    INCREMENTS("increments"),
    OPENS_AT("opensAt"),
    CLOSES_AT("closesAt"),
    DURATION_US("durationUs"),
    SOFT_CLOSE("softClose"),
    SELLER("seller"),
    RESERVE_POLICY("reservePolicy"),
    LOWERING("lowering"),
    RESTART_UP("restartUp"),
    CLOCK_ADD("clockAdd"),
    CEILING("ceiling"),
    ROUNDS("rounds"),
    BIDDERS("bidders"),
    PREMIUM("premium"),
    COMMISSION("commission"),
    OUTAGE("outage"),
    RETRACTION("retraction"),
    SECOND_CHANCE("secondChance"),
    SESSION("session"),
    CATEGORY("category"),
    BIDDER("bidder"),
    STANDING("standing"),
    MAX_BID("maxBid"),
    MAX_EXPOSURE("maxExposure"),
    WINNER("winner"),
    EXPIRES_IN_US("expiresInUs"),
    ACCEPT("accept"),
    MODE("mode"),
    PREVIEW_AT("previewAt"),
    STAGGER_US("staggerUs"),
    LOT_DURATION_US("lotDurationUs"),
    DEPTH("depth"),
    /** The sender's own word for a message, which its answers repeat; on a network only. */
    REF("ref");

    static final JsonWords<JsonField> WORDS = new JsonWords<>(values(), JsonField::jsonName);
    private static final JsonField[] FIELDS = values();

    private final String jsonName;

    JsonField(String jsonName) {
        this.jsonName = jsonName;
    }

    String jsonName() {
        return jsonName;
    }

    static int count() {
        return FIELDS.length;
    }

    /** The field of an ordinal. */
    static JsonField at(int ordinal) {
        return FIELDS[ordinal];
    }
}
