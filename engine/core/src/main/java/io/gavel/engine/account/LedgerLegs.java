package io.gavel.engine.account;

import io.gavel.wire.ReferenceData;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.BalanceChangedDecoder;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.MatchPreventedDecoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderCanceledDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.OrderTriggeredDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.TradedDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.Aggressor;
import io.gavel.wire.types.AuctionOutcome;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/**
 * Derives the ledger legs of recorded events, for everyone who reads the journal without an engine.
 *
 * <p>A function of the event, its command and reference data, nothing else: the same legs that the market posted when
 * it decided ({@link Postings}). One instance a thread; it keeps only decoders.
 */
public final class LedgerLegs {
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final OrderEnteredDecoder orderEntered = new OrderEnteredDecoder();
    private final OrderReplacedDecoder orderReplaced = new OrderReplacedDecoder();
    private final OrderTriggeredDecoder orderTriggered = new OrderTriggeredDecoder();
    private final TradedDecoder traded = new TradedDecoder();
    private final CrossTradedDecoder crossTraded = new CrossTradedDecoder();
    private final MatchPreventedDecoder matchPrevented = new MatchPreventedDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final BidAcceptedDecoder bidAccepted = new BidAcceptedDecoder();
    private final OutbidDecoder outbid = new OutbidDecoder();
    private final BidReleasedDecoder bidReleased = new BidReleasedDecoder();
    private final BidRetractedDecoder bidRetracted = new BidRetractedDecoder();
    private final BidHeldDecoder bidHeld = new BidHeldDecoder();
    private final AuctionClosedDecoder auctionClosed = new AuctionClosedDecoder();
    private final AuctionAwardedDecoder auctionAwarded = new AuctionAwardedDecoder();
    private final SaleCanceledDecoder saleCanceled = new SaleCanceledDecoder();

