package io.gavel.engine.market.state;

import io.gavel.wire.types.Phase;
import io.gavel.wire.types.TimeInForce;

/** What each phase of an instrument takes. Cancels are taken in all of them. */
public final class PhaseRules {
    private PhaseRules() {}

    /** Whether what comes in trades at once. */
    public static boolean matches(Phase phase) {
        return phase == Phase.CONTINUOUS;
    }

    /** Whether orders are collected for an uncross: they enter, nothing trades, and what would print is told. */
    public static boolean collects(Phase phase) {
        return phase == Phase.PRE_OPEN || phase == Phase.CALL;
    }

    /** Whether a new order enters. In a call postOnly and minQty have no effect, and all types take part. */
    public static boolean takesNew(Phase phase, TimeInForce timeInForce) {
        if (matches(phase)) {
            return timeInForce != TimeInForce.AUCTION;
        }
        return collects(phase) && timeInForce != TimeInForce.IOC && timeInForce != TimeInForce.FOK;
    }

    /** @param isSmaller whether it takes lots away and nothing else */
    public static boolean takesReplace(Phase phase, boolean isSmaller) {
        return matches(phase) || collects(phase) || phase == Phase.HALT && isSmaller;
    }

    /** Whether an uncross can be asked for. */
    public static boolean takesUncross(Phase phase) {
        return collects(phase);
    }

    /** Whether changing from one phase to another prints a call first. */
    public static boolean uncrosses(Phase from, Phase to) {
        return to == Phase.CONTINUOUS && from != Phase.CONTINUOUS;
    }
}
