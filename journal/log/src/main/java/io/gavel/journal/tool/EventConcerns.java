package io.gavel.journal.tool;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.sbe.SetBidderDecoder;
import io.gavel.wire.sbe.SetPhaseDecoder;
import io.gavel.wire.sbe.SetPriceBandDecoder;
import io.gavel.wire.sbe.SetTickTableDecoder;
import io.gavel.wire.sbe.UncrossDecoder;
import io.gavel.wire.types.EntityKind;

/**
 * Whom and what an event concerns: its command's account and whoever else it touches, its instrument or auction, its
 * kind. What an {@link EventFilter} looks at.
 *
 * <p>Use: {@link #begin} with every transaction in order, after the directory has learnt from it; then per {@link
 * Transaction#nextEvent} {@link #atEvent}, or {@link #atCommand} for the command itself. The events of a continuation
 * count as those of the command that it goes on with. A flyweight: valid while the transaction is. One thread.
 */
public final class EventConcerns {
    private static final int NONE = 0;

    private final Directory directory;

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
    private final OfferSecondChanceDecoder offer = new OfferSecondChanceDecoder();
    private final SetBidderDecoder setBidder = new SetBidderDecoder();
    private final EventDecoders decoders = new EventDecoders();

    private Transaction transaction;
    private CommandType command;
    private int commandInstrumentId;
    private int commandAuctionId;
    private boolean isToBeContinued;
    /** Null: the command itself is looked at, or an event that a later release writes. */
    private EventType event;

    /** @param directory has learnt from every transaction that is looked at, and from those before it */
    public EventConcerns(Directory directory) {
        this.directory = directory;
    }

    /** Looks at a transaction's command. */
    public EventConcerns begin(Transaction transaction) {
        this.transaction = transaction;
        event = null;
        if (!transaction.isContinuation() || !isToBeContinued) {
            readCommand();
        }
        isToBeContinued = transaction.continues();
        return this;
    }

    /** Looks at the command of the transaction. */
    public EventConcerns atCommand() {
        event = null;
        return this;
    }

    /** Looks at the event at which the transaction stands. */
    public EventConcerns atEvent() {
        event = EventType.of(transaction.eventTemplateId());
        return this;
    }

    /** Names of what the ids stand for. */
    public Directory directory() {
        return directory;
    }

    public long seq() {
        return transaction.seq();
    }

    /** Engine time. */
    public long timeNs() {
        return transaction.timeNs();
    }

    /** Null for one that a later release knows, and for a continuation whose beginning was not seen. */
    public CommandType command() {
        return command;
    }

    /** The instrument that the command names, whether it exists or not; 0: none. */
    public int commandInstrumentId() {
        return commandInstrumentId;
    }

    /** The auction that the command names, whether it exists or not; 0: none. */
    public int commandAuctionId() {
        return commandAuctionId;
    }

    /** Null where the command itself is looked at. */
    public EventType event() {
        return event;
    }

    /** What JSON lines call the event ({@code type}); null where the command itself is looked at. */
    public String eventName() {
        if (event == null) {
            return null;
        }
        return switch (event) {
            case REFUSED -> rejectionName();
            case DUPLICATE_ANSWERED -> answerName();
            default -> event.jsonName();
        };
    }

    /** Whether the account sent the command, or the event touches its money, its orders, its bids or what it sells. */
    public boolean isAccount(int accountId) {
        if (transaction.accountId() == accountId) {
            return true;
        }
        if (event == null) {
            return false;
        }
        return switch (event) {
            case TRADED -> decoders.traded(transaction).makerAccountId() == accountId;
            case CROSS_TRADED -> isOfCross(accountId);
            case ORDER_CANCELED -> decoders.orderCanceled(transaction).accountId() == accountId;
            case ORDER_REPLACED -> decoders.orderReplaced(transaction).accountId() == accountId;
            case ORDER_TRIGGERED -> decoders.orderTriggered(transaction).accountId() == accountId;
            case MATCH_PREVENTED -> decoders.matchPrevented(transaction).accountId() == accountId;
            case MASS_CANCELED -> decoders.massCanceled(transaction).accountId() == accountId;
            case ACCOUNT_BLOCKED -> decoders.accountBlocked(transaction).accountId() == accountId;
            case OUTBID -> decoders.outbid(transaction).accountId() == accountId;
            case AUCTION_STATE -> decoders.auctionState(transaction).leaderAccountId() == accountId;
            case AUCTION_CLOSED -> isOfClosing(accountId);
            case CREATED -> isOfCreation(accountId);
            default -> isOfSale(accountId);
        };
    }