    /** Posts the legs of the event at which {@code tx} stands ({@link Transaction#nextEvent}). */
    public void onEvent(Transaction tx, ReferenceData reference, LegSink sink) {
        DirectBuffer buffer = tx.buffer();
        int offset = tx.eventOffset();
        int blockLength = tx.eventBlockLength();
        int version = tx.eventVersion();
        switch (tx.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID -> onOrderAccepted(tx, reference, sink);
            case OrderEnteredDecoder.TEMPLATE_ID ->
                onOrderEntered(orderEntered.wrap(buffer, offset, blockLength, version), tx, reference, sink);
            case OrderReplacedDecoder.TEMPLATE_ID ->
                onReplaced(orderReplaced.wrap(buffer, offset, blockLength, version), tx, reference, sink);
            case OrderTriggeredDecoder.TEMPLATE_ID ->
                onTriggered(orderTriggered.wrap(buffer, offset, blockLength, version), tx, reference, sink);
            case CrossTradedDecoder.TEMPLATE_ID ->
                onCrossTraded(crossTraded.wrap(buffer, offset, blockLength, version), reference, sink);
            case MatchPreventedDecoder.TEMPLATE_ID ->
                onPrevented(matchPrevented.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case TradedDecoder.TEMPLATE_ID ->
                onTraded(traded.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case OrderCanceledDecoder.TEMPLATE_ID ->
                onCanceled(orderCanceled.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case BidAcceptedDecoder.TEMPLATE_ID ->
                onBidAccepted(bidAccepted.wrap(buffer, offset, blockLength, version), tx, reference, sink);
            case OutbidDecoder.TEMPLATE_ID ->
                onOutbid(outbid.wrap(buffer, offset, blockLength, version), reference, sink);
            case BidReleasedDecoder.TEMPLATE_ID ->
                onReleased(bidReleased.wrap(buffer, offset, blockLength, version), reference, sink);
            case BidRetractedDecoder.TEMPLATE_ID ->
                onRetracted(bidRetracted.wrap(buffer, offset, blockLength, version), tx.accountId(), reference, sink);
            case BidHeldDecoder.TEMPLATE_ID ->
                onHeld(bidHeld.wrap(buffer, offset, blockLength, version), reference, sink);
            case AuctionClosedDecoder.TEMPLATE_ID ->
                onAuctionClosed(auctionClosed.wrap(buffer, offset, blockLength, version), reference, sink);
            case AuctionAwardedDecoder.TEMPLATE_ID ->
                onAwarded(auctionAwarded.wrap(buffer, offset, blockLength, version), reference, sink);
            case SaleCanceledDecoder.TEMPLATE_ID ->
                onSaleCanceled(saleCanceled.wrap(buffer, offset, blockLength, version), reference, sink);
            case BalanceChangedDecoder.TEMPLATE_ID -> onBalanceChanged(tx, sink);
            default -> {
                // Every other event leaves the money where it is.
            }
        }
    }

    private void onOrderAccepted(Transaction tx, ReferenceData reference, LegSink sink) {
        wrapNewOrder(tx);
        int instrumentId = newOrder.instrumentId();
        hold(tx, newOrder.price() / reference.tick(instrumentId), reference, sink);
    }

    private void onOrderEntered(OrderEnteredDecoder entered, Transaction tx, ReferenceData reference, LegSink sink) {
        wrapNewOrder(tx);
        hold(tx, entered.holdTicks(), reference, sink);
    }

    private void wrapNewOrder(Transaction tx) {
        newOrder.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
    }

    private void hold(Transaction tx, long holdTicks, ReferenceData reference, LegSink sink) {
        int instrumentId = newOrder.instrumentId();
        if (reference.movesMoney(instrumentId)) {
            Side side = newOrder.side();
            long qtyLots = newOrder.qty() / reference.lot(instrumentId);
            long amount = holdMinor(reference, instrumentId, side, holdTicks, qtyLots);
            Postings.held(sink, tx.accountId(), paysWith(reference, instrumentId, side), amount);
        }
    }

    private static void onReplaced(OrderReplacedDecoder replaced, Transaction tx, ReferenceData ref, LegSink sink) {
        int accountId = replaced.accountId() == 0 ? tx.accountId() : replaced.accountId();
        if (ref.movesMoney(replaced.instrumentId())) {
            int assetId = paysWith(ref, replaced.instrumentId(), replaced.side());
            Postings.heldChanged(sink, accountId, assetId, replaced.heldDeltaMinor());
        }
    }

    private static void onTriggered(OrderTriggeredDecoder triggered, Transaction tx, ReferenceData ref, LegSink sink) {
        int accountId = triggered.accountId() == 0 ? tx.accountId() : triggered.accountId();
        if (ref.movesMoney(triggered.instrumentId())) {
            int assetId = paysWith(ref, triggered.instrumentId(), triggered.side());
            Postings.heldChanged(sink, accountId, assetId, triggered.heldDeltaMinor());
        }
    }

    private static void onTraded(TradedDecoder traded, int takerId, ReferenceData reference, LegSink sink) {
        boolean takerBuys = traded.takerSide() == Side.BUY;
        int makerId = traded.makerAccountId();
        post(
                traded.instrumentId(),
                takerBuys ? takerId : makerId,
                takerBuys ? makerId : takerId,
                traded.priceTicks(),
                traded.qtyLots(),
                takerBuys ? traded.takerLimitTicks() : traded.priceTicks(),
                takerBuys ? Aggressor.BUY : Aggressor.SELL,
                reference,
                sink);
    }

    private static void onCrossTraded(CrossTradedDecoder traded, ReferenceData reference, LegSink sink) {
        post(
                traded.instrumentId(),
                traded.buyAccountId(),
                traded.sellAccountId(),
                traded.priceTicks(),
                traded.qtyLots(),
                traded.buyHoldTicks(),
                traded.aggressor(),
                reference,
                sink);
    }

    private static void post(
            int instrumentId,
            int buyerId,
            int sellerId,
            long priceTicks,
            long qtyLots,
            long buyHoldTicks,
            Aggressor aggressor,
            ReferenceData reference,
            LegSink sink) {
        if (!reference.movesMoney(instrumentId)) {
            return;
        }
        Postings.traded(
                sink,
                buyerId,
                sellerId,
                reference.baseAssetId(instrumentId),
                reference.quoteAssetId(instrumentId),
                qtyLots * reference.lotMinor(instrumentId),
                priceTicks * qtyLots * reference.tickLotMinor(instrumentId),
                holdMinor(reference, instrumentId, Side.BUY, buyHoldTicks, qtyLots),
                feePercentMicros(reference, instrumentId, aggressor, Aggressor.BUY),
                feePercentMicros(reference, instrumentId, aggressor, Aggressor.SELL));
    }

    private static void onCanceled(
            OrderCanceledDecoder canceled, int commandAccountId, ReferenceData reference, LegSink sink) {
        int accountId = canceled.accountId() == 0 ? commandAccountId : canceled.accountId();
        release(
                canceled.instrumentId(),
                accountId,
                canceled.side(),
                canceled.priceTicks(),
                canceled.leavesLots(),
                reference,
                sink);
    }

    private static void onPrevented(
            MatchPreventedDecoder prevented, int commandAccountId, ReferenceData reference, LegSink sink) {
        int instrumentId = prevented.instrumentId();
        int accountId = prevented.accountId() == 0 ? commandAccountId : prevented.accountId();
        long qtyLots = prevented.qtyLots();
        Side takerSide = prevented.takerSide();
        Side makerSide = takerSide == Side.BUY ? Side.SELL : Side.BUY;
        release(instrumentId, accountId, makerSide, prevented.makerHoldTicks(), qtyLots, reference, sink);
        release(instrumentId, accountId, takerSide, prevented.takerHoldTicks(), qtyLots, reference, sink);
    }

    private static void release(
            int instrumentId,
            int accountId,
            Side side,
            long holdTicks,
            long qtyLots,
            ReferenceData reference,
            LegSink sink) {
        if (reference.movesMoney(instrumentId)) {
            long amount = holdMinor(reference, instrumentId, side, holdTicks, qtyLots);
            Postings.released(sink, accountId, paysWith(reference, instrumentId, side), amount);
        }
    }

    private static int paysWith(ReferenceData reference, int instrumentId, Side side) {
        return side == Side.BUY ? reference.quoteAssetId(instrumentId) : reference.baseAssetId(instrumentId);
    }

    /** What covers this many lots of an order: the market's {@code holdPerLotMinor}, from the same function. */
    private static long holdMinor(ReferenceData reference, int instrumentId, Side side, long holdTicks, long qtyLots) {
        if (side == Side.SELL) {
            return qtyLots * reference.lotMinor(instrumentId);
        }
        long worst = Fees.worst(
                reference.makerFeePercentMicros(instrumentId), reference.takerFeePercentMicros(instrumentId));
        return qtyLots * Fees.holdPerLotMinor(holdTicks * reference.tickLotMinor(instrumentId), worst);
    }

    private static long feePercentMicros(
            ReferenceData reference, int instrumentId, Aggressor aggressor, Aggressor side) {
        if (aggressor == side) {
            return reference.takerFeePercentMicros(instrumentId);
        }
        long maker = reference.makerFeePercentMicros(instrumentId);
        return aggressor == Aggressor.NONE ? Fees.ofUncross(maker) : maker;
    }

    private void onBidAccepted(BidAcceptedDecoder accepted, Transaction tx, ReferenceData reference, LegSink sink) {
        placeBid.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        int assetId = reference.auctionAssetId(placeBid.auctionId());
        Postings.heldChanged(sink, tx.accountId(), assetId, accepted.holdDeltaMinor());
    }

    private static void onOutbid(OutbidDecoder outbid, ReferenceData reference, LegSink sink) {
        int assetId = reference.auctionAssetId(outbid.auctionId());
        Postings.released(sink, outbid.accountId(), assetId, outbid.releasedMinor());
    }

    private static void onReleased(BidReleasedDecoder released, ReferenceData reference, LegSink sink) {
        int assetId = reference.auctionAssetId(released.auctionId());
        Postings.released(sink, released.accountId(), assetId, released.releasedMinor());
    }

    private static void onRetracted(
            BidRetractedDecoder retracted, int commandAccountId, ReferenceData reference, LegSink sink) {
        int accountId = retracted.accountId() == 0 ? commandAccountId : retracted.accountId();
        int assetId = reference.auctionAssetId(retracted.auctionId());
        Postings.released(sink, accountId, assetId, retracted.releasedMinor());
    }

    private static void onHeld(BidHeldDecoder held, ReferenceData reference, LegSink sink) {
        int assetId = reference.auctionAssetId(held.auctionId());
        Postings.held(sink, held.accountId(), assetId, held.heldMinor());
    }

    private static void onAuctionClosed(AuctionClosedDecoder closed, ReferenceData reference, LegSink sink) {
        int auctionId = closed.auctionId();
        int assetId = reference.auctionAssetId(auctionId);
        Postings.released(sink, closed.holderAccountId(), assetId, closed.releasedMinor());
        if (closed.outcome() == AuctionOutcome.SOLD) {
            int sellerId = reference.sellerAccountId(auctionId);
            Postings.sold(sink, closed.winnerAccountId(), sellerId, assetId, closed.priceMinor());
        }
    }

    private static void onAwarded(AuctionAwardedDecoder awarded, ReferenceData reference, LegSink sink) {
        int assetId = reference.auctionAssetId(awarded.auctionId());
        int payerId = awarded.payerAccountId();
        Postings.released(sink, payerId, assetId, awarded.releasedMinor());
        Postings.awarded(
                sink,
                payerId,
                awarded.payeeAccountId(),
                assetId,
                awarded.hammerMinor(),
                awarded.premiumMinor(),
                awarded.commissionMinor());
    }

    private static void onSaleCanceled(SaleCanceledDecoder canceled, ReferenceData reference, LegSink sink) {
        Postings.saleCanceled(
                sink,
                canceled.payerAccountId(),
                canceled.payeeAccountId(),
                reference.auctionAssetId(canceled.auctionId()),
                canceled.hammerMinor(),
                canceled.premiumMinor(),
                canceled.commissionMinor());
    }

    private void onBalanceChanged(Transaction tx, LegSink sink) {
        if (tx.commandTemplateId() == DepositDecoder.TEMPLATE_ID) {
            deposit.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
            Postings.deposited(sink, tx.accountId(), deposit.assetId(), deposit.amount());
        } else {
            withdraw.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
            Postings.withdrawn(sink, tx.accountId(), withdraw.assetId(), withdraw.amount());
        }
    }
}
