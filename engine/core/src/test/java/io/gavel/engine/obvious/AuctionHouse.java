package io.gavel.engine.obvious;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All auctions, who may bid in them and how much. */
final class AuctionHouse {
    private static final long NONE = Told.NONE;

    /** A reason for retractions. */
    private static final int ADMIN = 4;

    /** What is thought of a bidder. */
    private record Regard(Command.Standing standing, long maxBid) {}

    /** What an account may bid in an asset. */
    private record BidLimits(long maxBid, long maxExposure) {}

    final State state;
    final List<Lot> lots = new ArrayList<>();
    /** Those of them to which something may still happen: the others are not looked at, so that it takes less long. */
    private final List<Lot> awake = new ArrayList<>();

    private final List<LotSession> sessions = new ArrayList<>();
    /** Those of them that have not opened. */
    private final List<LotSession> waiting = new ArrayList<>();

    private final Map<List<Integer>, Regard> regards = new HashMap<>();
    private final Map<List<Integer>, BidLimits> limits = new HashMap<>();

    /** When the last outage ended. */
    long awayUntil = NONE;

    AuctionHouse(State state) {
        this.state = state;
    }

    void create(Command command) {
        Terms terms = command.terms;
        if (!state.isAsset(terms.asset)) {
            state.refuse(No.UNKNOWN_ASSET);
            return;
        }
        if (terms.seller != 0 && state.account(terms.seller) == null) {
            state.refuse(No.UNKNOWN_ACCOUNT);
            return;
        }
        LotSession session = session(terms.session);
        if (terms.session != 0 && !mayJoin(terms, session)) {
            return;
        }
        if (!isSound(terms)) {
            state.refuse(No.BAD_DEFINITION);
            return;
        }
        if (terms.closesAt != NONE && terms.closesAt <= state.nowNs) {
            state.refuse(No.TIME_IN_PAST, state.nowNs);
            return;
        }
        Lot lot = lot(lots.size() + 1, terms, session);
        boolean opensNow = session == null && (terms.opensAt == NONE || terms.opensAt <= state.nowNs);
        boolean isPaidByOne = terms.format == Terms.Format.REVERSE;
        if (opensNow && isPaidByOne && !isPaid(lot, lot.seller(), Arithmetic.hold(terms, terms.start, 1))) {
            return;
        }
        lots.add(lot);
        awake.add(lot);
        state.told.tell(Fact.CREATED, 4, lot.id);
        if (session != null) {
            session.lots.put(terms.lot == 0 ? session.nextNumber() : terms.lot, lot);
        } else if (opensNow) {
            lot.open();
        }
    }

    void createSession(Command command) {
        LotSession session = new LotSession(state, sessions.size() + 1, command);
        sessions.add(session);
        waiting.add(session);
        state.told.tell(Fact.CREATED, 5, session.id);
        session.catchUp();
    }

    /** SES-4. */
    void schedule(Command command) {
        LotSession session = session(command.session);
        if (session == null) {
            state.refuse(No.UNKNOWN_SESSION);
        } else if (session.hasOpened()) {
            state.refuse(No.SESSION_OPENED);
        } else {
            session.previewAt = command.previewAt == NONE ? session.previewAt : command.previewAt;
            session.opensAt = command.opensAt == NONE ? session.opensAt : command.opensAt;
            session.closesAt = command.closesAt == NONE ? session.closesAt : command.closesAt;
            state.told.tell(Fact.APPLIED);
            if (session.phase == LotSession.PREVIEW) {
                session.tellState();
            }
            session.catchUp();
        }
    }

    private LotSession session(int id) {
        return id >= 1 && id <= sessions.size() ? sessions.get(id - 1) : null;
    }

    private static boolean isSound(Terms terms) {
        boolean isInOrder = terms.closesAt == NONE || terms.opensAt == NONE || terms.opensAt < terms.closesAt;
        return isInOrder && (!terms.movesGroup || terms.session != 0);
    }

    private boolean mayJoin(Terms terms, LotSession session) {
        if (session == null) {
            return state.refuse(No.UNKNOWN_SESSION);
        }
        if (session.hasOpened()) {
            return state.refuse(No.SESSION_OPENED);
        }
        boolean fits = session.lots.values().stream().allMatch(lot -> lot.terms.movesGroup == terms.movesGroup);
        if (!fits || (session.isSequential && terms.movesGroup)) {
            return state.refuse(No.BAD_DEFINITION);
        }
        return !session.lots.containsKey(terms.lot) || state.refuse(No.DUPLICATE_NAME);
    }