    /** Whether an event of an auction that is not told of every one touches the account. */
    private boolean isOfSale(int accountId) {
        return switch (event) {
            case AUCTION_AWARDED -> {
                AuctionAwardedDecoder awarded = decoders.auctionAwarded(transaction);
                yield awarded.accountId() == accountId
                        || awarded.payerAccountId() == accountId
                        || awarded.payeeAccountId() == accountId;
            }
            case AUCTION_ENDED -> {
                AuctionEndedDecoder ended = decoders.auctionEnded(transaction);
                yield ended.winnerAccountId() == accountId || isSeller(ended.auctionId(), accountId);
            }
            case SALE_CANCELED -> {
                SaleCanceledDecoder canceled = decoders.saleCanceled(transaction);
                yield canceled.winnerAccountId() == accountId
                        || canceled.payerAccountId() == accountId
                        || canceled.payeeAccountId() == accountId;
            }
            case BID_RELEASED -> decoders.bidReleased(transaction).accountId() == accountId;
            case BID_RETRACTED -> decoders.bidRetracted(transaction).accountId() == accountId;
            case BID_HELD -> decoders.bidHeld(transaction).accountId() == accountId;
            case SECOND_CHANCE_OFFERED ->
                decoders.secondChanceOffered(transaction).accountId() == accountId;
            case SECOND_CHANCE_ENDED -> decoders.secondChanceEnded(transaction).accountId() == accountId;
            case ROUND_BID -> decoders.roundBid(transaction).accountId() == accountId;
            case ROUND_ENDED -> decoders.roundEnded(transaction).leaderAccountId() == accountId;
            case CLOCK_STATE -> decoders.clockState(transaction).leaderAccountId() == accountId;
            default -> false;
        };
    }

    /** Whether the event, or its command, is about the instrument. */
    public boolean isInstrument(int instrumentId) {
        if (commandInstrumentId == instrumentId) {
            return true;
        }
        if (event == null) {
            return false;
        }
        return switch (event) {
            case TRADED -> decoders.traded(transaction).instrumentId() == instrumentId;
            case CROSS_TRADED -> decoders.crossTraded(transaction).instrumentId() == instrumentId;
            case ORDER_CANCELED -> decoders.orderCanceled(transaction).instrumentId() == instrumentId;
            case ORDER_REPLACED -> decoders.orderReplaced(transaction).instrumentId() == instrumentId;
            case ORDER_TRIGGERED -> decoders.orderTriggered(transaction).instrumentId() == instrumentId;
            case MATCH_PREVENTED -> decoders.matchPrevented(transaction).instrumentId() == instrumentId;
            case PHASE_CHANGED -> decoders.phaseChanged(transaction).instrumentId() == instrumentId;
            case INDICATIVE -> decoders.indicative(transaction).instrumentId() == instrumentId;
            case UNCROSSED -> decoders.uncrossed(transaction).instrumentId() == instrumentId;
            case CREATED -> isCreated(EntityKind.INSTRUMENT, instrumentId);
            default -> false;
        };
    }

    /** Whether the event, or its command, is about the auction. */
    public boolean isAuction(int auctionId) {
        if (commandAuctionId == auctionId) {
            return true;
        }
        if (event == null) {
            return false;
        }
        return switch (event) {
            case OUTBID -> decoders.outbid(transaction).auctionId() == auctionId;
            case AUCTION_STATE -> decoders.auctionState(transaction).auctionId() == auctionId;
            case AUCTION_OPENED -> decoders.auctionOpened(transaction).auctionId() == auctionId;
            case AUCTION_EXTENDED -> decoders.auctionExtended(transaction).auctionId() == auctionId;
            case AUCTION_CLOSED -> decoders.auctionClosed(transaction).auctionId() == auctionId;
            case CREATED -> isCreated(EntityKind.AUCTION, auctionId);
            default -> auctionOfSale() == auctionId;
        };
    }

