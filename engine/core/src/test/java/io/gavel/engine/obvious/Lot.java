package io.gavel.engine.obvious;

import io.gavel.engine.obvious.Terms.Trigger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An auction: what all formats have in common. */
abstract class Lot {
    static final long NONE = Told.NONE;
    /** Before all that anybody did. */
    private static final long EVER = NONE + 1;

    static final int SOLD = 1;
    static final int UNSOLD = 2;
    static final int CANCELED = 3;
    /** Reasons of releases. */
    static final int LOST = 1;

    static final int NOBODY_WON = 2;
    static final int UNCOVERED = 3;

    final AuctionHouse house;
    final State state;
    final int id;
    final Terms terms;
    /** Orders deadlines that fall together. */
    final long created;

    final LotSession session;
    boolean isOpen;
    boolean isOver;
    long scheduledEnd;
    /** Without what its session adds. */
    long end;

    long closedAt = NONE;
    int bids;
    /** What is held of whom. */
    final Map<Integer, Long> held = new TreeMap<>();

    final List<Award> awards = new ArrayList<>();
    final Aftermath aftermath;

    Lot(AuctionHouse house, int id, Terms terms, LotSession session) {
        this.house = house;
        this.state = house.state;
        this.id = id;
        this.terms = terms;
        this.session = session;
        created = state.decided;
        end = terms.closesAt;
        scheduledEnd = end;
        aftermath = new Aftermath(this);
    }

    /** When it opens, where that is known: a lot that follows another one opens when that is over. */
    final long opensAt() {
        return session == null ? terms.opensAt : session.isSequential ? NONE : session.opensAt;
    }

    /** The end that counts. */
    long endsAt() {
        return end == NONE || session == null || !terms.movesGroup ? end : end + session.shift;
    }

    /** Whether it is over for good. */
    final boolean isDone() {
        return isOver && aftermath.isOver() && aftermath.due() == NONE;
    }

    /** When something happens by itself next. */
    long due() {
        return isOver ? aftermath.due() : isOpen ? nextAt() : terms.opensAt;
    }

    void onDue() {
        if (isOver) {
            aftermath.expire();
        } else if (isOpen) {
            onNext();
        } else {
            open();
        }
        catchUp();
    }

    /** SC-9: what an outage would have kept from its bidders comes later, also where it opened only meanwhile. */
    final void catchUp() {
        if (state.nowNs < house.awayUntil && missed(EVER, house.awayUntil) != NONE) {
            delay(EVER, house.awayUntil);
        }
    }

    void open() {
        isOpen = true;
        tellOpened();
    }

    final void tellOpened() {
        state.told.tell(Fact.OPENED, id, terms.start, endsAt());
    }

    /** Whom the lot's money goes to, or in a reverse auction comes from. */
    final int seller() {
        return terms.seller == 0 ? Money.HOUSE : terms.seller;
    }

    /** When the format does something next while it is open. */
    long nextAt() {
        return endsAt();
    }

    abstract void onNext();

    /** A bid of somebody who may bid. */
    abstract void bid(Command command);

    void buyNow(Command command) {
        state.refuse(No.BUY_NOW_NOT_OFFERED);
    }

    void retract(Command command) {
        state.refuse(No.NOT_SUPPORTED);
    }

    void hammer(Command command) {
        state.refuse(No.NOT_SUPPORTED);
    }

    /** SC-9: what bidders missed of it where nothing was decided from one instant to another: when it was due, or none. */
    long missed(long lastNs, long nowNs) {
        boolean isMissed = fellDue(endsAt(), lastNs, nowNs) && (!isOpen || lastNs < endsAt() - outageWindow());
        return isMissed ? endsAt() : NONE;
    }

    private long outageWindow() {
        return terms.outageWindow != NONE ? terms.outageWindow : Math.max(0, terms.window);
    }

    final boolean fellDue(long dueNs, long lastNs, long nowNs) {
        return !isOver && terms.outageGrace != NONE && dueNs != NONE && dueNs > lastNs && dueNs <= nowNs;
    }

    /** What was missed comes a while behind that. */
    void delay(long lastNs, long nowNs) {
        long more = nowNs + terms.outageGrace - endsAt();
        if (terms.movesGroup) {
            session.shift += more;
            state.told.tell(Fact.SESSION_EXTENDED, session.id, 0, session.shift);
        } else {
            end += more;
            state.told.tell(Fact.EXTENDED, id, endsAt());
        }
    }

    /** The account's last bid, where bids are kept; null: none. */
    LotBid lastBid(int account) {
        return null;
    }

    /** Whose hold ends with the lot itself, where no award says so. */
    abstract int holder(int winner);

    final boolean lotIs(long qty) {
        return qty == 0 || qty == terms.qty || state.refuse(No.BID_QTY_NOT_LOT, terms.qty);
    }

    final boolean unitsAre(long qty, long left) {
        return (qty >= 1 && qty <= left) || state.refuse(No.BID_QTY_ABOVE_LOT, left);
    }

    final boolean amountIsRight(long amount) {
        if (amount <= 0) {
            return state.refuse(No.AMOUNT_NOT_POSITIVE);
        }
        return BigInteger.valueOf(amount).compareTo(Arithmetic.LIMIT) < 0 || state.refuse(No.AMOUNT_RANGE);
    }

