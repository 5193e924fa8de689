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

    private Kind() {}
}
