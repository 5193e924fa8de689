package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Transaction;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
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
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The fields of a transaction's command that its events do not repeat.
 *
 * <p>The events of a continuation belong to the command of an earlier transaction, so that command's bytes are kept
 * while more may follow. One thread.
 */
final class JsonCommandView {
    private final ExpandableArrayBuffer kept = new ExpandableArrayBuffer(512);
    private int keptLength;
    private int keptTemplateId;
    private int keptBlockLength;
    private int keptVersion;
    private int keptAccountId;

    private CommandType type;
    private int accountId;
    private DirectBuffer buffer;
    private int body;
    private int blockLength;
    private int version;

    private int entityId;
    private int sessionId;
    private int bidderId;
    private final byte[] text = new byte[255];
    private int textLength;
    private final byte[] origText = new byte[255];
    private int origTextLength;
    private long qty;
    private long price;
    private boolean isSell;
    private AuctionCancelReason cancelReason;

    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final MassCancelDecoder massCancel = new MassCancelDecoder();
    private final SetPhaseDecoder setPhase = new SetPhaseDecoder();
    private final UncrossDecoder uncross = new UncrossDecoder();
    private final SetPriceBandDecoder setPriceBand = new SetPriceBandDecoder();
    private final SetTickTableDecoder setTickTable = new SetTickTableDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();
    private final CancelAuctionDecoder cancelAuction = new CancelAuctionDecoder();
    private final RetractBidDecoder retractBid = new RetractBidDecoder();
    private final AnswerOfferDecoder answerOffer = new AnswerOfferDecoder();
    private final CloseAuctionDecoder closeAuction = new CloseAuctionDecoder();
    private final CancelSaleDecoder cancelSale = new CancelSaleDecoder();
    private final OfferSecondChanceDecoder offerSecondChance = new OfferSecondChanceDecoder();
    private final SetBidderDecoder setBidder = new SetBidderDecoder();
    private final SetAccountLimitsDecoder setAccountLimits = new SetAccountLimitsDecoder();
    private final SetBidLimitsDecoder setBidLimits = new SetBidLimitsDecoder();
    private final ScheduleSessionDecoder scheduleSession = new ScheduleSessionDecoder();
    private final CreateSessionDecoder createSession = new CreateSessionDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final CreateAssetDecoder createAsset = new CreateAssetDecoder();
    private final CreateAccountDecoder createAccount = new CreateAccountDecoder();
    private final CreateInstrumentDecoder createInstrument = new CreateInstrumentDecoder();
    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();

    /** Looks at the command whose events the transaction holds. */
    void wrap(Transaction transaction) {
        if (transaction.isContinuation()) {
            wrapKept();
        } else {
            wrapOwn(transaction);
        }
        entityId = 0;
        sessionId = 0;
        bidderId = 0;
        textLength = 0;
        origTextLength = 0;
        isSell = false;
        cancelReason = AuctionCancelReason.NULL_VAL;
        if (type != null) {
            read();
        }
    }

    /** Null where the command is not known: a continuation whose beginning was not seen. */
    CommandType type() {
        return type;
    }

    int accountId() {
        return accountId;
    }

    /** The instrument, auction or asset that the command names; 0: none. */
    int entityId() {
        return entityId;
    }

    /** The session that it names; 0: none. */
    int sessionId() {
        return sessionId;
    }

    /** The account that it says something about, where that is not who sends it or whom it acts for; 0: none. */
    int bidderId() {
        return bidderId;
    }

    /** The client order id, or the name of what is created; {@link #textLength} 0: the command has none. */
    byte[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }

    /** Of a replace what the order was called, of a retraction the bid. */
    byte[] origText() {
        return origText;
    }

    int origTextLength() {
        return origTextLength;
    }

    /** Whether what it names is an instrument. */
    boolean namesInstrument() {
        return type != null
                && switch (type) {
                    case NEW_ORDER,
                            CANCEL_ORDER,
                            REPLACE_ORDER,
                            MASS_CANCEL,
                            SET_PHASE,
                            UNCROSS,
                            SET_PRICE_BAND,
                            SET_TICK_TABLE -> true;
                    default -> false;
                };
    }

