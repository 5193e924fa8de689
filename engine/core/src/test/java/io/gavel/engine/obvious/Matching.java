package io.gavel.engine.obvious;

import java.util.List;

/** An order against the other side, head by head: on the book itself, or on a copy to see what would happen. */
final class Matching {
    /** Why it ended. */
    enum End {
        FILLED,
        NOBODY,
        COLLAR,
        STP,
        FUNDS
    }

    /** What happens on the way. The lots are already taken from both. */
    interface Steps {
        /** How many lots the taker can pay for. */
        default long affordable(Order taker, long price, long lots) {
            return lots;
        }

        void traded(Order taker, Order maker, long price, long lots);

        default void prevented(Order taker, Order maker, long price, long lots) {}

        default void makerCanceled(Order maker) {}

        /** A maker has left the book, or came back with its next slice. */
        default void makerGone(Order maker) {}
    }

    private Matching() {}

    static End run(Order taker, List<Order> opposite, long reach, Steps steps) {
        while (taker.leaves > 0) {
            if (opposite.isEmpty() || !taker.accepts(opposite.get(0).price)) {
                return End.NOBODY;
            }
            Order maker = opposite.get(0);
            long price = maker.price;
            if (taker.isBuy ? price > reach : price < reach) {
                return End.COLLAR;
            }
            if (maker.account == taker.account && taker.stp != Command.Stp.NONE) {
                if (prevent(taker, maker, opposite, steps)) {
                    return End.STP;
                }
                continue;
            }
            long wanted = Math.min(taker.leaves, maker.shown);
            long lots = steps.affordable(taker, price, wanted);
            if (lots > 0) {
                take(maker, lots, opposite);
                taker.leaves -= lots;
                steps.traded(taker, maker, price, lots);
                if (maker.leaves == 0) {
                    steps.makerGone(maker);
                }
            }
            if (lots < wanted) {
                return End.FUNDS;
            }
        }
        return End.FILLED;
    }

    /** One's own order is met; returns whether that is the end of the taker. */
    private static boolean prevent(Order taker, Order maker, List<Order> opposite, Steps steps) {
        long price = maker.price;
        switch (taker.stp) {
            case CANCEL_NEWEST -> {
                steps.prevented(taker, maker, price, 0);
                return true;
            }
            case CANCEL_OLDEST, CANCEL_BOTH -> {
                steps.prevented(taker, maker, price, 0);
                opposite.remove(maker);
                steps.makerCanceled(maker);
                steps.makerGone(maker);
                return taker.stp == Command.Stp.CANCEL_BOTH;
            }
            default -> {
                long lots = Math.min(maker.shown, taker.leaves);
                take(maker, lots, opposite);
                maker.qty -= lots;
                taker.leaves -= lots;
                taker.qty -= lots;
                steps.prevented(taker, maker, price, lots);
                if (maker.leaves == 0) {
                    steps.makerCanceled(maker);
                    steps.makerGone(maker);
                }
                return taker.leaves == 0;
            }
        }
    }

    /** Takes lots of the head of a side; a slice that is used up is followed by the next one, behind its price. */
    static void take(Order maker, long lots, List<Order> side) {
        maker.leaves -= lots;
        maker.shown -= lots;
        if (maker.shown == 0) {
            side.remove(maker);
            if (maker.leaves > 0) {
                maker.show();
                int at = 0;
                while (at < side.size() && !maker.isBetterThan(side.get(at))) {
                    at++;
                }
                side.add(at, maker);
            }
        }
    }
}
