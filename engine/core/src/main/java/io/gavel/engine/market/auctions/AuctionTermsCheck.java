package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.ClockTerms;
import io.gavel.engine.auction.FeeTable;
import io.gavel.engine.auction.Increments;
import io.gavel.engine.auction.RoundTerms;
import io.gavel.engine.auction.SoftClose;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;

/** Whether terms are in range, go together, and are such as their format has. */
public final class AuctionTermsCheck {
    /** Longest duration, window or cap: a hundred years. Two of them after a time of today stay in range. */
    static final long MAX_DURATION_NS = 100L * 366 * 24 * 3600 * 1_000_000_000L;

    private static final long MAX_PERCENT_MICROS = 10_000_000_000L;
    private static final int MAX_ROUNDS = 20;

    /** Most prices that a clock shows on its way down: after an outage all that were missed are told at once. */
    private static final long MAX_CLOCK_STEPS = 1_000_000;

    /** Sixty days (SEC-1). */
    private static final long MAX_SECOND_CHANCE_NS = 60L * 24 * 3600 * 1_000_000_000L;

    private AuctionTermsCheck() {}

    public static boolean areSound(AuctionTerms terms) {
        return terms.qty() > 0
                && terms.qty() < Auction.LIMIT
                && isAmount(terms.start())
                && isAmountOrNone(terms.reserve())
                && isAmountOrNone(terms.buyNow())
                && isAmountOrNone(terms.ceiling())
                && timesAreSound(terms)
                && policiesAreSound(terms)
                && feesAreSound(terms.premium(), FeeTable.MOST_PERCENT_MICROS)
                && feesAreSound(terms.commission(), FeeTable.WHOLE)
                && fitTheFormat(terms);
    }

    private static boolean fitTheFormat(AuctionTerms terms) {
        return switch (terms.format()) {
            case ENGLISH -> isAscending(terms) && terms.clock() == null;
            case DUTCH -> isDutch(terms);
            case SEALED, VICKREY, UNIFORM -> isSealed(terms);
            case DISCRIMINATORY -> isDiscriminatory(terms);
            case REVERSE -> isReverse(terms);
            case HYBRID -> isHybrid(terms);
            case NULL_VAL -> false;
        };
    }

    private static boolean isAscending(AuctionTerms terms) {
        return incrementsAreSound(terms.increments())
                && buyNowIsSound(terms)
                && (terms.proxy() || !terms.lowering())
                && terms.rounds() == null
                && terms.ceiling() == AuctionTerms.NO_AMOUNT;
    }

    private static boolean isDutch(AuctionTerms terms) {
        ClockTerms clock = terms.clock();
        return clockIsSound(clock)
                && isAmount(clock.floor())
                && clock.floor() <= terms.start()
                && (terms.start() - clock.floor()) / clock.step() <= MAX_CLOCK_STEPS
                && isAmountOrNone(clock.restartUp())
                && clock.add() == AuctionTerms.NO_AMOUNT
                && !terms.hasReserve()
                && terms.durationNs() == AuctionTerms.NEVER
                && terms.retraction() == null
                && terms.ceiling() == AuctionTerms.NO_AMOUNT
                && terms.rounds() == null
                && hasNothingOfAscending(terms);
    }

    private static boolean isSealed(AuctionTerms terms) {
        boolean hasEnd = terms.closesAtNs() != AuctionTerms.NEVER
                || terms.durationNs() != AuctionTerms.NEVER
                || terms.sessionId() != 0;
        boolean ceilingIsSound = terms.ceiling() == AuctionTerms.NO_AMOUNT
                || terms.format() == AuctionFormat.UNIFORM
                        && terms.ceiling() >= Math.max(terms.start(), terms.reserve());
        return hasEnd
                && ceilingIsSound
                && terms.clock() == null
                && terms.rounds() == null
                && hasNothingOfAscending(terms);
    }

    private static boolean isDiscriminatory(AuctionTerms terms) {
        return incrementsAreSound(terms.increments())
                && !terms.proxy()
                && !terms.lowering()
                && !terms.hasBuyNow()
                && terms.ceiling() == AuctionTerms.NO_AMOUNT
                && terms.secondChance() == null
                && terms.clock() == null
                && terms.rounds() == null;
    }

    private static boolean isReverse(AuctionTerms terms) {
        RoundTerms rounds = terms.rounds();
        boolean isTimed = rounds != null
                && rounds.count() >= 1
                && rounds.count() <= MAX_ROUNDS
                && isAmount(rounds.step())
                && (rounds.hasTurns()
                        ? isDuration(rounds.turnNs()) && rounds.roundNs() == AuctionTerms.NEVER
                        : isDuration(rounds.roundNs()));
        return isTimed
                && terms.closesAtNs() != AuctionTerms.NEVER
                && terms.sessionId() == 0
                && terms.ceiling() == AuctionTerms.NO_AMOUNT
                && terms.clock() == null
                && hasNothingOfAscending(terms);
    }

