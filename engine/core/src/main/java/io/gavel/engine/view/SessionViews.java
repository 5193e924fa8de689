package io.gavel.engine.view;

import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AppliedDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.sbe.ScheduleSessionDecoder;
import io.gavel.wire.types.EntityKind;
import java.util.Arrays;

/** Sessions as they stand, from their events. One thread. Allocates to grow and for what is new. */
final class SessionViews {
    private final Directory directory;
    private SessionView[] sessions = new SessionView[16];

    private final CreatedDecoder created = new CreatedDecoder();
    private final CreateSessionDecoder createSession = new CreateSessionDecoder();
    private final ScheduleSessionDecoder scheduleSession = new ScheduleSessionDecoder();
    private final SessionStateDecoder sessionState = new SessionStateDecoder();
    private final SessionExtendedDecoder sessionExtended = new SessionExtendedDecoder();

    SessionViews(Directory directory) {
        this.directory = directory;
    }

    /** Takes in the event at which the transaction stands. */
    void onEvent(Transaction transaction) {
        switch (transaction.eventTemplateId()) {
            case CreatedDecoder.TEMPLATE_ID -> onCreated(transaction);
            case AppliedDecoder.TEMPLATE_ID -> onApplied(transaction);
            case SessionStateDecoder.TEMPLATE_ID ->
                onState(sessionState.wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion()));
            case SessionExtendedDecoder.TEMPLATE_ID -> {
                sessionExtended.wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion());
                get(sessionExtended.sessionId()).shiftNs = sessionExtended.shiftNs();
            }
            default -> {
                // Says nothing about sessions.
            }
        }
    }

    /** A session, also one that nobody created: as if it were scheduled. */
    SessionView get(int sessionId) {
        if (sessionId >= sessions.length) {
            sessions = Arrays.copyOf(sessions, Math.max(sessionId + 1, sessions.length * 2));
        }
        if (sessions[sessionId] == null) {
            sessions[sessionId] = new SessionView();
        }
        return sessions[sessionId];
    }

    /** An auction that the directory knows joins its session. */
    void join(Directory.Auction auction) {
        SessionView session = get(auction.sessionId());
        int place = session.lots.size();
        while (place > 0 && directory.auction(session.lots.getInt(place - 1)).lot() > auction.lot()) {
            place--;
        }
        session.lots.addInt(place, auction.id());
    }

    void restore(SessionRecordDecoder record) {
        SessionView session = get(record.sessionId());
        session.phase = record.phase();
        session.previewAtNs = record.previewAtNs();
        session.opensAtNs = record.opensAtNs();
        session.closesAtNs = record.closesAtNs();
        session.shiftNs = record.shiftNs();
    }

    private void onCreated(Transaction transaction) {
        created.wrap(
                transaction.buffer(),
                transaction.eventOffset(),
                transaction.eventBlockLength(),
                transaction.eventVersion());
        if (created.kind() == EntityKind.SESSION) {
            createSession.wrap(
                    transaction.buffer(),
                    transaction.commandBodyOffset(),
                    transaction.commandBlockLength(),
                    transaction.commandVersion());
            SessionView session = get(created.id());
            session.previewAtNs = createSession.previewAtNs();
            session.opensAtNs = createSession.opensAtNs();
            session.closesAtNs = createSession.closesAtNs();
        }
    }

    private void onApplied(Transaction transaction) {
        if (transaction.commandTemplateId() == ScheduleSessionDecoder.TEMPLATE_ID) {
            scheduleSession.wrap(
                    transaction.buffer(),
                    transaction.commandBodyOffset(),
                    transaction.commandBlockLength(),
                    transaction.commandVersion());
            SessionView session = get(scheduleSession.sessionId());
            session.previewAtNs = newer(scheduleSession.previewAtNs(), session.previewAtNs);
            session.opensAtNs = newer(scheduleSession.opensAtNs(), session.opensAtNs);
            session.closesAtNs = newer(scheduleSession.closesAtNs(), session.closesAtNs);
        }
    }

    private void onState(SessionStateDecoder state) {
        SessionView session = get(state.sessionId());
        session.phase = state.phase();
        session.opensAtNs = newer(state.opensAtNs(), session.opensAtNs);
        session.closesAtNs = newer(state.closesAtNs(), session.closesAtNs);
    }

    private static long newer(long told, long known) {
        return told == AuctionView.ABSENT ? known : told;
    }
}
