package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Suppliers bid down in rounds, for what one buyer pays (REV). */
final class ReverseLot extends Lot {
    private static final Comparator<LotBid> BEST_FIRST =
            Comparator.comparingLong(LotBid::amount).thenComparingLong(LotBid::atNs);

    /** What is known of the participants, in the order in which it was bid. */
    private final List<LotBid> known = new ArrayList<>();
    /** What was bid in this stage, and is not told yet. */
    private final List<LotBid> hidden = new ArrayList<>();

    private int round;
    /** Whose turns are still to come in this round, the first of them now. */
    private final List<Integer> turns = new ArrayList<>();

    private long stageEnd;

    ReverseLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    @Override
    void open() {
        if (!house.canPay(this, seller(), Arithmetic.hold(terms, terms.start, 1))) {
            finish(CANCELED, List.of());
            return;
        }
        isOpen = true;
        stageEnd = end;
        tellOpened();
        long hold = Arithmetic.hold(terms, terms.start, 1).longValueExact();
        state.told.tell(Fact.BID_HELD, id, seller(), hold(seller(), hold));
    }

    private void tellStage() {
        state.told.tell(Fact.SEALED, id, stageEnd);
    }

    @Override
    long endsAt() {
        return isOpen ? stageEnd : end;
    }

    /** The end of a stage is missed whenever it came. */
    @Override
    long missed(long lastNs, long nowNs) {
        return fellDue(endsAt(), lastNs, nowNs) ? endsAt() : NONE;
    }

    @Override
    void delay(long lastNs, long nowNs) {
        if (isOpen) {
            stageEnd = nowNs + terms.outageGrace;
        } else {
            end = nowNs + terms.outageGrace;
        }
        state.told.tell(Fact.EXTENDED, id, endsAt());
    }

    @Override
    int payer(int winner) {
        return seller();
    }

    @Override
    int payee(int winner) {
        return winner;
    }

    @Override
    int holder(int winner) {
        return heldOf(seller()) == 0 ? 0 : seller();
    }

    private static LotBid of(List<LotBid> bids, int account) {
        return bids.stream().filter(bid -> bid.account() == account).findFirst().orElse(null);
    }

    @Override
    void bid(Command command) {
        if (!isIn(command.account) || !lotIs(command.qty) || !amountIsRight(command.amount) || !isLow(command)) {
            return;
        }
        if (!house.isWithinLimit(this, command.account, BigInteger.valueOf(command.amount))) {
            return;
        }
        hidden.removeIf(bid -> bid.account() == command.account);
        hidden.add(new LotBid(command.account, command.id, terms.qty, command.amount, state.nowNs));
        bids++;
        state.told.tell(Fact.BID_TAKEN, 0);
        tellStage();
    }

    /** REV-2, REV-4. */
    private boolean isIn(int account) {
        if (round > 0 && of(known, account) == null) {
            return state.refuse(No.NOT_ADMITTED);
        }
        return turns.isEmpty() || turns.get(0) == account || state.refuse(No.NOT_YOUR_TURN);
    }

    /** REV-1, REV-2. */
    private boolean isLow(Command command) {
        if (round == 0) {
            return command.amount <= terms.start || state.refuse(No.BID_ABOVE_CEILING, terms.start);
        }
        long most = of(known, command.account).amount() - terms.step;
        return command.amount <= most || state.refuse(No.BID_NOT_BELOW_OWN, Math.max(0, most));
    }

    @Override
    void retract(Command command) {
        LotBid own = of(hidden, command.account);
        if (own == null || (command.origId != 0 && command.origId != own.id())) {
            state.refuse(No.UNKNOWN_BID);
            return;
        }
        hidden.remove(own);
        state.told.tell(Fact.RETRACTED, id, command.account, 1, 0);
    }

    @Override
    void onNext() {
        hidden.sort(BEST_FIRST);
        for (LotBid bid : hidden) {
            known.removeIf(old -> old.account() == bid.account());
            state.told.tell(Fact.ROUND_BID, id, bid.account(), bid.amount());
        }
        known.addAll(hidden);
        hidden.clear();
        if (known.isEmpty()) {
            finish(UNSOLD, List.of());
            return;
        }
        nextStage();
        tellRound();
        if (round == 0) {
            award();
        }
    }

    /** REV-3, REV-4. */
    private void nextStage() {
        if (!turns.isEmpty()) {
            turns.remove(0);
        }
        if (turns.isEmpty()) {
            round = round == terms.rounds ? 0 : round + 1;
            if (round != 0 && terms.turnNs != NONE) {
                List<LotBid> order = new ArrayList<>(known);
                order.sort(BEST_FIRST);
                Collections.reverse(order);
                order.forEach(bid -> turns.add(bid.account()));
            }
        }
        stageEnd = round == 0 ? NONE : stageEnd + (terms.turnNs == NONE ? terms.roundNs : terms.turnNs);
    }

    private LotBid best() {
        return Collections.min(known, BEST_FIRST);
    }

    private void tellRound() {
        int turn = turns.isEmpty() ? 0 : turns.get(0);
        state.told.tell(Fact.ROUND_ENDED, id, round, turn, best().account(), best().amount(), stageEnd);
    }

    /** REV-5. */
    private void award() {
        boolean isMet = terms.reserve == NONE || best().amount() <= terms.reserve;
        finish(isMet ? SOLD : UNSOLD, isMet ? List.of(best()) : List.of());
    }
}
