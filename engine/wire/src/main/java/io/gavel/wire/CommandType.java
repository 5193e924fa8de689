package io.gavel.wire;

import io.gavel.wire.log.ContinuationDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import io.gavel.wire.log.TimeReachedDecoder;
import io.gavel.wire.log.UpgradeDecoder;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BlockAccountDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAllAfterDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.sbe.ScheduleSessionDecoder;
import io.gavel.wire.sbe.SetAccountLimitsDecoder;
import io.gavel.wire.sbe.SetBidLimitsDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.SetPriceBandDecoder;
import io.gavel.wire.sbe.SetTickTableDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;

/** Every command: its template id, its name in JSON, the role it needs, and what its refusal is called in JSON. */
public enum CommandType {
    TIME_REACHED(TimeReachedDecoder.TEMPLATE_ID, "timeReached", null, "rejected"),
    RECOVERED(RecoveredDecoder.TEMPLATE_ID, "recovered", null, "rejected"),
    UPGRADE(UpgradeDecoder.TEMPLATE_ID, "upgrade", Role.ADMIN, "rejected"),
    CONTINUATION(ContinuationDecoder.TEMPLATE_ID, "continuation", null, "rejected"),

    NEW_ORDER(NewOrderDecoder.TEMPLATE_ID, "newOrder", Role.TRADE, "orderRejected"),
    CANCEL_ORDER(CancelOrderDecoder.TEMPLATE_ID, "cancelOrder", Role.CANCEL, "cancelRejected"),
    REPLACE_ORDER(ReplaceOrderDecoder.TEMPLATE_ID, "replaceOrder", Role.TRADE, "replaceRejected"),
    MASS_CANCEL(MassCancelDecoder.TEMPLATE_ID, "massCancel", Role.CANCEL, "cancelRejected"),
    CANCEL_ALL_AFTER(CancelAllAfterDecoder.TEMPLATE_ID, "cancelAllAfter", Role.CANCEL, "cancelRejected"),
    PLACE_BID(PlaceBidDecoder.TEMPLATE_ID, "placeBid", Role.BID, "bidRejected"),
    BUY_NOW(BuyNowDecoder.TEMPLATE_ID, "buyNow", Role.BID, "bidRejected"),
    RETRACT_BID(RetractBidDecoder.TEMPLATE_ID, "retractBid", Role.BID, "bidRejected"),
    CANCEL_AUCTION(CancelAuctionDecoder.TEMPLATE_ID, "cancelAuction", Role.BID, "rejected"),
    CLOSE_AUCTION(CloseAuctionDecoder.TEMPLATE_ID, "closeAuction", Role.BID, "rejected"),
    CANCEL_SALE(CancelSaleDecoder.TEMPLATE_ID, "cancelSale", Role.BID, "rejected"),
    OFFER_SECOND_CHANCE(OfferSecondChanceDecoder.TEMPLATE_ID, "offerSecondChance", Role.BID, "rejected"),
    ANSWER_OFFER(AnswerOfferDecoder.TEMPLATE_ID, "answerOffer", Role.BID, "bidRejected"),
    SET_BIDDER(SetBidderDecoder.TEMPLATE_ID, "setBidder", Role.BID, "rejected"),
    SET_BID_LIMITS(SetBidLimitsDecoder.TEMPLATE_ID, "setBidLimits", Role.ADMIN, "rejected"),
    SCHEDULE_SESSION(ScheduleSessionDecoder.TEMPLATE_ID, "scheduleSession", Role.ADMIN, "rejected"),

    SET_PRICE_BAND(SetPriceBandDecoder.TEMPLATE_ID, "setPriceBand", Role.ADMIN, "rejected"),
    SET_ACCOUNT_LIMITS(SetAccountLimitsDecoder.TEMPLATE_ID, "setAccountLimits", Role.ADMIN, "rejected"),
    SET_TICK_TABLE(SetTickTableDecoder.TEMPLATE_ID, "setTickTable", Role.ADMIN, "rejected"),
    SET_PHASE(SetPhaseDecoder.TEMPLATE_ID, "setPhase", Role.ADMIN, "rejected"),
    UNCROSS(UncrossDecoder.TEMPLATE_ID, "uncross", Role.ADMIN, "rejected"),
    BLOCK_ACCOUNT(BlockAccountDecoder.TEMPLATE_ID, "blockAccount", Role.ADMIN, "rejected"),

    CREATE_ASSET(CreateAssetDecoder.TEMPLATE_ID, "createAsset", Role.ADMIN, "rejected"),
    CREATE_ACCOUNT(CreateAccountDecoder.TEMPLATE_ID, "createAccount", Role.ADMIN, "rejected"),
    CREATE_INSTRUMENT(CreateInstrumentDecoder.TEMPLATE_ID, "createInstrument", Role.ADMIN, "rejected"),
    CREATE_AUCTION(CreateAuctionDecoder.TEMPLATE_ID, "createAuction", Role.ADMIN, "rejected"),
    CREATE_SESSION(CreateSessionDecoder.TEMPLATE_ID, "createSession", Role.ADMIN, "rejected"),
    DEPOSIT(DepositDecoder.TEMPLATE_ID, "deposit", Role.ADMIN, "rejected"),
    WITHDRAW(WithdrawDecoder.TEMPLATE_ID, "withdraw", Role.ADMIN, "rejected");

    private static final CommandType[] BY_TEMPLATE = new CommandType[200];

    static {
        for (CommandType type : values()) {
            BY_TEMPLATE[type.templateId] = type;
        }
    }

    private final int templateId;
    private final String jsonName;
    private final Role role;
    private final String rejectionName;

    CommandType(int templateId, String jsonName, Role role, String rejectionName) {
        this.templateId = templateId;
        this.jsonName = jsonName;
        this.role = role;
        this.rejectionName = rejectionName;
    }

    public int templateId() {
        return templateId;
    }

    /** {@code type} in JSON. */
    public String jsonName() {
        return jsonName;
    }

    /** The role a sender needs, or null where no client may send it. */
    public Role role() {
        return role;
    }

    /** {@code type} of its rejection in JSON. */
    public String rejectionName() {
        return rejectionName;
    }

    /** The type of a template id, or null for an unknown one. */
    public static CommandType of(int templateId) {
        return templateId >= 0 && templateId < BY_TEMPLATE.length ? BY_TEMPLATE[templateId] : null;
    }
}
