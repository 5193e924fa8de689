package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.types.SessionPhase;
import org.agrona.collections.Int2ObjectHashMap;

/** Sessions of auctions, one row each. */
final class SessionRows {
    private static final class Session {
        int sessionId;
        String name;
        int mode;
        int phase = SessionPhase.SCHEDULED.value();
        long opensAtNs;
        long closesAtNs;
        long shiftNs;
        int lastLot;
        long hash = RowSum.NONE;
    }

    private final EventDecoders decoders = new EventDecoders();
    private final CreateSessionDecoder create = new CreateSessionDecoder();
    private final Int2ObjectHashMap<Session> sessions = new Int2ObjectHashMap<>();
    private final Directory directory;
    private final Rows rows;
    private final RowSum sum;

    SessionRows(RowBatch batch, Directory directory, RowSum sum) {
        this.directory = directory;
        this.sum = sum;
        rows = batch.rows(Table.AUCTION_SESSION);
    }

    void onCreated(Transaction tx, int sessionId) {
        create.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        Session session = new Session();
        session.sessionId = sessionId;
        session.name = directory.session(sessionId).name();
        session.mode = create.modeRaw();
        session.opensAtNs = create.opensAtNs();
        session.closesAtNs = create.closesAtNs();
        sessions.put(sessionId, session);
        write(session, tx);
    }

    /** A lot has joined; one that does not say its place comes behind the highest there ever was. */
    void onLot(Transaction tx, int sessionId, int lot) {
        Session session = require(sessionId);
        session.lastLot = Math.max(session.lastLot, lot);
        write(session, tx);
    }

    void onState(Transaction tx) {
        SessionStateDecoder state = decoders.sessionState(tx);
        Session session = require(state.sessionId());
        session.phase = state.phaseRaw();
        session.opensAtNs = state.opensAtNs();
        session.closesAtNs = state.closesAtNs();
        write(session, tx);
    }

    void onExtended(Transaction tx) {
        SessionExtendedDecoder extended = decoders.sessionExtended(tx);
        Session session = require(extended.sessionId());
        session.shiftNs = extended.shiftNs();
        write(session, tx);
    }

    void restore(Rows settled) {
        RowReader row = new RowReader(settled);
        while (row.next()) {
            Session session = new Session();
            session.sessionId = row.integer();
            session.name = row.text();
            session.mode = row.integer();
            session.phase = row.integer();
            session.opensAtNs = row.number();
            session.closesAtNs = row.number();
            session.shiftNs = row.number();
            row.number(); // The sequence.
            session.lastLot = row.integer();
            if (session.lastLot > 0) {
                directory.learnLastLot(session.sessionId, session.lastLot);
            }
            session.hash = sum.replace(RowSum.NONE, row.hash());
            sessions.put(session.sessionId, session);
        }
    }

    private Session require(int sessionId) {
        Session session = sessions.get(sessionId);
        if (session == null) {
            throw new IllegalStateException("expected a session that was created, sessionId=" + sessionId);
        }
        return session;
    }

    private void write(Session session, Transaction tx) {
        rows.at(session.sessionId)
                .add(session.sessionId)
                .addText(session.name)
                .add(session.mode)
                .add(session.phase)
                .add(session.opensAtNs)
                .add(session.closesAtNs)
                .add(session.shiftNs)
                .add(tx.seq())
                .add(session.lastLot)
                .end();
        session.hash = sum.replace(session.hash, rows.hash());
    }
}