    private static boolean isHybrid(AuctionTerms terms) {
        ClockTerms clock = terms.clock();
        return isAscending(terms)
                && clockIsSound(clock)
                && isAmount(clock.add())
                && clock.add() / clock.step() <= MAX_CLOCK_STEPS
                && clock.floor() == AuctionTerms.NO_AMOUNT
                && clock.restartUp() == AuctionTerms.NO_AMOUNT
                && terms.secondChance() == null
                && (terms.closesAtNs() != AuctionTerms.NEVER
                        || terms.durationNs() != AuctionTerms.NEVER
                        || terms.sessionId() != 0);
    }

    private static boolean hasNothingOfAscending(AuctionTerms terms) {
        return terms.increments() == null
                && !terms.proxy()
                && !terms.lowering()
                && !terms.hasBuyNow()
                && terms.softClose() == null
                && terms.secondChance() == null;
    }

    private static boolean buyNowIsSound(AuctionTerms terms) {
        return !terms.hasBuyNow() || terms.buyNow() >= terms.start() && terms.buyNowPolicy() != BuyNowPolicy.NULL_VAL;
    }

    private static boolean clockIsSound(ClockTerms clock) {
        return clock != null && isAmount(clock.step()) && isDuration(clock.intervalNs());
    }

    private static boolean incrementsAreSound(Increments increments) {
        if (increments == null) {
            return false;
        }
        if (increments.isPercent()) {
            return increments.percentMicros() > 0
                    && increments.percentMicros() <= MAX_PERCENT_MICROS
                    && isAmount(increments.floor());
        }
        boolean isSound = increments.bands() <= Increments.MAX_BANDS;
        for (int i = 0; i < increments.bands(); i++) {
            boolean isLast = i == increments.bands() - 1;
            isSound &= (increments.below(i) == Increments.UNBOUNDED) == isLast && isAmount(increments.step(i));
            isSound &= i == 0 || increments.below(i) > increments.below(i - 1);
        }
        return isSound;
    }

    private static boolean feesAreSound(FeeTable fees, long mostPercentMicros) {
        boolean isSound = fees.tiers() <= FeeTable.MAX_TIERS;
        for (int i = 0; i < fees.tiers(); i++) {
            boolean isLast = i == fees.tiers() - 1;
            isSound &= (fees.below(i) == FeeTable.UNBOUNDED) == isLast && fees.below(i) > 0;
            isSound &= fees.percentMicros(i) >= 0 && fees.percentMicros(i) <= mostPercentMicros;
            isSound &= i == 0 || fees.below(i) > fees.below(i - 1);
        }
        return isSound;
    }

    private static boolean timesAreSound(AuctionTerms terms) {
        boolean hasCloses = terms.closesAtNs() != AuctionTerms.NEVER;
        boolean hasOpens = terms.opensAtNs() != AuctionTerms.NEVER;
        return !(hasCloses && terms.durationNs() != AuctionTerms.NEVER)
                && (!hasCloses || terms.closesAtNs() < Auction.LIMIT)
                && (!hasOpens || terms.opensAtNs() < Auction.LIMIT)
                && (!hasCloses || !hasOpens || terms.opensAtNs() < terms.closesAtNs())
                && isDurationOrNever(terms.durationNs())
                && softCloseIsSound(terms);
    }

    private static boolean softCloseIsSound(AuctionTerms terms) {
        SoftClose softClose = terms.softClose();
        return softClose == null
                || isDuration(softClose.windowNs())
                        && isDuration(softClose.extensionNs())
                        && isDurationOrNever(softClose.capNs())
                        && softClose.anchor() != ExtensionAnchor.NULL_VAL
                        && softClose.trigger() != ExtensionTrigger.NULL_VAL
                        && (softClose.scope() == ExtensionScope.LOT || terms.sessionId() != 0);
    }

    private static boolean policiesAreSound(AuctionTerms terms) {
        return (terms.outage() == null
                        || isDuration(terms.outage().graceNs())
                                && terms.outage().windowNs() >= 0
                                && terms.outage().windowNs() <= MAX_DURATION_NS)
                && (terms.retraction() == null
                        || isDurationOrZero(terms.retraction().freeNs())
                                && isDurationOrZero(terms.retraction().withinNs()))
                && (terms.secondChance() == null
                        || terms.secondChance().windowNs() > 0
                                && terms.secondChance().windowNs() <= MAX_SECOND_CHANCE_NS
                                && terms.secondChance().items() > 0);
    }

    private static boolean isAmount(long amount) {
        return amount > 0 && amount < Auction.LIMIT;
    }

    private static boolean isAmountOrNone(long amount) {
        return amount == AuctionTerms.NO_AMOUNT || isAmount(amount);
    }

    private static boolean isDuration(long durationNs) {
        return durationNs > 0 && durationNs <= MAX_DURATION_NS;
    }

    private static boolean isDurationOrZero(long durationNs) {
        return durationNs == 0 || isDuration(durationNs);
    }

    private static boolean isDurationOrNever(long durationNs) {
        return durationNs == AuctionTerms.NEVER || isDuration(durationNs);
    }
}
