package io.gavel.engine.obvious;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRebuiltDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import org.agrona.DirectBuffer;

/** Reads what is told of auctions as plain facts. */
final class AuctionEventFacts {
    private final BidAcceptedDecoder bidAccepted = new BidAcceptedDecoder();
    private final AuctionStateDecoder auctionState = new AuctionStateDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final BoughtDecoder bought = new BoughtDecoder();
    private final BidReleasedDecoder bidReleased = new BidReleasedDecoder();
    private final BidRetractedDecoder bidRetracted = new BidRetractedDecoder();
    private final BidHeldDecoder bidHeld = new BidHeldDecoder();
    private final SecondChanceOfferedDecoder secondChanceOffered = new SecondChanceOfferedDecoder();
    private final SecondChanceEndedDecoder secondChanceEnded = new SecondChanceEndedDecoder();
    private final SaleCanceledDecoder saleCanceled = new SaleCanceledDecoder();
    private final AuctionOpenedDecoder auctionOpened = new AuctionOpenedDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();
    private final AuctionExtendedDecoder auctionExtended = new AuctionExtendedDecoder();
    private final AuctionAwardedDecoder auctionAwarded = new AuctionAwardedDecoder();
    private final AuctionEndedDecoder auctionEnded = new AuctionEndedDecoder();
    private final SealedStateDecoder sealedState = new SealedStateDecoder();
    private final AuctionRebuiltDecoder auctionRebuilt = new AuctionRebuiltDecoder();
    private final RoundBidDecoder roundBid = new RoundBidDecoder();
    private final RoundEndedDecoder roundEnded = new RoundEndedDecoder();
    private final ClockStateDecoder clockState = new ClockStateDecoder();
    private final SessionStateDecoder sessionState = new SessionStateDecoder();
    private final SessionExtendedDecoder sessionExtended = new SessionExtendedDecoder();

    private Told told;
    private int sender;

