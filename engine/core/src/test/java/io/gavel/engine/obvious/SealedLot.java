package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Hidden bids, one a bidder: the highest wins and pays its own price, or the second one (SEA, VIC). */
class SealedLot extends Lot {
    static final Comparator<LotBid> HIGHEST_FIRST =
            Comparator.comparingLong(LotBid::amount).reversed();

    /** In order of time: a bid that replaces another one is new. */
    final List<LotBid> live = new ArrayList<>();

    SealedLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    @Override
    void bid(Command command) {
        if (lotIs(command.qty) && amountIsRight(command.amount) && isHighEnough(command.amount)) {
            takeIfCovered(command, terms.qty, command.amount, 1);
        }
    }

    final boolean isHighEnough(long amount) {
        return amount >= terms.start || state.refuse(No.BID_TOO_LOW, terms.start);
    }

    /** SEA-2. */
    final void takeIfCovered(Command command, long qty, long atMost, long units) {
        BigInteger hammer = BigInteger.valueOf(atMost).multiply(BigInteger.valueOf(units));
        BigInteger hold = Arithmetic.hold(terms, atMost, units);
        if (!house.isCovered(this, command.account, hammer, hold)) {
            return;
        }
        live.removeIf(bid -> bid.account() == command.account);
        live.add(new LotBid(command.account, command.id, qty, command.amount, state.nowNs));
        bids++;
        firstBidStarts();
        state.told.tell(Fact.BID_TAKEN, hold(command.account, hold.longValueExact()));
        state.told.tell(Fact.SEALED, id, endsAt());
    }

    /** SEA-3, VIC-1. */
    @Override
    void onNext() {
        List<LotBid> best = new ArrayList<>(live);
        best.sort(HIGHEST_FIRST);
        if (best.isEmpty() || best.get(0).amount() < terms.reserve) {
            finish(UNSOLD, List.of());
            return;
        }
        LotBid winner = best.get(0);
        long price = winner.amount();
        if (terms.format == Terms.Format.VICKREY) {
            long second = best.size() > 1 ? best.get(1).amount() : NONE;
            price = Math.max(terms.start, Math.max(second, terms.reserve));
        }
        finish(SOLD, List.of(new LotBid(winner.account(), winner.id(), terms.qty, price, winner.atNs())));
    }

    @Override
    int holder(int winner) {
        return winner;
    }

    @Override
    void retract(Command command) {
        LotBid own = null;
        for (LotBid bid : live) {
            own = bid.account() == command.account ? bid : own;
        }
        if (house.mayRetract(this, command, own == null ? List.of() : List.of(own))
                .isEmpty()) {
            return;
        }
        live.remove(own);
        state.told.tell(Fact.RETRACTED, id, command.account, 1, release(command.account));
    }
}
