package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.Session;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.sbe.ScheduleSessionDecoder;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.SessionMode;
import io.gavel.wire.types.SessionPhase;

/**
 * Decides what concerns lots together: when a session is shown and opens, which lot follows which, and when the last one
 * is over. A session has one timer: until it is open for itself, then for the ends that move together (SC-6).
 */
public final class SessionDesk {
    private static final int MAX_LOT = 1_000_000_000;
    private static final long ABSENT = CreateSessionDecoder.opensAtNsNullValue();

    private final Listings listings;
    private final AuctionDesk auctions;
    private final Facts facts;
    private final SessionFacts told;

    SessionDesk(Listings listings, AuctionDesk auctions, Facts facts) {
        this.listings = listings;
        this.auctions = auctions;
        this.facts = facts;
        told = new SessionFacts(facts);
    }

    public void createSession(CreateSessionDecoder command, long createdSeq, long timeNs) {
        SessionMode mode = command.mode();
        long previewAtNs = timeOrNever(command.previewAtNs());
        long opensAtNs = timeOrNever(command.opensAtNs());
        long closesAtNs = timeOrNever(command.closesAtNs());
        long staggerNs = command.staggerNs();
        long lotDurationNs = command.lotDurationNs();
        String name = command.name();
        Refusal refusal = refusalOf(name);
        if (refusal != null) {
            facts.refused(refusal, refusal == Refusal.LIMIT_REACHED ? listings.sessions.limit() : ABSENT);
            return;
        }
        boolean isTimed = mode == SessionMode.TIMED;
        boolean isSound = (isTimed || mode == SessionMode.SEQUENTIAL)
                && (staggerNs == ABSENT || isTimed && isDurationOrZero(staggerNs))
                && (lotDurationNs == ABSENT || !isTimed && lotDurationNs > 0 && isDurationOrZero(lotDurationNs));
        if (!isSound) {
            facts.refused(Refusal.BAD_DEFINITION);
        } else if (timesAreRight(mode, previewAtNs, opensAtNs, closesAtNs, timeNs)) {
            Session session = new Session(
                    listings.sessions.endId(),
                    createdSeq,
                    mode,
                    staggerNs == ABSENT ? 0 : staggerNs,
                    timeOrNever(lotDurationNs));
            session.schedule(previewAtNs, opensAtNs, closesAtNs);
            listings.addSession(name, session);
            facts.created(EntityKind.SESSION, session.sessionId());
            previewIfDue(session, timeNs);
            setDeadline(session);
        }
    }

    /** Moves the times of a session that has not opened (SES-4). */
    public void scheduleSession(ScheduleSessionDecoder command, long timeNs) {
        Session session = listings.session(command.sessionId());
        if (session == null) {
            facts.refused(Refusal.UNKNOWN_SESSION);
            return;
        }
        if (session.hasOpened()) {
            facts.refused(Refusal.SESSION_OPENED);
            return;
        }
        long previewAtNs = orElse(command.previewAtNs(), session.previewAtNs());
        long opensAtNs = orElse(command.opensAtNs(), session.opensAtNs());
        long closesAtNs = orElse(command.closesAtNs(), session.closesAtNs());
        boolean movesPreview = command.previewAtNs() != ABSENT;
        if (movesPreview && session.phase() == SessionPhase.PREVIEW) {
            facts.refused(Refusal.BAD_DEFINITION);
        } else if (timesAreRight(session.mode(), previewAtNs, opensAtNs, closesAtNs, timeNs)) {
            session.schedule(previewAtNs, opensAtNs, closesAtNs);
            facts.applied();
            if (session.phase() == SessionPhase.PREVIEW) {
                told.state(session);
            }
            previewIfDue(session, timeNs);
            setDeadline(session);
        }
    }

    /** Whether a lot of these terms can join the session that they name; refuses by itself where it cannot. */
    public boolean takes(AuctionTerms terms, int lot) {
        Session session = listings.session(terms.sessionId());
        if (session == null) {
            facts.refused(Refusal.UNKNOWN_SESSION);
            return false;
        }
        if (session.hasOpened()) {
            facts.refused(Refusal.SESSION_OPENED);
            return false;
        }
        boolean isGiven = lot != AuctionDefinition.NO_LOT;
        boolean isSound = terms.opensAtNs() == AuctionTerms.NEVER
                && terms.closesAtNs() == AuctionTerms.NEVER
                && terms.durationNs() == AuctionTerms.NEVER
                && (!isGiven || lot > 0 && lot <= MAX_LOT)
                && session.hasScopeOf(terms)
                && (!session.isSequential() || fitsSequence(session, terms));
        if (!isSound) {
            facts.refused(Refusal.BAD_DEFINITION);
            return false;
        }
        if (isGiven && session.hasLot(lot)) {
            facts.refused(Refusal.DUPLICATE_NAME);
            return false;
        }
        return true;
    }

