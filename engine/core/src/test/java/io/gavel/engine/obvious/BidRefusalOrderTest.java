package io.gavel.engine.obvious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.engine.market.MarketConfig;
import io.gavel.engine.obvious.Command.Kind;
import io.gavel.engine.obvious.Command.Standing;
import io.gavel.engine.obvious.Terms.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@link RefusalOrderTest}, of bids in every format: each pair of faults that a bid there can have. The order is that of
 * the list in docs/RULES.md.
 */
@DisplayName("A bid that is wrong in several ways is refused for the first of them")
final class BidRefusalOrderTest {
    private static final int ALICE = 16;
    private static final int BLOCKED = 17;
    private static final int POOR = 18;
    private static final int OTHER = 19;
    private static final int NOBODY = 99;
    private static final int USED_ID = 7;
    private static final long START = 100;
    private static final long CEILING = 1_000;
    private static final long STEP = 10;
    private static final long UNITS = 5;
    private static final long SECOND_NS = 1_000_000_000;
    private static final Set<Format> UNITS_OPEN_OR_NOT =
            EnumSet.of(Format.DUTCH, Format.UNIFORM, Format.DISCRIMINATORY);
    private static final Set<Format> ALL = EnumSet.complementOf(EnumSet.of(Format.NULL));
    private static final Set<Format> REVERSE = EnumSet.of(Format.REVERSE);
    /** Those in which a bid is held for. */
    private static final Set<Format> HELD = EnumSet.complementOf(EnumSet.of(Format.NULL, Format.DUTCH, Format.REVERSE));

    /** Two faults that touch the same of a bid, or of its auction, cannot go together. */
    private enum Part {
        ACCOUNT,
        ID,
        NUMBER,
        LIFE,
        STAGE,
        QTY,
        AMOUNT
    }

