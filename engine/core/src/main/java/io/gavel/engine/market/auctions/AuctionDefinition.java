package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.ClockTerms;
import io.gavel.engine.auction.FeeTable;
import io.gavel.engine.auction.Increments;
import io.gavel.engine.auction.OutagePolicy;
import io.gavel.engine.auction.RetractionPolicy;
import io.gavel.engine.auction.RoundTerms;
import io.gavel.engine.auction.SecondChancePolicy;
import io.gavel.engine.auction.SoftClose;
import io.gavel.wire.CommandForms;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.ReservePolicy;
import io.gavel.wire.types.Rounding;

/**
 * The terms of an auction as the command that creates it says them: read from it, and written so into snapshots. What
 * was read may contradict itself: {@link AuctionTermsCheck} says.
 */
public final class AuctionDefinition {
    /** The auction comes behind all other lots. */
    static final int NO_LOT = CreateAuctionDecoder.lotNullValue();

    private static final long ABSENT = CreateAuctionDecoder.reserveNullValue();
    private static final int ABSENT_INT = CreateAuctionDecoder.sessionIdNullValue();
    private static final int ABSENT_ROUNDS = CreateAuctionDecoder.roundsNullValue();

    private final Alike<Increments> increments = new Alike<>();
    private final Alike<SoftClose> softCloses = new Alike<>();

    private AuctionTerms terms;
    private String name;
    private int lot;

    /** Reads a command from its beginning to its end. */
    public void read(CreateAuctionDecoder command) {
        boolean isHouse = command.sellerAccountId() == 0;
        lot = command.lot();
        // Groups and texts in the order in which they lie.
        Increments table = increments.firstOf(increments(command));
        FeeTable premium = premium(command.premium());
        FeeTable commission = commission(command.commission());
        name = command.name();
        String category = command.category();
        terms = new AuctionTerms(
                command.format(),
                command.assetId(),
                isHouse ? SystemAccount.HOUSE : command.sellerAccountId(),
                isHouse,
                command.qty(),
                command.start(),
                amountOrNone(command.reserve()),
                command.reservePolicy() == ReservePolicy.NULL_VAL
                        ? ReservePolicy.SHOWS_MAXIMUM
                        : command.reservePolicy(),
                amountOrNone(command.buyNow()),
                command.buyNowPolicy(),
                command.proxy() == BooleanType.TRUE,
                command.lowering() == BooleanType.TRUE,
                table,
                timeOrNever(command.opensAtNs()),
                timeOrNever(command.closesAtNs()),
                timeOrNever(command.durationNs()),
                softCloses.firstOf(softClose(command)),
                outage(command),
                retraction(command),
                secondChance(command),
                clock(command),
                rounds(command),
                amountOrNone(command.ceiling()),
                premium,
                commission,
                command.bidders() == BidderRule.ADMITTED,
                command.sessionId() == ABSENT_INT ? 0 : command.sessionId(),
                category);
    }

    /** What was read. */
    public AuctionTerms terms() {
        return terms;
    }

    public String name() {
        return name;
    }

    /** Its number in the session, or {@link #NO_LOT}. */
    public int lot() {
        return lot;
    }

    /** Writes terms into the block that the encoder lies over, and what follows it. */
    public static void write(AuctionTerms terms, String name, CreateAuctionEncoder command) {
        CommandForms.withoutExtras(command)
                .format(terms.format())
                .assetId(terms.assetId())
                .sellerAccountId(terms.isHouse() ? 0 : terms.sellerAccountId())
                .qty(terms.qty())
                .start(terms.start())
                .reserve(amountOrAbsent(terms.reserve()))
                .reservePolicy(terms.reservePolicy())
                .buyNow(amountOrAbsent(terms.buyNow()))
                .buyNowPolicy(terms.buyNowPolicy())
                .proxy(terms.proxy() ? BooleanType.TRUE : BooleanType.FALSE)
                .lowering(terms.lowering() ? BooleanType.TRUE : BooleanType.FALSE)
                .opensAtNs(timeOrAbsent(terms.opensAtNs()))
                .closesAtNs(timeOrAbsent(terms.closesAtNs()))
                .durationNs(timeOrAbsent(terms.durationNs()))
                .ceiling(amountOrAbsent(terms.ceiling()))
                .bidders(terms.isForAdmitted() ? BidderRule.ADMITTED : BidderRule.EVERYBODY)
                .sessionId(terms.sessionId());
        writeIncrementRule(terms.increments(), command);
        writeSoftClose(terms.softClose(), command);
        writePolicies(terms, command);
        writeCourse(terms, command);
        writeIncrements(terms.increments(), command);
        writePremium(terms.premium(), command);
        writeCommission(terms.commission(), command);
        command.name(name).category(terms.category());
    }

