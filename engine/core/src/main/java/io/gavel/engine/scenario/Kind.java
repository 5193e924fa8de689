package io.gavel.engine.scenario;

/** What kinds of events there are; where it can be, the word that a phrase starts with. */
final class Kind {
    static final String ACCEPTED = "accepted";
    static final String PRICE = "price";
    static final String EXTENDED = "extended";
    static final String OPENED = "opened";
    static final String CLOSED = "closed";
    static final String REJECTED = "rejected";
    static final String OUTBID = "outbid";
    static final String BOUGHT = "bought";
    static final String TRADE = "trade";
    static final String CANCELED = "canceled";
    static final String BALANCE = "balance";
    static final String CREATED = "created";
    static final String RULE_SET = "ruleSet";
    static final String DUPLICATE = "duplicate";

    static final String REPLACED = "replaced";
    static final String TRIGGERED = "triggered";
    static final String PREVENTED = "prevented";
    static final String MASS_CANCELED = "massCanceled";
    static final String CANCEL_ALL_AFTER = "cancelAllAfter";
    static final String BLOCKED = "blocked";
    static final String APPLIED = "applied";
    static final String PHASE = "phase";
    static final String INDICATIVE = "indicative";
    static final String UNCROSSED = "uncrossed";

    static final String FREED = "freed";
    static final String AWARDED = "awarded";
    static final String ENDED = "ended";
    static final String CLOCK = "clock";

    static final String SESSION = "session";
    static final String SHIFTED = "shifted";
    static final String OFFER = "offer";
    static final String ROUND = "round";

    static final String RETRACTED = "retracted";
    static final String HELD = "held";
    static final String REBUILT = "rebuilt";
    static final String OFFERED = "offered";
    static final String OFFER_ENDED = "offerEnded";
    static final String TAKEN_BACK = "takenBack";

    private Kind() {}
}
