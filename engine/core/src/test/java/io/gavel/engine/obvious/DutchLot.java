package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.List;

/** A clock that falls; who bids what it shows, or more, takes units at what it shows (DUT). */
final class DutchLot extends Lot {
    private long shown;
    private long left;
    private long nextStep;

    DutchLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    @Override
    void open() {
        isOpen = true;
        shown = terms.start;
        left = terms.qty;
        nextStep = state.nowNs + terms.interval;
        tellOpened();
        tellClock();
    }

    private void tellClock() {
        state.told.tell(Fact.CLOCK, id, shown, left, nextAt(), endsAt(), bids, 0);
    }

    @Override
    long nextAt() {
        return endsAt() == NONE ? nextStep : Math.min(nextStep, endsAt());
    }

    /** DUT-1, DUT-4. */
    @Override
    void onNext() {
        if (nextAt() == endsAt() || shown == terms.floor) {
            end(awards.isEmpty() ? UNSOLD : SOLD);
        } else {
            shown = Math.max(terms.floor, shown - terms.step);
            nextStep += terms.interval;
            tellClock();
        }
    }

    @Override
    void bid(Command command) {
        long qty = command.qty == 0 ? 1 : command.qty;
        if (!unitsAre(qty, left) || !amountIsRight(command.amount)) {
            return;
        }
        if (command.amount < shown) {
            state.refuse(No.BID_TOO_LOW, shown);
            return;
        }
        BigInteger offered = BigInteger.valueOf(command.amount).multiply(BigInteger.valueOf(qty));
        if (house.isWithinLimit(this, command.account, offered)
                && house.isPaid(this, command.account, Arithmetic.hold(terms, shown, qty))) {
            take(command, qty);
        }
    }

    /** DUT-2, DUT-3. */
    private void take(Command command, long qty) {
        bids++;
        left -= qty;
        state.told.tell(Fact.BOUGHT, shown);
        if (!terms.hasAwards()) {
            LotBid winner = new LotBid(command.account, command.id, qty, shown, state.nowNs);
            finish(SOLD, List.of(winner));
            return;
        }
        award(command.account, qty, shown);
        if (left == 0) {
            end(SOLD);
            return;
        }
        if (terms.restartUp != NONE) {
            shown = Math.min(terms.start, Arithmetic.plus(shown, terms.restartUp));
            nextStep = state.nowNs + terms.interval;
        }
        tellClock();
    }

    private void end(int outcome) {
        finish(outcome, List.of());
    }

    @Override
    int holder(int winner) {
        return 0;
    }

    private boolean missedStep(long lastNs, long nowNs) {
        return isOpen && fellDue(nextStep, lastNs, nowNs);
    }

    @Override
    long missed(long lastNs, long nowNs) {
        long atEnd = super.missed(lastNs, nowNs);
        boolean isStepFirst = missedStep(lastNs, nowNs) && (atEnd == NONE || nextStep < atEnd);
        return isStepFirst ? nextStep : atEnd;
    }

    @Override
    void delay(long lastNs, long nowNs) {
        if (super.missed(lastNs, nowNs) != NONE) {
            super.delay(lastNs, nowNs);
        }
        if (missedStep(lastNs, nowNs)) {
            nextStep = nowNs + terms.outageGrace;
        }
        if (isOpen) {
            tellClock();
        }
    }
}
