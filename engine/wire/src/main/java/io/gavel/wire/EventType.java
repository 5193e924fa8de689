package io.gavel.wire;

import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.AppliedDecoder;
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

/** Every event: its template id, its name in JSON, and who sees it on a network. */
public enum EventType {
    ORDER_ACCEPTED(OrderAcceptedDecoder.TEMPLATE_ID, "orderAccepted", Visibility.OWNER),
    /** In JSON it takes the name of its command ({@link CommandType#rejectionName}). */
    REFUSED(RefusedDecoder.TEMPLATE_ID, "rejected", Visibility.SENDER),
    /** Public without accounts and ids; each side sees its own. */
    TRADED(TradedDecoder.TEMPLATE_ID, "trade", Visibility.PUBLIC),
    /** Two orders neither of which is the command's own. In JSON a trade like any other. */
    CROSS_TRADED(CrossTradedDecoder.TEMPLATE_ID, "trade", Visibility.PUBLIC),
    /** In JSON an accepted order like any other. */
    ORDER_ENTERED(OrderEnteredDecoder.TEMPLATE_ID, "orderAccepted", Visibility.OWNER),
    ORDER_REPLACED(OrderReplacedDecoder.TEMPLATE_ID, "orderReplaced", Visibility.OWNER),
    ORDER_TRIGGERED(OrderTriggeredDecoder.TEMPLATE_ID, "orderTriggered", Visibility.OWNER),
    MATCH_PREVENTED(MatchPreventedDecoder.TEMPLATE_ID, "prevented", Visibility.OWNER),
    MASS_CANCELED(MassCanceledDecoder.TEMPLATE_ID, "massCanceled", Visibility.OWNER),
    CANCEL_ALL_AFTER_SET(CancelAllAfterSetDecoder.TEMPLATE_ID, "cancelAllAfterSet", Visibility.OWNER),
    ORDER_CANCELED(OrderCanceledDecoder.TEMPLATE_ID, "orderCanceled", Visibility.OWNER),
    BID_ACCEPTED(BidAcceptedDecoder.TEMPLATE_ID, "bidAccepted", Visibility.OWNER),
    OUTBID(OutbidDecoder.TEMPLATE_ID, "outbid", Visibility.OWNER),
    BOUGHT(BoughtDecoder.TEMPLATE_ID, "bought", Visibility.OWNER),
    BID_RELEASED(BidReleasedDecoder.TEMPLATE_ID, "bidReleased", Visibility.OWNER),
    BID_RETRACTED(BidRetractedDecoder.TEMPLATE_ID, "bidRetracted", Visibility.OWNER),
    BID_HELD(BidHeldDecoder.TEMPLATE_ID, "bidHeld", Visibility.OWNER),
    SECOND_CHANCE_OFFERED(SecondChanceOfferedDecoder.TEMPLATE_ID, "secondChanceOffered", Visibility.OWNER),
    SECOND_CHANCE_ENDED(SecondChanceEndedDecoder.TEMPLATE_ID, "secondChanceEnded", Visibility.OWNER),
    SALE_CANCELED(SaleCanceledDecoder.TEMPLATE_ID, "saleCanceled", Visibility.OWNER),
    BALANCE_CHANGED(BalanceChangedDecoder.TEMPLATE_ID, "balance", Visibility.OWNER),
    /** In JSON it takes the name of the answer it repeats, with {@code duplicate: true}. */
    DUPLICATE_ANSWERED(DuplicateAnsweredDecoder.TEMPLATE_ID, "duplicate", Visibility.SENDER),
    CREATED(CreatedDecoder.TEMPLATE_ID, "created", Visibility.ADMIN),
    RULE_SET_CHANGED(RuleSetChangedDecoder.TEMPLATE_ID, "ruleSetChanged", Visibility.ADMIN),
    ACCOUNT_BLOCKED(AccountBlockedDecoder.TEMPLATE_ID, "accountBlocked", Visibility.OWNER),
    APPLIED(AppliedDecoder.TEMPLATE_ID, "applied", Visibility.ADMIN),
    PHASE_CHANGED(PhaseChangedDecoder.TEMPLATE_ID, "phaseChanged", Visibility.PUBLIC),
    INDICATIVE(IndicativeDecoder.TEMPLATE_ID, "indicative", Visibility.PUBLIC),
    UNCROSSED(UncrossedDecoder.TEMPLATE_ID, "uncrossed", Visibility.PUBLIC),
    AUCTION_STATE(AuctionStateDecoder.TEMPLATE_ID, "auctionState", Visibility.PUBLIC),
    AUCTION_OPENED(AuctionOpenedDecoder.TEMPLATE_ID, "auctionOpened", Visibility.PUBLIC),
    /** Public with the winner as alias; the winner sees the own. */
    AUCTION_CLOSED(AuctionClosedDecoder.TEMPLATE_ID, "auctionClosed", Visibility.PUBLIC),
    AUCTION_EXTENDED(AuctionExtendedDecoder.TEMPLATE_ID, "auctionExtended", Visibility.PUBLIC),
    /** Public with the winner as alias and without what is paid beside the price; the winner sees all of the own. */
    AUCTION_AWARDED(AuctionAwardedDecoder.TEMPLATE_ID, "auctionAwarded", Visibility.PUBLIC),
    /** In JSON closed like any other. */
    AUCTION_ENDED(AuctionEndedDecoder.TEMPLATE_ID, "auctionClosed", Visibility.PUBLIC),
    /** In JSON an auction's state like any other, of which only the end is told. */
    SEALED_STATE(SealedStateDecoder.TEMPLATE_ID, "auctionState", Visibility.PUBLIC),
    AUCTION_REBUILT(AuctionRebuiltDecoder.TEMPLATE_ID, "auctionRebuilt", Visibility.PUBLIC),
    ROUND_BID(RoundBidDecoder.TEMPLATE_ID, "roundBid", Visibility.PUBLIC),
    ROUND_ENDED(RoundEndedDecoder.TEMPLATE_ID, "roundEnded", Visibility.PUBLIC),
    /** In JSON an auction's state like any other. */
    CLOCK_STATE(ClockStateDecoder.TEMPLATE_ID, "auctionState", Visibility.PUBLIC),
    SESSION_STATE(SessionStateDecoder.TEMPLATE_ID, "sessionState", Visibility.PUBLIC),
    SESSION_EXTENDED(SessionExtendedDecoder.TEMPLATE_ID, "sessionExtended", Visibility.PUBLIC);

    private static final EventType[] BY_TEMPLATE = new EventType[400];

    static {
        for (EventType type : values()) {
            BY_TEMPLATE[type.templateId] = type;
        }
    }

    private final int templateId;
    private final String jsonName;
    private final Visibility visibility;

    EventType(int templateId, String jsonName, Visibility visibility) {
        this.templateId = templateId;
        this.jsonName = jsonName;
        this.visibility = visibility;
    }

    public int templateId() {
        return templateId;
    }

    /** {@code type} in JSON. */
    public String jsonName() {
        return jsonName;
    }

    public Visibility visibility() {
        return visibility;
    }

    /** The type of a template id, or null for an unknown one. */
    public static EventType of(int templateId) {
        return templateId >= 0 && templateId < BY_TEMPLATE.length ? BY_TEMPLATE[templateId] : null;
    }
}
