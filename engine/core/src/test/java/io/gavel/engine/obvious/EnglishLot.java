package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Ascending bids (ENG, RES, BIN), all of which are kept. */
class EnglishLot extends Lot {
    final List<LotBid> live = new ArrayList<>();

    EnglishLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    final Ascent now() {
        return Ascent.of(terms, live);
    }

    @Override
    int holder(int winner) {
        return now().leader();
    }

    @Override
    void bid(Command command) {
        Ascent now = now();
        long amount = command.amount;
        if (!lotIs(command.qty) || !amountIsRight(amount) || !isHighEnough(now, command.account, amount)) {
            return;
        }
        if (terms.buyNow != NONE
                && terms.buyNowPolicy == Terms.BuyNow.BID_AT_OR_ABOVE_BUYS
                && live.isEmpty()
                && amount >= terms.buyNow) {
            buy(command);
            return;
        }
        BigInteger hold = Arithmetic.hold(terms, amount, 1);
        if (house.isCovered(this, command.account, BigInteger.valueOf(amount), hold)) {
            accept(now, command, hold.longValueExact());
        }
    }

    /** ENG-4, ENG-9, ENG-10. */
    private boolean isHighEnough(Ascent now, int account, long amount) {
        if (!terms.proxy || account != now.leader()) {
            long next = now.next(terms);
            return amount >= next || state.refuse(No.BID_TOO_LOW, next);
        }
        if (amount > now.maximum()) {
            return true;
        }
        if (!terms.lowering || amount == now.maximum()) {
            return state.refuse(No.NOT_ABOVE_OWN_MAXIMUM);
        }
        return amount >= now.price() || state.refuse(No.BID_TOO_LOW, now.price());
    }

    private void accept(Ascent before, Command command, long hold) {
        if (command.account == before.leader() && command.amount < before.maximum()) {
            lower(command);
        }
        live.add(new LotBid(command.account, command.id, terms.qty, command.amount, state.nowNs));
        bids = live.size();
        firstBidStarts();
        Ascent after = now();
        boolean leads = after.leader() == command.account;
        long held = leads ? hold(command.account, hold) : 0;
        boolean moves = movesEnd(after.price() != before.price(), after.leader() != before.leader());
        state.told.tell(Fact.BID_TAKEN, held);
        tellState(after);
        int displaced = leads ? before.leader() : command.account;
        if (displaced != 0 && displaced != after.leader()) {
            state.told.tell(Fact.OUTBID, id, displaced, after.price(), release(displaced));
        }
        if (moves) {
            tellMoved();
        }
    }

    /** ENG-10: what the leader bid before counts no more than what he bids now; its time stays. */
    private void lower(Command command) {
        live.replaceAll(bid -> bid.account() == command.account && bid.amount() > command.amount
                ? new LotBid(bid.account(), bid.id(), bid.qty(), command.amount, bid.atNs())
                : bid);
    }

    final void tellState(Ascent now) {
        state.told.tell(
                Fact.AUCTION_STATE,
                id,
                now.leader(),
                now.price(),
                now.next(terms),
                endsAt(),
                bids,
                now.isMet() ? 1 : 0);
    }

    @Override
    void buyNow(Command command) {
        if (offersBuyNow()) {
            buy(command);
        } else {
            state.refuse(No.BUY_NOW_NOT_OFFERED);
        }
    }

    /** BIN-1. */
    private boolean offersBuyNow() {
        Ascent now = now();
        if (terms.buyNow == NONE || now.price() > terms.buyNow) {
            return false;
        }
        return switch (terms.buyNowPolicy) {
            case UNTIL_RESERVE_MET -> now.leader() == 0 || !now.isMet();
            case UNTIL_PRICE_EXCEEDS -> true;
            default -> now.leader() == 0;
        };
    }

    /** BIN-2. */
    private void buy(Command command) {
        BigInteger cost = Arithmetic.hold(terms, terms.buyNow, 1);
        if (house.isWithinLimit(this, command.account, BigInteger.valueOf(terms.buyNow))
                && house.isPaid(this, command.account, cost)) {
            state.told.tell(Fact.BOUGHT, terms.buyNow);
            finish(SOLD, List.of(new LotBid(command.account, command.id, terms.qty, terms.buyNow, state.nowNs)));
        }
    }

    @Override
    LotBid lastBid(int account) {
        return live.stream()
                .filter(bid -> bid.account() == account)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** RET-2, RET-3. */
    @Override
    void retract(Command command) {
        int account = command.account;
        List<LotBid> own = live.stream().filter(bid -> bid.account() == account).toList();
        List<LotBid> going = house.mayRetract(this, command, own);
        if (going.isEmpty()) {
            return;
        }
        int before = live.size();
        live.removeAll(going);
        boolean stillLeads = heldOf(account) > 0 && now().leader() == account;
        long released = stillLeads ? -hold(account, holdOf(now())) : release(account);
        state.told.tell(Fact.RETRACTED, id, account, going.size(), released);
        cover();
        bids = live.size();
        state.told.tell(Fact.REBUILT, id, before - live.size());
        tellState(now());
    }

    private long holdOf(Ascent now) {
        return Arithmetic.hold(terms, now.maximum(), 1).longValueExact();
    }

    /** Holds for who leads now; who cannot be held for is out. */
    private void cover() {
        while (now().leader() != 0 && heldOf(now().leader()) == 0) {
            int leader = now().leader();
            long hold = holdOf(now());
            if (house.canPay(this, leader, BigInteger.valueOf(hold))) {
                state.told.tell(Fact.BID_HELD, id, leader, hold(leader, hold));
            } else {
                live.removeIf(bid -> bid.account() == leader);
                state.told.tell(Fact.RELEASED, id, leader, 0, UNCOVERED);
            }
        }
    }

    @Override
    void onNext() {
        close();
    }

    final void close() {
        Ascent now = now();
        if (now.leader() != 0 && now.isMet()) {
            finish(SOLD, List.of(new LotBid(now.leader(), 0, terms.qty, now.price(), state.nowNs)));
        } else {
            finish(UNSOLD, List.of());
        }
    }

    @Override
    void hammer(Command command) {
        close();
    }
}
