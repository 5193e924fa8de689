package io.gavel.engine.market.auctions;

import io.gavel.engine.Bytes;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.market.facts.Facts;
import io.gavel.wire.log.AuctionExtendedEncoder;
import io.gavel.wire.log.AuctionOpenedEncoder;
import io.gavel.wire.log.AuctionRebuiltEncoder;
import io.gavel.wire.log.AuctionStateEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BidHeldEncoder;
import io.gavel.wire.log.BidReleasedEncoder;
import io.gavel.wire.log.BidRetractedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.ClockStateEncoder;
import io.gavel.wire.log.OutbidEncoder;
import io.gavel.wire.log.SealedStateEncoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.ReleaseReason;

/**
 * States what was decided of bids, as {@link Facts} does of all else, and into the same transaction: an event and its
 * ledger legs in one step. What an auction comes to when it is over, {@link SaleFacts} states.
 */
final class AuctionFacts {
    private final BidHolds holds;
    private final Facts facts;
    private final SessionFacts sessions;
    private final BoughtEncoder bought = new BoughtEncoder();
    private final BidReleasedEncoder bidReleased = new BidReleasedEncoder();
    private final BidRetractedEncoder bidRetracted = new BidRetractedEncoder();
    private final BidHeldEncoder bidHeld = new BidHeldEncoder();
    private final AuctionOpenedEncoder auctionOpened = new AuctionOpenedEncoder();
    private final AuctionRebuiltEncoder auctionRebuilt = new AuctionRebuiltEncoder();
    private final SealedStateEncoder sealedState = new SealedStateEncoder();
    private final ClockStateEncoder clockState = new ClockStateEncoder();

    AuctionFacts(BidHolds holds, Facts facts) {
        this.holds = holds;
        this.facts = facts;
        sessions = new SessionFacts(facts);
    }

    /**
     * The auction took the command's bid; the state that it made is told next.
     *
     * @param holdDelta change of the bidder's hold
     * @param price the public price that the bidder is told, {@link AuctionTerms#NO_AMOUNT} where there is none
     * @param leaderAccountId who leads, 0 where nobody does or nobody is told
     */
    void bidAccepted(Auction auction, int accountId, long holdDelta, long price, int leaderAccountId) {
        int at = facts.out().event(BidAcceptedEncoder.BLOCK_LENGTH);
        Bytes.putLong(facts.out().bytes(), at + BidAcceptedEncoder.holdDeltaMinorEncodingOffset(), holdDelta);
        facts.out().endEvent(BidAcceptedEncoder.TEMPLATE_ID, BidAcceptedEncoder.BLOCK_LENGTH);
        holds.changed(auction, accountId, holdDelta);
        facts.answer().bidAccepted(amountOrNull(price), leaderAccountId, timeOrNull(auction.endsAtNs()));
    }

    /** Behind the bid that was accepted units are free: the least that is taken next is the start price. */
    void takesStart() {
        facts.answer().takesStart();
    }

    /** Somebody else offers more now; all that was held of the bidder's is free. */
    void outbid(Auction auction, int accountId, long price, long released) {
        int at = facts.out().event(OutbidEncoder.BLOCK_LENGTH);
        byte[] to = facts.out().bytes();
        Bytes.putInt(to, at + OutbidEncoder.auctionIdEncodingOffset(), auction.auctionId());
        Bytes.putInt(to, at + OutbidEncoder.accountIdEncodingOffset(), accountId);
        Bytes.putLong(to, at + OutbidEncoder.priceMinorEncodingOffset(), price);
        Bytes.putLong(to, at + OutbidEncoder.releasedMinorEncodingOffset(), released);
        facts.out().endEvent(OutbidEncoder.TEMPLATE_ID, OutbidEncoder.BLOCK_LENGTH);
        holds.released(auction, accountId, released);
    }

    /** The command bought at this price; what that ends is told next. */
    void bought(long price) {
        bought.wrap(facts.buffer(), facts.out().event(BoughtEncoder.BLOCK_LENGTH))
                .priceMinor(price);
        facts.out().endEvent(BoughtEncoder.TEMPLATE_ID, BoughtEncoder.BLOCK_LENGTH);
        facts.answer().bought(price);
    }