    private static void writeIncrementRule(Increments increments, CreateAuctionEncoder command) {
        boolean isPercent = increments != null && increments.isPercent();
        command.incrementPercentMicros(isPercent ? increments.percentMicros() : ABSENT);
        if (isPercent) {
            command.incrementFloor(increments.floor()).incrementRounding(increments.rounding());
        }
    }

    private static void writeSoftClose(SoftClose softClose, CreateAuctionEncoder command) {
        command.softCloseWindowNs(softClose == null ? ABSENT : softClose.windowNs())
                .softCloseExtensionNs(softClose == null ? ABSENT : softClose.extensionNs())
                .softCloseCapNs(softClose == null ? ABSENT : timeOrAbsent(softClose.capNs()))
                .softCloseAnchor(softClose == null ? ExtensionAnchor.NULL_VAL : softClose.anchor())
                .softCloseTrigger(softClose == null ? ExtensionTrigger.NULL_VAL : softClose.trigger())
                .softCloseScope(softClose == null ? ExtensionScope.NULL_VAL : softClose.scope());
    }

    private static void writePolicies(AuctionTerms terms, CreateAuctionEncoder command) {
        if (terms.outage() != null) {
            command.outageGraceNs(terms.outage().graceNs())
                    .outageWindowNs(terms.outage().windowNs());
        }
        if (terms.retraction() != null) {
            command.retractFreeNs(terms.retraction().freeNs())
                    .retractWithinNs(terms.retraction().withinNs());
        }
        if (terms.secondChance() != null) {
            command.secondChanceNs(terms.secondChance().windowNs())
                    .secondChanceItems(terms.secondChance().items());
        }
    }

    private static void writeCourse(AuctionTerms terms, CreateAuctionEncoder command) {
        ClockTerms clock = terms.clock();
        if (clock != null) {
            command.floor(amountOrAbsent(clock.floor()))
                    .step(clock.step())
                    .intervalNs(clock.intervalNs())
                    .restartUp(amountOrAbsent(clock.restartUp()))
                    .clockAdd(amountOrAbsent(clock.add()));
        }
        RoundTerms rounds = terms.rounds();
        if (rounds != null) {
            command.rounds((short) rounds.count())
                    .step(rounds.step())
                    .roundNs(timeOrAbsent(rounds.roundNs()))
                    .turnNs(timeOrAbsent(rounds.turnNs()));
        }
    }

    private static void writeIncrements(Increments increments, CreateAuctionEncoder command) {
        int count = increments == null ? 0 : increments.bands();
        CreateAuctionEncoder.IncrementsEncoder bands = command.incrementsCount(count);
        for (int band = 0; band < count; band++) {
            long below = increments.below(band);
            bands.next().below(below == Increments.UNBOUNDED ? ABSENT : below).step(increments.step(band));
        }
    }

    private static void writePremium(FeeTable fees, CreateAuctionEncoder command) {
        CreateAuctionEncoder.PremiumEncoder tiers = command.premiumCount(fees.tiers());
        for (int tier = 0; tier < fees.tiers(); tier++) {
            tiers.next().below(belowOrAbsent(fees, tier)).percentMicros(fees.percentMicros(tier));
        }
    }

    private static void writeCommission(FeeTable fees, CreateAuctionEncoder command) {
        CreateAuctionEncoder.CommissionEncoder tiers = command.commissionCount(fees.tiers());
        for (int tier = 0; tier < fees.tiers(); tier++) {
            tiers.next().below(belowOrAbsent(fees, tier)).percentMicros(fees.percentMicros(tier));
        }
    }

    private static long belowOrAbsent(FeeTable fees, int tier) {
        return fees.below(tier) == FeeTable.UNBOUNDED ? ABSENT : fees.below(tier);
    }

