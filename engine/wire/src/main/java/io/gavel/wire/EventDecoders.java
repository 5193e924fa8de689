package io.gavel.wire;

import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionRebuiltDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.CancelAllAfterSetDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.IndicativeDecoder;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.RuleSetChangedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import io.gavel.wire.log.SessionExtendedDecoder;
import io.gavel.wire.log.SessionStateDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.log.UncrossedDecoder;

/**
 * The decoders of all events, each laid over the event at which a transaction stands. For readers of the journal.
 *
 * <p>Whether the event is of that kind is for the caller to know. One thread.
 */
public final class EventDecoders {
    private final OrderAcceptedDecoder orderAccepted = new OrderAcceptedDecoder();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final BoughtDecoder bought = new BoughtDecoder();
    private final BalanceChangedDecoder balanceChanged = new BalanceChangedDecoder();
    private final DuplicateAnsweredDecoder duplicate = new DuplicateAnsweredDecoder();
    private final RuleSetChangedDecoder ruleSetChanged = new RuleSetChangedDecoder();
    private final AuctionStateDecoder auctionState = new AuctionStateDecoder();
    private final AuctionOpenedDecoder auctionOpened = new AuctionOpenedDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();
    private final AuctionExtendedDecoder auctionExtended = new AuctionExtendedDecoder();
    private final BidAcceptedDecoder bidAccepted = new BidAcceptedDecoder();
    private final CreatedDecoder created = new CreatedDecoder();
    private final AccountBlockedDecoder accountBlocked = new AccountBlockedDecoder();
    private final CancelAllAfterSetDecoder cancelAllAfterSet = new CancelAllAfterSetDecoder();
    private final CrossTradedDecoder crossTraded = new CrossTradedDecoder();
    private final IndicativeDecoder indicative = new IndicativeDecoder();
    private final MassCanceledDecoder massCanceled = new MassCanceledDecoder();
    private final MatchPreventedDecoder matchPrevented = new MatchPreventedDecoder();
    private final OrderEnteredDecoder orderEntered = new OrderEnteredDecoder();
    private final OrderReplacedDecoder orderReplaced = new OrderReplacedDecoder();
    private final OrderTriggeredDecoder orderTriggered = new OrderTriggeredDecoder();
    private final PhaseChangedDecoder phaseChanged = new PhaseChangedDecoder();
    private final UncrossedDecoder uncrossed = new UncrossedDecoder();
    private final BidReleasedDecoder bidReleased = new BidReleasedDecoder();
    private final BidRetractedDecoder bidRetracted = new BidRetractedDecoder();
    private final BidHeldDecoder bidHeld = new BidHeldDecoder();
    private final SecondChanceOfferedDecoder secondChanceOffered = new SecondChanceOfferedDecoder();
    private final SecondChanceEndedDecoder secondChanceEnded = new SecondChanceEndedDecoder();
    private final SaleCanceledDecoder saleCanceled = new SaleCanceledDecoder();
    private final AuctionAwardedDecoder auctionAwarded = new AuctionAwardedDecoder();
    private final AuctionEndedDecoder auctionEnded = new AuctionEndedDecoder();
    private final SealedStateDecoder sealedState = new SealedStateDecoder();
    private final AuctionRebuiltDecoder auctionRebuilt = new AuctionRebuiltDecoder();
    private final RoundBidDecoder roundBid = new RoundBidDecoder();
    private final RoundEndedDecoder roundEnded = new RoundEndedDecoder();
    private final ClockStateDecoder clockState = new ClockStateDecoder();
    private final SessionStateDecoder sessionState = new SessionStateDecoder();
    private final SessionExtendedDecoder sessionExtended = new SessionExtendedDecoder();
    private final EventFrameDecoder frame = new EventFrameDecoder();