    /** In the order of the rules. The good bid is alice's for 200, or in a reverse auction for 60. */
    enum Fault {
        UNKNOWN_ACCOUNT(No.UNKNOWN_ACCOUNT, ALL, bid -> bid.account = NOBODY, Part.ACCOUNT),
        CL_ORD_ID_REUSED(No.CL_ORD_ID_REUSED, ALL, bid -> bid.id = USED_ID, Part.ID),
        ACCOUNT_BLOCKED(No.ACCOUNT_BLOCKED, ALL, bid -> bid.account = BLOCKED, Part.ACCOUNT, Part.STAGE),
        UNKNOWN_AUCTION(No.UNKNOWN_AUCTION, ALL, bid -> bid.isUnknown = true, Part.NUMBER, Part.LIFE, Part.STAGE),
        AUCTION_NOT_OPEN(No.AUCTION_NOT_OPEN, ALL, bid -> bid.opensLater = true, Part.LIFE, Part.STAGE),
        AUCTION_CLOSED(No.AUCTION_CLOSED, ALL, bid -> bid.isOver = true, Part.LIFE, Part.STAGE),
        OWN_LOT(No.OWN_LOT, ALL, bid -> bid.isOwn = true, Part.STAGE),
        BIDDER_BLOCKED(No.BIDDER_BLOCKED, ALL, bid -> bid.isBlockedThere = true, Part.NUMBER),
        NOT_ADMITTED(No.NOT_ADMITTED, ALL, bid -> bid.isForOthers = true, Part.NUMBER),
        NOT_ADMITTED_TO_ROUNDS(No.NOT_ADMITTED, REVERSE, bid -> bid.stage = Stage.WITHOUT_BIDDER, Part.STAGE),
        NOT_YOUR_TURN(No.NOT_YOUR_TURN, REVERSE, bid -> bid.stage = Stage.TURN_OF_OTHER, Part.STAGE, Part.ACCOUNT),
        BID_QTY_NOT_LOT(
                No.BID_QTY_NOT_LOT,
                EnumSet.complementOf(EnumSet.copyOf(UNITS_OPEN_OR_NOT)),
                bid -> bid.qty = 77,
                Part.QTY),
        BID_QTY_ABOVE_LOT(No.BID_QTY_ABOVE_LOT, UNITS_OPEN_OR_NOT, bid -> bid.qty = UNITS + 1, Part.QTY),
        AMOUNT_NOT_POSITIVE(No.AMOUNT_NOT_POSITIVE, ALL, bid -> bid.amount = -1, Part.AMOUNT),
        UNBOUNDED_COST(No.UNBOUNDED_COST, EnumSet.of(Format.UNIFORM), Wrong::atAnyPrice, Part.AMOUNT),
        AMOUNT_RANGE(No.AMOUNT_RANGE, ALL, bid -> bid.amount = 1L << 62, Part.AMOUNT),
        BID_TOO_LOW(
                No.BID_TOO_LOW,
                EnumSet.complementOf(EnumSet.of(Format.NULL, Format.REVERSE)),
                bid -> bid.amount = START - 1,
                Part.AMOUNT),
        BID_ABOVE_CEILING(
                No.BID_ABOVE_CEILING,
                EnumSet.of(Format.REVERSE, Format.UNIFORM),
                bid -> bid.amount = CEILING + 1,
                Part.AMOUNT,
                Part.STAGE),
        BID_NOT_BELOW_OWN(
                No.BID_NOT_BELOW_OWN,
                REVERSE,
                bid -> bid.stage = Stage.WITH_BIDDER,
                Part.STAGE,
                Part.ACCOUNT,
                Part.AMOUNT),
        NOT_ABOVE_OWN_MAXIMUM(
                No.NOT_ABOVE_OWN_MAXIMUM,
                EnumSet.of(Format.ENGLISH, Format.HYBRID, Format.DISCRIMINATORY),
                bid -> bid.hasHigherOwn = true,
                Part.STAGE,
                Part.ACCOUNT,
                Part.LIFE),
        BID_QTY_BELOW_OWN(
                No.BID_QTY_BELOW_OWN,
                EnumSet.of(Format.DISCRIMINATORY),
                bid -> bid.hasLargerOwn = true,
                Part.QTY,
                Part.STAGE,
                Part.ACCOUNT,
                Part.LIFE),
        BID_LIMIT(No.BID_LIMIT, ALL, bid -> bid.isLimited = true),
        EXPOSURE_LIMIT(No.EXPOSURE_LIMIT, HELD, bid -> bid.isExposed = true),
        AMOUNT_RANGE_OF_HOLD(
                No.AMOUNT_RANGE,
                EnumSet.of(Format.ENGLISH, Format.HYBRID, Format.SEALED, Format.VICKREY, Format.DISCRIMINATORY),
                bid -> bid.amount = (1L << 62) - 1,
                Part.AMOUNT),
        INSUFFICIENT_FUNDS(
                No.INSUFFICIENT_FUNDS,
                EnumSet.complementOf(EnumSet.of(Format.NULL, Format.REVERSE)),
                bid -> bid.account = POOR,
                Part.ACCOUNT);

        final int code;
        private final Set<Format> formats;
        private final Consumer<Wrong> fault;
        private final Set<Part> parts;

        Fault(int code, Set<Format> formats, Consumer<Wrong> fault, Part... parts) {
            this.code = code;
            this.formats = formats;
            this.fault = fault;
            this.parts = parts.length == 0 ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(List.of(parts));
        }

        boolean isOf(Format format) {
            return formats.contains(format);
        }

        boolean goesWith(Fault other, Format format) {
            boolean isOfALot = parts.contains(Part.NUMBER) && other.parts.contains(Part.NUMBER);
            if (isOfALot && this != UNKNOWN_AUCTION && other != UNKNOWN_AUCTION) {
                return true;
            }
            // Nothing is above what no hold can reach.
            if (this == NOT_ABOVE_OWN_MAXIMUM && other == AMOUNT_RANGE_OF_HOLD) {
                return false;
            }
            // Who leads by proxy has no least bid but the own.
            if (this == BID_TOO_LOW && other == NOT_ABOVE_OWN_MAXIMUM) {
                return format == Format.DISCRIMINATORY;
            }
            return parts.stream().noneMatch(other.parts::contains);
        }
    }

    /** Where a reverse auction is. */
    private enum Stage {
        COLLECTING,
        WITHOUT_BIDDER,
        WITH_BIDDER,
        TURN_OF_OTHER
    }

