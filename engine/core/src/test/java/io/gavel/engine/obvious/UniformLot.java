package io.gavel.engine.obvious;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Hidden bids for units: all who get any pay the price of the last one that does (UNI). */
final class UniformLot extends SealedLot {
    private static final Comparator<LotBid> IN_ORDER_OF_AWARDS =
            Comparator.comparing((LotBid bid) -> bid.amount() != 0).thenComparing(HIGHEST_FIRST);

    UniformLot(AuctionHouse house, int id, Terms terms, LotSession session) {
        super(house, id, terms, session);
    }

    /** UNI-1. */
    @Override
    void bid(Command command) {
        long qty = command.qty == 0 ? 1 : command.qty;
        if (!unitsAre(qty, terms.qty)) {
            return;
        }
        if (command.amount == 0) {
            if (terms.ceiling == NONE) {
                state.refuse(No.UNBOUNDED_COST);
            } else {
                takeIfCovered(command, qty, terms.ceiling, qty);
            }
            return;
        }
        if (!amountIsRight(command.amount) || !isHighEnough(command.amount)) {
            return;
        }
        if (terms.ceiling != NONE && command.amount > terms.ceiling) {
            state.refuse(No.BID_ABOVE_CEILING, terms.ceiling);
            return;
        }
        takeIfCovered(command, qty, command.amount, qty);
    }

    @Override
    void onNext() {
        long least = Math.max(terms.start, terms.reserve);
        List<LotBid> counted = new ArrayList<>(live);
        counted.removeIf(bid -> bid.amount() != 0 && bid.amount() < least);
        counted.sort(IN_ORDER_OF_AWARDS);
        long left = terms.qty;
        long stopOut = least;
        List<LotBid> winners = new ArrayList<>();
        while (left > 0 && !counted.isEmpty()) {
            long price = counted.get(0).amount();
            List<LotBid> level =
                    counted.stream().filter(bid -> bid.amount() == price).toList();
            counted.removeAll(level);
            List<LotBid> filled = filled(level, left);
            winners.addAll(filled);
            left -= filled.stream().mapToLong(LotBid::qty).sum();
            stopOut = price == 0 ? stopOut : price;
        }
        long paid = stopOut;
        finish(
                winners.isEmpty() ? UNSOLD : SOLD,
                winners.stream()
                        .map(bid -> new LotBid(bid.account(), bid.id(), bid.qty(), paid, bid.atNs()))
                        .toList());
    }

    /** UNI-4: what each bid at one price gets of what is left. */
    private static List<LotBid> filled(List<LotBid> level, long left) {
        long asked = level.stream().mapToLong(LotBid::qty).sum();
        if (asked <= left) {
            return level;
        }
        long hundredths = (left * 10_000 + asked - 1) / asked;
        List<LotBid> filled = new ArrayList<>();
        for (LotBid bid : level) {
            long qty = Math.min(left, (bid.qty() * hundredths + 9_999) / 10_000);
            left -= qty;
            if (qty > 0) {
                filled.add(new LotBid(bid.account(), bid.id(), qty, bid.amount(), bid.atNs()));
            }
        }
        return filled;
    }
}
