package io.gavel.testing;

import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;
import java.util.random.RandomGenerator;

/** Makes up what auctions are: any format, with what it can have. The engine refuses none of them for its terms. */
final class RandomLots {
    private static final long ABSENT = Conditions.ABSENT;
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * What is known of a lot that was sent.
     *
     * @param high a price at which bids win now and then
     */
    record Lot(AuctionFormat format, long start, long high, int units, boolean canBeSoldAgain) {}

    /** Where a lot belongs; 0: it stands for itself. */
    record Place(int session, boolean movesGroup) {
        static final Place NONE = new Place(0, false);
    }

    private final RandomGenerator random;

    RandomLots(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Writes all terms but the name.
     *
     * @param number of the lot, which no other one has
     */
    Lot write(CreateAuctionEncoder terms, Place place, int number, int sellerId, long nowNs) {
        AuctionFormat format = format(place);
        long start = 100 + random.nextInt(400);
        int units = switch (format) {
            case DUTCH, UNIFORM, DISCRIMINATORY -> 1 + random.nextInt(8);
            default -> 1;
        };
        terms.format(format)
                .assetId(1)
                .sellerAccountId(format == AuctionFormat.REVERSE ? Math.max(16, sellerId) : sellerId)
                .qty(units)
                .buyNow(ABSENT)
                .buyNowPolicy(BuyNowPolicy.UNTIL_FIRST_BID)
                .proxy(BooleanType.FALSE)
                .incrementPercentMicros(ABSENT)
                .softCloseWindowNs(ABSENT)
                .softCloseExtensionNs(ABSENT)
                .softCloseCapNs(ABSENT)
                .softCloseAnchor(ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.PRICE)
                .reserve(format != AuctionFormat.DUTCH && oneIn(3) ? start + random.nextInt(10_000) : ABSENT)
                .bidders(oneIn(25) ? BidderRule.ADMITTED : BidderRule.NULL_VAL);
        if (format != AuctionFormat.DUTCH && oneIn(2)) {
            terms.retractFreeNs(random.nextInt(5) * SECOND_NS).retractWithinNs(random.nextInt(5) * SECOND_NS);
        }
        times(terms, format, place, number, nowNs);
        boolean canBeSoldAgain = format == AuctionFormat.ENGLISH && !oneIn(4);
        Lot lot = new Lot(format, start, start + 20_000, units, canBeSoldAgain);
        boolean hasIncrements = switch (format) {
            case ENGLISH, HYBRID -> ascending(terms, lot, place);
            case DISCRIMINATORY -> softClose(terms, place);
            default -> false;
        };
        lot = more(terms, lot);
        terms.start(lot.start());
        groups(terms, hasIncrements);
        return lot;
    }

    private AuctionFormat format(Place place) {
        AuctionFormat format = oneIn(2) ? AuctionFormat.ENGLISH : AuctionFormat.get((short) (1 + random.nextInt(8)));
        boolean cannotMove = format != AuctionFormat.HYBRID && format != AuctionFormat.DISCRIMINATORY;
        boolean isFit = place.session() == 0 || format != AuctionFormat.REVERSE && !(place.movesGroup() && cannotMove);
        return isFit ? format : AuctionFormat.ENGLISH;
    }

    private void times(CreateAuctionEncoder terms, AuctionFormat format, Place place, int number, long nowNs) {
        boolean isScheduled = oneIn(2);
        boolean hasDuration = !isScheduled && format != AuctionFormat.DUTCH && format != AuctionFormat.REVERSE;
        boolean standsAlone = place.session() == 0;
        terms.opensAtNs(standsAlone && isScheduled ? nowNs + SECOND_NS : ABSENT)
                .closesAtNs(standsAlone && !hasDuration ? nowNs + 15 * SECOND_NS : ABSENT)
                .durationNs(standsAlone && hasDuration ? 10 * SECOND_NS : ABSENT);
        if (!standsAlone) {
            terms.sessionId(place.session()).lot(oneIn(2) ? number : CreateAuctionEncoder.lotNullValue());
        }
    }

    /** What an English auction can have, and says that there are increments. */
    private boolean ascending(CreateAuctionEncoder terms, Lot lot, Place place) {
        boolean isProxy = !oneIn(4);
        terms.proxy(isProxy ? BooleanType.TRUE : BooleanType.FALSE)
                .lowering(isProxy && oneIn(3) ? BooleanType.TRUE : BooleanType.NULL_VAL);
        if (oneIn(3)) {
            terms.buyNow(lot.start() + random.nextInt(40_000))
                    .buyNowPolicy(BuyNowPolicy.get((short) (1 + random.nextInt(4))));
        }
        if (lot.canBeSoldAgain()) {
            terms.secondChanceNs((5 + random.nextInt(20)) * SECOND_NS).secondChanceItems(1 + random.nextInt(3));
        }
        return softClose(terms, place);
    }

    private boolean softClose(CreateAuctionEncoder terms, Place place) {
        if (place.movesGroup() || oneIn(2)) {
            terms.softCloseWindowNs(2 * SECOND_NS)
                    .softCloseExtensionNs(2 * SECOND_NS)
                    .softCloseCapNs(oneIn(2) ? 30 * SECOND_NS : ABSENT)
                    .softCloseScope(place.movesGroup() ? ExtensionScope.GROUP : ExtensionScope.NULL_VAL);
        }
        return true;
    }

    /** What clocks, rounds and hidden bids for units need besides. */
    private Lot more(CreateAuctionEncoder terms, Lot lot) {
        switch (lot.format()) {
            case DUTCH -> {
                long start = lot.start() * 20;
                terms.floor(lot.start()).step(lot.start()).intervalNs(SECOND_NS / 2);
                terms.restartUp(oneIn(2) ? 2 * lot.start() : ABSENT);
                return new Lot(lot.format(), start, start, lot.units(), false);
            }
            case UNIFORM -> terms.ceiling(oneIn(2) ? lot.high() + 10_000 : ABSENT);
            case REVERSE -> {
                long start = lot.high();
                terms.step(50).rounds((short) (1 + random.nextInt(3)));
                boolean hasTurns = oneIn(2);
                terms.turnNs(hasTurns ? SECOND_NS : ABSENT).roundNs(hasTurns ? ABSENT : 3 * SECOND_NS);
                return new Lot(lot.format(), start, start, lot.units(), false);
            }
            case HYBRID -> terms.clockAdd(5_000).step(1_000).intervalNs(SECOND_NS);
            default -> {
                // Nothing.
            }
        }
        return lot;
    }

    private void groups(CreateAuctionEncoder terms, boolean hasIncrements) {
        CreateAuctionEncoder.IncrementsEncoder increments = terms.incrementsCount(hasIncrements ? 1 : 0);
        if (hasIncrements) {
            increments.next().below(ABSENT).step(100);
        }
        boolean hasFees = oneIn(3);
        CreateAuctionEncoder.PremiumEncoder premium = terms.premiumCount(hasFees ? 2 : 0);
        if (hasFees) {
            premium.next().below(5_000).percentMicros(25_000_000);
            premium.next().below(ABSENT).percentMicros(12_345_678);
        }
        CreateAuctionEncoder.CommissionEncoder commission = terms.commissionCount(hasFees ? 1 : 0);
        if (hasFees) {
            commission.next().below(ABSENT).percentMicros(7_000_000);
        }
    }

    private boolean oneIn(int sides) {
        return random.nextInt(sides) == 0;
    }
}