    public OrderAcceptedDecoder orderAccepted(Transaction at) {
        return orderAccepted.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public RefusedDecoder refused(Transaction at) {
        return refused.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public TradedDecoder traded(Transaction at) {
        return traded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public OrderCanceledDecoder orderCanceled(Transaction at) {
        return orderCanceled.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BidAcceptedDecoder bidAccepted(Transaction at) {
        return bidAccepted.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public OutbidDecoder outbid(Transaction at) {
        return outbid.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BoughtDecoder bought(Transaction at) {
        return bought.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BalanceChangedDecoder balanceChanged(Transaction at) {
        return balanceChanged.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public DuplicateAnsweredDecoder duplicate(Transaction at) {
        return duplicate.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public CreatedDecoder created(Transaction at) {
        return created.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public RuleSetChangedDecoder ruleSetChanged(Transaction at) {
        return ruleSetChanged.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionStateDecoder auctionState(Transaction at) {
        return auctionState.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionOpenedDecoder auctionOpened(Transaction at) {
        return auctionOpened.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionClosedDecoder auctionClosed(Transaction at) {
        return auctionClosed.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionExtendedDecoder auctionExtended(Transaction at) {
        return auctionExtended.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AccountBlockedDecoder accountBlocked(Transaction at) {
        return accountBlocked.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public CancelAllAfterSetDecoder cancelAllAfterSet(Transaction at) {
        return cancelAllAfterSet.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public CrossTradedDecoder crossTraded(Transaction at) {
        return crossTraded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public IndicativeDecoder indicative(Transaction at) {
        return indicative.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public MassCanceledDecoder massCanceled(Transaction at) {
        return massCanceled.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public MatchPreventedDecoder matchPrevented(Transaction at) {
        return matchPrevented.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public OrderEnteredDecoder orderEntered(Transaction at) {
        return orderEntered.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public OrderReplacedDecoder orderReplaced(Transaction at) {
        return orderReplaced.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public OrderTriggeredDecoder orderTriggered(Transaction at) {
        return orderTriggered.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public PhaseChangedDecoder phaseChanged(Transaction at) {
        return phaseChanged.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public UncrossedDecoder uncrossed(Transaction at) {
        return uncrossed.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BidReleasedDecoder bidReleased(Transaction at) {
        return bidReleased.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BidRetractedDecoder bidRetracted(Transaction at) {
        return bidRetracted.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public BidHeldDecoder bidHeld(Transaction at) {
        return bidHeld.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SecondChanceOfferedDecoder secondChanceOffered(Transaction at) {
        return secondChanceOffered.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SecondChanceEndedDecoder secondChanceEnded(Transaction at) {
        return secondChanceEnded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SaleCanceledDecoder saleCanceled(Transaction at) {
        return saleCanceled.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionAwardedDecoder auctionAwarded(Transaction at) {
        return auctionAwarded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionEndedDecoder auctionEnded(Transaction at) {
        return auctionEnded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SealedStateDecoder sealedState(Transaction at) {
        return sealedState.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public AuctionRebuiltDecoder auctionRebuilt(Transaction at) {
        return auctionRebuilt.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public RoundBidDecoder roundBid(Transaction at) {
        return roundBid.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public RoundEndedDecoder roundEnded(Transaction at) {
        return roundEnded.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public ClockStateDecoder clockState(Transaction at) {
        return clockState.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SessionStateDecoder sessionState(Transaction at) {
        return sessionState.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    public SessionExtendedDecoder sessionExtended(Transaction at) {
        return sessionExtended.wrap(at.buffer(), at.eventOffset(), at.eventBlockLength(), at.eventVersion());
    }

    /** The auction's state in the event right behind the current one; null: something else is there. */
    public AuctionStateDecoder stateBehind(Transaction at) {
        return isBehind(at, AuctionStateDecoder.TEMPLATE_ID) ? stateInFrame(at, behind(at)) : null;
    }

    /** What is told of a sealed auction in the event right behind the current one; null: something else is there. */
    public SealedStateDecoder sealedStateBehind(Transaction at) {
        return isBehind(at, SealedStateDecoder.TEMPLATE_ID)
                ? sealedState.wrap(
                        at.buffer(), behind(at) + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version())
                : null;
    }

    /** The first state of an auction in the events behind the current one; null: there is none. */
    public AuctionStateDecoder stateSomewhereBehind(Transaction at) {
        int offset = behind(at);
        for (int i = at.eventIndex() + 1; i < at.eventCount(); i++) {
            frame.wrap(at.buffer(), offset);
            if (frame.templateId() == AuctionStateDecoder.TEMPLATE_ID) {
                return stateInFrame(at, offset);
            }
            offset += frame.frameLength();
        }
        return null;
    }

    /** Looks at the frame behind the current event. */
    private boolean isBehind(Transaction at, int templateId) {
        return at.eventIndex() + 1 < at.eventCount()
                && frame.wrap(at.buffer(), behind(at)).templateId() == templateId;
    }

    private AuctionStateDecoder stateInFrame(Transaction at, int offset) {
        return auctionState.wrap(
                at.buffer(), offset + Transaction.EVENT_FRAME_LENGTH, frame.blockLength(), frame.version());
    }

    private static int behind(Transaction at) {
        return at.eventOffset() - Transaction.EVENT_FRAME_LENGTH + at.eventFrameLength();
    }
}
