package io.gavel.engine.scenario;

/** Names of what phrases say of events. */
final class Field {
    static final String TIME = "time";
    static final String AUCTION = "auction";
    static final String ACCOUNT = "account";
    static final String PRICE = "price";
    static final String LEADER = "leader";
    static final String NEXT = "next";
    static final String ENDS = "ends";
    static final String BIDS = "bids";
    static final String RESERVE = "reserve";
    static final String HOLD = "hold";
    static final String FREED = "freed";
    static final String WINNER = "winner";
    static final String OUTCOME = "outcome";
    static final String CODE = "code";
    static final String BOUND = "bound";
    static final String QTY = "qty";
    static final String ORDER = "order";
    static final String REASON = "reason";
    static final String ASSET = "asset";
    static final String TOTAL = "total";
    static final String HELD = "held";
    static final String RULE_SET = "ruleSet";
    static final String OF = "of";

    static final String ORDER_ID = "orderId";
    static final String BUYER = "buyer";
    static final String BUY_ORDER = "buyOrder";
    static final String AGGRESSOR = "aggressor";
    static final String HELD_AT = "heldAt";
    static final String LEFT = "left";
    static final String COUNT = "count";
    static final String SURPLUS = "surplus";
    static final String SIDE = "side";
    static final String INSTRUMENT = "instrument";
    static final String PHASE = "phase";
    static final String BLOCKED = "blocked";

    static final String HAMMER = "hammer";
    static final String PREMIUM = "premium";
    static final String COMMISSION = "commission";

    static final String SESSION = "session";
    static final String OPENS = "opens";
    static final String SHIFT = "shift";
    static final String ROUND = "round";
    static final String TURN = "turn";

    private Field() {}
}
