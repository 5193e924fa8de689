package io.gavel.engine.obvious;

import java.util.List;

/** Who leads an ascending auction, and at what price: worked out anew from all bids that count, in their order. */
record Ascent(int leader, long maximum, long price, boolean isMet) {
    private static final long NONE = Told.NONE;

    static Ascent of(Terms terms, List<LotBid> bids) {
        int leader = 0;
        long maximum = NONE;
        long second = NONE;
        for (LotBid bid : bids) {
            if (bid.account() == leader) {
                maximum = bid.amount();
            } else if (leader == 0 || bid.amount() > maximum) {
                second = maximum;
                leader = bid.account();
                maximum = bid.amount();
            } else {
                second = Math.max(second, bid.amount());
            }
        }
        if (leader == 0) {
            return new Ascent(0, NONE, NONE, terms.reserve == NONE);
        }
        boolean isMet = terms.reserve == NONE || maximum >= terms.reserve;
        return new Ascent(leader, maximum, price(terms, maximum, second, isMet), isMet);
    }

    /** ENG-3, ENG-5 to ENG-7, RES-1. */
    private static long price(Terms terms, long maximum, long second, boolean isMet) {
        if (!terms.proxy || (!isMet && !terms.followsSecond)) {
            return maximum;
        }
        long pushed = second == NONE
                ? terms.start
                : Math.min(maximum, Arithmetic.plus(second, Arithmetic.step(terms, second)));
        return terms.reserve != NONE && isMet ? Math.max(pushed, terms.reserve) : pushed;
    }

    /** ENG-4: the least that another bidder must bid. */
    long next(Terms terms) {
        return leader == 0 ? terms.start : Arithmetic.plus(price, Arithmetic.step(terms, price));
    }
}