    /** Hidden bids need an end; all others wait for a hammer, or end by themselves. Ends that move together need several. */
    private static boolean fitsSequence(Session session, AuctionTerms terms) {
        boolean endsWithoutTime = switch (terms.format()) {
            case ENGLISH, DISCRIMINATORY, HYBRID, DUTCH -> true;
            default -> false;
        };
        return !terms.endsWithGroup() && (endsWithoutTime || session.lotDurationNs() != AuctionTerms.NEVER);
    }

    /** The auction joins the session that its terms name. */
    public void join(Auction auction, int lot) {
        Session session = listings.session(auction.terms().sessionId());
        session.join(auction, lot == AuctionDefinition.NO_LOT ? session.nextLot() : lot);
    }

    /** Time reached the session's deadline: it is shown, or opens, or the first of the lots that move together ends. */
    public void onDeadline(int sessionId, long timeNs) {
        Session session = listings.session(sessionId);
        if (session.phase() == SessionPhase.OPEN) {
            auctions.onDeadline(session.firstToEnd().auctionId(), timeNs);
        } else if (session.phase() == SessionPhase.SCHEDULED && session.previewAtNs() <= timeNs) {
            preview(session);
            setDeadline(session);
        } else {
            open(session, timeNs);
        }
    }

    /** Something was done to a lot: where it is over the next one opens, or all are over; and ends may have moved. */
    void onLot(Auction lot, long timeNs) {
        Session session = lot.session();
        if (session.phase() == SessionPhase.OPEN) {
            goOn(session, timeNs);
        }
    }

    /** Keeps when something happens to the session by itself next. */
    public void setDeadline(Session session) {
        long createdSeq = session.createdSeq();
        long deadlineNs = AuctionTerms.NEVER;
        if (session.phase() == SessionPhase.OPEN) {
            Auction first = session.firstToEnd();
            createdSeq = first == null ? createdSeq : first.createdSeq();
            deadlineNs = first == null ? AuctionTerms.NEVER : first.endsAtNs();
        } else if (session.phase() == SessionPhase.SCHEDULED && session.previewAtNs() != AuctionTerms.NEVER) {
            deadlineNs = session.previewAtNs();
        } else if (!session.hasOpened()) {
            deadlineNs = session.opensAtNs();
        }
        listings.timers.set(Timers.Kind.SESSION, session.sessionId(), deadlineNs, createdSeq);
    }

    private void previewIfDue(Session session, long timeNs) {
        if (session.phase() == SessionPhase.SCHEDULED && session.previewAtNs() <= timeNs) {
            preview(session);
        }
    }

    private void preview(Session session) {
        session.preview();
        told.state(session);
    }

    private void open(Session session, long timeNs) {
        session.open();
        told.state(session);
        if (!session.isSequential()) {
            for (Auction lot : session.lots()) {
                if (!lot.isOver()) {
                    auctions.openLot(lot, timeNs);
                }
            }
        }
        goOn(session, timeNs);
    }

    private void goOn(Session session, long timeNs) {
        if (session.isSequential()) {
            Auction lot = session.turn(timeNs);
            if (lot != null && lot.phase() == Auction.Phase.SCHEDULED) {
                auctions.openLot(lot, timeNs);
            }
        }
        if (session.isOver()) {
            session.close();
            told.state(session);
        }
        setDeadline(session);
    }

    private Refusal refusalOf(String name) {
        if (name.isEmpty()) {
            return Refusal.BAD_DEFINITION;
        }
        if (listings.sessions.isTaken(name)) {
            return Refusal.DUPLICATE_NAME;
        }
        return listings.sessions.isFull() ? Refusal.LIMIT_REACHED : null;
    }

    private boolean timesAreRight(SessionMode mode, long previewAtNs, long opensAtNs, long closesAtNs, long timeNs) {
        boolean isTimed = mode == SessionMode.TIMED;
        boolean opens = opensAtNs != AuctionTerms.NEVER;
        boolean closes = closesAtNs != AuctionTerms.NEVER;
        boolean isSound = isTimeOrNever(previewAtNs)
                && isTimeOrNever(opensAtNs)
                && isTimeOrNever(closesAtNs)
                && (previewAtNs == AuctionTerms.NEVER || previewAtNs < opensAtNs)
                && (isTimed ? !opens || closes && opensAtNs < closesAtNs : !closes);
        if (!isSound) {
            facts.refused(Refusal.BAD_DEFINITION);
        } else if (opensAtNs <= timeNs) {
            facts.refused(Refusal.TIME_IN_PAST, timeNs);
            return false;
        }
        return isSound;
    }

    private static boolean isTimeOrNever(long timeNs) {
        return timeNs < Auction.LIMIT || timeNs == AuctionTerms.NEVER;
    }

    private static boolean isDurationOrZero(long durationNs) {
        return durationNs >= 0 && durationNs <= AuctionTermsCheck.MAX_DURATION_NS;
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == ABSENT ? AuctionTerms.NEVER : Math.min(timeNs, AuctionTerms.NEVER - 1);
    }

    private static long orElse(long timeNs, long otherwise) {
        return timeNs == ABSENT ? otherwise : timeOrNever(timeNs);
    }
}