    final long heldOf(int account) {
        return held.getOrDefault(account, 0L);
    }

    /** Holds so much of somebody from now on, and says how much that is more. */
    final long hold(int account, long amount) {
        long more = amount - heldOf(account);
        state.money.hold(account, terms.asset, more);
        if (amount == 0) {
            held.remove(account);
        } else {
            held.put(account, amount);
        }
        return more;
    }

    final long release(int account) {
        return -hold(account, 0);
    }

    /** When it is to end, by its session's plan. */
    final void plan(long endNs) {
        end = endNs;
        scheduledEnd = endNs;
    }

    /** The first bid starts the clock, where the end counts from it. */
    final void firstBidStarts() {
        if (terms.duration != NONE && end == NONE) {
            end = state.nowNs + terms.duration;
            scheduledEnd = end;
        }
    }

    /** SC-1 to SC-6: whether a bid moved the end; then it is moved. */
    final boolean movesEnd(boolean isNewPrice, boolean isNewLeader) {
        if (terms.window == NONE || end == NONE) {
            return false;
        }
        boolean isTriggered =
                terms.trigger == Trigger.BID || isNewLeader || (terms.trigger == Trigger.PRICE && isNewPrice);
        long from = endsAt();
        if (!isTriggered || state.nowNs < from - terms.window || state.nowNs >= from) {
            return false;
        }
        long to = terms.fromEnd ? from + terms.extension : Math.max(from, state.nowNs + terms.extension);
        if (terms.cap != NONE) {
            to = Math.max(from, Math.min(to, scheduledEnd + terms.cap));
        }
        if (terms.movesGroup) {
            session.shift += to - from;
        } else {
            end += to - from;
        }
        return to > from;
    }

    final void tellMoved() {
        if (terms.movesGroup) {
            state.told.tell(Fact.SESSION_EXTENDED, session.id, id, session.shift);
        } else {
            state.told.tell(Fact.EXTENDED, id, endsAt());
        }
    }

    void cancel() {
        finish(CANCELED, List.of());
    }

    /** It is over; {@code winners} get what they bought now. */
    final void finish(int outcome, List<LotBid> winners) {
        isOpen = false;
        isOver = true;
        closedAt = state.nowNs;
        if (outcome != CANCELED) {
            aftermath.begin(
                    winners.isEmpty() ? 0 : winners.get(0).account(),
                    winners.isEmpty() ? 0 : winners.get(0).amount());
        }
        int reason = outcome == SOLD ? LOST : NOBODY_WON;
        if (terms.hasAwards()) {
            releaseAllBut(winners, 0, reason);
            winners.forEach(winner -> award(winner.account(), winner.qty(), winner.amount()));
            tellEnded(outcome);
        } else {
            LotBid winner = winners.isEmpty() ? null : winners.get(0);
            int winnerId = winner == null ? 0 : winner.account();
            int holder = holder(winnerId);
            releaseAllBut(List.of(), holder, reason);
            long price = winner == null ? NONE : winner.amount();
            state.told.tell(Fact.CLOSED, id, winnerId, price, holder, release(holder), outcome);
            if (winner != null) {
                awards.add(pay(winnerId, winner.qty(), price));
            }
        }
        house.onOver(this);
    }

    /** By account. */
    private void releaseAllBut(List<LotBid> winners, int holder, int reason) {
        for (int account : new ArrayList<>(held.keySet())) {
            boolean stays =
                    account == holder || winners.stream().anyMatch(winner -> payer(winner.account()) == account);
            if (!stays) {
                state.told.tell(Fact.RELEASED, id, account, release(account), reason);
            }
        }
    }

    /** Who pays for what somebody won. */
    int payer(int winner) {
        return winner;
    }

    int payee(int winner) {
        return seller();
    }

    /** Somebody gets units, or the lot, and all that is held of the payer is free. */
    final void award(int account, long qty, long price) {
        Award award = pay(account, qty, price);
        awards.add(award);
        state.told.tell(
                Fact.AWARDED,
                id,
                account,
                qty,
                price,
                award.hammer(),
                award.premium(),
                award.commission(),
                release(award.payer()),
                award.payer(),
                award.payee());
    }

    /** Moves what an award costs. */
    final Award pay(int account, long qty, long price) {
        BigInteger hammer = BigInteger.valueOf(price).multiply(BigInteger.valueOf(terms.hasUnits() ? qty : 1));
        long premium = Arithmetic.fee(terms.premium, hammer).longValueExact();
        long commission = Arithmetic.fee(terms.commission, hammer).longValueExact();
        int payer = payer(account);
        int payee = payee(account);
        state.money.move(payer, payee, terms.asset, hammer.longValueExact());
        state.money.move(payer, State.FEES, terms.asset, premium);
        state.money.move(payee, State.FEES, terms.asset, commission);
        return new Award(account, qty, price, hammer.longValueExact(), premium, commission, payer, payee);
    }

    final void tellEnded(int outcome) {
        long price = awards.stream().mapToLong(Award::price).min().orElse(NONE);
        long qty = awards.stream().mapToLong(Award::qty).sum();
        int winner = awards.size() == 1 ? awards.get(0).account() : 0;
        state.told.tell(Fact.ENDED, id, winner, price, qty, awards.size(), outcome);
    }
}