    private Lot lot(int id, Terms terms, LotSession session) {
        return switch (terms.format) {
            case ENGLISH -> new EnglishLot(this, id, terms, session);
            case DUTCH -> new DutchLot(this, id, terms, session);
            case SEALED, VICKREY -> new SealedLot(this, id, terms, session);
            case UNIFORM -> new UniformLot(this, id, terms, session);
            case DISCRIMINATORY -> new YankeeLot(this, id, terms, session);
            case REVERSE -> new ReverseLot(this, id, terms, session);
            case HYBRID -> new HybridLot(this, id, terms, session);
            default -> throw new IllegalArgumentException("expected a format, format=" + terms.format);
        };
    }

    void onOver(Lot lot) {
        if (lot.session != null) {
            lot.session.goOn();
        }
    }

    private Lot lot(int id) {
        return id >= 1 && id <= lots.size() ? lots.get(id - 1) : null;
    }

    /** A command about an auction from somebody who exists, for the first time. */
    void decide(Command command) {
        Lot lot = lot(command.auction);
        switch (command.kind) {
            case PLACE_BID -> {
                if (isOpenTo(lot, command.account)) {
                    lot.bid(command);
                }
            }
            case BUY_NOW -> {
                if (isOpenTo(lot, command.account)) {
                    lot.buyNow(command);
                }
            }
            case CANCEL_AUCTION -> cancel(lot, command);
            case CLOSE_AUCTION -> close(lot, command);
            case OFFER_SECOND_CHANCE -> {
                if (isDirected(lot, command)) {
                    lot.aftermath.offer(command, lot.lastBid(command.bidder));
                }
            }
            case CANCEL_SALE -> {
                if (isDirected(lot, command)) {
                    lot.aftermath.takeBack(command);
                }
            }
            case ANSWER_OFFER -> answer(lot, command);
            case RETRACT_BID -> {
                if (isOpen(lot)) {
                    retract(lot, command);
                }
            }
            default -> throw new IllegalArgumentException("not about an auction: " + command);
        }
    }

    private boolean isThere(Lot lot) {
        if (lot == null) {
            return state.refuse(No.UNKNOWN_AUCTION);
        }
        return !lot.isOver || state.refuse(No.AUCTION_CLOSED);
    }

    private boolean isOpen(Lot lot) {
        return isThere(lot) && (lot.isOpen || state.refuse(No.AUCTION_NOT_OPEN, lot.opensAt()));
    }

    private boolean isOpenTo(Lot lot, int account) {
        if (state.account(account).isBlocked) {
            return state.refuse(No.ACCOUNT_BLOCKED);
        }
        if (!isOpen(lot)) {
            return false;
        }
        if (account == lot.terms.seller) {
            return state.refuse(No.OWN_LOT);
        }
        Regard regard = regard(lot, account);
        if (regard.standing == Command.Standing.BLOCKED) {
            return state.refuse(No.BIDDER_BLOCKED);
        }
        return !lot.terms.admittedOnly || regard.standing == Command.Standing.ADMITTED || state.refuse(No.NOT_ADMITTED);
    }

    /** BLK-1: what was said for the auction goes before what was said for its session. */
    private Regard regard(Lot lot, int account) {
        Regard own = regards.get(List.of(lot.id, 0, account));
        if (own == null && lot.session != null) {
            own = regards.get(List.of(0, lot.session.id, account));
        }
        return own == null ? new Regard(Command.Standing.NONE, NONE) : own;
    }

    /** BLK-4, BLK-5: whether so much may be offered. */
    boolean isWithinLimit(Lot lot, int account, BigInteger hammer) {
        for (long most : new long[] {regard(lot, account).maxBid, limitsOf(lot, account).maxBid}) {
            if (most != NONE && hammer.compareTo(BigInteger.valueOf(most)) > 0) {
                return state.refuse(No.BID_LIMIT, most);
            }
        }
        return true;
    }

    private BidLimits limitsOf(Lot lot, int account) {
        return limits.getOrDefault(List.of(account, lot.terms.asset), new BidLimits(NONE, NONE));
    }

