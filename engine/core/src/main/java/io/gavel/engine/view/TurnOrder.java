package io.gavel.engine.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whose turn it is in a round of a reverse auction that comes from a snapshot: that keeps the offers at the beginning of
 * the round, from which the order follows. Rules: docs/RULES.md REV-4.
 */
final class TurnOrder {
    private static final Comparator<Offer> HIGHEST_THEN_LATEST = Comparator.comparingLong(Offer::amount)
            .thenComparingLong(Offer::seq)
            .reversed();

    private record Offer(int accountId, long amount, long seq) {}

    private final int turn;
    private final List<Offer> offers = new ArrayList<>();

    /** @param turn how many turns of the round are over */
    TurnOrder(int turn) {
        this.turn = turn;
    }

    void offer(int accountId, long amount, long seq) {
        offers.add(new Offer(accountId, amount, seq));
    }

    /** Whose turn it is among those who are known until now; 0: nobody's. */
    int accountId() {
        offers.sort(HIGHEST_THEN_LATEST);
        return turn < offers.size() ? offers.get(turn).accountId() : 0;
    }
}
