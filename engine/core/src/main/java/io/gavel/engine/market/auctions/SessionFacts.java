package io.gavel.engine.market.auctions;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.Session;
import io.gavel.engine.market.facts.Facts;
import io.gavel.wire.log.SessionExtendedEncoder;
import io.gavel.wire.log.SessionStateEncoder;

/** States what was decided of sessions as a whole; what happens to each lot, {@link AuctionFacts} does. */
final class SessionFacts {
    private final Facts facts;
    private final SessionStateEncoder sessionState = new SessionStateEncoder();
    private final SessionExtendedEncoder sessionExtended = new SessionExtendedEncoder();

    SessionFacts(Facts facts) {
        this.facts = facts;
    }

    /** What the public sees of the session. */
    void state(Session session) {
        sessionState
                .wrap(facts.buffer(), facts.out().event(SessionStateEncoder.BLOCK_LENGTH))
                .sessionId(session.sessionId())
                .phase(session.phase())
                .opensAtNs(timeOrNull(session.opensAtNs()))
                .closesAtNs(timeOrNull(session.closesAtNs()));
        facts.out().endEvent(SessionStateEncoder.TEMPLATE_ID, SessionStateEncoder.BLOCK_LENGTH);
    }

    /** A late bid on a lot moved the ends of all (SC-6). */
    void extended(Auction lot) {
        extended(lot.session(), lot.auctionId());
    }

    /** An outage moved the ends of all lots (SC-9). */
    void delayed(Session session) {
        extended(session, 0);
    }

    private void extended(Session session, int auctionId) {
        sessionExtended
                .wrap(facts.buffer(), facts.out().event(SessionExtendedEncoder.BLOCK_LENGTH))
                .sessionId(session.sessionId())
                .auctionId(auctionId)
                .shiftNs(session.shiftNs());
        facts.out().endEvent(SessionExtendedEncoder.TEMPLATE_ID, SessionExtendedEncoder.BLOCK_LENGTH);
    }

    private static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? SessionStateEncoder.opensAtNsNullValue() : timeNs;
    }
}