    /** Whether a bid is within the limits, and can be held for; {@code hold} is what is held of the account then. */
    boolean isCovered(Lot lot, int account, BigInteger hammer, BigInteger hold) {
        BidLimits own = limitsOf(lot, account);
        if (!isWithinLimit(lot, account, hammer)) {
            return false;
        }
        BigInteger more = hold.subtract(BigInteger.valueOf(lot.heldOf(account)));
        BigInteger exposure = more;
        for (Lot each : awake) {
            if (each.terms.asset == lot.terms.asset) {
                exposure = exposure.add(BigInteger.valueOf(each.heldOf(account)));
            }
        }
        // What makes it less is always allowed.
        if (own.maxExposure != NONE
                && more.signum() > 0
                && exposure.compareTo(BigInteger.valueOf(own.maxExposure)) > 0) {
            return state.refuse(No.EXPOSURE_LIMIT, own.maxExposure);
        }
        return isPaid(lot, account, hold);
    }

    /** The same question without an answer to the sender. */
    boolean canPay(Lot lot, int account, BigInteger hold) {
        BigInteger missing =
                hold.subtract(BigInteger.valueOf(lot.heldOf(account))).max(BigInteger.ZERO);
        return hold.compareTo(Arithmetic.LIMIT) < 0
                && state.money.staysInRange(account, lot.terms.asset, missing.longValueExact())
                && state.money.covers(account, lot.terms.asset, missing.longValueExact());
    }

    /** Whether an account can have so much held for an auction, what is held for it already included. */
    boolean isPaid(Lot lot, int account, BigInteger amount) {
        BigInteger missing =
                amount.subtract(BigInteger.valueOf(lot.heldOf(account))).max(BigInteger.ZERO);
        if (amount.compareTo(Arithmetic.LIMIT) >= 0
                || !state.money.staysInRange(account, lot.terms.asset, missing.longValueExact())) {
            return state.refuse(No.AMOUNT_RANGE);
        }
        return state.money.covers(account, lot.terms.asset, missing.longValueExact())
                || state.refuse(No.INSUFFICIENT_FUNDS, state.money.available(account, lot.terms.asset));
    }

    private void retract(Lot lot, Command command) {
        if (command.cause == ADMIN && !command.isAdmin) {
            state.refuse(No.NOT_ALLOWED);
        } else {
            lot.retract(command);
        }
    }

    /**
     * RET-2: which of the account's live bids, oldest first, a retraction takes back; none, and refused, if it may not.
     */
    List<LotBid> mayRetract(Lot lot, Command command, List<LotBid> own) {
        boolean isForced = command.cause == ADMIN;
        if (lot.terms.retractFree == NONE && lot.terms.retractWithin == NONE) {
            state.refuse(No.RETRACTION_NOT_ALLOWED);
            return List.of();
        }
        List<LotBid> named = own.stream()
                .filter(bid -> command.origId == 0 || bid.id() == command.origId)
                .toList();
        if (named.isEmpty()) {
            state.refuse(No.UNKNOWN_BID);
            return List.of();
        }
        LotBid latest = named.get(named.size() - 1);
        if (isForced) {
            return command.origId == 0 ? own : List.of(latest);
        }
        if (isEarly(lot, latest)) {
            return command.origId == 0 ? own : List.of(latest);
        }
        if (state.nowNs - latest.atNs() <= lot.terms.retractWithin) {
            return List.of(latest);
        }
        state.refuse(No.RETRACTION_NOT_ALLOWED);
        return List.of();
    }

    private static boolean isEarly(Lot lot, LotBid bid) {
        return lot.endsAt() == NONE || bid.atNs() < lot.endsAt() - lot.terms.retractFree;
    }

    private void cancel(Lot lot, Command command) {
        if (!isThere(lot)) {
            return;
        }
        if (!mayDirect(command, lot)) {
            state.refuse(No.NOT_ALLOWED);
        } else if (!command.isAdmin && lot.bids > 0) {
            state.refuse(No.AUCTION_HAS_BIDS);
        } else {
            lot.cancel();
        }
    }

    private void close(Lot lot, Command command) {
        if (!isOpen(lot)) {
            return;
        }
        if (mayDirect(command, lot)) {
            lot.hammer(command);
        } else {
            state.refuse(No.NOT_ALLOWED);
        }
    }

    private boolean isDirected(Lot lot, Command command) {
        if (lot == null) {
            return state.refuse(No.UNKNOWN_AUCTION);
        }
        return mayDirect(command, lot) || state.refuse(No.NOT_ALLOWED);
    }

    private void answer(Lot lot, Command command) {
        if (state.account(command.account).isBlocked) {
            state.refuse(No.ACCOUNT_BLOCKED);
        } else if (lot == null) {
            state.refuse(No.UNKNOWN_AUCTION);
        } else {
            lot.aftermath.answer(command);
        }
    }