    /** What is made wrong: of the bid, and of what it is for. */
    private static final class Wrong {
        int account = ALICE;
        int id;
        long qty;
        long amount;
        boolean isUnknown;
        boolean opensLater;
        boolean isOver;
        boolean isOwn;
        boolean isBlockedThere;
        boolean isForOthers;
        boolean isWithoutCeiling;
        boolean hasHigherOwn;
        boolean hasLargerOwn;
        boolean isLimited;
        boolean isExposed;
        Stage stage = Stage.COLLECTING;

        void atAnyPrice() {
            amount = 0;
            isWithoutCeiling = true;
        }
    }

    private final AskedMarket market = new AskedMarket(MarketConfig.defaults());
    private final Told told = market.told();
    private long nowNs;
    private int ids = 1_000;
    private int lots;

    @BeforeEach
    void found() {
        send(new Command(Kind.CREATE_ASSET, 0, 0));
        for (int account = ALICE; account <= OTHER; account++) {
            send(new Command(Kind.CREATE_ACCOUNT, 0, 0));
            if (account != POOR) {
                Command deposit = new Command(Kind.DEPOSIT, account, 0);
                deposit.asset = 1;
                deposit.amount = 1L << 60;
                deposit.id = USED_ID;
                send(deposit);
            }
        }
        Command poor = new Command(Kind.DEPOSIT, POOR, 0);
        poor.asset = 1;
        poor.amount = 1;
        poor.id = USED_ID;
        send(poor);
        Command block = new Command(Kind.BLOCK, BLOCKED, 0);
        block.flag = true;
        send(block);
    }

    @ParameterizedTest
    @EnumSource(names = "NULL", mode = EnumSource.Mode.EXCLUDE)
    void theFirstFaultIsTold(Format format) {
        int pairs = 0;
        for (Fault first : Fault.values()) {
            if (!first.isOf(format)) {
                continue;
            }
            assertEquals(first.code, refusal(format, first, first), () -> "alone: " + first + "\n" + told);
            for (Fault second : Fault.values()) {
                if (second.ordinal() > first.ordinal() && second.isOf(format) && first.goesWith(second, format)) {
                    pairs++;
                    assertEquals(
                            first.code, refusal(format, first, second), () -> first + " with " + second + "\n" + told);
                }
            }
        }
        assertTrue(pairs > 40, "expected that most faults go with others, pairs=" + pairs);
    }

    @Test
    void aBidThatIsRightIsTaken() {
        for (Format format : ALL) {
            assertEquals(0, refusal(format, null, null), () -> format + "\n" + told);
        }
    }

