package io.gavel.engine.obvious;

/** What can be told, and what it is told with. A name of the command's own account or id stands where an event leaves it out. */
enum Fact {
    TIME("atNs"),
    REFUSED("code", "bound"),
    REPEATED("answer", "code", "value"),
    CREATED("kind", "id"),
    BALANCE("asset", "total", "held"),
    ACCEPTED("orderId"),
    ENTERED("orderId", "price", "hold"),
    TRADED("instrument", "makerAccount", "maker", "taker", "price", "qty", "takerHold", "takerSide", "makerId"),
    CANCELED("orderId", "instrument", "account", "leaves", "hold", "side", "reason", "id"),
    REPLACED("orderId", "instrument", "account", "price", "qty", "leaves", "hold", "heldDelta", "side", "id"),
    TRIGGERED("orderId", "instrument", "account", "price", "leaves", "hold", "heldDelta", "side", "id"),
    CROSSED(
            "instrument",
            "buyAccount",
            "sellAccount",
            "buyOrder",
            "sellOrder",
            "price",
            "qty",
            "buyHold",
            "aggressor",
            "buyId",
            "sellId"),
    PREVENTED(
            "instrument",
            "account",
            "maker",
            "taker",
            "price",
            "qty",
            "makerHold",
            "takerHold",
            "takerSide",
            "mode",
            "makerId",
            "takerId"),
    MASS_CANCELED("account", "instrument", "side", "count", "reason"),
    DEAD_MAN_SET("deadlineNs"),
    BLOCKED("account", "blocked"),
    APPLIED,
    PHASE("instrument", "phase"),
    INDICATIVE("instrument", "price", "qty", "surplus", "surplusSide"),
    UNCROSSED("instrument", "price", "qty", "surplus", "surplusSide"),
    BID_TAKEN("holdDelta"),
    AUCTION_STATE("auction", "leader", "price", "minNext", "endsAt", "bids", "reserveMet"),
    OUTBID("auction", "account", "price", "released"),
    BOUGHT("price"),
    RELEASED("auction", "account", "released", "reason"),
    RETRACTED("auction", "account", "bids", "released"),
    BID_HELD("auction", "account", "held"),
    OFFERED("auction", "account", "price", "premium", "expiresAt"),
    OFFER_ENDED("auction", "account", "outcome"),
    SALE_CANCELED("auction", "winner", "hammer", "premium", "commission", "reason", "payer", "payee"),
    OPENED("auction", "minNext", "endsAt"),
    CLOSED("auction", "winner", "price", "holder", "released", "outcome"),
    EXTENDED("auction", "endsAt"),
    AWARDED("auction", "account", "qty", "price", "hammer", "premium", "commission", "released", "payer", "payee"),
    ENDED("auction", "winner", "price", "qty", "awards", "outcome"),
    SEALED("auction", "endsAt"),
    REBUILT("auction", "bids"),
    ROUND_BID("auction", "account", "price"),
    ROUND_ENDED("auction", "round", "turn", "leader", "price", "endsAt"),
    CLOCK("auction", "price", "remaining", "nextAt", "endsAt", "bids", "leader"),
    SESSION_STATE("session", "phase", "opensAt", "closesAt"),
    SESSION_EXTENDED("session", "auction", "shift"),
    /** An order that is open, for the comparison of states: in the order of the queues. */
    OPEN("instrument", "orderId", "account", "id", "side", "qty", "leaves"),
    /** A balance, for the comparison of states. */
    OWNED("account", "asset", "total", "held"),
    /** An event that the comparison does not know. */
    OTHER("template");

    private final String[] fields;

    Fact(String... fields) {
        this.fields = fields;
    }

    String field(int index) {
        return fields[index];
    }

    int fields() {
        return fields.length;
    }
}