    /** Whether an account can pay so much at once. */
    boolean affords(int account, int asset, BigInteger amount) {
        if (amount.signum() <= 0) {
            return true;
        }
        if (amount.compareTo(Arithmetic.LIMIT) >= 0
                || !state.money.staysInRange(account, asset, amount.longValueExact())) {
            return state.refuse(No.AMOUNT_RANGE);
        }
        return state.money.covers(account, asset, amount.longValueExact())
                || state.refuse(No.INSUFFICIENT_FUNDS, state.money.available(account, asset));
    }

    private static boolean mayDirect(Command command, Lot lot) {
        return command.isAdmin || command.account == lot.terms.seller;
    }

    /** BLK-1. */
    void setBidder(Command command) {
        boolean isOfLot = command.auction != 0;
        Lot lot = lot(command.auction);
        if (isOfLot == (command.session != 0)) {
            state.refuse(No.BAD_DEFINITION);
        } else if (isOfLot && lot == null) {
            state.refuse(No.UNKNOWN_AUCTION);
        } else if (!isOfLot && session(command.session) == null) {
            state.refuse(No.UNKNOWN_SESSION);
        } else if (!command.isAdmin && !(isOfLot && command.account == lot.terms.seller)) {
            state.refuse(No.NOT_ALLOWED);
        } else if (state.account(command.bidder) == null) {
            state.refuse(No.UNKNOWN_ACCOUNT);
        } else if (isLimit(command.maxBid)) {
            List<Integer> key = List.of(command.auction, command.session, command.bidder);
            if (command.standing == Command.Standing.NONE) {
                regards.remove(key);
            } else {
                regards.put(key, new Regard(command.standing, command.maxBid));
            }
            state.told.tell(Fact.APPLIED);
        }
    }

    /** BLK-5. */
    void setBidLimits(Command command) {
        if (!state.isAsset(command.asset)) {
            state.refuse(No.UNKNOWN_ASSET);
        } else if (isLimit(command.maxBid) && isLimit(command.maxExposure)) {
            limits.put(List.of(command.account, command.asset), new BidLimits(command.maxBid, command.maxExposure));
            state.told.tell(Fact.APPLIED);
        }
    }

    private boolean isLimit(long most) {
        if (most != NONE && most < 0) {
            return state.refuse(No.BAD_DEFINITION);
        }
        return most == NONE
                || BigInteger.valueOf(most).compareTo(Arithmetic.LIMIT) < 0
                || state.refuse(No.AMOUNT_RANGE);
    }

    /** What happens by itself, and when. */
    record Due(long atNs, long created, Runnable happens) {}

    /** What is due first, or null. */
    Due earliest() {
        awake.removeIf(Lot::isDone);
        Due earliest = null;
        for (Lot lot : awake) {
            earliest = earlier(earliest, lot.due(), lot.created, lot::onDue);
        }
        waiting.removeIf(LotSession::hasOpened);
        for (LotSession session : waiting) {
            earliest = earlier(earliest, session.due(), session.created, session::onDue);
        }
        return earliest;
    }

    private static Due earlier(Due first, long atNs, long created, Runnable happens) {
        if (atNs == NONE) {
            return first;
        }
        boolean isEarlier = first == null || atNs < first.atNs || (atNs == first.atNs && created < first.created);
        return isEarlier ? new Due(atNs, created, happens) : first;
    }

    /** SC-9: nothing happened since {@code amount}, until the command's time. */
    void onOutage(Command command) {
        long lastNs = command.amount;
        awayUntil = command.atNs;
        List<Lot> late = new ArrayList<>(awake.stream()
                .filter(lot -> lot.missed(lastNs, awayUntil) != NONE)
                .toList());
        late.sort(Comparator.comparingLong((Lot lot) -> lot.missed(lastNs, awayUntil))
                .thenComparingLong(lot -> lot.created));
        for (Lot lot : late) {
            // A session's first lot moved the others as well.
            if (lot.missed(lastNs, awayUntil) != NONE) {
                lot.delay(lastNs, awayUntil);
            }
        }
    }

    /** Adds what auctions hold. */
    void addHeld(BigInteger[][] owed) {
        for (Lot lot : awake) {
            lot.held.forEach((account, amount) ->
                    owed[account][lot.terms.asset] = owed[account][lot.terms.asset].add(BigInteger.valueOf(amount)));
        }
    }
}