    /** Whether what it names is an auction. */
    boolean namesAuction() {
        return type != null
                && switch (type) {
                    case PLACE_BID,
                            BUY_NOW,
                            RETRACT_BID,
                            ANSWER_OFFER,
                            CANCEL_AUCTION,
                            CLOSE_AUCTION,
                            CANCEL_SALE,
                            OFFER_SECOND_CHANCE,
                            SET_BIDDER -> true;
                    default -> false;
                };
    }

    /** Whether what it names is an asset. */
    boolean namesAsset() {
        return type != null
                && switch (type) {
                    case DEPOSIT, WITHDRAW, SET_BID_LIMITS, SET_ACCOUNT_LIMITS -> true;
                    default -> false;
                };
    }

    /** Why an auction is canceled; the null value where nothing was said. */
    AuctionCancelReason cancelReason() {
        return cancelReason;
    }

    /** The quantity of a new order, in quantity units. */
    long qty() {
        return qty;
    }

    /** The price of a new order, in price units, or the null value. */
    long price() {
        return price;
    }

    boolean isSell() {
        return isSell;
    }

    private void wrapOwn(Transaction transaction) {
        type = CommandType.of(transaction.commandTemplateId());
        accountId = transaction.accountId();
        buffer = transaction.buffer();
        body = transaction.commandBodyOffset();
        blockLength = transaction.commandBlockLength();
        version = transaction.commandVersion();
        keptLength = 0;
        if (transaction.continues()) {
            keptLength = transaction.commandLength() - Transaction.COMMAND_HEAD_LENGTH - Transaction.SBE_HEADER_LENGTH;
            kept.putBytes(0, buffer, body, keptLength);
            keptTemplateId = transaction.commandTemplateId();
            keptBlockLength = blockLength;
            keptVersion = version;
            keptAccountId = accountId;
        }
    }

    private void wrapKept() {
        type = keptLength == 0 ? null : CommandType.of(keptTemplateId);
        accountId = keptAccountId;
        buffer = kept;
        body = 0;
        blockLength = keptBlockLength;
        version = keptVersion;
    }

    private void read() {
        switch (type) {
            case NEW_ORDER -> {
                newOrder.wrap(buffer, body, blockLength, version);
                entityId = newOrder.instrumentId();
                qty = newOrder.qty();
                price = newOrder.price();
                isSell = newOrder.side() == Side.SELL;
                textLength = newOrder.getClOrdId(text, 0, text.length);
            }
            case CANCEL_ORDER -> {
                entityId = cancelOrder.wrap(buffer, body, blockLength, version).instrumentId();
                textLength = cancelOrder.getClOrdId(text, 0, text.length);
            }
            case REPLACE_ORDER -> {
                entityId = replaceOrder.wrap(buffer, body, blockLength, version).instrumentId();
                textLength = replaceOrder.getClOrdId(text, 0, text.length);
                origTextLength = replaceOrder.getOrigClOrdId(origText, 0, origText.length);
            }
            case PLACE_BID -> {
                entityId = placeBid.wrap(buffer, body, blockLength, version).auctionId();
                textLength = placeBid.getClOrdId(text, 0, text.length);
            }
            case BUY_NOW -> {
                entityId = buyNow.wrap(buffer, body, blockLength, version).auctionId();
                textLength = buyNow.getClOrdId(text, 0, text.length);
            }
            case DEPOSIT -> {
                entityId = deposit.wrap(buffer, body, blockLength, version).assetId();
                textLength = deposit.getClOrdId(text, 0, text.length);
            }
            case WITHDRAW -> {
                entityId = withdraw.wrap(buffer, body, blockLength, version).assetId();
                textLength = withdraw.getClOrdId(text, 0, text.length);
            }
            case RETRACT_BID, ANSWER_OFFER, CANCEL_AUCTION, CLOSE_AUCTION, CANCEL_SALE, OFFER_SECOND_CHANCE ->
                readSale();
            default -> readVenue();
        }
    }