    /** The auction of an event that is not told of every one; 0: of none. */
    private int auctionOfSale() {
        return switch (event) {
            case BID_RELEASED -> decoders.bidReleased(transaction).auctionId();
            case BID_RETRACTED -> decoders.bidRetracted(transaction).auctionId();
            case BID_HELD -> decoders.bidHeld(transaction).auctionId();
            case SECOND_CHANCE_OFFERED ->
                decoders.secondChanceOffered(transaction).auctionId();
            case SECOND_CHANCE_ENDED -> decoders.secondChanceEnded(transaction).auctionId();
            case SALE_CANCELED -> decoders.saleCanceled(transaction).auctionId();
            case AUCTION_AWARDED -> decoders.auctionAwarded(transaction).auctionId();
            case AUCTION_ENDED -> decoders.auctionEnded(transaction).auctionId();
            case SEALED_STATE -> decoders.sealedState(transaction).auctionId();
            case AUCTION_REBUILT -> decoders.auctionRebuilt(transaction).auctionId();
            case ROUND_BID -> decoders.roundBid(transaction).auctionId();
            case ROUND_ENDED -> decoders.roundEnded(transaction).auctionId();
            case CLOCK_STATE -> decoders.clockState(transaction).auctionId();
            case SESSION_EXTENDED -> decoders.sessionExtended(transaction).auctionId();
            default -> NONE;
        };
    }

    private void readCommand() {
        command = CommandType.of(transaction.commandTemplateId());
        commandInstrumentId = NONE;
        commandAuctionId = NONE;
        if (command == CommandType.CONTINUATION) {
            command = null;
        }
        if (command == null) {
            return;
        }
        int body = transaction.commandBodyOffset();
        int blockLength = transaction.commandBlockLength();
        int version = transaction.commandVersion();
        switch (command) {
            case NEW_ORDER ->
                commandInstrumentId = newOrder.wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case CANCEL_ORDER ->
                commandInstrumentId = cancelOrder
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case REPLACE_ORDER ->
                commandInstrumentId = replaceOrder
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case MASS_CANCEL ->
                commandInstrumentId = massCancel
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case SET_PHASE ->
                commandInstrumentId = setPhase.wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case UNCROSS ->
                commandInstrumentId = uncross.wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case SET_PRICE_BAND ->
                commandInstrumentId = setPriceBand
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case SET_TICK_TABLE ->
                commandInstrumentId = setTickTable
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .instrumentId();
            case PLACE_BID ->
                commandAuctionId = placeBid.wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case BUY_NOW ->
                commandAuctionId = buyNow.wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case CANCEL_AUCTION ->
                commandAuctionId = cancelAuction
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            default -> readSale(body, blockLength, version);
        }
    }

    private void readSale(int body, int blockLength, int version) {
        switch (command) {
            case RETRACT_BID ->
                commandAuctionId = retractBid
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case ANSWER_OFFER ->
                commandAuctionId = answerOffer
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case CLOSE_AUCTION ->
                commandAuctionId = closeAuction
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case CANCEL_SALE ->
                commandAuctionId = cancelSale
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case OFFER_SECOND_CHANCE ->
                commandAuctionId = offer.wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            case SET_BIDDER ->
                commandAuctionId = setBidder
                        .wrap(transaction.buffer(), body, blockLength, version)
                        .auctionId();
            default -> {
                // The others name neither: what they create has its id in the event.
            }
        }
    }

    private String rejectionName() {
        return command == null ? event.jsonName() : command.rejectionName();
    }

    private String answerName() {
        DuplicateAnsweredDecoder answer = decoders.duplicate(transaction);
        EventType original = EventType.of(answer.answerTemplateId());
        return answer.code() != 0 || original == null ? rejectionName() : original.jsonName();
    }

    private boolean isOfCross(int accountId) {
        CrossTradedDecoder traded = decoders.crossTraded(transaction);
        return traded.buyAccountId() == accountId || traded.sellAccountId() == accountId;
    }

    private boolean isOfClosing(int accountId) {
        AuctionClosedDecoder closed = decoders.auctionClosed(transaction);
        return closed.winnerAccountId() == accountId
                || closed.holderAccountId() == accountId
                || isSeller(closed.auctionId(), accountId);
    }

    private boolean isOfCreation(int accountId) {
        CreatedDecoder entity = decoders.created(transaction);
        return switch (entity.kind()) {
            case ACCOUNT -> entity.id() == accountId;
            case AUCTION -> isSeller(entity.id(), accountId);
            default -> false;
        };
    }

    private boolean isSeller(int auctionId, int accountId) {
        Directory.Auction auction = directory.auction(auctionId);
        return auction != null && auction.sellerAccountId() == accountId;
    }

    private boolean isCreated(EntityKind kind, int id) {
        CreatedDecoder entity = decoders.created(transaction);
        return entity.kind() == kind && entity.id() == id;
    }
}