    /** Tells the event at hand; {@code sender} is the command's account. */
    void read(Transaction at, int sender, Told told) {
        this.told = told;
        this.sender = sender;
        DirectBuffer buffer = at.buffer();
        int offset = at.eventOffset();
        int block = at.eventBlockLength();
        int version = at.eventVersion();
        switch (at.eventTemplateId()) {
            case BidAcceptedDecoder.TEMPLATE_ID -> {
                bidAccepted.wrap(buffer, offset, block, version);
                told.tell(Fact.BID_TAKEN, bidAccepted.holdDeltaMinor());
            }
            case AuctionStateDecoder.TEMPLATE_ID -> {
                auctionState.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.AUCTION_STATE,
                        auctionState.auctionId(),
                        auctionState.leaderAccountId(),
                        auctionState.priceMinor(),
                        auctionState.minNextMinor(),
                        auctionState.endsAtNs(),
                        auctionState.bids(),
                        auctionState.reserveMet().value());
            }
            case OutbidDecoder.TEMPLATE_ID -> {
                outbid.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.OUTBID,
                        outbid.auctionId(),
                        outbid.accountId(),
                        outbid.priceMinor(),
                        outbid.releasedMinor());
            }
            case BoughtDecoder.TEMPLATE_ID -> {
                bought.wrap(buffer, offset, block, version);
                told.tell(Fact.BOUGHT, bought.priceMinor());
            }
            case BidReleasedDecoder.TEMPLATE_ID -> {
                bidReleased.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.RELEASED,
                        bidReleased.auctionId(),
                        bidReleased.accountId(),
                        bidReleased.releasedMinor(),
                        bidReleased.reason().value());
            }
            case BidRetractedDecoder.TEMPLATE_ID -> {
                bidRetracted.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.RETRACTED,
                        bidRetracted.auctionId(),
                        bidRetracted.accountId() == 0 ? sender : bidRetracted.accountId(),
                        bidRetracted.bids(),
                        bidRetracted.releasedMinor());
            }
            case BidHeldDecoder.TEMPLATE_ID -> {
                bidHeld.wrap(buffer, offset, block, version);
                told.tell(Fact.BID_HELD, bidHeld.auctionId(), bidHeld.accountId(), bidHeld.heldMinor());
            }
            case SecondChanceOfferedDecoder.TEMPLATE_ID -> {
                secondChanceOffered.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.OFFERED,
                        secondChanceOffered.auctionId(),
                        secondChanceOffered.accountId(),
                        secondChanceOffered.priceMinor(),
                        secondChanceOffered.premiumMinor(),
                        secondChanceOffered.expiresAtNs());
            }
            default -> auctionEvent(at.eventTemplateId(), buffer, offset, block, version);
        }
    }

    private void auctionEvent(int template, DirectBuffer buffer, int offset, int block, int version) {
        switch (template) {
            case SecondChanceEndedDecoder.TEMPLATE_ID -> {
                secondChanceEnded.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.OFFER_ENDED,
                        secondChanceEnded.auctionId(),
                        secondChanceEnded.accountId(),
                        secondChanceEnded.outcome().value());
            }
            case SaleCanceledDecoder.TEMPLATE_ID -> {
                saleCanceled.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.SALE_CANCELED,
                        saleCanceled.auctionId(),
                        saleCanceled.winnerAccountId(),
                        saleCanceled.hammerMinor(),
                        saleCanceled.premiumMinor(),
                        saleCanceled.commissionMinor(),
                        saleCanceled.reason().value(),
                        saleCanceled.payerAccountId(),
                        saleCanceled.payeeAccountId());
            }
            case AuctionOpenedDecoder.TEMPLATE_ID -> {
                auctionOpened.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.OPENED, auctionOpened.auctionId(), auctionOpened.minNextMinor(), auctionOpened.endsAtNs());
            }
            case AuctionClosedDecoder.TEMPLATE_ID -> {
                auctionClosed.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.CLOSED,
                        auctionClosed.auctionId(),
                        auctionClosed.winnerAccountId(),
                        auctionClosed.priceMinor(),
                        auctionClosed.holderAccountId(),
                        auctionClosed.releasedMinor(),
                        auctionClosed.outcome().value());
            }
            case AuctionExtendedDecoder.TEMPLATE_ID -> {
                auctionExtended.wrap(buffer, offset, block, version);
                told.tell(Fact.EXTENDED, auctionExtended.auctionId(), auctionExtended.endsAtNs());
            }
            case AuctionAwardedDecoder.TEMPLATE_ID -> {
                auctionAwarded.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.AWARDED,
                        auctionAwarded.auctionId(),
                        auctionAwarded.accountId(),
                        auctionAwarded.qty(),
                        auctionAwarded.priceMinor(),
                        auctionAwarded.hammerMinor(),
                        auctionAwarded.premiumMinor(),
                        auctionAwarded.commissionMinor(),
                        auctionAwarded.releasedMinor(),
                        auctionAwarded.payerAccountId(),
                        auctionAwarded.payeeAccountId());
            }
            case AuctionEndedDecoder.TEMPLATE_ID -> {
                auctionEnded.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.ENDED,
                        auctionEnded.auctionId(),
                        auctionEnded.winnerAccountId(),
                        auctionEnded.priceMinor(),
                        auctionEnded.qty(),
                        auctionEnded.awards(),
                        auctionEnded.outcome().value());
            }
            case SealedStateDecoder.TEMPLATE_ID -> {
                sealedState.wrap(buffer, offset, block, version);
                told.tell(Fact.SEALED, sealedState.auctionId(), sealedState.endsAtNs());
            }
            default -> stageEvent(template, buffer, offset, block, version);
        }
    }

    private void stageEvent(int template, DirectBuffer buffer, int offset, int block, int version) {
        switch (template) {
            case AuctionRebuiltDecoder.TEMPLATE_ID -> {
                auctionRebuilt.wrap(buffer, offset, block, version);
                told.tell(Fact.REBUILT, auctionRebuilt.auctionId(), auctionRebuilt.bids());
            }
            case RoundBidDecoder.TEMPLATE_ID -> {
                roundBid.wrap(buffer, offset, block, version);
                told.tell(Fact.ROUND_BID, roundBid.auctionId(), roundBid.accountId(), roundBid.priceMinor());
            }
            case RoundEndedDecoder.TEMPLATE_ID -> {
                roundEnded.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.ROUND_ENDED,
                        roundEnded.auctionId(),
                        roundEnded.round(),
                        roundEnded.turnAccountId(),
                        roundEnded.leaderAccountId(),
                        roundEnded.priceMinor(),
                        roundEnded.endsAtNs());
            }
            case ClockStateDecoder.TEMPLATE_ID -> {
                clockState.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.CLOCK,
                        clockState.auctionId(),
                        clockState.priceMinor(),
                        clockState.remainingQty(),
                        clockState.nextAtNs(),
                        clockState.endsAtNs(),
                        clockState.bids(),
                        clockState.leaderAccountId());
            }
            case SessionStateDecoder.TEMPLATE_ID -> {
                sessionState.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.SESSION_STATE,
                        sessionState.sessionId(),
                        sessionState.phase().value(),
                        sessionState.opensAtNs(),
                        sessionState.closesAtNs());
            }
            case SessionExtendedDecoder.TEMPLATE_ID -> {
                sessionExtended.wrap(buffer, offset, block, version);
                told.tell(
                        Fact.SESSION_EXTENDED,
                        sessionExtended.sessionId(),
                        sessionExtended.auctionId(),
                        sessionExtended.shiftNs());
            }
            default -> told.tell(Fact.OTHER, template);
        }
    }
}