    /** The increments, or null where there are none. */
    private static Increments increments(CreateAuctionDecoder command) {
        long percent = command.incrementPercentMicros();
        CreateAuctionDecoder.IncrementsDecoder bands = command.increments();
        int count = bands.count();
        long[] belows = new long[count];
        long[] steps = new long[count];
        for (int i = 0; i < count; i++) {
            bands.next();
            belows[i] = belowOf(bands.below());
            steps[i] = bands.step();
        }
        if (percent == ABSENT) {
            return count == 0 ? null : Increments.table(belows, steps);
        }
        // Both contradict each other: a percentage that is none says so.
        long micros = count == 0 ? percent : 0;
        long floor = command.incrementFloor() == ABSENT ? 1 : command.incrementFloor();
        boolean isDown = command.incrementRounding() == Rounding.DOWN;
        return Increments.percent(micros, floor, isDown ? Rounding.DOWN : Rounding.UP);
    }

    private static FeeTable premium(CreateAuctionDecoder.PremiumDecoder tiers) {
        long[] belows = new long[tiers.count()];
        long[] rates = new long[tiers.count()];
        for (int i = 0; i < belows.length; i++) {
            tiers.next();
            belows[i] = belowOf(tiers.below());
            rates[i] = tiers.percentMicros();
        }
        return FeeTable.of(belows, rates);
    }

    private static FeeTable commission(CreateAuctionDecoder.CommissionDecoder tiers) {
        long[] belows = new long[tiers.count()];
        long[] rates = new long[tiers.count()];
        for (int i = 0; i < belows.length; i++) {
            tiers.next();
            belows[i] = belowOf(tiers.below());
            rates[i] = tiers.percentMicros();
        }
        return FeeTable.of(belows, rates);
    }

    private static long belowOf(long below) {
        return below == ABSENT ? Increments.UNBOUNDED : Math.min(below, Increments.UNBOUNDED - 1);
    }

    private static SoftClose softClose(CreateAuctionDecoder command) {
        if (command.softCloseWindowNs() == ABSENT && command.softCloseExtensionNs() == ABSENT) {
            return null;
        }
        return new SoftClose(
                command.softCloseWindowNs(),
                command.softCloseExtensionNs(),
                command.softCloseAnchor(),
                command.softCloseTrigger(),
                timeOrNever(command.softCloseCapNs()),
                command.softCloseScope() == ExtensionScope.GROUP ? ExtensionScope.GROUP : ExtensionScope.LOT);
    }

    private static OutagePolicy outage(CreateAuctionDecoder command) {
        if (command.outageGraceNs() == ABSENT) {
            return null;
        }
        boolean hasWindow = command.outageWindowNs() != ABSENT;
        boolean hasSoftClose = command.softCloseWindowNs() != ABSENT;
        long windowNs = hasWindow ? command.outageWindowNs() : hasSoftClose ? command.softCloseWindowNs() : 0;
        return new OutagePolicy(command.outageGraceNs(), windowNs);
    }

    private static RetractionPolicy retraction(CreateAuctionDecoder command) {
        return command.retractFreeNs() == ABSENT && command.retractWithinNs() == ABSENT
                ? null
                : new RetractionPolicy(command.retractFreeNs(), command.retractWithinNs());
    }

    private static SecondChancePolicy secondChance(CreateAuctionDecoder command) {
        if (command.secondChanceNs() == ABSENT) {
            return null;
        }
        int items = command.secondChanceItems() == ABSENT_INT ? 1 : command.secondChanceItems();
        return new SecondChancePolicy(command.secondChanceNs(), items);
    }

    private static ClockTerms clock(CreateAuctionDecoder command) {
        return command.intervalNs() == ABSENT
                ? null
                : new ClockTerms(
                        amountOrNone(command.floor()),
                        command.step(),
                        command.intervalNs(),
                        amountOrNone(command.restartUp()),
                        amountOrNone(command.clockAdd()));
    }

    private static RoundTerms rounds(CreateAuctionDecoder command) {
        return command.rounds() == ABSENT_ROUNDS
                ? null
                : new RoundTerms(
                        command.rounds(),
                        timeOrNever(command.roundNs()),
                        timeOrNever(command.turnNs()),
                        command.step());
    }

    /** What is below zero is no amount, but not absent either. */
    private static long amountOrNone(long amount) {
        return amount == ABSENT ? AuctionTerms.NO_AMOUNT : amount < 0 ? ABSENT : amount;
    }

    private static long amountOrAbsent(long amount) {
        return amount == AuctionTerms.NO_AMOUNT ? ABSENT : amount;
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == ABSENT ? AuctionTerms.NEVER : Math.min(timeNs, AuctionTerms.NEVER - 1);
    }

    private static long timeOrAbsent(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? ABSENT : timeNs;
    }
}
