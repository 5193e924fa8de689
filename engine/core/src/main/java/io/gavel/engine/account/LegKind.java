package io.gavel.engine.account;

/** Why money moved. The code is what databases keep. */
public enum LegKind {
    DEPOSIT(1),
    WITHDRAWAL(2),
    TRADE(3),
    AUCTION(4),
    /** Set aside for an open order or bid: changes what is held, not what is owned. */
    HOLD(5),
    /** No longer set aside. */
    RELEASE(6),
    /** Of a trade: what a side pays or is paid for it, what the house has of it, and what rounding left. */
    FEE(7);

    private final int code;

    LegKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
