package io.gavel.engine.obvious;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.AnswerOfferEncoder;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CancelSaleEncoder;
import io.gavel.wire.sbe.CloseAuctionEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateSessionEncoder;
import io.gavel.wire.sbe.OfferSecondChanceEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.sbe.RetractBidEncoder;
import io.gavel.wire.sbe.ScheduleSessionEncoder;
import io.gavel.wire.sbe.SetBidLimitsEncoder;
import io.gavel.wire.sbe.SetBidderEncoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BidderRule;
import io.gavel.wire.types.BidderStanding;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionScope;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.ReservePolicy;
import io.gavel.wire.types.RetractionReason;
import io.gavel.wire.types.Rounding;
import io.gavel.wire.types.SessionMode;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes plain commands about auctions as the bytes that the engine takes; every optional field is said, absent or not. */
final class AuctionBytes {
    private static final long NONE = Command.NONE;
    private static final int HEADER = Transaction.COMMAND_HEAD_LENGTH;
    private static final short UNSAID = 255;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    /** What is created is called by the number. */
    void write(Command command, int name) {
        boolean isAdmin = command.isAdmin || command.creates() || command.kind == Command.Kind.SET_BID_LIMITS;
        head.wrap(buffer, 0)
                .accountId(command.account)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
        switch (command.kind) {
            case CREATE_AUCTION -> length = auction(command.terms, "lot" + name);
            case CREATE_SESSION -> length = session(command, "day" + name);
            case SCHEDULE_SESSION -> length = schedule(command);
            case SET_BIDDER -> length = bidder(command);
            case SET_BID_LIMITS -> length = limits(command);
            default -> length = once(command, Ids.text(command.id));
        }
    }

    private int once(Command command, String id) {
        return switch (command.kind) {
            case PLACE_BID ->
                new PlaceBidEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .qty(command.qty == NONE ? 0 : command.qty)
                        .amount(command.amount)
                        .clOrdId(id)
                        .limit();
            case BUY_NOW ->
                new BuyNowEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .clOrdId(id)
                        .limit();
            case RETRACT_BID ->
                new RetractBidEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .reason(RetractionReason.get((short) command.cause))
                        .clOrdId(id)
                        .origClOrdId(command.origId == 0 ? "" : Ids.text(command.origId))
                        .limit();
            case CANCEL_AUCTION ->
                new CancelAuctionEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .reason(cause(command))
                        .clOrdId(id)
                        .limit();
            case CLOSE_AUCTION ->
                new CloseAuctionEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .clOrdId(id)
                        .limit();
            case OFFER_SECOND_CHANCE ->
                new OfferSecondChanceEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .bidderAccountId(command.bidder)
                        .expiresInNs(command.expiresIn)
                        .clOrdId(id)
                        .limit();
            case ANSWER_OFFER ->
                new AnswerOfferEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .accept(bool(command.flag))
                        .clOrdId(id)
                        .limit();
            case CANCEL_SALE ->
                new CancelSaleEncoder()
                        .wrapAndApplyHeader(buffer, HEADER, header)
                        .auctionId(command.auction)
                        .winnerAccountId(command.bidder)
                        .reason(cause(command))
                        .clOrdId(id)
                        .limit();
            default -> throw new IllegalArgumentException("no bytes for " + command);
        };
    }

    private int bidder(Command command) {
        return new SetBidderEncoder()
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(command.auction)
                .sessionId(command.session)
                .bidderAccountId(command.bidder)
                .standing(BidderStanding.get((short) command.standing.ordinal()))
                .maxBid(command.maxBid)
                .limit();
    }

    private int limits(Command command) {
        return new SetBidLimitsEncoder()
                .wrapAndApplyHeader(buffer, HEADER, header)
                .assetId(command.asset)
                .maxBid(command.maxBid)
                .maxExposure(command.maxExposure)
                .limit();
    }

    private int session(Command command, String name) {
        return new CreateSessionEncoder()
                .wrapAndApplyHeader(buffer, HEADER, header)
                .mode(command.isSequential ? SessionMode.SEQUENTIAL : SessionMode.TIMED)
                .previewAtNs(command.previewAt)
                .opensAtNs(command.opensAt)
                .closesAtNs(command.closesAt)
                .staggerNs(command.stagger)
                .lotDurationNs(command.lotDuration)
                .name(name)
                .limit();
    }

