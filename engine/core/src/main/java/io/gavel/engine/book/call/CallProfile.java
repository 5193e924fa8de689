package io.gavel.engine.book.call;

import io.gavel.wire.types.Side;
import io.gavel.wire.types.UncrossProfile;

/**
 * How a venue prices a call: its candidates, its collar, and its ladder of tie-breaks, top down.
 *
 * <p>The reference is the last print or trade, or what the call was given. Without one there is no collar, and the last
 * step of each ladder takes the middle of what is left, rounded down to the tick. Candidates are the limits of orders, or
 * every tick: of the collar, and without one from the lowest limit to the highest.
 *
 * <p>{@link #fillsBetterInFull}: whether every order with a better limit than the print trades in full. Where it is
 * promised, only two things can be in the way: market orders that are more than all of the other side, and a collar or
 * band that ends before the price which would do it.
 */
public enum CallProfile {
    /** Better orders fill in full. */
    XETRA(Of.LIMITS, 0, Floor.NONE, true) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            prices.keepLeastSurplus();
            if (prices.allHaveSurplusOf(Side.BUY)) {
                return prices.highest();
            }
            if (prices.allHaveSurplusOf(Side.SELL)) {
                return prices.lowest();
            }
            prices.keepTurnOfSurplus();
            // It may print between two limits.
            return prices.nearestTo(terms.referenceTicks);
        }
    },

    /** Not promised: the limit nearest to the reference may leave a better one waiting. */
    EURONEXT(Of.LIMITS, 0, Floor.NONE, false) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            prices.keepLeastSurplus();
            return prices.limitNearestTo(terms.referenceTicks);
        }
    },

    /** Not promised: pressure moves the price no farther than x from the reference. */
    ASX(Of.EVERY_TICK, 0, Floor.NONE, false) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            prices.keepLeastSurplus();
            if (prices.allHaveSurplusOf(Side.BUY)) {
                return prices.nearestTo(terms.raisedReference());
            }
            if (prices.allHaveSurplusOf(Side.SELL)) {
                return prices.nearestTo(terms.loweredReference());
            }
            return prices.nearestTo(terms.referenceTicks);
        }
    },

    /**
     * Not promised. No continuous book stands beside a call here: bid, offer and midpoint of the inside market are the
     * reference.
     */
    NASDAQ(Of.EVERY_TICK, 10, Floor.HALF_UNIT, false) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            prices.keepLeastSurplus();
            return prices.nearestTo(terms.referenceTicks);
        }
    },

    /**
     * Better orders fill in full. The midpoint is the reference. Half ticks of the collar are no candidates of their own:
     * limits and reference are whole ticks, so a half one could only be the end of the collar, and that is rounded
     * inwards.
     */
    IEX(Of.EVERY_TICK, 10, Floor.HALF_UNIT, true) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            // Not below the best buyer who is left, not above the best seller who is.
            prices.keepBetterFilled();
            return prices.nearestTo(terms.referenceTicks);
        }
    },

    /** Better orders fill in full. */
    KRX(Of.EVERY_TICK, 30, Floor.NONE, true) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            prices.keepBetterFilled();
            return prices.nearestTo(terms.referenceTicks);
        }
    },

    /** Not promised. Knows no reference but for market orders only. */
    MIDRANGE(Of.EVERY_TICK, 0, Floor.NONE, false) {
        @Override
        long pick(Candidates prices, CallTerms terms) {
            prices.keepMostPaired();
            return prices.middle();
        }
    };

    /** What the candidates are. */
    private enum Of {
        LIMITS,
        EVERY_TICK
    }

    /** The least half width of a collar. */
    private enum Floor {
        NONE,
        HALF_UNIT
    }

    private final Of candidates;
    private final long collarMicros;
    private final Floor floor;
    private final boolean fillsBetterInFull;

    CallProfile(Of candidates, int collarPercent, Floor floor, boolean fillsBetterInFull) {
        this.candidates = candidates;
        this.collarMicros = collarPercent * CallTerms.MICROS_OF_ONE / 100;
        this.floor = floor;
        this.fillsBetterInFull = fillsBetterInFull;
    }

    /** The profile that an instrument names. */
    public static CallProfile of(UncrossProfile profile) {
        return switch (profile) {
            case EURONEXT -> EURONEXT;
            case ASX -> ASX;
            case NASDAQ -> NASDAQ;
            case IEX -> IEX;
            case KRX -> KRX;
            case MIDRANGE -> MIDRANGE;
            default -> XETRA;
        };
    }

    /** Whether every order with a limit better than the print is promised to trade in full. */
    public boolean fillsBetterInFull() {
        return fillsBetterInFull;
    }

    boolean everyTick() {
        return candidates == Of.EVERY_TICK;
    }

    boolean hasCollar(CallTerms terms) {
        return collarMicros != 0 && terms.hasReference();
    }

    /** Half the width of the collar around the reference, in whole ticks. */
    long collarTicks(CallTerms terms) {
        return Math.max(terms.part(collarMicros), floor == Floor.HALF_UNIT ? terms.halfUnitTicks : 0);
    }

    /** Down the ladder; a price at which nobody trades where nobody would at any. */
    abstract long pick(Candidates prices, CallTerms terms);
}