    /** The list of the law book is the order that is tested. */
    @Test
    void theOrderIsThatOfTheLawBook() throws IOException {
        List<Integer> written = LawBook.refusals("- a bid:", "- an order:");
        List<Integer> tested = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (tested.isEmpty() || tested.get(tested.size() - 1) != fault.code) {
                tested.add(fault.code);
            }
        }
        assertEquals(written, tested);
    }

    /** @param first null: nothing is wrong */
    private int refusal(Format format, Fault first, Fault second) {
        Wrong bid = new Wrong();
        bid.id = ++ids;
        bid.amount = format == Format.REVERSE ? 60 : format == Format.DUTCH ? START : 200;
        if (first != null) {
            second.fault.accept(bid);
            first.fault.accept(bid);
        }
        int lot = lot(format, bid);
        Command command = new Command(Kind.PLACE_BID, bid.account, nowNs);
        command.id = bid.id;
        command.auction = bid.isUnknown ? lots + 1 : lot;
        command.qty = bid.qty;
        command.amount = bid.amount;
        limit(bid, true);
        int refusal = send(command);
        Told answer = new Told();
        answer.append(told);
        limit(bid, false);
        told.clear();
        told.append(answer);
        return refusal;
    }

    /** An auction that is as the fault wants it, from which the bidder's path leads to the refusal. */
    private int lot(Format format, Wrong bid) {
        nowNs += SECOND_NS;
        Command create = new Command(Kind.CREATE_AUCTION, 0, nowNs);
        create.terms = terms(format, bid);
        send(create);
        lots++;
        assertEquals(lots, told.find(Fact.CREATED, 1), () -> "the auction is there\n" + told);
        boolean mustBidBefore = bid.hasHigherOwn || bid.hasLargerOwn || bid.stage != Stage.COLLECTING;
        if (bid.isForOthers && mustBidBefore) {
            regard(bid.account, Standing.ADMITTED);
            regard(OTHER, Standing.ADMITTED);
        }
        if (bid.hasHigherOwn || bid.hasLargerOwn) {
            place(bid.account, bid.hasHigherOwn ? 300 : 150, bid.hasLargerOwn ? 3 : 0);
        }
        if (bid.stage != Stage.COLLECTING) {
            place(OTHER, 90, 0);
            if (bid.stage != Stage.WITHOUT_BIDDER) {
                place(bid.account, bid.stage == Stage.WITH_BIDDER ? 65 : 80, 0);
            }
            nowNs += 2 * SECOND_NS;
        }
        if (bid.isBlockedThere) {
            regard(bid.account, Standing.BLOCKED);
        } else if (bid.isForOthers && mustBidBefore) {
            regard(bid.account, Standing.NONE);
        }
        if (bid.isOver) {
            Command cancel = new Command(Kind.CANCEL_AUCTION, OTHER, nowNs);
            cancel.auction = lots;
            cancel.isAdmin = true;
            cancel.id = ++ids;
            send(cancel);
        }
        return lots;
    }

    private void place(int account, long amount, long qty) {
        Command place = new Command(Kind.PLACE_BID, account, nowNs);
        place.auction = lots;
        place.amount = amount;
        place.qty = qty;
        place.id = ++ids;
        assertEquals(0, send(place), () -> "taken\n" + told);
    }

    private void regard(int account, Standing standing) {
        Command regard = new Command(Kind.SET_BIDDER, OTHER, nowNs);
        regard.isAdmin = true;
        regard.auction = lots;
        regard.bidder = account == NOBODY ? ALICE : account;
        regard.standing = standing;
        send(regard);
    }

    private void limit(Wrong bid, boolean isOn) {
        if ((bid.isExposed || bid.isLimited) && bid.account != NOBODY) {
            Command limits = new Command(Kind.SET_BID_LIMITS, bid.account, nowNs);
            limits.asset = 1;
            limits.maxBid = isOn && bid.isLimited ? 1 : Command.NONE;
            limits.maxExposure = isOn && bid.isExposed ? 0 : Command.NONE;
            send(limits);
        }
    }

    private Terms terms(Format format, Wrong bid) {
        Terms terms = new Terms();
        terms.format = format;
        terms.start = format == Format.REVERSE ? CEILING : START;
        terms.qty = terms.hasUnits() ? UNITS : 1;
        terms.seller = bid.isOwn ? (bid.account == NOBODY ? ALICE : bid.account) : 0;
        terms.opensAt = bid.opensLater ? nowNs + SECOND_NS : Command.NONE;
        terms.admittedOnly = bid.isForOthers;
        terms.proxy = terms.ascends();
        terms.premium = new long[][] {{Command.NONE, 50_000_000}};
        if (terms.ascends() || format == Format.DISCRIMINATORY) {
            terms.steps = new long[][] {{Command.NONE, STEP}};
        }
        switch (format) {
            case DUTCH -> {
                terms.floor = 1;
                terms.step = 1;
                terms.interval = 1_000 * SECOND_NS;
            }
            case SEALED, VICKREY -> terms.closesAt = nowNs + 1_000 * SECOND_NS;
            case UNIFORM -> {
                terms.closesAt = nowNs + 1_000 * SECOND_NS;
                terms.ceiling = bid.isWithoutCeiling ? Command.NONE : CEILING;
            }
            case REVERSE -> {
                terms.closesAt = nowNs + 2 * SECOND_NS;
                terms.rounds = 1;
                terms.step = STEP;
                if (bid.stage == Stage.TURN_OF_OTHER) {
                    terms.turnNs = 1_000 * SECOND_NS;
                } else {
                    terms.roundNs = 1_000 * SECOND_NS;
                }
            }
            case HYBRID -> {
                terms.closesAt = nowNs + 1_000 * SECOND_NS;
                terms.clockAdd = 10;
                terms.step = 1;
                terms.interval = SECOND_NS;
            }
            default -> {}
        }
        return terms;
    }

    private int send(Command command) {
        market.send(command);
        // What time made due meanwhile is told before.
        long refusal = told.find(Fact.REFUSED, 0);
        return refusal == Command.NONE ? 0 : (int) refusal;
    }
}