    private int schedule(Command command) {
        return new ScheduleSessionEncoder()
                .wrapAndApplyHeader(buffer, HEADER, header)
                .sessionId(command.session)
                .previewAtNs(command.previewAt)
                .opensAtNs(command.opensAt)
                .closesAtNs(command.closesAt)
                .limit();
    }

    private int auction(Terms terms, String name) {
        CreateAuctionEncoder auction = new CreateAuctionEncoder()
                .wrapAndApplyHeader(buffer, HEADER, header)
                .format(AuctionFormat.get((short) (terms.format == Terms.Format.NULL ? 255 : terms.format.ordinal())))
                .assetId(terms.asset)
                .sellerAccountId(terms.seller)
                .qty(terms.qty)
                .start(terms.start)
                .reserve(terms.reserve)
                .buyNow(terms.buyNow)
                .buyNowPolicy(BuyNowPolicy.get((short) terms.buyNowPolicy.ordinal()))
                .proxy(bool(terms.proxy))
                .incrementPercentMicros(terms.percent)
                .opensAtNs(terms.opensAt)
                .closesAtNs(terms.closesAt)
                .durationNs(terms.duration)
                .softCloseWindowNs(terms.window)
                .softCloseExtensionNs(terms.extension)
                .softCloseCapNs(terms.cap)
                .softCloseAnchor(terms.fromEnd ? ExtensionAnchor.END : ExtensionAnchor.BID)
                .softCloseTrigger(ExtensionTrigger.get((short) terms.trigger.ordinal()));
        extras(terms, auction);
        increments(terms.steps, auction);
        fees(terms, auction);
        return auction.name(name).category("").limit();
    }

    private static void extras(Terms terms, CreateAuctionEncoder auction) {
        auction.softCloseScope(terms.movesGroup ? ExtensionScope.GROUP : ExtensionScope.NULL_VAL)
                .reservePolicy(terms.followsSecond ? ReservePolicy.FOLLOWS_SECOND : ReservePolicy.NULL_VAL)
                .lowering(bool(terms.lowering))
                .bidders(terms.admittedOnly ? BidderRule.ADMITTED : BidderRule.NULL_VAL)
                .incrementRounding(terms.roundsDown ? Rounding.DOWN : Rounding.NULL_VAL)
                .rounds(terms.rounds == 0 ? UNSAID : (short) terms.rounds)
                .incrementFloor(terms.leastStep)
                .floor(terms.floor)
                .step(terms.step)
                .intervalNs(terms.interval)
                .restartUp(terms.restartUp)
                .clockAdd(terms.clockAdd)
                .ceiling(terms.ceiling)
                .roundNs(terms.roundNs)
                .turnNs(terms.turnNs)
                .outageGraceNs(terms.outageGrace)
                .outageWindowNs(terms.outageWindow)
                .retractFreeNs(terms.retractFree)
                .retractWithinNs(terms.retractWithin)
                .secondChanceNs(terms.secondChance)
                .secondChanceItems(terms.items == 0 ? CreateAuctionEncoder.secondChanceItemsNullValue() : terms.items)
                .sessionId(terms.session == 0 ? CreateAuctionEncoder.sessionIdNullValue() : terms.session)
                .lot(terms.lot == 0 ? CreateAuctionEncoder.lotNullValue() : terms.lot);
    }

    private static void increments(long[][] steps, CreateAuctionEncoder auction) {
        CreateAuctionEncoder.IncrementsEncoder group = auction.incrementsCount(steps.length);
        for (long[] band : steps) {
            group.next().below(band[0]).step(band[1]);
        }
    }

    private static void fees(Terms terms, CreateAuctionEncoder auction) {
        CreateAuctionEncoder.PremiumEncoder premium = auction.premiumCount(terms.premium.length);
        for (long[] tier : terms.premium) {
            premium.next().below(tier[0]).percentMicros(tier[1]);
        }
        CreateAuctionEncoder.CommissionEncoder commission = auction.commissionCount(terms.commission.length);
        for (long[] tier : terms.commission) {
            commission.next().below(tier[0]).percentMicros(tier[1]);
        }
    }

    private static AuctionCancelReason cause(Command command) {
        return AuctionCancelReason.get(command.cause == 0 ? UNSAID : (short) command.cause);
    }

    private static BooleanType bool(boolean value) {
        return value ? BooleanType.TRUE : BooleanType.FALSE;
    }
}
