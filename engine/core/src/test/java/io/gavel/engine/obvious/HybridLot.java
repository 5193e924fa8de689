package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.List;

/** Ascending bids first, then a clock falls to the best of them (HYB). */
final class HybridLot extends EnglishLot {
    private boolean isFalling;
    private long shown;
    private long lowest;
    private long nextStep;

    HybridLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    @Override
    long nextAt() {
        return isFalling ? nextStep : endsAt();
    }

    @Override
    void onNext() {
        if (!isFalling) {
            startClock();
        } else if (shown == lowest) {
            close();
        } else {
            shown = Math.max(lowest, shown - terms.step);
            nextStep += terms.interval;
            tellClock();
        }
    }

    /** HYB-1. */
    private void startClock() {
        Ascent now = now();
        long best = now.leader() == 0 ? terms.start : now.price();
        lowest = Math.max(best, terms.reserve);
        shown = Math.max(lowest, Arithmetic.plus(best, terms.clockAdd));
        nextStep = state.nowNs + terms.interval;
        isFalling = true;
        tellClock();
    }

    private void tellClock() {
        state.told.tell(Fact.CLOCK, id, shown, terms.qty, nextStep, NONE, bids, now().leader());
    }

    @Override
    void bid(Command command) {
        if (!isFalling) {
            super.bid(command);
        } else if (lotIs(command.qty) && amountIsRight(command.amount)) {
            press(command);
        }
    }

    /** HYB-2. */
    private void press(Command command) {
        if (command.amount < shown) {
            state.refuse(No.BID_TOO_LOW, shown);
            return;
        }
        if (house.isWithinLimit(this, command.account, BigInteger.valueOf(shown))
                && house.isPaid(this, command.account, Arithmetic.hold(terms, shown, 1))) {
            bids++;
            state.told.tell(Fact.BOUGHT, shown);
            finish(SOLD, List.of(new LotBid(command.account, command.id, terms.qty, shown, state.nowNs)));
        }
    }

    @Override
    void buyNow(Command command) {
        if (isFalling) {
            state.refuse(No.BUY_NOW_NOT_OFFERED);
        } else {
            super.buyNow(command);
        }
    }

    @Override
    void retract(Command command) {
        if (isFalling) {
            state.refuse(No.RETRACTION_NOT_ALLOWED);
        } else {
            super.retract(command);
        }
    }

    @Override
    void hammer(Command command) {
        if (isFalling) {
            state.refuse(No.NOT_SUPPORTED);
        } else {
            startClock();
        }
    }

    @Override
    long missed(long lastNs, long nowNs) {
        if (!isFalling) {
            return super.missed(lastNs, nowNs);
        }
        return fellDue(nextStep, lastNs, nowNs) ? nextStep : NONE;
    }

    @Override
    void delay(long lastNs, long nowNs) {
        if (isFalling) {
            nextStep = nowNs + terms.outageGrace;
            tellClock();
        } else {
            super.delay(lastNs, nowNs);
        }
    }
}