    private void readSale() {
        switch (type) {
            case RETRACT_BID -> {
                entityId = retractBid.wrap(buffer, body, blockLength, version).auctionId();
                textLength = retractBid.getClOrdId(text, 0, text.length);
                origTextLength = retractBid.getOrigClOrdId(origText, 0, origText.length);
            }
            case ANSWER_OFFER -> {
                entityId = answerOffer.wrap(buffer, body, blockLength, version).auctionId();
                textLength = answerOffer.getClOrdId(text, 0, text.length);
            }
            case CANCEL_AUCTION -> {
                entityId =
                        cancelAuction.wrap(buffer, body, blockLength, version).auctionId();
                cancelReason = cancelAuction.reason();
                textLength = cancelAuction.getClOrdId(text, 0, text.length);
            }
            case CLOSE_AUCTION -> {
                entityId = closeAuction.wrap(buffer, body, blockLength, version).auctionId();
                textLength = closeAuction.getClOrdId(text, 0, text.length);
            }
            case CANCEL_SALE -> {
                entityId = cancelSale.wrap(buffer, body, blockLength, version).auctionId();
                textLength = cancelSale.getClOrdId(text, 0, text.length);
            }
            default -> {
                entityId = offerSecondChance
                        .wrap(buffer, body, blockLength, version)
                        .auctionId();
                textLength = offerSecondChance.getClOrdId(text, 0, text.length);
            }
        }
    }

    private void readVenue() {
        switch (type) {
            case MASS_CANCEL ->
                entityId = massCancel.wrap(buffer, body, blockLength, version).instrumentId();
            case SET_PHASE ->
                entityId = setPhase.wrap(buffer, body, blockLength, version).instrumentId();
            case UNCROSS ->
                entityId = uncross.wrap(buffer, body, blockLength, version).instrumentId();
            case SET_PRICE_BAND ->
                entityId = setPriceBand.wrap(buffer, body, blockLength, version).instrumentId();
            case SET_TICK_TABLE ->
                entityId = setTickTable.wrap(buffer, body, blockLength, version).instrumentId();
            case SET_BIDDER -> {
                entityId = setBidder.wrap(buffer, body, blockLength, version).auctionId();
                sessionId = setBidder.sessionId();
                bidderId = setBidder.bidderAccountId();
            }
            case SET_ACCOUNT_LIMITS ->
                entityId = setAccountLimits
                        .wrap(buffer, body, blockLength, version)
                        .assetId();
            case SET_BID_LIMITS ->
                entityId = setBidLimits.wrap(buffer, body, blockLength, version).assetId();
            case SCHEDULE_SESSION ->
                sessionId =
                        scheduleSession.wrap(buffer, body, blockLength, version).sessionId();
            default -> readName();
        }
    }

    private void readName() {
        switch (type) {
            case CREATE_ASSET -> {
                createAsset.wrap(buffer, body, blockLength, version);
                textLength = createAsset.getName(text, 0, text.length);
            }
            case CREATE_ACCOUNT -> {
                createAccount.wrap(buffer, body, blockLength, version);
                textLength = createAccount.getName(text, 0, text.length);
            }
            case CREATE_INSTRUMENT -> {
                createInstrument.wrap(buffer, body, blockLength, version);
                textLength = createInstrument.getName(text, 0, text.length);
            }
            case CREATE_AUCTION -> {
                createAuction.wrap(buffer, body, blockLength, version);
                createAuction.increments().forEachRemaining(band -> {});
                createAuction.premium().forEachRemaining(tier -> {});
                createAuction.commission().forEachRemaining(tier -> {});
                textLength = createAuction.getName(text, 0, text.length);
            }
            case CREATE_SESSION -> {
                createSession.wrap(buffer, body, blockLength, version);
                textLength = createSession.getName(text, 0, text.length);
            }
            default -> {
                // Time, recovery and upgrades name nothing.
            }
        }
    }
}
