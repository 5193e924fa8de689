package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Open bids for units: each winner pays his own price (DIS). */
final class YankeeLot extends Lot {
    /** DIS-1; a list that is in order of time stays so among equals. */
    private static final Comparator<LotBid> BEST_FIRST = Comparator.comparingLong(LotBid::amount)
            .thenComparingLong(LotBid::qty)
            .reversed();

    private List<LotBid> live = new ArrayList<>();

    YankeeLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    /** Who gets how many units of those who bid at least so much, best first. */
    private List<LotBid> winners(List<LotBid> all, long least) {
        List<LotBid> sorted = new ArrayList<>(all);
        sorted.sort(BEST_FIRST);
        List<LotBid> winners = new ArrayList<>();
        long left = terms.qty;
        for (LotBid bid : sorted) {
            long qty = Math.min(left, bid.qty());
            if (qty > 0 && bid.amount() >= least) {
                winners.add(new LotBid(bid.account(), bid.id(), qty, bid.amount(), bid.atNs()));
                left -= qty;
            }
        }
        return winners;
    }

    private long price() {
        List<LotBid> winners = winners(live, NONE);
        return winners.isEmpty() ? NONE : winners.get(winners.size() - 1).amount();
    }

    /** DIS-2. */
    private long next() {
        long won = winners(live, NONE).stream().mapToLong(LotBid::qty).sum();
        return won < terms.qty ? terms.start : Arithmetic.plus(price(), Arithmetic.step(terms, price()));
    }

    private int leader() {
        List<LotBid> winners = winners(live, NONE);
        return winners.isEmpty() ? 0 : winners.get(0).account();
    }

    private LotBid own(int account) {
        return live.stream().filter(bid -> bid.account() == account).findFirst().orElse(null);
    }

    @Override
    void bid(Command command) {
        long qty = command.qty == 0 ? 1 : command.qty;
        if (!unitsAre(qty, terms.qty) || !amountIsRight(command.amount) || !isBetter(command, qty)) {
            return;
        }
        BigInteger hammer = BigInteger.valueOf(command.amount).multiply(BigInteger.valueOf(qty));
        BigInteger hold = Arithmetic.hold(terms, command.amount, qty);
        if (house.isCovered(this, command.account, hammer, hold)) {
            accept(command, qty, hold.longValueExact());
        }
    }

    /** DIS-2, DIS-3. */
    private boolean isBetter(Command command, long qty) {
        LotBid own = own(command.account);
        if (command.amount < next()) {
            return state.refuse(No.BID_TOO_LOW, next());
        }
        if (own != null && command.amount <= own.amount()) {
            return state.refuse(No.NOT_ABOVE_OWN_MAXIMUM);
        }
        return own == null || qty >= own.qty() || state.refuse(No.BID_QTY_BELOW_OWN, own.qty());
    }

    private void accept(Command command, long qty, long hold) {
        long priceBefore = price();
        int leaderBefore = leader();
        live.remove(own(command.account));
        live.add(new LotBid(command.account, command.id, qty, command.amount, state.nowNs));
        bids++;
        firstBidStarts();
        state.told.tell(Fact.BID_TAKEN, hold(command.account, hold));
        boolean moves = movesEnd(price() != priceBefore, leader() != leaderBefore);
        tellState();
        tellWhoIsOut();
        if (moves) {
            tellMoved();
        }
    }

    private void tellState() {
        boolean isMet = terms.reserve == NONE || live.stream().anyMatch(bid -> bid.amount() >= terms.reserve);
        state.told.tell(Fact.AUCTION_STATE, id, leader(), price(), next(), endsAt(), bids, isMet ? 1 : 0);
    }

    /** DIS-4, the worst bid first. */
    private void tellWhoIsOut() {
        List<LotBid> winners = winners(live, NONE);
        List<LotBid> sorted = new ArrayList<>(live);
        sorted.sort(BEST_FIRST);
        Collections.reverse(sorted);
        for (LotBid bid : sorted) {
            if (winners.stream().noneMatch(winner -> winner.account() == bid.account())) {
                live.remove(bid);
                state.told.tell(Fact.OUTBID, id, bid.account(), price(), release(bid.account()));
            }
        }
    }

    @Override
    void onNext() {
        List<LotBid> winners = winners(live, terms.reserve);
        finish(winners.isEmpty() ? UNSOLD : SOLD, winners);
    }

    @Override
    void hammer(Command command) {
        onNext();
    }

    @Override
    int holder(int winner) {
        return 0;
    }

    @Override
    void retract(Command command) {
        LotBid own = own(command.account);
        if (house.mayRetract(this, command, own == null ? List.of() : List.of(own))
                .isEmpty()) {
            return;
        }
        live.remove(own);
        bids--;
        state.told.tell(Fact.RETRACTED, id, command.account, 1, release(command.account));
        state.told.tell(Fact.REBUILT, id, 1);
        tellState();
    }
}