    /** Less is held of a bidder's, or nothing any more, without being outbid. */
    void released(Auction auction, int accountId, long released, ReleaseReason reason) {
        bidReleased
                .wrap(facts.buffer(), facts.out().event(BidReleasedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(accountId)
                .releasedMinor(released)
                .reason(reason);
        facts.out().endEvent(BidReleasedEncoder.TEMPLATE_ID, BidReleasedEncoder.BLOCK_LENGTH);
        holds.released(auction, accountId, released);
    }

    /** So much more is held of somebody's without a bid: who leads again, or who will pay. */
    void held(Auction auction, int accountId, long held) {
        bidHeld.wrap(facts.buffer(), facts.out().event(BidHeldEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(accountId)
                .heldMinor(held);
        facts.out().endEvent(BidHeldEncoder.TEMPLATE_ID, BidHeldEncoder.BLOCK_LENGTH);
        holds.changed(auction, accountId, held);
    }

    /** The command took so many bids of its sender back. */
    void retracted(Auction auction, int accountId, int bids, long released) {
        bidRetracted
                .wrap(facts.buffer(), facts.out().event(BidRetractedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .accountId(accountId)
                .bids(bids)
                .releasedMinor(released);
        facts.out().endEvent(BidRetractedEncoder.TEMPLATE_ID, BidRetractedEncoder.BLOCK_LENGTH);
        holds.released(auction, accountId, released);
        facts.answer().retracted(bids);
    }

    /** What the public saw is no longer so; the state that is follows. */
    void rebuilt(Auction auction, int bids) {
        auctionRebuilt
                .wrap(facts.buffer(), facts.out().event(AuctionRebuiltEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .bids(bids);
        facts.out().endEvent(AuctionRebuiltEncoder.TEMPLATE_ID, AuctionRebuiltEncoder.BLOCK_LENGTH);
    }

    /** The least that is taken is its start price, in every format. */
    void auctionOpened(Auction auction) {
        auctionOpened
                .wrap(facts.buffer(), facts.out().event(AuctionOpenedEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .minNextMinor(auction.terms().start())
                .endsAtNs(timeOrNull(auction.endsAtNs()));
        facts.out().endEvent(AuctionOpenedEncoder.TEMPLATE_ID, AuctionOpenedEncoder.BLOCK_LENGTH);
    }

    /** What the public sees of open bids; {@link AuctionTerms#NO_AMOUNT} where there is no price. */
    void state(Auction auction, int leaderAccountId, long price, long minNext, boolean reserveMet) {
        int at = facts.out().event(AuctionStateEncoder.BLOCK_LENGTH);
        byte[] to = facts.out().bytes();
        Bytes.putInt(to, at + AuctionStateEncoder.auctionIdEncodingOffset(), auction.auctionId());
        Bytes.putInt(to, at + AuctionStateEncoder.leaderAccountIdEncodingOffset(), leaderAccountId);
        Bytes.putLong(to, at + AuctionStateEncoder.priceMinorEncodingOffset(), amountOrNull(price));
        Bytes.putLong(to, at + AuctionStateEncoder.minNextMinorEncodingOffset(), minNext);
        Bytes.putLong(to, at + AuctionStateEncoder.endsAtNsEncodingOffset(), timeOrNull(auction.endsAtNs()));
        Bytes.putInt(to, at + AuctionStateEncoder.bidsEncodingOffset(), auction.bids());
        to[at + AuctionStateEncoder.reserveMetEncodingOffset()] =
                (byte) (reserveMet ? BooleanType.TRUE : BooleanType.FALSE).value();
        facts.out().endEvent(AuctionStateEncoder.TEMPLATE_ID, AuctionStateEncoder.BLOCK_LENGTH);
    }

    /** All that the public sees of sealed bids. */
    void sealedState(Auction auction) {
        sealedState
                .wrap(facts.buffer(), facts.out().event(SealedStateEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .endsAtNs(timeOrNull(auction.endsAtNs()));
        facts.out().endEvent(SealedStateEncoder.TEMPLATE_ID, SealedStateEncoder.BLOCK_LENGTH);
    }

    /** What a clock shows from now on; the leader is who led before it started, or 0. */
    void clockState(Auction auction, long price, long remainingQty, long nextAtNs, int leaderAccountId) {
        clockState
                .wrap(facts.buffer(), facts.out().event(ClockStateEncoder.BLOCK_LENGTH))
                .auctionId(auction.auctionId())
                .priceMinor(price)
                .remainingQty(remainingQty)
                .nextAtNs(nextAtNs)
                .endsAtNs(timeOrNull(auction.endsAtNs()))
                .bids(auction.bids())
                .leaderAccountId(leaderAccountId);
        facts.out().endEvent(ClockStateEncoder.TEMPLATE_ID, ClockStateEncoder.BLOCK_LENGTH);
    }

    /** A late bid moved the end, or the ends of all lots of the session. */
    void extended(Auction auction) {
        if (auction.isInGroup()) {
            sessions.extended(auction);
        } else {
            endMoved(auction);
        }
    }

    /** An outage moved the end, or the ends of all lots of the session. */
    void delayed(Auction auction) {
        if (auction.isInGroup()) {
            sessions.delayed(auction.session());
        } else {
            endMoved(auction);
        }
    }

    private void endMoved(Auction auction) {
        int at = facts.out().event(AuctionExtendedEncoder.BLOCK_LENGTH);
        byte[] to = facts.out().bytes();
        Bytes.putInt(to, at + AuctionExtendedEncoder.auctionIdEncodingOffset(), auction.auctionId());
        Bytes.putLong(to, at + AuctionExtendedEncoder.endsAtNsEncodingOffset(), auction.endsAtNs());
        facts.out().endEvent(AuctionExtendedEncoder.TEMPLATE_ID, AuctionExtendedEncoder.BLOCK_LENGTH);
    }

    static long amountOrNull(long amount) {
        return amount == AuctionTerms.NO_AMOUNT ? AuctionStateEncoder.priceMinorNullValue() : amount;
    }

    private static long timeOrNull(long timeNs) {
        return timeNs == AuctionTerms.NEVER ? AuctionStateEncoder.endsAtNsNullValue() : timeNs;
    }
}
